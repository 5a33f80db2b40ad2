"""Notes on a bulletin: what its readers should know about how a result came to be, computed from the entries alone."""

from zoneinfo import ZoneInfo

from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.grade_quota_set import GradeQuotaSet
from ledger.texts import _
from ledger.values import Cut
from projections.quotas import quota_in_force, was_set_after_the_scores
from projections.reports._base import Asked, Document

QUOTA_AFTER_SCORES = "quota-after-scores"


def notes_of(asked: Asked) -> list[Document]:
    """Return the notes on a year at a cut: that the quota in force was recorded when the scores were final."""
    assert asked.scheme is not None and asked.as_of is not None
    quota = quota_in_force(asked.source, asked.scheme, Cut(asked.as_of, asked.known_at.entry))
    if quota is None or not was_set_after_the_scores(asked.source, quota, asked.scheme.year):
        return []
    return [quota_note(quota, asked.zone)]


def quota_note(quota: Entry[Fact], zone: str) -> Document:
    """Return the note on a quota that was recorded after the scores were final (reading B4)."""
    assert isinstance(quota.fact, GradeQuotaSet)
    return {
        "note": QUOTA_AFTER_SCORES,
        "entry": quota.number,
        "first_count": quota.fact.first_count,
        "authority": quota.fact.authority,
        "recorded_on": quota.recorded_at.astimezone(ZoneInfo(zone)).date().isoformat(),
    }


def note_shown(note: Document) -> str:
    """Return a note in the language in use."""
    return _(
        "Note: the quota of {first_count} first grades (entry #{entry}, {authority}) was recorded on {recorded_on}, "
        "when the scores of everybody ranked were final already.",
        **{name: value for name, value in note.items() if name != "note"},
    )  # fmt: skip
