"""A commit in which the connection was lost: nobody said how it ended, so the database is asked once it answers again.

A number and the leaf hash under it tell: the hash is of bytes that hold the number, the microsecond, who recorded and
the source key.
"""

import time

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from ledger.store import troubles
from ledger.store.errors import OutcomeUnknown, StoreUnavailable
from ledger.store.place import Database
from ledger.store.tables import entries
from ledger.texts import _

_TURN_SECONDS = 0.2


def has_landed(database: Database, number: int, leaf: bytes) -> bool:
    """Say whether the transaction that ended with this entry was committed: all of it is there, or nothing.

    It is asked under the write lock. The lost transaction held it to its end, so that it is over by then. Raises
    OutcomeUnknown when the database answers to nobody for long.
    """
    give_up_at = time.monotonic() + troubles.LOCK_SECONDS
    while True:
        try:
            return _leaf_under(database, number) == leaf
        except (StoreUnavailable, DBAPIError) as error:
            if time.monotonic() >= give_up_at:
                raise OutcomeUnknown(
                    _("the connection was lost while entry #{number} was being recorded", number=number),
                    expected=_("an answer within {seconds} seconds", seconds=troubles.LOCK_SECONDS),
                    found=error.found if isinstance(error, StoreUnavailable) else _("none"),
                    remedy=_(
                        "When the server is back, gongguo log --entry {number} shows whether it was; the same again "
                        "with a --source-key, or the same file, records nothing twice.",
                        number=number,
                    ),
                ) from None
        time.sleep(_TURN_SECONDS)


def _leaf_under(database: Database, number: int) -> bytes | None:
    with database.engine.connect() as connection:
        connection = connection.execution_options(takes_write_lock=True)
        with connection.begin():
            leaf = connection.execute(select(entries.c.leaf).where(entries.c.number == number)).scalar()
            return None if leaf is None else bytes(leaf)
