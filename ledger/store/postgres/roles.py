"""The roles of a ledger in PostgreSQL: what each may do, as statements, and who is logged in.

A person logs in as a role of their own, named by their id on the roster. So the server vouches for who records, and the
guards hold every entry to it.
"""

from collections.abc import Iterable, Iterator

import psycopg

from ledger.store.errors import RolesNotMade
from ledger.store.postgres.address import Address
from ledger.store.postgres.connecting import connected, is_on_standby
from ledger.store.postgres.guards import functions
from ledger.store.postgres.identity import SCHEMA
from ledger.store.postgres.logins import LOGIN, NOLOGIN, Login, check_is_free, made, quoted
from ledger.store.postgres.parts import (
    DATABASE_ITSELF,
    FOR_PEOPLE,
    OWNER,
    READER,
    RECORDER,
    REVIEWER,
    RIGHTS,
    SCHEMA_ITSELF,
    role_of,
)
from ledger.store.postgres.troubles import on_standby, refusal_of
from ledger.store.postgres.turn import TURN
from ledger.store.tables import documents, entries
from ledger.texts import _


def statements(database: str, logins: Iterable[Login] = ()) -> Iterator[str]:
    """Yield the statements that make the roles of a database and the logins of people; run again they change nothing.

    Who runs them may make roles (CREATEROLE) and owns the ledger, or is a superuser. Raises RolesNotMade for a name
    that PostgreSQL would cut off.
    """
    owner = quoted(role_of(OWNER, database))
    for part in (OWNER, *FOR_PEOPLE):
        yield made(role_of(part, database), NOLOGIN)
    # Who hands a thing over has to be able to act as its next owner, and to go on doing so to give rights to it.
    yield f"GRANT {owner} TO CURRENT_USER"
    # In the order in which recorders and readers come to them, so that nobody waits for who waits for them.
    yield f"LOCK TABLE {', '.join(_tables())} IN ACCESS EXCLUSIVE MODE"
    yield from _owned_by(owner, database)
    yield from _rights(database)
    # Whoever makes the roles goes on reading: people who are added later are looked up on the roster.
    yield f"GRANT {quoted(role_of(READER, database))} TO CURRENT_USER"
    yield f"REVOKE {owner} FROM CURRENT_USER"
    for login in logins:
        check_is_free(login.role, database)
        yield made(login.role, LOGIN)
        for part in login.parts:
            yield f"GRANT {quoted(role_of(part, database))} TO {quoted(login.role)}"


def _owned_by(owner: str, database: str) -> Iterator[str]:
    # A schema's next owner has to be able to make one, and a table's to make something in its schema.
    yield from _granted(OWNER, database)
    yield f"ALTER SCHEMA {SCHEMA} OWNER TO {owner}"
    yield from (f"ALTER TABLE {table} OWNER TO {owner}" for table in _tables())
    yield from (f"ALTER FUNCTION {SCHEMA}.{function.name}() OWNER TO {owner}" for function in functions(""))


def _rights(database: str) -> Iterator[str]:
    reader, recorder, reviewer = (quoted(role_of(part, database)) for part in (READER, RECORDER, REVIEWER))
    yield f"REVOKE ALL ON DATABASE {quoted(database)} FROM PUBLIC"
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"REVOKE ALL ON {', '.join(_tables())} FROM PUBLIC, {reader}, {recorder}, {reviewer}"
    yield f"GRANT {reader} TO {recorder}, {reviewer}"
    for part in FOR_PEOPLE:
        yield from _granted(part, database)


def _granted(part: str, database: str) -> Iterator[str]:
    things = {SCHEMA_ITSELF: f"SCHEMA {SCHEMA}", DATABASE_ITSELF: f"DATABASE {quoted(database)}"}
    for right in RIGHTS:
        if right.part == part:
            thing = things.get(right.thing, f"{SCHEMA}.{right.thing}")
            yield f"GRANT {right.may} ON {thing} TO {quoted(role_of(part, database))}"


def _tables() -> list[str]:
    return [f"{SCHEMA}.{table}" for table in (TURN, entries.name, documents.name)]


def apply(address: Address, logins: Iterable[Login]) -> None:
    """Make the roles of the database, in one transaction. Raises RolesNotMade or StoreUnavailable."""
    with connected(address, SCHEMA) as connection:
        if is_on_standby(connection):
            raise on_standby(address)
        try:
            with connection.transaction():
                for statement in statements(connection.info.dbname, logins):
                    connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege as error:
            raise RolesNotMade(
                _("this database role may not make the roles"),
                expected=_("a superuser, or the ledger's owner with CREATEROLE"),
                found=str(error.diag.message_primary),
                remedy=_("Have somebody who keeps the server run what gongguo db roles prints."),
            ) from None
        except psycopg.Error as error:
            raise refusal_of(error, address, while_writing=True) from None


def database_of(address: Address) -> str:
    """Return the name of the database, as the server has it. Raises NoSuchLedger or StoreUnavailable."""
    with connected(address, SCHEMA) as connection:
        return connection.info.dbname
