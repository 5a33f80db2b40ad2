"""A plain model of the 2020 scheme: every question is answered afresh from the list of entries.

Written from semantics.md alone; the docstrings name its sections. Points are Fractions inside, decimal
strings in the rows. It judges nothing: the entries are those that a ledger has accepted, without repeats.
"""

from __future__ import annotations

import math
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

Row = Mapping[str, str | int]  # one row of roster.csv or entries.jsonl; only the `entry` of a void may be an int
Line = tuple[int | None, Fraction]  # the row it cites and its points

YES = {"yes", "true", "1", "是", "党员", "预备党员"}
CHANGES = {"person-enrolled", "person-transferred", "party-membership-changed", "scope-changed"}
CHANGED = {"department", "post", "member", "assessed"}
ARTICLE_GAINS = {"prefecture": 2, "province": 4, "national": 6}
COMMENDATION_GAINS = {"prefecture": 2, "province": 2, "national": 5}
EVALUATION = {"leader": 6, "peer": 7, "client": 7}
INDICATORS = """
    office-publicity         publicity-reports   30  shortfall     0.6     50    1
    office-publicity         training-base       10  outcome
    office-finance           payroll             20  incident      5
    office-finance           reimbursement       10  incident      5
    office-finance           fund-supervision    10  incident      5
    office-web               website             20  incident      0.05
    office-web               statistics          20  outcome
    office-veterans          veteran-cadres      40  incident      5
    org-levy                 levy                20  shortfall     0.5     850   10
    org-levy                 service-hall        10  incident      5
    org-levy                 building-safety     10  incident      10
    org-employment           employment          20  shortfall     0.25    100   1
    org-employment           streamlining        20  incident      2
    org-assistance           east-west           10  shortfall     0.005   2000  1
    org-assistance           daycare             10  shortfall     0.002   500   1
    org-assistance           reporting           10  proportional
    org-assistance           party-building      10  proportional
    rehab-children           child-rehab         10  shortfall     0.02    500   1
    rehab-children           rehab-coverage      10  shortfall     0.5     100   5
    rehab-children           rehab-projects      10  incident      5
    rehab-children           rehab-institutions  10  incident      10
    rehab-access             home-access         30  shortfall     0.5     400   10
    rehab-access             petitions           10  incident      10
    rehab-followup           follow-up           20  incident      0.01
    rehab-followup           assistive-devices   20  incident      0.5
    village-first-secretary  village-work        40  converted
    village-assistant        village-work        40  converted
"""


@dataclass(frozen=True)
class Entry:
    """One entry: `row` is its place in the file, None for one that the roster made."""

    row: int | None
    kind: str
    person: str
    on: date
    year: int
    fields: dict[str, str]

    def number(self, field: str, default: str = "") -> Fraction:
        """Numbers: NFKC, then ASCII digits."""
        return Fraction(unicodedata.normalize("NFKC", self.fields.get(field) or default))

    @property
    def work(self) -> str | int | None:
        """Items: an entry without `work` stands alone."""
        return self.fields.get("work") or self.row


@dataclass(frozen=True)
class Case:
    """What one question is answered from: each person's standing entries up to D, by day, then number."""

    year: int
    as_of: date
    last_day: date  # the day whose post, department, membership … hold: D, at most the year's last day
    year_over: bool
    of: dict[str, list[Entry]]

    def entries(self, person: str, *kinds: str, **having: str) -> list[Entry]:
        """The person's entries of the year up to D, of these kinds and with these fields, in order."""
        mine = [e for e in self.of.get(person, []) if e.year == self.year and e.kind in kinds]
        return [e for e in mine if all(e.fields[field] == value for field, value in having.items())]


@dataclass(frozen=True)
class Item:
    """Items: one item of a sheet; `lines` are applied points, losses negative and gains positive."""

    full: Fraction
    nominal: Fraction
    lines: list[Line]
    state: str = "standing"

    def applied(self, sign: int) -> Fraction:
        return sum((points for _, points in self.lines if points * sign > 0), Fraction(0))

    @property
    def points(self) -> Fraction:
        return self.full + self.applied(-1) + self.applied(1)


@dataclass(frozen=True)
class Indicator:
    """Part indicators: one item of a post; `target` and `step` are a shortfall's."""

    name: str
    full: int
    rule: str
    figure: Fraction = Fraction(0)
    target: Fraction = Fraction(0)
    step: Fraction = Fraction(1)


def _posts() -> dict[str, list[Indicator]]:
    posts: dict[str, list[Indicator]] = {}
    for post, name, full, rule, *figures in (line.split() for line in INDICATORS.strip().splitlines()):
        posts.setdefault(post, []).append(Indicator(name, int(full), rule, *map(Fraction, figures)))
    return posts


