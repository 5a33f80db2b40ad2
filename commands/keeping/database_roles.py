"""`db roles`: who may do what in a ledger that is kept in PostgreSQL, printed as SQL or applied."""

from typing import TYPE_CHECKING, Any

import click

from commands import options, wiring
from commands.terminal import completing
from commands.terminal.tables import print_json
from ledger.errors import LedgerError
from ledger.texts import _, later

if TYPE_CHECKING:
    from ledger.store.postgres.address import Address
    from ledger.store.postgres.logins import Login

GIVEN = {
    "recorder": later("a person of the roster who records: everything but judgements on appeals"),
    "reviewer": later("a person of the roster who judges appeals: their steps, and what a decision puts right"),
    "reader": later("a person of the roster who reads, and records nothing"),
}
APPLY = later("run the statements, in one transaction; left out: print them for whoever keeps the server")


class NoDatabaseRoles(LedgerError):
    """A ledger in a file, which knows no roles."""

    code = "ledger-not-supported"


def command_for(name: str) -> click.Command:
    """Make `db`."""
    group = click.Group(name, help=_("a ledger kept in PostgreSQL: who may do what"), params=options.everywhere())
    parameters: list[click.Parameter] = [
        click.Option([f"--{part}"], multiple=True, metavar=_("PERSON"), help=_(text), shell_complete=completing.people)
        for part, text in GIVEN.items()
    ]
    parameters.append(click.Option(["--apply"], is_flag=True, help=_(APPLY)))
    text = later("print or apply who may do what: an owner without login, recorders, reviewers, readers")
    example = "gongguo db roles --recorder 乙 --reviewer 庚"
    group.add_command(options.command("roles", _roles, parameters, text, example))
    return group


def _roles(apply: bool, as_json: bool, **given: Any) -> None:
    context = click.get_current_context()
    address = _address(context)
    from ledger.store.postgres import roles

    logins = _logins(context, {part: given[part] for part in GIVEN})
    if apply:
        roles.apply(address, logins)
    database = roles.database_of(address)
    statements = list(roles.statements(database, logins))
    if as_json:
        print_json({"schema": "gongguo.db-roles/1", "database": database, "applied": apply, "statements": statements,
                    "logins": [{"role": login.role, "parts": login.parts} for login in logins]})  # fmt: skip
        return
    if not apply:
        click.echo("\n".join(f"{statement};" for statement in ["BEGIN", *statements, "COMMIT"]))
        click.echo(_("Nothing was changed: run this as whoever keeps the server, or again with --apply."), err=True)
        return
    click.echo(_("The roles of {database} are made; nobody who logs in owns its tables.", database=database))
    for login in logins:
        click.echo(_("{role} logs in; the password is set in psql: \\password {role}", role=login.role))


def _address(context: click.Context) -> "Address":
    from ledger.store.postgres.place import PostgresPlace

    place = wiring.ledger_place(context)
    if isinstance(place, PostgresPlace):
        return place.address
    raise NoDatabaseRoles(
        _("a ledger in a file knows no roles: whoever may write the file may record"),
        expected="postgresql+psycopg://user@host/database",
        found=str(place),
        remedy=_("gongguo copy moves a ledger into PostgreSQL; or let the system's own rights guard the file."),
    )


def _logins(context: click.Context, given: dict[str, tuple[str, ...]]) -> list["Login"]:
    """Return a login for each person named, by their id. Raises PersonUnknown or PersonAmbiguous."""
    from ledger.store.postgres.logins import Login

    parts: dict[str, list[str]] = {}
    ledger = wiring.open_ledger(context)
    try:
        people = ledger.people(ledger.known_now().entry)
        for part, references in given.items():
            for reference in references:
                parts.setdefault(people.called(reference).id, []).append(part)
    finally:
        ledger.close()  # who goes on reading keeps the tables from going to another owner
    return [Login(role, tuple(played)) for role, played in parts.items()]
