"""An office of couples: two on each post, who differ in one thing and mostly do the same.

What a fold shares between people who are alike can go wrong only here: where everybody has a post of their own, nothing
is shared.
"""

import random
from collections.abc import Iterator

from tests.laws.universe import Row
from tests.schemes.documents import changed, in_item

_EVERYBODY = {"department": "办公室", "party_member": "no", "enrolled_on": "", "assessed": "yes"}
ROSTER = [
    {"id": own, "name": name, "post": post, **_EVERYBODY, **other}
    for own, name, post, other in [
        ("C1", "甲", "office-publicity", {}), ("D1", "乙", "office-publicity", {"department": "康复部"}),
        ("C2", "丙", "office-web", {}), ("D2", "丁", "office-web", {"enrolled_on": "2020-02-11"}),
        ("C3", "戊", "rehab-children", {}), ("D3", "己", "rehab-children", {"party_member": "yes"}),
        ("C4", "庚", "org-assistance", {}), ("D4", "辛", "org-assistance", {}),  # who leaves
        ("C5", "壬", "village-assistant", {}), ("D5", "癸", "village-assistant", {"assessed": "no"}),
    ]
]  # fmt: skip
INDICATORS = {
    "1": ["publicity-reports", "training-base"], "2": ["website", "statistics"],
    "3": ["child-rehab", "rehab-coverage", "rehab-projects"],
    "4": ["east-west", "daycare", "reporting", "party-building"], "5": ["village-work"],
}  # fmt: skip
EDGES = ["2020-01-01", "2020-01-31", "2020-06-29", "2020-06-30", "2020-07-01", "2020-12-30", "2020-12-31"]
FEW = 12
"""How many rows of a history say little more than what a couple differs in."""
LOSING = ["late-arrival", "early-departure", "absence", "duty-violation", "clearance-delayed", "clearance-missed",
          "assignment-missed"]  # fmt: skip


def scheme_with(limit: str, beyond: int, *, overflows: bool) -> str:
    """Return the document with this limit of two items, and a bonus near.

    Where they overflow into their part, of one of them each entry costs so much that soon the part is used up; and
    there news gain though a month is without (reading F2).
    """
    points = f"points = {limit}\noverflows = {str(overflows).lower()}\n"
    duties, more = in_item("daily-3", "points = 5\n", points)
    each = "    points = 7\n" if overflows else "    points = 1\n"
    return changed(
        (duties, more.replace("    points = 1\n", each)),
        in_item("daily-4", "points = 5\n", points),
        in_item("bonus-news", "beyond = 12", f"beyond = {beyond}\nevery_month = {str(not overflows).lower()}"),
    )


def history(chance: random.Random) -> list[Row]:
    """Return what is handed in, in order, each row with a key; voids name the keys of earlier ones."""
    rows: list[Row] = []
    for act in [
        *_tasks(chance),
        *_lives(chance),
        *_excesses(chance),
        *(_act(chance) for _place in range(chance.randrange(25, 45))),
    ]:
        rows += [{**row, "source_key": f"k{len(rows) + place}"} for place, row in enumerate(act)]
        if len(rows) > FEW and chance.randrange(6) == 0:
            void = {"entry": f"key:k{chance.randrange(len(rows))}", "reason": "登记错误"}
            rows.append({"kind": "entry-voided", **void, "source_key": f"k{len(rows)}"})
    return rows


def _both(chance: random.Random, couple: str, row: Row) -> list[Row]:
    """Have both of a couple do it, or one."""
    who = chance.choice(["CD", "CD", "CD", "C", "D"])
    return [{**row, "person": one + couple} for one in who]


def _tasks(chance: random.Random) -> Iterator[list[Row]]:
    """Yield more tasks missed of a category than a member of the party can lose, of a member and another."""
    category, day = chance.choice(["creation", "study"]), chance.choice(EDGES[:5])
    for task in "ABC":
        row = {"kind": "task-missed", "occurred_on": day, "category": category, "task": task}
        yield [{**row, "person": one} for one in ("C3", "D3")]


