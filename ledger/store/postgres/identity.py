"""What tells a ledger in a database: a schema of this name, with words on it that say its format."""

import re

from ledger.store import FORMAT_VERSION

SCHEMA = "gongguo"
WORDS = f"gongguo ledger, format {FORMAT_VERSION}"


def format_in(words: str | None) -> int | None:
    """Return the format that the words on a schema name; None if it is no ledger's."""
    match = re.fullmatch(r"gongguo ledger, format ([0-9]{1,9})", words or "")
    return None if match is None else int(match[1])
