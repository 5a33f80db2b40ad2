"""A small office in which random entries meet often: few people, few tasks and works, days that fall together.

The entries are proposals: what the ledger refuses is left out, and what it takes is compared with the plain model.
"""

import random
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.office import Office

ROSTER = [
    {"id": "P1", "name": "甲", "department": "办公室", "post": "office-publicity", "party_member": "yes",
     "enrolled_on": "", "assessed": "yes"},
    {"id": "P2", "name": "乙", "department": "办公室", "post": "office-web", "party_member": "no",
     "enrolled_on": "2020-02-11", "assessed": "yes"},
    {"id": "P3", "name": "丙", "department": "康复部", "post": "rehab-children", "party_member": "no",
     "enrolled_on": "", "assessed": "yes"},
    {"id": "P4", "name": "丁", "department": "组织教育就业人事部", "post": "org-assistance", "party_member": "yes",
     "enrolled_on": "", "assessed": "yes"},
    {"id": "P5", "name": "戊", "department": "驻村工作队", "post": "village-assistant", "party_member": "no",
     "enrolled_on": "", "assessed": "no"},
]  # fmt: skip
INDICATORS = {
    "P1": ["publicity-reports", "training-base"],
    "P2": ["website", "statistics"],
    "P3": ["child-rehab", "rehab-coverage", "rehab-projects"],
    "P4": ["east-west", "daycare", "reporting", "party-building"],
    "P5": ["village-work"],
}
POSTS = ["office-publicity", "office-web", "rehab-children", "org-assistance", "village-assistant", "unlisted-post"]

DAYS = [f"2020-{month:02}-{day}" for month in range(1, 13) for day in ("01", "15", "28")]
DAYS += ["2020-02-29", "2020-06-30", "2020-12-30", "2020-12-31", "2021-01-20", "2021-03-31"]
CUTS = ["2020-01-31", "2020-02-29", "2020-06-30", "2020-07-14", "2020-12-30", "2020-12-31", "2021-01-31", "2021-06-30"]

Row = dict[str, str]
FEW = st.sampled_from(["", "A", "B"])
WHOLE = st.sampled_from(["1", "2", "3", "11"])
AMOUNT = st.sampled_from(["0.333", "1", "2.5", "40", "97.5"])
YES_NO = st.sampled_from(["yes", "no"])
LEVEL = st.sampled_from(["prefecture", "province", "national"])
MARKS = st.lists(st.sampled_from(["60", "80", "92.5", "100"]), min_size=1, max_size=4).map(" ".join)
HIGH_MARKS = st.lists(st.sampled_from(["90", "97.5", "100"]), min_size=1, max_size=2).map(" ".join)
CHANNELS = ["provincial-federation", "prefecture-federation", "government", "press", "other", ""]
NAMING_YEAR = st.sampled_from(["", "2020"])

FIELDS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "late-arrival": {}, "early-departure": {}, "absence": {}, "duty-violation": {}, "clearance-delayed": {},
    "clearance-missed": {}, "assignment-missed": {},
    "task-missed": {"category": st.sampled_from(["creation", "study", "party-day"]), "task": FEW},
    "task-delayed": {"category": st.sampled_from(["creation", "study", "party-day"]), "task": FEW,
                     "affected_unit": YES_NO},
    "news-published": {"channel": st.sampled_from(CHANNELS), "work": FEW},
    "article-published": {"level": LEVEL, "work": FEW},
    "commendation-awarded": {"level": LEVEL, "work": FEW},
    "unit-credit-earned": {"unit_points": AMOUNT, "share": st.sampled_from(["", "0.333"]), "year": NAMING_YEAR},
    "target-revised": {"target": AMOUNT},
    "progress-reported": {"amount": st.sampled_from(["-3", "5", "40.5"])},
    "incident-reported": {"quantity": WHOLE},
    "outcome-declared": {"achieved": YES_NO, "year": NAMING_YEAR},
    "schedule-set": {"due": WHOLE},
    "assessment-received": {"score": st.sampled_from(["0", "55.5", "100"]), "out_of": st.just("100"),
                            "year": NAMING_YEAR},
    "ballots-counted": {"part": st.sampled_from(["leader", "peer", "client"]), "scores": MARKS, "year": NAMING_YEAR},
    "discipline-imposed": {"grounds": st.just("事由")},
    "person-transferred": {"department": st.sampled_from(["", "办公室", "康复部"]),
                           "post": st.sampled_from(["", *POSTS])},
    "party-membership-changed": {"member": YES_NO},
    "scope-changed": {"assessed": YES_NO},
    "person-left": {},
    "person-renamed": {"name": st.just("甲某")},
    "assessed-post-decided": {"post": st.sampled_from(POSTS), "authority": st.just("会议"), "year": NAMING_YEAR},
    "grade-quota-set": {"first_count": st.sampled_from(["1", "2", "4"]), "authority": st.just("会议"),
                        "year": NAMING_YEAR},
    "grade-decided": {"grade": st.sampled_from(["1", "2"]), "authority": st.just("会议"), "year": NAMING_YEAR},
}  # fmt: skip
# The clerk's days: what is common is drawn more often than what ends or moves careers.
COMMON = ["late-arrival", "absence", "task-missed", "news-published", "news-published", "incident-reported",
          "progress-reported", "ballots-counted", "ballots-counted"]  # fmt: skip


