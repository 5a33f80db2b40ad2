"""Whose turn it is to record: one lock for all who do, held while entries are judged, to the commit.

It is the lock of a table of its own, which has no columns and never a row. To lock a table takes a right to it, which
the parts that record have, and nobody else. An advisory lock takes none: whoever may connect could hold it, and nobody
would record. The right is UPDATE, which of nothing is a right to nothing; of the tables of entries it would be one that
nobody is to have. Reading goes on meanwhile, and so does autovacuum.
"""

from collections.abc import Callable
from typing import NamedTuple

from ledger.texts import _

TURN = "turn"
TAKE = f"LOCK TABLE {TURN} IN EXCLUSIVE MODE"

# Who holds what others wait for: the turn; a table as a whole, as for its next owner; a row put in past the program.
_HOLDER = f"""
    SELECT pid, coalesce(usename::text, ''), coalesce(application_name, ''),
           coalesce(to_char(xact_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '')
    FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND relation IN ('{TURN}'::regclass, 'entries'::regclass, 'documents'::regclass) AND granted
      AND pid <> pg_backend_pid()
      AND mode IN ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock', 'RowExclusiveLock')
    ORDER BY mode = 'RowExclusiveLock', relation <> '{TURN}'::regclass LIMIT 1"""


class Holder(NamedTuple):
    """The session that others wait for: its process, who is logged in, with what program, since when ("": not told).

    When its transaction began the server tells only that login itself, and whoever keeps the server.
    """

    process: int
    login: str
    program: str
    since: str

    def __str__(self) -> str:
        """Return it in words."""
        who = f"{self.login} ({self.program})" if self.program else self.login
        if not self.since:
            return _("process {process} of {who}", process=self.process, who=who)
        return _("process {process} of {who}, since {since}", process=self.process, who=who, since=self.since)


def holder(ask: Callable[[str], "tuple[object, ...] | None"]) -> Holder | None:
    """Return who holds the turn, or else the tables; None if nobody does any more. `ask` returns the first row."""
    row = ask(_HOLDER)
    if row is None:
        return None
    process, login, program, since = row
    return Holder(int(str(process)), str(login), str(program), str(since))
