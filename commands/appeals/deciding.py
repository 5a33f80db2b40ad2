"""`appeal decide`: what is disputed is allowed or dismissed, and what is allowed is put right, in one transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

import click
import msgspec

from commands import options, wiring
from commands.appeals.asking import case_argument, case_called, case_number, question
from commands.appeals.receipts import day_given, evidence_kept, evidence_option, on_option, say_step, step_receipt
from commands.asking import entry_called, text_needed
from commands.entries.correcting import draft_of_correction, parameters_of_a_change
from commands.entries.recording import with_evidence_kept, with_person_looked_up
from commands.entries.spoken import draft_in_words, parsed, split
from commands.terminal.receipts import acknowledged, moved_by, say_moved
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.decisions.drafts import Correction, Draft
from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.entry_voided import EntryVoided
from ledger.remedies import Case
from ledger.texts import _, later, listing

ALLOW = later("an entry (57) or a point that is allowed: its words, or p1 for the first point, p2 for the second")
DISMISS = later("an entry or a point that is dismissed, named as for --allow")
CORRECT = later("how an allowed entry is to be recorded anew, instead of only voided: “57 --minutes 5”")
ADD = later("what was missing, for a point that is allowed: “late-arrival 甲 --on 2020-03-05”")
REASON = later("why")
AUTHORITY = later("the decision by which it is done: 党组会议〔2020〕9号")
ON = later("the day of the decision (YYYY-MM-DD)")


def decide_command() -> click.Command:
    """Make `appeal decide`."""
    parameters: list[click.Parameter] = [
        case_argument(),
        click.Option(["--allow"], multiple=True, help=_(ALLOW)),
        click.Option(["--dismiss"], multiple=True, help=_(DISMISS)),
        click.Option(["--correct", "corrections"], multiple=True, help=_(CORRECT)),
        click.Option(["--add", "additions"], multiple=True, help=_(ADD)),
        click.Option(["--reason"], required=True, help=_(REASON)),
        click.Option(["--authority"], required=True, help=_(AUTHORITY)),
        on_option(required=True, text=ON),
        evidence_option(),
    ]
    text = later("decide an appeal, once: void, correct or add what is allowed, together with the decision")
    example = (
        "gongguo appeal decide 58 --allow 57 --reason 出勤记录有误 --authority 党组会议〔2020〕9号 --on 2020-07-20"
    )
    return options.command("decide", _decide, parameters, text, example)


def _decide(case: str, allow: Sequence[str], dismiss: Sequence[str], as_json: bool, **given: Any) -> None:
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    disputed = case_called(question(ledger), case_number(case))
    allowed, allowed_points = _named(allow, disputed)
    dismissed, dismissed_points = _named(dismiss, disputed)
    fact = AppealDecided(
        case=disputed.number,
        allowed=allowed,
        dismissed=dismissed,
        allowed_points=allowed_points,
        dismissed_points=dismissed_points,
        made=(),
        reason=text_needed(given["reason"], "reason"),
        authority=text_needed(given["authority"], "authority"),
    )
    words, attachments = evidence_kept(context, given["evidence"])
    draft = Draft(
        fact=fact,
        occurred_on=day_given(ledger, given),
        evidence=words,
        attachments=attachments,
        remedies=tuple(_remedies(fact, ledger, given["corrections"], given["additions"])),
    )
    entries = application.record_one(draft, wiring.recorder(context)).entries
    with acknowledged(entries[0].number, entries[-1].number):
        document = _receipt(ledger, entries)
        print_json(document) if as_json else _say(document)


def _named(texts: Sequence[str], case: Case) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the entries and the points that --allow or --dismiss names; a point by its words, or its place (p1)."""
    numbers: list[int] = []
    points: list[str] = []
    places = {f"p{place}": point for place, point in enumerate(case.filed.points, 1)}
    for text in texts:
        if text.strip() in case.filed.points or text.strip() in places:
            points.append(places.get(text.strip(), text.strip()))
            continue
        parts = text.replace("，", ",").replace("、", ",").replace(",", " ").split()
        if parts and all(part.removeprefix("#").isdecimal() for part in parts):
            numbers += [case_number(part) for part in parts]
        else:
            points.append(text_needed(text, "points"))
    return tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(points))


def _remedies(
    fact: AppealDecided, ledger: Ledger, corrections: Sequence[str], additions: Sequence[str]
) -> Iterator[Draft]:  # fmt: skip
    """Yield what the decision makes: each allowed entry voided or corrected, then what was missing."""
    corrected = dict(_correction(words, fact, ledger) for words in corrections)
    for number in fact.allowed:
        void = EntryVoided(entry=number, reason=fact.reason, authority=fact.authority, case=fact.case)
        yield corrected.pop(number) if number in corrected else Draft(fact=void)
    yield from corrected.values()  # of what is not allowed: the ledger refuses it with its own words
    for words in additions:
        yield _addition(words, ledger)


def _correction(words: str, fact: AppealDecided, ledger: Ledger) -> tuple[int, Draft]:
    command = click.Command("--correct", params=parameters_of_a_change(), add_help_option=False)
    given = parsed(command, split(words))
    number = entry_called(ledger, given.pop("entry")).number
    correction = Correction(entry=number, reason=fact.reason, authority=fact.authority, case=fact.case)
    context = click.get_current_context()
    return number, draft_of_correction(context, ledger, correction, given.pop("further"), given)


def _addition(words: str, ledger: Ledger) -> Draft:
    draft = draft_in_words(words)
    return with_person_looked_up(ledger, with_evidence_kept(click.get_current_context(), draft))


def _receipt(ledger: Ledger, entries: Sequence[Entry[Fact]]) -> dict[str, Any]:
    decision, *made = entries
    assert isinstance(decision.fact, AppealDecided)
    document = step_receipt(ledger, decision)
    document |= msgspec.to_builtins({
        "allowed": decision.fact.allowed, "dismissed": decision.fact.dismissed,
        "allowed_points": decision.fact.allowed_points, "dismissed_points": decision.fact.dismissed_points,
    })  # fmt: skip
    document["made"] = [_made(entry) for entry in made]
    if document["year"] is not None:
        person = document["person"]
        document |= moved_by(ledger, person, document["year"], decision.number - 1, entries[-1].number)
    return document


def _made(entry: Entry[Fact]) -> dict[str, Any]:
    fact = entry.fact
    voids = fact.entry if isinstance(fact, EntryVoided) else None
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "person": entry.person,
        "voids": voids,
        "corrects": entry.corrects,
    }


def _say(document: dict[str, Any]) -> None:
    say_step(document)
    for word, label in (("allowed", _("allowed")), ("dismissed", _("dismissed"))):
        named = [*(f"#{number}" for number in document[word]), *document[f"{word}_points"]]
        if named:
            click.echo(_("  {decided}: {named}", decided=label, named=listing(named)))
    for made in document["made"]:
        if made["voids"] is not None:
            click.echo(_("  #{voids} voided by #{entry}", **made))
        elif made["corrects"] is not None:
            click.echo(_("  #{corrects} recorded anew as #{entry}", **made))
        else:
            click.echo(_("  added: #{entry}", **made))
    if "moved" in document:
        say_moved(document)
