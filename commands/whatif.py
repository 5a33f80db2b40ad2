"""`whatif`: entries judged like any others and never written, readings taken otherwise, and what that would move."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from commands import options, wiring
from commands.asking import entry_called
from commands.report import asked_of, parameters_of
from commands.report_names import question_of
from commands.spoken import draft_in_words
from commands.tables import print_json, print_page
from ledger.schemes.alternatives import taken_from
from ledger.texts import _, later
from ledger.values import KnownAt
from projections.reports import Asked, report_called
from projections.supposing import Supposed

if TYPE_CHECKING:
    from ledger import Ledger
    from ledger.decisions.drafts import Draft
    from ledger.entry import Entry
    from ledger.facts import Fact

VOID = later("an entry supposed to be void, by its number or key:…; as often as you like")
ADD = later('an entry supposed to be recorded, in the words of record: "late-arrival 甲 --on 2020-03-05"')
READING = later("a reading supposed to be taken otherwise: E10=overflow (see gongguo scheme readings)")
SIMULATION = "模拟，非决定"


def command_for(name: str) -> click.Command:
    """Make `whatif`."""
    report = report_called(name)
    parameters = [
        *(parameter for parameter in parameters_of(report) if parameter.name != "known_at"),
        click.Option(["--void"], metavar=_("ENTRY"), multiple=True, help=_(VOID)),
        click.Option(["--add"], metavar=_("WORDS"), multiple=True, help=_(ADD)),
        click.Option(["--reading"], metavar="ID=…", multiple=True, help=_(READING)),
    ]
    return options.command(name, _whatif, parameters, question_of(name), report.example)


def _whatif(void: Sequence[str], add: Sequence[str], reading: Sequence[str], **given: Any) -> None:
    report = report_called("whatif")
    ledger = wiring.open_ledger(click.get_current_context())
    asked = asked_of(report, ledger, {**given, "known_at": None})
    if given["no_rank"] and not asked.person_ids:
        raise click.UsageError(_("--no-rank goes with a person."))
    document = report.document(_supposing(asked, ledger, void, add, reading))
    print_json(document) if given["as_json"] else print_page(report.page(document))


def _supposing(
    asked: Asked, ledger: "Ledger", void: Sequence[str], add: Sequence[str], reading: Sequence[str]
) -> Asked:
    """Return the question put to what is supposed. Raises LedgerError for what could not be recorded, or read so."""
    assert asked.scheme is not None and asked.as_of is not None
    taken = dict(taken_from(text, asked.scheme) for text in reading)
    person = asked.person_ids[0] if asked.person_ids else None
    drafts = [*(_void(entry_called(ledger, text)) for text in void), *(draft_in_words(text, person) for text in add)]
    entries = _judged(drafts, ledger)
    supposed = Supposed(ledger, asked.known_at.entry, entries, _voided(entries, ledger))
    schemes = asked.schemes.read_otherwise(taken)
    return replace(
        asked,
        source=supposed,
        schemes=schemes,
        scheme=schemes.for_year(asked.scheme.year, asked.as_of),
        known_at=KnownAt(supposed.known_at, asked.known_at.recorded_at),
        options={"reading": " ".join(f"{name}={alternative}" for name, alternative in taken.items())},
        earlier=asked,
    )


def _void(target: "Entry[Fact]") -> "Draft":
    from ledger.decisions.drafts import Draft
    from ledger.facts.entry_voided import EntryVoided

    return Draft(fact=EntryVoided(entry=target.number, reason=SIMULATION, authority=SIMULATION))


def _judged(drafts: "Sequence[Draft]", ledger: "Ledger") -> "list[Entry[Fact]]":
    """Judge what is supposed as if it were recorded now, by nobody in particular. Raises the first refusal."""
    from ledger.decisions.recording import decide
    from ledger.decisions.register import Register
    from ledger.decisions.sameness import keys_asked
    from ledger.entry import RecordedBy
    from ledger.schemes.adopted import LAW_KINDS, AdoptedSchemes
    from ledger.store.archive import EVERYTHING

    law = list(ledger.standing_of_kinds(LAW_KINDS, EVERYTHING))
    today = ledger.today(AdoptedSchemes(law).time_zone)
    register = Register(ledger.archive, ledger.people(EVERYTHING), law, keys_asked(drafts), today)
    decision = decide(drafts, register, RecordedBy(login=SIMULATION), datetime.now(UTC))
    if decision.problems:
        raise decision.problems[0].error
    return decision.entries


def _voided(entries: "Sequence[Entry[Fact]]", ledger: "Ledger") -> "list[Entry[Fact]]":
    from ledger.facts.entry_voided import EntryVoided

    targets = [ledger.entry(entry.fact.entry) for entry in entries if isinstance(entry.fact, EntryVoided)]
    return [target for target in targets if target is not None]