POSTS = _posts()


@dataclass(frozen=True)
class Sheet:
    """Totals: one person's items and what follows from them alone."""

    person: str
    items: dict[str, Item]
    total: Fraction
    net: Fraction
    final: bool
    ranked: bool
    disciplined: bool


def _rounded(points: Fraction) -> Fraction:
    """Numbers: half-up to 0.001."""
    return Fraction(math.floor(points * 1000 + Fraction(1, 2)), 1000)


def _sum(points: Iterable[Fraction]) -> Fraction:
    return sum(points, Fraction(0))


# From rows to entries


def _enrolment(row: Row) -> Row:
    """Staff: each row of the roster becomes a person-enrolled entry."""
    fields = {
        "person": row["id"],
        "member": row["party_member"],
        "occurred_on": row["enrolled_on"] or "2020-01-01",
    }
    return {**row, **fields, "kind": "person-enrolled"}


def _entry(number: int | None, row: Row) -> Entry:
    """Numbers: an entry is of the year it names, else of the year of its day."""
    fields = {field: str(value) for field, value in row.items()}
    on = date.fromisoformat(fields["occurred_on"])
    year = int(fields.get("year") or on.year)
    return Entry(number, fields["kind"], fields.get("person", ""), on, year, fields)


def _standing(rows: list[Row]) -> list[Entry]:
    """Numbers: a void acts by knowledge; a row number or `key:` names the entry that stands."""
    standing: list[Entry] = []
    for number, row in enumerate(rows, start=1):
        if row["kind"] == "entry-voided":
            void = str(row["entry"])
            standing = [e for e in standing if void not in (str(e.row), f"key:{e.fields.get('source_key')}")]
        else:
            standing.append(_entry(number, row))
    return standing


def _case(roster: Iterable[Row], rows: list[Row], as_of: date, year: int) -> Case:
    """Numbers: entries up to D; sorting by day keeps the order of number within a day."""
    of: dict[str, list[Entry]] = {}
    for entry in sorted([_entry(None, _enrolment(row)) for row in roster] + _standing(rows), key=lambda e: e.on):
        if entry.on <= as_of:
            of.setdefault(entry.person, []).append(entry)
    year_end = date(year, 12, 31)
    return Case(year, as_of, min(as_of, year_end), as_of >= year_end, of)


# A person's standing on a day


def _held(case: Case, person: str, field: str, day: date) -> str:
    """Kinds: the department, post, member or assessed; a change takes effect on its day."""
    changes = [e for e in case.of[person] if e.kind in CHANGES and e.on <= day]
    return next((e.fields[field] for e in reversed(changes) if e.fields.get(field)), "")


def _enrolled_by(case: Case, person: str, day: date) -> bool:
    return any(e.kind == "person-enrolled" and e.on <= day for e in case.of[person])


def _left_before(case: Case, person: str, day: date) -> bool:
    """Kinds: the day of person-left is the last day counted."""
    return any(e.kind == "person-left" and e.on < day for e in case.of[person])


def _there(case: Case, person: str, day: date) -> bool:
    return _enrolled_by(case, person, day) and not _left_before(case, person, day)


def _posts_held(case: Case, person: str) -> set[str]:
    """Part indicators: the different posts recorded with days in the year up to D."""
    changes = [e.on for e in case.of[person] if e.kind in CHANGES and e.on <= case.last_day]
    days = {max(on, date(case.year, 1, 1)) for on in changes}
    return {_held(case, person, "post", day) for day in days} - {""}


def _months_over(case: Case) -> list[tuple[date, date]]:
    """The first and last days of the months of the year that ended on or before D."""
    months = [(date(case.year, m, 1), date(case.year, m, monthrange(case.year, m)[1])) for m in range(1, 13)]
    return [(first, last) for first, last in months if last <= case.as_of]


def _news(case: Case, person: str, first: date = date.min, last: date = date.max) -> list[Entry]:
    """Kinds: the person's scoring news of these days; `other` scores nothing."""
    published = case.entries(person, "news-published")
    return [e for e in published if e.fields.get("channel") != "other" and first <= e.on <= last]


# Part daily


def _taken(full: int, losses: Iterable[Line]) -> Item:
    """Items: losses are taken in order and stop at the full points."""
    left, nominal, lines = Fraction(full), Fraction(0), []
    for row, loss in losses:
        applied = min(loss, left)
        left, nominal = left - applied, nominal + loss
        lines.append((row, -applied))
    return Item(Fraction(full), nominal, lines)


