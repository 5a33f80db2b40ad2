"""Candidates settled: confirmed, and then entries of the ledger with the file and its line; or dismissed."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click
import msgspec

from commands import wiring
from commands.asking import text_needed
from commands.candidates.listing import NOTHING, Known, id_of, known_of, reasons_to_look, state_of, where_of
from commands.candidates.papers import SETTLED, Kept, Paper, chosen, folder_of, papers_in, write
from commands.intake.attendance._candidates import MISSING_PUNCH
from commands.terminal.receipts import acknowledged, numbers_in
from commands.terminal.tables import print_json
from ledger.errors import LedgerError
from ledger.facts import UnreadableValue
from ledger.people import People, PersonAmbiguous, PersonUnknown
from ledger.texts import _, listing

if TYPE_CHECKING:
    from ledger.decisions.drafts import Draft

RECORDED_AS = ("absence", "late-arrival", "early-departure")
"""The kinds that a missing punch can turn out to be."""


class NotConfirmed(LedgerError):
    """Candidates of which not all can be recorded; nothing was."""

    code = "not-confirmed"


def confirm(ids: Sequence[str], everything: bool, kind: str | None, as_json: bool, **_others: Any) -> None:
    """Record candidates as entries, all or none; of --all, those that name one person and are of some kind."""
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    people = application.ledger.people(application.ledger.known_now().entry)
    wanted = _wanted(ids, everything)
    left_open: Counter[str] = Counter()
    if everything:
        found = [one for _paper, one in wanted]
        known = known_of(found, found, people, application.ledger)
        reasons = {one.id: _why_not(one, kind, people, known) for one in found}
        left_open = Counter(filter(None, reasons.values()))
        wanted = [(paper, one) for paper, one in wanted if not reasons[one.id]]
    drafts = [_draft(paper, one, row, kind, people) for row, (paper, one) in enumerate(wanted, 1)]
    decision = application.record(drafts, wiring.recorder(context))
    if decision.problems:
        told = (f"{wanted[problem.row - 1][1].id}: {problem.error}" for problem in decision.problems)
        raise NotConfirmed(_("nothing was recorded: {problems}", problems="; ".join(told)))
    numbers = {entry.source_key: entry.number for entry in decision.entries}

    def settle(paper: Paper, one: Kept) -> None:
        one.state, one.entry = "confirmed", numbers.get(_key(paper, one))

    _settle(wanted, settle)
    first, last = (decision.entries[0].number, decision.entries[-1].number) if decision.entries else (None, None)
    with acknowledged(first, last):
        _say_settled({"confirmed": len(wanted), "recorded": len(decision.entries), "first_entry": first,
                      "last_entry": last, "left_open": left_open.total()}, left_open, as_json)  # fmt: skip


def _why_not(one: Kept, kind: str | None, people: People, known: Known) -> str:
    """Return why a candidate is not among all that are confirmed at once, nothing for one that is."""
    if one.kind == MISSING_PUNCH and kind is None:
        return _("a missing punch (--as KIND)")
    return "; ".join(reasons_to_look(one, people, known))


def _wanted(ids: Sequence[str], everything: bool) -> list[tuple[Paper, Kept]]:
    """Return the candidates that are named, or all that are open. Raises LedgerError for one that is settled."""
    papers = list(papers_in(folder_of(wiring.beside(click.get_current_context()))))
    if everything == bool(ids):
        raise click.UsageError(_("Name candidates, or take them --all."))
    if everything:
        return [(paper, one) for paper in papers for one in paper.candidates if one.state == "open"]
    found = chosen(papers, ids)
    settled = [one for _paper, one in found if one.state in SETTLED]
    if settled:
        told = listing(f"{one.id} {state_of(one, People(), NOTHING)}" for one in settled)
        raise NotConfirmed(
            _("settled before: {candidates}", candidates=told),
            expected=_("candidates that are open"),
        )
    return found


def _draft(paper: Paper, one: Kept, row: int, kind: str | None, people: People) -> "Draft":
    """Return the entry that a candidate becomes. Raises LedgerError."""
    from ledger.decisions.drafts import Draft, draft_from

    name = one.kind
    if name == MISSING_PUNCH:
        if kind not in RECORDED_AS:
            raise UnreadableValue(
                _("{candidate} is a missing punch, which is no absence by itself", candidate=one.id),
                expected="--as " + listing(RECORDED_AS), found=kind or _("nothing"), column="as",
            )  # fmt: skip
        name = kind
    person = id_of(one, people)
    if person is None:
        raise _nobody(one, people)
    fields = {"kind": name, "person": person, "occurred_on": one.occurred_on.isoformat()}
    if one.minutes is not None and name in {"late-arrival", "early-departure"}:
        fields["minutes"] = str(one.minutes)
    draft = draft_from(fields)
    assert isinstance(draft, Draft)
    note = f"{where_of(paper, one)}: {one.said}"
    return msgspec.structs.replace(
        draft, note=note, evidence=paper.file.name, attachments=(paper.file,), source_key=_key(paper, one),
        row=row,
    )  # fmt: skip


def _nobody(one: Kept, people: People) -> LedgerError:
    refusal = PersonAmbiguous if people.with_name(one.person) else PersonUnknown
    return refusal(
        _("{candidate}: nobody on the roster is this one person", candidate=one.id),
        expected=_("a name or a number of the roster that is one person's"), found=one.person or one.worker,
        column="person",
    )  # fmt: skip


def _key(paper: Paper, one: Kept) -> str:
    return f"attendance:{paper.name}:{one.id.rpartition('-')[2]}"


def dismiss(ids: Sequence[str], everything: bool, reason: str, as_json: bool, **_others: Any) -> None:
    """Write down that nothing is to be recorded of candidates, and why."""
    wanted = _wanted(ids, everything)
    said = text_needed(reason, "reason")

    def settle(_paper: Paper, one: Kept) -> None:
        one.state, one.reason = "dismissed", said

    _settle(wanted, settle)
    _say_settled({"dismissed": len(wanted)}, {}, as_json)


def _settle(wanted: Sequence[tuple[Paper, Kept]], how: Callable[[Paper, Kept], None]) -> None:
    """Write down what became of candidates, by whom and when."""
    context = click.get_current_context()
    by = wiring.recorder(context)
    for paper, one in wanted:
        one.by, one.at = by.name or by.login, datetime.now(UTC)
        how(paper, one)
    for paper in {paper.name: paper for paper, _one in wanted}.values():
        write(paper, folder_of(wiring.beside(context)))


def _say_settled(document: dict[str, Any], left_open: Mapping[str, int], as_json: bool) -> None:
    if as_json:
        print_json({"schema": "gongguo.candidates-settled/1", **document})
    elif "dismissed" in document:
        click.echo(_("Dismissed: {count}.", count=document["dismissed"]))
    elif document["recorded"]:
        click.echo(_("Recorded: {recorded}, {numbers}.", numbers=numbers_in(document), **document))
    else:
        click.echo(_("Nothing recorded."))
    if left_open:
        click.echo(_("Left open, to be confirmed one by one: {count}.", count=sum(left_open.values())), err=True)
        for why, count in left_open.items():
            click.echo(f"  {count}: {why}", err=True)
