"""How people log in to a ledger in PostgreSQL: as roles named by their ids, whatever a roster has as an id."""

from typing import NamedTuple

from psycopg import sql

from ledger.store.errors import RolesNotMade
from ledger.store.postgres.parts import FOR_PEOPLE, OWNER, role_of
from ledger.texts import _

LOGIN, NOLOGIN = "LOGIN", "NOLOGIN"
LONGEST_NAME = 63  # PostgreSQL cuts longer names off (NAMEDATALEN)


class Login(NamedTuple):
    """A person's own role, and the parts that it plays."""

    role: str
    parts: tuple[str, ...]


def made(role: str, how: str) -> str:
    """Return the statement that makes a role, or has one that is there log in or not. Raises RolesNotMade."""
    if len(role.encode()) > LONGEST_NAME:
        raise RolesNotMade(
            _("PostgreSQL would cut the name of a role off"),
            expected=_("a name of at most {count} bytes", count=LONGEST_NAME),
            found=role,
            remedy=_("Give the database a shorter name: the names of its roles begin with it."),
        )
    there = f"(SELECT rolcanlogin FROM pg_catalog.pg_roles WHERE rolname = {_text(role)})"
    body = (
        f"BEGIN IF {there} IS NULL THEN CREATE ROLE {quoted(role)} {how}; "
        f"ELSIF {there} <> {how == LOGIN} THEN ALTER ROLE {quoted(role)} {how}; END IF; END"
    )
    mark = next(mark for count in range(len(body)) if (mark := f"${'_' * count}$") not in body)
    return f"DO {mark} {body} {mark}"


def check_is_free(role: str, database: str) -> None:
    """Check that a person can log in as a role of this name. Raises RolesNotMade."""
    parts = {role_of(part, database) for part in (OWNER, *FOR_PEOPLE)}
    if role in {*parts, "public", "none"} or role.startswith("pg_") or len(role.encode()) > LONGEST_NAME:
        raise RolesNotMade(
            _("nobody can log in under this id"),
            expected=_(
                "an id of at most {count} bytes, and not the name of a role that the server or the ledger has",
                count=LONGEST_NAME,
            ),
            found=role,
            remedy=_("Enrol the person under another id."),
        )


def quoted(name: str) -> str:
    """Return a name as the statements write it."""
    return sql.Identifier(name).as_string(None)


def _text(value: str) -> str:
    return sql.Literal(value).as_string(None).strip()