def _each(entries: Iterable[Entry], loss: int) -> list[Line]:
    return [(e.row, Fraction(loss)) for e in entries]


def daily_1(case: Case, person: str) -> Item:
    """附件1·1: three categories of tasks, each stopping at its own points."""
    member = _held(case, person, "member", case.last_day) in YES
    caps = (3, 4, 3) if member else (5, 5, 0)
    losses = [_task_losses(case, person, category) for category in ("creation", "study", "party-day")]
    parts = [_taken(cap, lines) for cap, lines in zip(caps, losses, strict=True)]
    return Item(Fraction(10), _sum(p.nominal for p in parts), [line for p in parts for line in p.lines])


def _task_losses(case: Case, person: str, category: str) -> list[Line]:
    """附件1·1: 2 once for each task; the first entry that counts carries it."""
    losses: dict[str | int | None, Line] = {}
    for entry in case.entries(person, "task-missed", "task-delayed", category=category):
        if entry.kind == "task-missed" or entry.fields["affected_unit"] in YES:
            losses.setdefault(entry.fields.get("task") or entry.row, (entry.row, Fraction(2)))
    return list(losses.values())


def daily_2(case: Case, person: str) -> Item:
    """附件1·2: 2 for each clearance delayed, 5 for the first one missed."""
    first_missed = case.entries(person, "clearance-missed")[:1]
    counted = case.entries(person, "clearance-delayed", "clearance-missed")
    counted = [e for e in counted if e.kind == "clearance-delayed" or e in first_missed]
    return _taken(10, [(e.row, Fraction(5 if e in first_missed else 2)) for e in counted])


def daily_3(case: Case, person: str) -> Item:
    """附件1·3: 1 for each duty violation."""
    return _taken(5, _each(case.entries(person, "duty-violation"), 1))


def daily_4(case: Case, person: str) -> Item:
    """附件1·4: absences 2, 3, 5, then 0; 0.5 for each late arrival and early departure."""
    losses: list[Line] = []
    absences = [2, 3, 5]
    for entry in case.entries(person, "absence", "late-arrival", "early-departure"):
        if entry.kind != "absence":
            losses.append((entry.row, Fraction(1, 2)))
        elif absences:
            losses.append((entry.row, Fraction(absences.pop(0))))
    return _taken(5, losses)


def daily_5(case: Case, person: str) -> Item:
    """附件1·5: 0.5 for each month over in which the department of its last day published nothing."""
    losses: list[Line] = []
    for first, last in _months_over(case):
        department = _held(case, person, "department", last) if _there(case, person, last) else None
        if department and not _department_published(case, department, first, last):
            losses.append((None, Fraction(1, 2)))
    return _taken(5, losses)


def _department_published(case: Case, department: str, first: date, last: date) -> bool:
    """附件1·5: by anybody whose department it was on the day of publication."""
    published = [(person, e.on) for person in case.of for e in _news(case, person, first, last)]
    return any(_held(case, person, "department", on) == department for person, on in published)


def daily_6(case: Case, person: str) -> Item:
    """附件1·6: 1 for each assignment missed."""
    return _taken(5, _each(case.entries(person, "assignment-missed"), 1))


def _bonus(gains: list[Line]) -> Item:
    return Item(Fraction(0), Fraction(0), gains)


def bonus_news(case: Case, person: str) -> Item:
    """加分项1: 0.5 for each of the 13th to 16th works, if no month from first to last day went without."""
    articles = {e.work for e in case.entries(person, "article-published")}
    first_of_work: dict[str | int | None, Entry] = {}
    for entry in _news(case, person):
        if entry.work not in articles:
            first_of_work.setdefault(entry.work, entry)
    months = [(a, z) for a, z in _months_over(case) if _there(case, person, a) and _there(case, person, z)]
    if not all(_news(case, person, first, last) for first, last in months):
        return _bonus([])
    return _bonus([(e.row, Fraction(1, 2)) for e in list(first_of_work.values())[12:16]])


def _best_of_each_work(entries: Iterable[Entry], gains: dict[str, int]) -> Item:
    """加分项1, 2: each work once, at its highest gain, carried by its earliest entry of that gain."""
    best: dict[str | int | None, Line] = {}
    for entry in entries:
        gain = Fraction(gains[entry.fields["level"]])
        if entry.work not in best or gain > best[entry.work][1]:
            best[entry.work] = (entry.row, gain)
    return _bonus(list(best.values()))


def bonus_article(case: Case, person: str) -> Item:
    """加分项1: articles by level."""
    return _best_of_each_work(case.entries(person, "article-published"), ARTICLE_GAINS)


