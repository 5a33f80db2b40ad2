"""`correct`: a mistake is put right in the open: the entry is voided and recorded anew, together and linked."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from commands import options, wiring
from commands.asking import entry_called, text_needed
from commands.entries.recording import EVIDENCE, NOTE, ON, field_texts, with_evidence_kept, with_person_looked_up
from commands.terminal.receipts import acknowledged, receipt, say_receipt
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.decisions.drafts import Correction, Draft, draft_from, field_called
from ledger.decisions.rejudging import Rejudged
from ledger.decisions.writing_out import as_texts
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact, Field, UnreadableValue, catalogue, fields_of, labels_of, read_day
from ledger.texts import _, later, listing

REASON = later("what was wrong")
AUTHORITY = later("the decision that allows it; needed where a published bulletin rests on the entry")
PERSON = later("whom it is about")
KIND = later("the kind of entry")
SET = later("any field by its name or label: --set authority=…; an empty value leaves the field out")
FIELD = later("{label}: {expects} (of {kinds})")
OWN = ("reason", "authority")
COMMON = ("kind", "person", "occurred_on", "note", "evidence")


class NothingChanged(LedgerError):
    """A correction that changes nothing."""

    code = "nothing-changed"


def command_for(name: str) -> click.Command:
    """Make `correct`."""
    parameters: list[click.Parameter] = [
        click.Option(["--reason"], required=True, help=_(REASON)),
        click.Option(["--authority"], help=_(AUTHORITY)),
        *parameters_of_a_change(),
    ]
    text = later("put a mistake right: void an entry and record it anew")
    example = "gongguo correct 57 --minutes 15 --reason 登记错误"
    return options.command(name, _correct, parameters, text, example)


def parameters_of_a_change() -> list[click.Parameter]:
    """Return the argument that names the entry, and an option for everything that can be changed of it."""
    return [
        click.Argument(["entry"], metavar=_("ENTRY")),
        click.Option(["--on", "occurred_on"], metavar="D", help=_(ON)),
        click.Option(["--person"], help=_(PERSON)),
        click.Option(["--kind"], help=_(KIND)),
        click.Option(["--note"], help=_(NOTE)),
        click.Option(["--evidence"], help=_(EVIDENCE)),
        click.Option(["--set", "further"], metavar=_("FIELD=VALUE"), multiple=True, help=_(SET)),
        *_field_options(),
    ]


def _field_options() -> list[click.Parameter]:
    """Return an option for every field that some kind has, with the kinds that have it."""
    kinds_by_field: dict[str, list[str]] = {}
    fields: dict[str, Field] = {}
    for kind in catalogue().values():
        for name, field in fields_of(kind).items() if kind.IS_RECORDED_BY_PEOPLE else ():
            if name not in OWN and kind is not catalogue()["entry-voided"]:
                kinds_by_field.setdefault(name, []).append(str(kind.LABEL))
                fields.setdefault(name, field)
    return [
        click.Option(
            [f"--{name.replace('_', '-')}", name],
            help=_(FIELD, label=fields[name].label, expects=fields[name].expects(), kinds=listing(kinds)),
        )
        for name, kinds in kinds_by_field.items()
    ]


def _correct(
    entry: str, reason: str, authority: str | None, further: Sequence[str], as_json: bool, **given: Any
) -> None:  # fmt: skip
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    correction = Correction(
        entry=entry_called(ledger, entry).number,
        reason=text_needed(reason, "reason"),
        authority=None if authority is None else text_needed(authority, "authority"),
    )
    draft = draft_of_correction(context, ledger, correction, further, given)
    decision = application.record_one(draft, wiring.recorder(context))
    void, anew = decision.entries
    with acknowledged(void.number, anew.number):
        document = receipt(ledger, anew, since=void.number - 1)
        document |= {"voids": correction.entry, "void_entry": void.number}
        document["rejudged"] = [_rejudged(again) for again in decision.rejudged]
        print_json(document) if as_json else _say(document)


def draft_of_correction(
    context: click.Context, ledger: Ledger, correction: Correction, further: Sequence[str], given: dict[str, Any]
) -> Draft:
    """Return an entry as it is to be recorded anew. Raises LedgerError for what cannot be read, or changes nothing.

    `further` are fields as FIELD=VALUE, `given` those given as options.
    """
    wrong = entry_called(ledger, str(correction.entry))
    changes = field_texts(given) | dict(_pair(text, wrong) for text in further)
    draft = with_person_looked_up(ledger, _draft(wrong, changes))
    draft = msgspec.structs.replace(draft, corrects=correction, attachments=wrong.attachments)
    if draft.evidence != wrong.evidence:
        draft = with_evidence_kept(context, msgspec.structs.replace(draft, attachments=()))
    return draft


def _pair(text: str, wrong: Entry[Fact]) -> tuple[str, str]:
    """Return a field's name and value."""
    name, sign, value = text.partition("=")
    if not sign:
        raise UnreadableValue(_("this sets no field"), expected="FIELD=VALUE", found=f"“{text}”", column="set")
    return field_called(type(wrong.fact), name), value


def _draft(wrong: Entry[Fact], changes: dict[str, str]) -> Draft:
    """Read the entry anew with the changes. Raises LedgerError for what cannot be read, or if nothing is changed."""
    if not wrong.fact.IS_RECORDED_BY_PEOPLE or wrong.kind == "entry-voided":
        # The void of such an entry is refused with its own words.
        return Draft(fact=wrong.fact, person=wrong.person, occurred_on=wrong.occurred_on or read_day("2000-01-01"))
    before = as_texts(wrong)
    after = {**_kept(before, changes), **changes}
    draft = draft_from({name: text for name, text in after.items() if text.strip()})
    if not isinstance(draft, Draft):
        raise draft[0].error
    same = draft_from(before)
    if isinstance(same, Draft) and draft == same:
        raise NothingChanged(
            _("nothing is changed"),
            expected=_("a field with another value"),
            found=listing(f"{name}={text}" for name, text in before.items() if name not in {"kind", "source_key"}),
            remedy=_("To take the entry out of force altogether: gongguo void {entry}.", entry=wrong.number),
        )
    return draft


def _kept(before: dict[str, str], changes: dict[str, str]) -> dict[str, str]:
    """Return the fields that stay; of another kind, those that it has as well."""
    from ledger.facts import kind_called

    kind = kind_called(changes["kind"]) if "kind" in changes else None
    if kind is None:
        return before
    return {name: text for name, text in before.items() if name in fields_of(kind) or name in {*COMMON, "source_key"}}


def _rejudged(again: Rejudged) -> dict[str, object]:
    entry = again.entry
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "person": entry.person,
        "occurred_on": entry.day.isoformat(),
        "problems": [str(objection) for objection in again.objections],
    }


def _say(document: dict[str, Any]) -> None:
    say_receipt(document)
    click.echo(_("  in place of #{voids}, voided by #{void_entry}", **document))
    fit = [again for again in document["rejudged"] if not again["problems"]]
    if fit:
        numbers = listing(f"#{again['entry']}" for again in fit)
        click.echo(_("  judged again, and they still fit: {entries}", entries=numbers))
    for again in document["rejudged"]:
        if again["problems"]:
            click.echo(_("  no longer fits, and stands until it is corrected or voided: #{entry} {kind} {occurred_on}: "
                         "{problem}", problem=again["problems"][0], kind=labels_of([str(again["kind"])]),
                         entry=again["entry"], occurred_on=again["occurred_on"]))  # fmt: skip
