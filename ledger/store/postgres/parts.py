"""The parts that people have in a ledger in PostgreSQL, each a role of the server's named after the database.

Nobody is the owner: it cannot log in, so that nobody who does can take the guards away. Whoever keeps the server can.
A recorder records everything but judgements on appeals; a reviewer those, the other steps of a case and what a decision
puts right; a reader nothing. One person can have several parts.
"""

from typing import NamedTuple

from ledger.store.postgres.turn import TURN

OWNER, READER, RECORDER, REVIEWER = "owner", "reader", "recorder", "reviewer"
FOR_PEOPLE = (RECORDER, REVIEWER, READER)

JUDGING = frozenset({"appeal-accepted", "appeal-rejected", "appeal-decided"})
"""The kinds that only a reviewer records: whoever recorded what is disputed does not judge about it."""

REVIEWING = JUDGING | {"appeal-filed", "appeal-noted", "appeal-heard", "appeal-withdrawn", "evidence-attached"}
"""All that a reviewer records, besides what a decision of theirs makes."""


class Right(NamedTuple):
    """What a part may do to a thing: one of the tables, the SCHEMA or the DATABASE."""

    part: str
    may: str
    thing: str


SCHEMA_ITSELF, DATABASE_ITSELF = "SCHEMA", "DATABASE"
RIGHTS = (
    Right(READER, "CONNECT", DATABASE_ITSELF),
    Right(READER, "USAGE", SCHEMA_ITSELF),
    Right(READER, "SELECT", "entries"),
    Right(READER, "SELECT", "documents"),
    Right(READER, "SELECT", TURN),
    Right(RECORDER, "INSERT", "entries"),
    Right(RECORDER, "INSERT", "documents"),
    Right(RECORDER, "UPDATE", TURN),
    Right(REVIEWER, "INSERT", "entries"),
    Right(REVIEWER, "UPDATE", TURN),
    Right(OWNER, "CREATE", DATABASE_ITSELF),  # the next owner of a schema has to be able to make one
)
"""All rights that the parts are given; recorders and reviewers are readers besides. To lock the turn takes UPDATE."""


def role_of(part: str, database: str) -> str:
    """Return the name of the role in which a part is played in a database."""
    return f"{database}_{part}"