def bonus_commendation(case: Case, person: str) -> Item:
    """加分项2: commendations by level."""
    return _best_of_each_work(case.entries(person, "commendation-awarded"), COMMENDATION_GAINS)


def bonus_unit(case: Case, person: str) -> Item:
    """加分项3: 5 x unit_points x share, each entry."""
    credited = case.entries(person, "unit-credit-earned")
    return _bonus([(e.row, _rounded(5 * e.number("unit_points") * e.number("share", "1"))) for e in credited])


# Parts indicators and evaluation


def _unknown(full: int, state: str) -> Item:
    """Items: an undecided or pending item stands at full."""
    return Item(Fraction(full), Fraction(0), [], state)


def incident(case: Case, person: str, item: Indicator) -> Item:
    """Figure x quantity for each incident."""
    incidents = case.entries(person, "incident-reported", indicator=item.name)
    return _taken(item.full, [(e.row, _rounded(item.figure * e.number("quantity", "1"))) for e in incidents])


def shortfall(case: Case, person: str, item: Indicator) -> Item:
    """Figure x whole steps of (target - total), as one line that cites no single entry."""
    progress = case.entries(person, "progress-reported", indicator=item.name)
    if not case.year_over or not progress:
        return _unknown(item.full, "undecided" if case.year_over else "pending")
    revised = case.entries(person, "target-revised", indicator=item.name)
    target = revised[-1].number("target") if revised else item.target
    total = Fraction(0)
    for entry in progress:
        total = entry.number("total") if entry.fields.get("total") else total + entry.number("amount")
    steps = max(0, math.floor((target - total) / item.step))
    return _taken(item.full, [(None, _rounded(item.figure * steps))])


def outcome(case: Case, person: str, item: Indicator) -> Item:
    """The latest declaration; not achieved loses all from the year's last day on."""
    latest = case.entries(person, "outcome-declared", indicator=item.name)[-1:]
    if latest and latest[0].fields["achieved"] in YES:
        return _taken(item.full, [])
    if latest and case.year_over:
        return _taken(item.full, _each(latest, item.full))
    return _unknown(item.full, "undecided" if case.year_over else "pending")


def proportional(case: Case, person: str, item: Indicator) -> Item:
    """Full x incidents / due of the latest schedule, rounded on the running sum."""
    incidents = case.entries(person, "incident-reported", indicator=item.name)
    schedules = case.entries(person, "schedule-set", indicator=item.name)
    if not schedules:
        return _unknown(item.full, "undecided" if incidents or case.year_over else "pending")
    losses: list[Line] = []
    quantity = Fraction(0)
    for entry in incidents:
        quantity += entry.number("quantity", "1")
        running = _rounded(item.full * quantity / schedules[-1].number("due"))
        losses.append((entry.row, running - _sum(loss for _, loss in losses)))
    return _taken(item.full, losses)


def converted(case: Case, person: str, item: Indicator) -> Item:
    """Full x score / out_of of the latest assessment; the points are rounded."""
    received = case.entries(person, "assessment-received", indicator=item.name)
    if not received:
        return _unknown(item.full, "undecided")
    share = received[-1].number("score") / received[-1].number("out_of")
    return _taken(item.full, [(received[-1].row, item.full - _rounded(item.full * share))])


def evaluation(case: Case, person: str, part: str, full: int) -> Item:
    """三·4: full x mean of the latest ballots / 100; the points are rounded."""
    counted = case.entries(person, "ballots-counted", part=part)
    if not counted:
        return _unknown(full, "undecided")
    marks = [Fraction(mark) for mark in unicodedata.normalize("NFKC", counted[-1].fields["scores"]).split()]
    return _taken(full, [(counted[-1].row, full - _rounded(full * _sum(marks) / len(marks) / 100))])


ItemRule = Callable[[Case, str], Item]
DAILY: list[ItemRule] = [daily_1, daily_2, daily_3, daily_4, daily_5, daily_6]
BONUSES: list[ItemRule] = [bonus_news, bonus_article, bonus_commendation, bonus_unit]
INDICATOR_RULES = {rule.__name__: rule for rule in (incident, shortfall, outcome, proportional, converted)}


def _indicator_items(case: Case, person: str) -> dict[str, Item]:
    """Part indicators: several posts and none decided leave every item undecided."""
    post = _counted_post(case, person)
    if post not in POSTS:
        return {"indicators": _unknown(40, "undecided")}
    decided = case.entries(person, "assessed-post-decided")
    if len(_posts_held(case, person)) > 1 and not decided:
        return {item.name: _unknown(item.full, "undecided") for item in POSTS[post]}
    return {item.name: INDICATOR_RULES[item.rule](case, person, item) for item in POSTS[post]}


