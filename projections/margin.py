"""The smallest set of a person's entries whose voiding would carry them across a mark.

Exact: items are independent of one another, so for each item alone it is found what voiding one, two, three … of its
entries can give at best, and these are put together. Entries that say the same are exchanged for one another.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from ledger.entry import Happening
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.schemes.model import Scheme
from ledger.schemes.rules import State
from ledger.texts import _
from ledger.values import NO_POINTS
from projections.scores import Facts, Sheet, undecided_and_decided
from projections.tallies import TalliedSheets

MOST_TRIALS = 100_000

Entries = tuple[Happening[Fact], ...]


class TooManyContested(LedgerError):
    """More entries than can be tried in all ways."""

    code = "too-many-contested"


class Best(NamedTuple):
    """The most points that the items of a group can have when so many of its entries are void, and which those are."""

    points: Decimal
    void: Entries


def losing_entries(sheet: Sheet) -> list[Happening[Fact]]:
    """Return a person's entries under the items that lost points, in order of number.

    One that costs nothing beside others, the fourth absence or the same task again, is among them: with those void it
    would cost what they did.
    """
    losing = [score.item for score in sheet.items if not score.is_bonus and score.lost > 0]
    found = {
        entry.number: entry
        for entries in sheet.situation.facts.values()
        for entry in entries
        if any(
            entry.kind in rule.kinds_that_lose() and rule.concerns(entry.fact, item.id)
            for item in losing
            for rule in item.rules
        )
    }
    return [found[number] for number in sorted(found)]


def smallest(
    sheet: Sheet, contested: Sequence[Happening[Fact]], reaches: Callable[[Sheet], bool], *,
    stays_decided: bool = False, is_tied: Callable[[Sheet], bool] = lambda _sheet: False,
) -> Entries | None:  # fmt: skip
    """Return the smallest set of `contested` entries without which the sheet `reaches` the mark; None if none does.

    More points must never be worse for `reaches`, but where a sheet `is_tied`: there fewer may do. `stays_decided`: no
    item may become undecided by it. Of sets equally small, one that leaves the most points. Raises TooManyContested.
    """
    if reaches(sheet):
        return ()
    trial = _Trial(sheet)
    groups = [_Group(entries, trial, stays_decided) for entries in _groups(contested, sheet.scheme)]
    at_best = _at_best(sheet, groups)
    if not reaches(at_best) and not is_tied(at_best):
        return None
    for size in range(1, len(contested) + 1):
        found = _best_of(groups, size)
        if found is None:
            continue
        best = trial.without(found.void)
        if reaches(best):
            return found.void
        if is_tied(best):
            others = (void for void in _choices(_alike(contested, sheet.scheme), size) if reaches(trial.without(void)))
            if (lesser := next(others, None)) is not None:
                return lesser
    return None


def _at_best(sheet: Sheet, groups: Iterable["_Group"]) -> Sheet:
    """Return the sheet with every contested item at its full points: no set of voids can give more."""
    contested = frozenset[str]().union(*(group.items for group in groups))
    lost = sum((score.lost for score in sheet.items if score.item.id in contested), NO_POINTS)
    return sheet._replace(total=sheet.total + lost, net=sheet.net + lost)


def _best_of(groups: Sequence["_Group"], size: int) -> Best | None:
    """Return the best that can be had by voiding exactly `size` entries of all groups together."""
    best: dict[int, Best] = {0: Best(NO_POINTS, ())}
    for group in groups:
        longer: dict[int, Best] = {}
        for used, so_far in best.items():
            for more in range(min(size - used, group.size) + 1):
                one = group.best(more)
                if one is None:
                    continue
                together = Best(so_far.points + one.points, so_far.void + one.void)
                if used + more not in longer or together.points > longer[used + more].points:
                    longer[used + more] = together
        best = longer
    return best.get(size)


class _Trial:
    """A person's sheet made again without some of its entries."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.left = MOST_TRIALS
        self._tallied = _tallied_like(sheet)

    def without(self, void: Iterable[Happening[Fact]]) -> Sheet:
        self.left -= 1
        if self.left < 0:
            raise TooManyContested(
                _("there are too many ways to choose among the contested entries"),
                expected=_("at most {count} trials", count=MOST_TRIALS),
                found=_("more"),
                remedy=_("Name those that are contested: --entries 57,61."),
            )
        return self._tallied.of(self.sheet.person, _facts_without(self.sheet.situation.facts, void))


