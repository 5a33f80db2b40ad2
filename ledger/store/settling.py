"""A commit in which the connection was lost: nobody said how it ended, so the database is asked once it answers again.

A number and the leaf hash under it tell: the hash is of bytes that hold the number, the microsecond, who recorded and
the source key.
"""

import time

from ledger.store import troubles
from ledger.store.errors import OutcomeUnknown, StoreUnavailable
from ledger.store.place import Database, Errors
from ledger.texts import _

_TURN_SECONDS = 0.2


def has_landed(database: Database, number: int, leaf: bytes) -> bool:
    """Say whether the transaction that ended with this entry was committed: all of it is there, or nothing.

    It is asked under the write lock. The lost transaction held it to its end, so that it is over by then. Raises
    OutcomeUnknown when the database answers to nobody for long.
    """
    no_answer: Errors = (StoreUnavailable, *database.ERRORS)
    give_up_at = time.monotonic() + troubles.LOCK_SECONDS
    while True:
        try:
            return _leaf_under(database, number) == leaf
        except no_answer as error:
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
    with database.connected() as connection:
        connection.begin()
        found = next(connection.rows("SELECT leaf FROM entries WHERE number = :number", {"number": number}), None)
        connection.rollback()
        return None if found is None else bytes(found[0])
