"""Queries with :named parameters, as psycopg reads them."""

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def for_the_driver(sql: str) -> str:
    """Return a query with %(named)s parameters in place of :named ones."""
    return re.sub(r"(?<!:):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))
