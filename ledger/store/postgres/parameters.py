"""What PostgreSQL says in its own way: queries with :named parameters as psycopg reads them, many rows joined."""

import re
from functools import lru_cache

from ledger.store.place import Joining

JOINING = Joining(
    blobs="string_agg(blob, ',' ORDER BY number)",
    counts="string_agg(person || :separator || many, :separator)",
)


@lru_cache(maxsize=256)
def for_the_driver(sql: str) -> str:
    """Return a query with %(named)s parameters in place of :named ones."""
    return re.sub(r"(?<!:):([a-z_]\w*)", r"%(\1)s", sql.replace("%", "%%"))