@st.composite
def entry(draw: st.DrawFn, days: list[str] = DAYS) -> Row:
    """Draw one entry of any kind but a void."""
    kind = draw(st.sampled_from([*FIELDS, *COMMON]))
    row = {"kind": kind, "occurred_on": draw(st.sampled_from(days))}
    if kind != "grade-quota-set":
        row["person"] = draw(st.sampled_from(sorted(INDICATORS)))
    if kind in {"target-revised", "progress-reported", "incident-reported", "outcome-declared", "schedule-set",
                "assessment-received"}:  # fmt: skip
        row["indicator"] = draw(st.sampled_from(INDICATORS[row["person"]]))
    drawn = {name: draw(strategy) for name, strategy in FIELDS[kind].items()}
    return {**row, **{name: value for name, value in drawn.items() if value}}


@st.composite
def year_end(draw: st.DrawFn) -> list[Row]:
    """Draw what makes everybody's year final: ballots, outcomes, progress, schedules, a quota."""
    on = {"occurred_on": "2020-12-31"}
    rows = [
        {"kind": "ballots-counted", "person": person, **on, "part": part, "scores": draw(HIGH_MARKS)}
        for person in ("P1", "P2", "P3", "P4")
        for part in ("leader", "peer", "client")
    ]
    for person, indicator in (("P1", "training-base"), ("P2", "statistics")):
        rows.append(
            {
                "kind": "outcome-declared",
                "person": person,
                **on,
                "indicator": indicator,
                "achieved": draw(st.sampled_from(["yes", "yes", "no"])),
            }
        )
    for person, indicator, most in (
        ("P1", "publicity-reports", 60),
        ("P3", "child-rehab", 600),
        ("P3", "rehab-coverage", 100),
        ("P4", "east-west", 2100),
        ("P4", "daycare", 600),
    ):
        rows.append(
            {
                "kind": "progress-reported",
                "person": person,
                **on,
                "indicator": indicator,
                "total": str(draw(st.sampled_from([most, most * 3 // 4, most // 2]))),
            }
        )
    for indicator in ("reporting", "party-building"):
        rows.append({"kind": "schedule-set", "person": "P4", **on, "indicator": indicator, "due": draw(WHOLE)})
    quota = {
        "kind": "grade-quota-set",
        **on,
        "first_count": draw(st.sampled_from(["1", "2", "3"])),
        "authority": "会议",
    }
    return [*rows, quota]


@st.composite
def histories(draw: st.DrawFn, most: int = 30) -> list[Row]:
    """Draw what is handed in, in order: entries with keys, and voids of earlier ones (or of themselves, in vain)."""
    rows: list[Row] = draw(year_end()) if draw(st.booleans()) else []
    for place, row in enumerate(rows):
        row["source_key"] = f"k{place}"
    for place in range(len(rows), len(rows) + draw(st.integers(1, most))):
        if rows and draw(st.integers(0, 5)) == 0:
            target = draw(st.integers(0, len(rows) - 1))
            rows.append({"kind": "entry-voided", "entry": f"key:k{target}", "reason": "登记错误"})
        else:
            rows.append(draw(entry()))
        rows[-1]["source_key"] = f"k{place}"
    return rows


def crowded_history(seed: int, most: int = 40) -> list[Row]:
    """Return many entries that cost points, of few people and few days apart: what counts together meets often."""
    chance = random.Random(seed)
    return [_costly(chance) for _place in range(chance.randrange(5, most))]


def _costly(chance: random.Random) -> Row:
    person = chance.choice(["P2", "P3", "P4"])
    row = {"person": person, "occurred_on": f"2020-0{chance.randrange(3, 7)}-{chance.randrange(10, 20)}"}
    kind = chance.choice(["late-arrival", "absence", "duty-violation", "clearance-delayed", "clearance-missed",
                          "assignment-missed", "task-missed", "task-delayed", "incident-reported",
                          "incident-reported"])  # fmt: skip
    if kind.startswith("task"):
        row |= {"category": chance.choice(["creation", "study"]), "task": chance.choice(["A", "B", "C"])}
    if kind == "task-delayed":
        row["affected_unit"] = chance.choice(["yes", "no"])
    if kind == "incident-reported":
        indicator = {"P2": "website", "P3": "rehab-projects", "P4": "reporting"}[person]
        row |= {"indicator": indicator, "quantity": chance.choice(["1", "2", "3"])}
    return {"kind": kind, **row}


def record_what_is_taken(office: Office, rows: list[Row]) -> list[Row]:
    """Hand the rows in; leave out those refused until the rest is recorded. Return what was recorded."""
    kept = list(rows)
    while kept:
        decision = office.hand_in(*kept)
        if not decision.problems:
            break
        refused = {problem.row for problem in decision.problems}
        kept = [row for number, row in enumerate(kept, 1) if number not in refused]
    return kept


def figures(sheet: Any) -> Mapping[str, object]:
    """Return all figures of a sheet, without its lines."""
    items = {
        score.item.id: (score.state.value, score.nominal, score.lost, score.gained, score.points)
        for score in sheet.items
    }
    return {"total": sheet.total, "out_of": sheet.out_of, "final": sheet.is_final, "items": items}
