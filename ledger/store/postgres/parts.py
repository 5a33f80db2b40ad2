"""The parts that people have in a ledger in PostgreSQL, each a role of the server's named after the database.

Nobody is the owner: it cannot log in, so that nobody who does can take the guards away. Whoever keeps the server can.
A recorder records everything but judgements on appeals; a reviewer those, the other steps of a case and what a decision
puts right; a reader nothing. One person can have several parts.
"""

OWNER, READER, RECORDER, REVIEWER = "owner", "reader", "recorder", "reviewer"
FOR_PEOPLE = (RECORDER, REVIEWER, READER)

JUDGING = frozenset({"appeal-accepted", "appeal-rejected", "appeal-decided"})
"""The kinds that only a reviewer records: whoever recorded what is disputed does not judge about it."""

REVIEWING = JUDGING | {"appeal-filed", "appeal-noted", "appeal-heard", "appeal-withdrawn", "evidence-attached"}
"""All that a reviewer records, besides what a decision of theirs makes."""


def role_of(part: str, database: str) -> str:
    """Return the name of the role in which a part is played in a database."""
    return f"{database}_{part}"
