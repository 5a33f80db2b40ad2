"""Whether the rights to a ledger are those that `db roles` gives: who owns it, who could, and who may alter it."""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.store.place import Ask, Departure, Rights
from ledger.store.postgres.grants import ABOVE, GIVEN, MAY_BE_THE_OWNER, MEMBERS, OWNERS, OWNERS_OWN, STATE
from ledger.store.postgres.parts import (
    DATABASE_ITSELF,
    FOR_PEOPLE,
    OWNER,
    READER,
    RECORDER,
    REVIEWER,
    RIGHTS,
    role_of,
)
from ledger.texts import _, listing

_OF_EVERY_TABLE = "pg_write_all_data", "pg_maintain"  # the second, from PostgreSQL 17 on, may lock them
_ALTERS_NOTHING = {"SELECT", "USAGE", "CONNECT", "TEMPORARY"}


class _Beyond(NamedTuple):
    """A right that `db roles` does not give: what it allows, who has it, and whether nothing can be altered with it."""

    may: str
    who: str
    alters_nothing: bool


def rights_to(ask: Ask) -> Rights:
    """Return how the rights depart from those that `db roles` gives, and what else whoever relies on them should know.

    Where it was never applied nobody is held to anything: that is said, and is no departure.
    """
    for database, owner, may_log_in, is_given in ask(STATE, {"parts": list(FOR_PEOPLE)}):
        beyond = [*_given_beyond(ask, database), *_joined_beyond(ask, database)]
        if may_log_in and not is_given and owner != role_of(OWNER, database):
            return Rights([], list(_never_applied(owner, beyond)))
        return Rights(list(_departures(ask, database, owner, beyond)), list(_notes(ask, database, beyond)))
    return Rights([], [])


def _given_beyond(ask: Ask, database: str) -> Iterator[_Beyond]:
    usual = {(role_of(right.part, database), right.may, right.thing) for right in RIGHTS}
    for who, may, thing, may_hand_on in ask(GIVEN, {}):
        if may_hand_on:
            yield _Beyond(f"{may} ON {thing} WITH GRANT OPTION", who, alters_nothing=False)
        elif (who, may, thing) not in usual:
            yield _Beyond(f"{may} ON {thing}", who, may in _ALTERS_NOTHING or thing == DATABASE_ITSELF)


def _joined_beyond(ask: Ask, database: str) -> Iterator[_Beyond]:
    """Yield what parts have of each other, who may hand a part on, and who may write or lock every table."""
    parts = [role_of(part, database) for part in FOR_PEOPLE]
    reader = role_of(READER, database)
    for who, of, may_hand_on in ask(MEMBERS, {"roles": [*parts, *_OF_EVERY_TABLE]}):
        if may_hand_on:
            yield _Beyond(f"{of} WITH ADMIN OPTION", who, alters_nothing=False)
        elif of in _OF_EVERY_TABLE or (who in parts and of != reader):
            yield _Beyond(of, who, alters_nothing=False)


def _departures(ask: Ask, database: str, owner: str, beyond: list[_Beyond]) -> Iterator[Departure]:
    expected = role_of(OWNER, database)
    for thing, found in ask(OWNERS, {}):
        if found != expected:
            yield Departure(
                _("the owner is not the one that gongguo db roles makes: {thing}", thing=thing), expected, found
            )
    ((can,),) = ask(OWNERS_OWN, {"owner": owner})
    if can:
        yield Departure(_("the owner of the tables can do more than own them: {owner}", owner=owner), "NOLOGIN", can)
    for (who,) in ask(MAY_BE_THE_OWNER, {"owner": owner}):
        yield Departure(_("somebody can act as the owner of the tables"), _("nobody"), who)
    for right in beyond:
        if not right.alters_nothing:
            what = _("a right that gongguo db roles does not give: {right}", right=right.may)
            yield Departure(what, _("nobody"), right.who)
    for who, plays in _above(ask, database):
        if plays:
            yield Departure(_("somebody who records or reviews is above the guards"), _("nobody"), who)


def _notes(ask: Ask, database: str, beyond: list[_Beyond]) -> Iterator[str]:
    harmless = [f"{right.may}: {right.who}" for right in beyond if right.alters_nothing]
    if harmless:
        yield _(
            "rights that gongguo db roles does not give, and that alter nothing: {rights}", rights=listing(harmless)
        )
    above = [who for who, plays in _above(ask, database) if not plays]
    if above:
        yield _("above the guards, besides the server's first superuser: {roles}", roles=listing(above))


def _never_applied(owner: str, beyond: list[_Beyond]) -> Iterator[str]:
    yield _("{owner} owns the tables and logs in: whoever does can take the guards away, and who records is a claim; "
            "gongguo db roles parts that", owner=owner)  # fmt: skip
    grave = [f"{right.may}: {right.who}" for right in beyond if not right.alters_nothing]
    if grave:
        yield _("others than the owner have rights to the tables, too: {rights}", rights=listing(grave))


def _above(ask: Ask, database: str) -> list[tuple[str, bool]]:
    """Return who is above the guards, and whether they record or review."""
    return [(who, plays) for who, plays in ask(ABOVE, {"parts": [role_of(p, database) for p in (RECORDER, REVIEWER)]})]