def sheet_without(sheet: Sheet, void: Iterable[Happening[Fact]]) -> Sheet:
    """Return a person's sheet made again without some of its entries; news of the department stays as it is."""
    return _tallied_like(sheet).of(sheet.person, _facts_without(sheet.situation.facts, void))


def _tallied_like(sheet: Sheet) -> TalliedSheets:
    return TalliedSheets(sheet.scheme, sheet.as_of, sheet.situation.news_was_published)


def _facts_without(facts: Facts, void: Iterable[Happening[Fact]]) -> Facts:
    numbers = {entry.number for entry in void}
    left = {kind: [entry for entry in entries if entry.number not in numbers] for kind, entries in facts.items()}
    return {kind: entries for kind, entries in left.items() if entries}


@dataclass(frozen=True, slots=True)
class _Contested:
    """Contested entries that meet in some item."""

    entries: list[Happening[Fact]]
    items: frozenset[str]


class _Group:
    """What voiding so many of a group's entries gives at best, each number tried when it is asked for."""

    def __init__(self, contested: _Contested, trial: _Trial, stays_decided: bool) -> None:
        self.size = len(contested.entries)
        self.items = contested.items
        self._trial = trial
        self._stays_decided = stays_decided
        self._alike = _alike(contested.entries, trial.sheet.scheme)
        self._found: dict[int, Best | None] = {}

    def best(self, count: int) -> Best | None:
        if count not in self._found:
            tried = (self._tried(void) for void in _choices(self._alike, count))
            kept = [one for one in tried if one is not None]
            self._found[count] = max(kept, key=lambda one: one.points, default=None)
        return self._found[count]

    def _tried(self, void: Entries) -> Best | None:
        scores = [score for score in self._trial.without(void).items if score.item.id in self.items]
        if self._stays_decided and any(score.state is not State.STANDING for score in scores):
            return None
        _undecided, decided = undecided_and_decided(scores)
        return Best(sum((score.points for score in decided), NO_POINTS), void)


def _groups(contested: Sequence[Happening[Fact]], scheme: Scheme) -> list[_Contested]:
    """Return the contested entries in groups that share no item: what one costs is nothing to another."""
    groups: list[_Contested] = []
    for entry in contested:
        items = _items_of(entry, scheme)
        meeting = [group for group in groups if group.items & items]
        merged = [other for group in meeting for other in group.entries]
        groups = [group for group in groups if group not in meeting]
        groups.append(_Contested([*merged, entry], items.union(*(group.items for group in meeting))))
    return groups


def _items_of(entry: Happening[Fact], scheme: Scheme) -> frozenset[str]:
    """Return the items on which an entry can tell; where one overflows, all of its part."""
    found: set[str] = set()
    for part in scheme.parts:
        items = [*part.all_items, *(item for post in scheme.posts if part.by_post for item in post.items)]
        theirs = {item.id for item in items if item.concerns(entry.fact)}
        found |= {item.id for item in items} if theirs and any(item.overflows for item in items) else theirs
    return frozenset(found)


def _alike(entries: Sequence[Happening[Fact]], scheme: Scheme) -> list[Entries]:
    """Return the entries in classes: those of a class can be exchanged for one another, the earliest first."""
    classes: dict[object, list[Happening[Fact]]] = {}
    exchangeable = scheme.kinds_exchangeable
    for entry in entries:
        version = sum(day <= entry.day for day in scheme.amendments())
        key = (entry.fact, version) if entry.kind in exchangeable else entry.number
        classes.setdefault(key, []).append(entry)
    return [tuple(sorted(same, key=lambda entry: entry.number)) for same in classes.values()]


def _choices(classes: Sequence[Entries], count: int) -> Iterator[Entries]:
    """Yield every way to take `count` entries, but for the exchange of those that are alike."""
    if not classes:
        if count == 0:
            yield ()
        return
    first, *others = classes
    for taken in range(min(len(first), count) + 1):
        for more in _choices(others, count - taken):
            yield first[:taken] + more