def _lives(chance: random.Random) -> Iterator[list[Row]]:
    """Yield what makes one of a couple differ from the other from some day on."""
    yield [{"kind": "person-left", "person": "D4", "occurred_on": chance.choice(EDGES[3:])}]
    yield [{"kind": "scope-changed", "person": "D5", "occurred_on": chance.choice(EDGES[2:5]), "assessed": "yes"}]
    yield [{"kind": "scope-changed", "person": "C5", "occurred_on": chance.choice(EDGES[3:]), "assessed": "no"}]
    for person in chance.sample(["C1", "D2", "C3", "C4"], 2):
        to = {"department": chance.choice(["康复部", "维权部"])}
        if chance.randrange(4) == 0:
            to["post"] = "office-veterans"
        yield [{"kind": "person-transferred", "person": person, "occurred_on": chance.choice(EDGES[1:]), **to}]
    member = {"occurred_on": chance.choice(EDGES), "member": chance.choice(["yes", "no"])}
    yield _both(chance, chance.choice("123"), {"kind": "party-membership-changed", **member})


def _excesses(chance: random.Random) -> Iterator[list[Row]]:
    """Yield more than an item can lose, and more than a bonus can give, of some couple."""
    couple, early = chance.choice("134"), chance.choice(EDGES[:3])
    for kind, before, after in [
        ("absence", 3, 1),
        ("duty-violation", 7, 2),
        ("late-arrival", 4, chance.choice([0, 15])),
    ]:
        for on in [early] * before + [chance.choice(EDGES[3:6])] * after:
            yield [{"kind": kind, "person": one + couple, "occurred_on": on} for one in "CD"]
    publishing = chance.choice("123")
    for month in range(1, 13):
        news = {"kind": "news-published", "occurred_on": f"2020-{month:02}-28", "channel": "government"}
        if chance.randrange(40):
            yield (
                _both(chance, publishing, news)
                if chance.randrange(5) == 0
                else [{**news, "person": one + publishing} for one in "CD"]
            )


def _act(chance: random.Random) -> list[Row]:
    couple = chance.choice("12345")
    sort = chance.choice([_losing, _losing, _task, _task, _news, _ballots, _work, _indicator, _indicator])
    return _both(chance, couple, {"occurred_on": chance.choice(EDGES), **sort(chance, couple)})


def _losing(chance: random.Random, _couple: str) -> Row:
    return {"kind": chance.choice(LOSING)}


def _task(chance: random.Random, _couple: str) -> Row:
    task = {"category": chance.choice(["creation", "study", "party-day"]), "task": chance.choice("ABC")}
    late = {"kind": "task-delayed", "affected_unit": chance.choice(["yes", "no"])}
    return {**(late if chance.randrange(2) else {"kind": "task-missed"}), **task}


def _news(chance: random.Random, _couple: str) -> Row:
    work = {"work": chance.choice("AB")} if chance.randrange(2) else {}
    return {"kind": "news-published", **work, "channel": chance.choice(["government", "other"])}


def _ballots(chance: random.Random, _couple: str) -> Row:
    after = {"occurred_on": "2021-01-20", "year": "2020"} if chance.randrange(2) else {}
    part = {"part": chance.choice(["leader", "peer", "client"]), "scores": chance.choice(["80", "92.5 60 100"])}
    return {"kind": "ballots-counted", **part, **after}


def _work(chance: random.Random, _couple: str) -> Row:
    return {"kind": "article-published", "level": chance.choice(["prefecture", "national"]), "work": "A"}


def _indicator(chance: random.Random, couple: str) -> Row:
    says = chance.choice([
        {"kind": "progress-reported", "amount": chance.choice(["5", "40.5"])},
        {"kind": "progress-reported", "total": chance.choice(["0", "30"])},
        {"kind": "incident-reported", "quantity": "2"}, {"kind": "schedule-set", "due": "7"},
        {"kind": "outcome-declared", "achieved": chance.choice(["yes", "no"])},
        {"kind": "target-revised", "target": chance.choice(["40", "97.5"])},
    ])  # fmt: skip
    return {**says, "indicator": chance.choice(INDICATORS[couple])}