def _counted_post(case: Case, person: str) -> str:
    """Part indicators: the latest decided post, where one is decided, else the post held on D."""
    decided = case.entries(person, "assessed-post-decided")
    return decided[-1].fields["post"] if decided else _held(case, person, "post", case.last_day)


# Totals, rank, grade


def _has_sheet(case: Case, person: str) -> bool:
    """Totals: everybody assessed and enrolled by D, leavers included; `assessed` empty = yes."""
    enrolled = _enrolled_by(case, person, case.last_day)
    return enrolled and (_held(case, person, "assessed", case.last_day) or "yes") in YES


def _sheet(case: Case, person: str) -> Sheet:
    """Totals: points and full points of what is not undecided; who is final and who is ranked."""
    items = {rule.__name__.replace("_", "-"): rule(case, person) for rule in DAILY + BONUSES}
    items |= _indicator_items(case, person)
    items |= {part: evaluation(case, person, part, full) for part, full in EVALUATION.items()}
    decided = [item for item in items.values() if item.state != "undecided"]
    total = _sum(item.points for item in decided)
    left = _left_before(case, person, case.last_day)
    disciplined = bool(case.entries(person, "discipline-imposed"))
    final = case.year_over and len(decided) == len(items) and not left
    ranked = not left and not disciplined and _counted_post(case, person) in POSTS
    return Sheet(person, items, total, total - _sum(i.full for i in decided), final, ranked, disciplined)


def _rank(sheet: Sheet, sheets: list[Sheet]) -> int | None:
    """Totals: 1 + the number of ranked people with a higher net."""
    return 1 + sum(other.ranked and other.net > sheet.net for other in sheets) if sheet.ranked else None


def _grade(case: Case, sheet: Sheet, sheets: list[Sheet]) -> int | None:
    """Totals: 4 by discipline, 3 below 80, else by the quota, else by decision."""
    if sheet.disciplined:
        return 4
    if not sheet.final:
        return None
    if sheet.total < 80:
        return 3
    decided = case.entries(sheet.person, "grade-decided")
    return _quota_grade(case, sheet, sheets) or (int(decided[-1].number("grade")) if decided else None)


def _quota_grade(case: Case, sheet: Sheet, sheets: list[Sheet]) -> int | None:
    """Totals: 1 within the quota, 2 beyond it, none for a tie across the cut."""
    quotas = case.entries("", "grade-quota-set")
    ranked = [other for other in sheets if other.ranked]
    if not quotas or not sheet.ranked or not all(other.final for other in ranked):
        return None
    above = sum(other.total >= 80 and other.net > sheet.net for other in ranked)
    level = sum(other.total >= 80 and other.net == sheet.net for other in ranked)
    first_count = quotas[-1].number("first_count")
    return 1 if above + level <= first_count else 2 if above >= first_count else None


# The rows


def _text(points: Fraction) -> str:
    """A whole number of thousandths as a decimal without trailing zeros."""
    return format((Decimal(int(points * 1000)) / 1000).normalize(), "f")


def _item_row(item: Item) -> dict[str, object]:
    lost, gained = -item.applied(-1), item.applied(1)
    figures = {
        "full": item.full,
        "nominal": item.nominal,
        "lost": lost,
        "gained": gained,
        "points": item.points,
    }
    lines = [[row, _text(points)] for row, points in item.lines if points]
    return {**{name: _text(points) for name, points in figures.items()}, "state": item.state, "lines": lines}


def _row(case: Case, sheet: Sheet, sheets: list[Sheet]) -> dict[str, object]:
    points = {"total": sheet.total, "out_of": sheet.total - sheet.net, "net": sheet.net}
    return {
        "id": sheet.person,
        **{name: _text(value) for name, value in points.items()},
        "final": sheet.final,
        "rank": _rank(sheet, sheets),
        "grade": _grade(case, sheet, sheets),
        "items": {name: _item_row(item) for name, item in sheet.items.items()},
    }


def bulletin(
    roster: Iterable[Row],
    entries: Iterable[Row],
    as_of: date,
    known_rows: int | None = None,
    year: int = 2020,
) -> list[dict[str, object]]:
    """Everyone's row as of a day, from the first `known_rows` entries: by rank, then id, unranked last."""
    case = _case(roster, list(entries)[:known_rows], as_of, year)
    sheets = [_sheet(case, person) for person in sorted(case.of) if person and _has_sheet(case, person)]
    ordered = sorted(sheets, key=lambda s: (not s.ranked, _rank(s, sheets) or 0))
    return [_row(case, sheet, sheets) for sheet in ordered]
