"""What a scheme's own figures contradict: items that can lose more or less than their points, sums that do not fit.

Nothing is corrected: the scheme is applied as adopted, and what this finds is for those who amend it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ledger.facts import catalogue
from ledger.schemes.alternatives import read_otherwise, selectable
from ledger.schemes.model import Item, Scheme
from ledger.schemes.rules import Remark, Rule
from ledger.texts import later
from ledger.values import NO_POINTS, plain_number


class Anomaly(NamedTuple):
    """Something that a scheme's figures contradict, with the clause and the item."""

    clause: str
    item: str
    remark: Remark

    def __str__(self) -> str:
        return str(self.remark)


def anomalies(scheme: Scheme) -> list[Anomaly]:
    """Return every anomaly of a scheme, in the order of its document."""
    return [*_year(scheme), *_sums(scheme), *_items(scheme), *_references(scheme), *_alternatives(scheme)]


def defects(scheme: Scheme) -> list[Anomaly]:
    """Return what makes a scheme unfit to be adopted: a slip in its year, an id twice, readings and kinds of none."""
    return [*_year(scheme), *_references(scheme), *_alternatives(scheme)]


def _year(scheme: Scheme) -> Iterator[Anomaly]:
    """The year names its days: a slip of the pen in it would stand for ever."""
    if not scheme.first_day.year <= scheme.year <= scheme.last_day.year:
        figures: dict[str, object] = {"year": scheme.year, "first": scheme.first_day, "last": scheme.last_day}
        yield Anomaly("", scheme.id, Remark(_OTHER_YEAR, figures))


def _sums(scheme: Scheme) -> Iterator[Anomaly]:
    for part in scheme.parts:
        if not part.by_post:
            yield from _sum(part.clause, part.id, part.items, part.points)
    for part in scheme.parts:
        for post in scheme.posts if part.by_post else ():
            yield from _sum(part.clause, post.id, post.items, part.points)


def _sum(clause: str, name: str, items: Iterable[Item], expected: Decimal) -> Iterator[Anomaly]:
    total = sum((item.points for item in items), NO_POINTS)
    if total != expected:
        yield Anomaly(clause, name, Remark(_SUM, {"total": plain_number(total), "expected": plain_number(expected)}))


def _items(scheme: Scheme) -> Iterator[Anomaly]:
    for part in scheme.parts:
        for item in part.items:
            yield from _losses(item, scheme)
    for post in scheme.posts:
        for item in post.items:
            yield from _losses(item, scheme)


def _losses(item: Item, scheme: Scheme) -> Iterator[Anomaly]:
    """Compare what the rules can take with the item's points: each rule alone, and all of them together."""
    most = [rule.greatest_loss(item.stake, scheme.period) for rule in item.rules]
    for rule, loss in zip(item.rules, most, strict=True):
        if loss is not None and loss > item.points:
            yield Anomaly(item.clause, item.id, Remark(_MORE, _figures(item, rule, loss)))
    bounded = [loss for loss in most if loss is not None]
    if item.rules and len(bounded) == len(most) and sum(bounded, NO_POINTS) < item.points:
        yield Anomaly(item.clause, item.id, Remark(_LESS, _figures(item, item.rules[0], sum(bounded, NO_POINTS))))
    if not item.rules:
        yield Anomaly(item.clause, item.id, Remark(_NOTHING, {}))


def _figures(item: Item, rule: Rule, loss: Decimal) -> dict[str, object]:
    return {"loss": plain_number(loss), "points": plain_number(item.points), "rule": rule.in_words(item.stake)}


def _references(scheme: Scheme) -> Iterator[Anomaly]:
    """Readings, kinds and ids that do not fit together."""
    readings = {reading.id for reading in scheme.readings}
    general = [item for part in scheme.parts for item in part.all_items]
    for items in ([*general], *([*general, *post.items] for post in scheme.posts)):
        for name, count in Counter(item.id for item in items).items():
            if count > 1:
                yield Anomaly("", name, Remark(_TWICE, {}))
    for item in {id(item): item for item in [*general, *(i for post in scheme.posts for i in post.items)]}.values():
        named = {*item.readings, *(name for rule in item.rules for name in rule.readings)}
        for name in sorted(named - readings):
            yield Anomaly(item.clause, item.id, Remark(_NO_READING, {"reading": name}))
        for kind in sorted(item.kinds_read() - set(catalogue())):
            yield Anomaly(item.clause, item.id, Remark(_NO_KIND, {"kind": kind}))


def _alternatives(scheme: Scheme) -> Iterator[Anomaly]:
    """Alternatives of a reading that cannot be taken, or that change nothing."""
    for reading, alternative in selectable(scheme):
        named: dict[str, object] = {"alternative": f"{reading.id}={alternative.id}"}
        try:
            changes_nothing = read_otherwise(scheme, {reading.id: alternative.id}) == scheme
        except ValueError as error:
            yield Anomaly(reading.clause, reading.id, Remark(_UNFIT, {**named, "reason": str(error)}))
            continue
        if changes_nothing:
            yield Anomaly(reading.clause, reading.id, Remark(_CHANGES_NOTHING, named))


_UNFIT = later("{alternative} cannot be taken: {reason}")
_CHANGES_NOTHING = later("{alternative} changes nothing: there is no such item or rule")
_OTHER_YEAR = later("the year is {year}, and its days are {first} to {last}")
_SUM = later("the items have {total} points, their part {expected}")
_MORE = later("can lose {loss} of {points} points ({rule}): what is beyond has no effect")
_LESS = later("can lose only {loss} of {points} points ({rule})")
_NOTHING = later("nothing can be lost: there is no rule")
_TWICE = later("the id is used twice")
_NO_READING = later("there is no reading {reading}")
_NO_KIND = later("there is no kind of entry {kind}")
