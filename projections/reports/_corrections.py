"""The chain of corrections of an entry, for the reports that show it: was, is, by whom, when, why."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.entry import Entry
from ledger.facts import Fact, catalogue, fields_of
from ledger.facts.entry_voided import EntryVoided
from ledger.people import People
from ledger.texts import _, listing
from projections.publications import Source
from projections.reports._base import Document, Paragraph, fields_as_json, instant_shown, recorder_shown, value_shown


class Step(NamedTuple):
    """An entry that was voided, its void, and the entry that took its place; None where nothing did."""

    was: Entry[Fact]
    void: Entry[Fact]
    anew: Entry[Fact] | None


def chain_of(source: Source, entry: Entry[Fact], known_at: int) -> list[Step]:
    """Return every correction from the first entry of which this one comes to the last known, in turn."""
    at = entry
    while at.corrects is not None and (before := source.entry(at.corrects)) is not None:
        at = before
    steps = []
    while (step := _step(source, at, known_at)) is not None:
        steps.append(step)
        if step.anew is None:
            break
        at = step.anew
    return steps


def _step(source: Source, was: Entry[Fact], known_at: int) -> Step | None:
    number = source.void_of(was.number)
    void = source.entry(number) if number is not None and number <= known_at else None
    if void is None or not isinstance(void.fact, EntryVoided):
        return None
    return Step(was, void, None if void.fact.replaced_by is None else source.entry(void.fact.replaced_by))


def step_as_json(step: Step, people: People) -> Document:
    """Return a step: its three entries, who took it when and why, and each field that was changed.

    One that the decision of an appeal took has its `case`; documents published before appeals were kept have none.
    """
    fact = step.void.fact
    assert isinstance(fact, EntryVoided)
    return {
        "entry": step.was.number,
        "kind": step.was.kind,
        "void": step.void.number,
        "anew": None if step.anew is None else step.anew.number,
        "recorded_at": step.void.recorded_at.isoformat(),
        "recorded_by": recorder_shown(step.void.recorded_by, people),
        "reason": fact.reason,
        "authority": fact.authority,
        **({} if fact.case is None else {"case": fact.case}),
        "changed": [] if step.anew is None else list(_changed(step.was, step.anew)),
    }


def _changed(was: Entry[Fact], anew: Entry[Fact]) -> Iterator[Document]:
    before, after = _all_fields(was), _all_fields(anew)
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield {"field": name, "was": before.get(name), "is": after.get(name)}


def _all_fields(entry: Entry[Fact]) -> Document:
    day = None if entry.occurred_on is None else entry.occurred_on.isoformat()
    return {"kind": entry.kind, "person": entry.person, "occurred_on": day, **fields_as_json(entry)}


def corrections_shown(steps: Iterable[Document], zone: str, indent: int = 0) -> list[Paragraph]:
    """Say each step in a sentence; a step that stands under several entries is said once."""
    told = {step["void"]: step for step in steps}
    return [Paragraph("\n".join(_said(told[void], zone) for void in sorted(told)), indent)] if told else []


def _said(step: Document, zone: str) -> str:
    values = {
        "entry": step["entry"], "void": step["void"], "anew": step["anew"], "by": step["recorded_by"],
        "when": instant_shown(step["recorded_at"], zone),
        "reason": listing(text for text in (step["reason"], step["authority"], _case_shown(step)) if text),
    }  # fmt: skip
    if step["anew"] is None:
        return _("#{entry} voided by #{void}, {when}, {by}: {reason}", **values)
    changed = listing(_change_said(step["kind"], change) for change in step["changed"])
    return _(
        "#{entry} corrected by #{void}, now #{anew}, {when}, {by}: {reason} ({changed})", changed=changed, **values
    )


def _case_shown(step: Document) -> str:
    return _("case #{case}", case=step["case"]) if "case" in step else ""


def _change_said(kind: str, change: Document) -> str:
    known = fields_of(catalogue()[kind])
    name = change["field"]
    label = str(known[name].label) if name in known else common_label(name)
    was, is_now = (value_shown(known.get(name), change[side]) for side in ("was", "is"))
    return f"{label} {was} → {is_now}"


def common_label(name: str) -> str:
    """Return the label of a field that every kind has, or the name itself."""
    labels = {
        "kind": _("kind"), "person": _("person"), "occurred_on": _("day"), "note": _("note"),
        "evidence": _("evidence"), "named_by": _("named by"), "replaced_by": _("replaced by"),
        "attachments": _("files"), "case": _("case"),
    }  # fmt: skip
    return labels.get(name, name)
