"""`appeal list` and `appeal show`: which appeals are there, and one case with everything about it."""

from typing import Any

import click

from commands import options, wiring
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.facts import catalogue, fields_of
from ledger.people.pinyin import found_by
from ledger.remedies import Case
from ledger.texts import _, later
from projections.appeal_documents import AskedOfAppeals, case_document, list_document
from projections.appeal_pages import case_page, list_page
from projections.appeals import cases_of


def list_command() -> click.Command:
    """Make `appeal list`."""
    person = click.Argument(["person"], metavar=f"[{_('PERSON')}]", required=False)
    text = later("list the appeals with their state and next deadline")
    return options.command("list", _list, [person], text, "gongguo appeal list")


def show_command() -> click.Command:
    """Make `appeal show`."""
    text = later("show one case: what is disputed and decided, its steps, and every deadline with its source")
    return options.command("show", _show, [case_argument()], text, "gongguo appeal show 58")


def case_argument() -> click.Argument:
    """Return the argument that names a case."""
    return click.Argument(["case"], metavar=_("CASE"))


def case_number(text: str) -> int:
    """Return the number of a case: 58 or #58. Raises UnreadableValue."""
    number = fields_of(catalogue()["entry-voided"])["entry"].read(text.removeprefix("key:"))
    assert isinstance(number, int)
    return number


def question(ledger: Ledger) -> AskedOfAppeals:
    """Look up what every question about appeals needs, as it is known now."""
    known = ledger.known_now().entry
    schemes = ledger.schemes(known)
    return AskedOfAppeals(
        source=ledger,
        schemes=schemes,
        people=ledger.people(known),
        zone=schemes.latest().zone if schemes.years else "UTC",
        known_at=known,
        today=ledger.today(schemes.time_zone),
    )


def case_called(asked: AskedOfAppeals, number: int) -> Case:
    """Return the case with this number. Raises NoSuchCase."""
    from ledger.decisions.appealing import no_such_case

    found = next((case for case in cases_of(asked.entries()) if case.number == number), None)
    if found is None:
        raise no_such_case(number)
    return found


def _list(person: str | None, as_json: bool, **_others: Any) -> None:
    asked = question(wiring.open_ledger(click.get_current_context()))
    document = list_document(asked, None if person is None else found_by(asked.people, person).id)
    print_json(document) if as_json else print_page(list_page(document))


def _show(case: str, as_json: bool, **_others: Any) -> None:
    asked = question(wiring.open_ledger(click.get_current_context()))
    document = case_document(case_called(asked, case_number(case)), asked)
    print_json(document) if as_json else print_page(case_page(document))
