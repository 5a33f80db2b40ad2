"""Two schemes compared clause by clause: what was added, taken out or changed, and what an amendment may not change."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from ledger.schemes.clause_on_appeals import Appeals
from ledger.schemes.consequences import Grades, Obligation
from ledger.schemes.model import Item, Part, Scheme
from ledger.schemes.rules import rule_name
from ledger.texts import _, listing
from ledger.values import plain_number


class Difference(NamedTuple):
    """One change: the clause, the item (or part, post, reading) it is about, what of it, before and after.

    An empty `before` is something added, an empty `after` something taken out.
    """

    clause: str
    item: str
    what: str
    before: str
    after: str


Said = dict[tuple[str, str], tuple[str, str]]
"""(item, what of it) -> its clause and what the scheme says."""


def differences(before: Scheme, after: Scheme) -> list[Difference]:
    """Return every difference, in the order of the schemes: what they share and add, then what was taken out."""
    said = list(_changed(_said(before), _said(after)))
    told = {row.item for row in said}
    unsaid = [row for row in _changed(_unsaid(before), _unsaid(after)) if row.item not in told]
    return said + unsaid


def _changed(old: Said, new: Said) -> Iterator[Difference]:
    for key in [*new, *(key for key in old if key not in new)]:
        (old_clause, was), (new_clause, is_now) = old.get(key, ("", "")), new.get(key, ("", ""))
        if was != is_now:
            yield Difference(new_clause or old_clause, key[0], key[1], was, is_now)


def _said(scheme: Scheme) -> Said:
    """Return everything that a scheme says, by item and by what of it."""
    said: Said = {}
    for what, value in (
        (_("scheme id"), scheme.id), (_("year"), scheme.year), (_("title"), scheme.title), (_("issuer"), scheme.issuer),
        (_("adopted on"), scheme.adopted_on), (_("first day"), scheme.first_day), (_("last day"), scheme.last_day),
        (_("time zone"), scheme.zone),
    ):  # fmt: skip
        said["", what] = ("", str(value))
    _say_grades(said, scheme.grades)
    _say_appeals(said, scheme.appeals)
    for part in scheme.parts:
        _say_part(said, part)
    for post in scheme.posts:
        said[post.id, _("post")] = ("", post.label)
        for item in post.items:
            _say_item(said, item, f"{post.id}·{item.id}", is_bonus=False)
    for obligation in scheme.obligations:
        _say_obligation(said, obligation, scheme.grades)
    for reading in scheme.readings:
        said[reading.id, _("reading")] = (reading.clause, reading.choices[0])
    return said


def _unsaid(scheme: Scheme) -> Said:
    """Return what no sentence says: the parameters of rules, where an item stands, whose a part is."""
    said: Said = {}
    for (post, name), (clause, place) in _places(scheme).items():
        said[name if post in {"", "part", "post"} else f"{post}·{name}", _("place")] = (clause, place)
    for post_id, items in [("", [item for part in scheme.parts for item in part.all_items]),
                           *((post.id, post.items) for post in scheme.posts)]:  # fmt: skip
        for item in items:
            for field, value in _rule_fields(item).items():
                said[f"{post_id}·{item.id}" if post_id else item.id, field] = (item.clause, value)
    return said


def _say_grades(said: Said, grades: Grades) -> None:
    said["", _("grades")] = (grades.clause, listing(grades.labels))
    said["", _("third grade below")] = (grades.clause, plain_number(grades.third_below))
    said["", _("text of the grades")] = (grades.clause, grades.text)
    for table in grades.outcomes:
        label = grades.labels[table.grade - 1]
        said[label, _("annual outcomes")] = (table.clause, listing(table.outcomes))
        said[label, _("text")] = (table.clause, table.text)


def _say_obligation(said: Said, obligation: Obligation, grades: Grades) -> None:
    clause = obligation.clause
    said[obligation.id, _("obligation")] = (clause, obligation.label)
    said[obligation.id, _("done by")] = (clause, obligation.by)
    said[obligation.id, _("raised by")] = (clause, obligation.when.in_words(grades.labels))
    said[obligation.id, _("text")] = (clause, obligation.text)
    said[obligation.id, _("readings")] = (clause, " ".join(obligation.readings))


def _say_appeals(said: Said, appeals: Appeals | None) -> None:
    if appeals is None:
        return
    said["", _("appeals within")] = (appeals.clause, f"{appeals.within} {appeals.unit}")
    said["", _("answers to appeals within")] = (appeals.clause, f"{appeals.answer_within or '—'} {appeals.unit}")
    said["", _("late appeals")] = (appeals.clause, appeals.late)
    said["", _("clause on appeals")] = (appeals.clause, appeals.clause)
    said["", _("text on appeals")] = (appeals.clause, appeals.text)


def _say_part(said: Said, part: Part) -> None:
    said[part.id, _("part")] = (part.clause, part.label)
    said[part.id, _("points")] = (part.clause, plain_number(part.points))
    for item in part.items:
        _say_item(said, item, item.id, is_bonus=False)
    for item in part.bonuses:
        _say_item(said, item, item.id, is_bonus=True)


def _say_item(said: Said, item: Item, name: str, *, is_bonus: bool) -> None:
    said[name, _("bonus") if is_bonus else _("item")] = (item.clause, item.label)
    said[name, _("clause")] = (item.clause, item.clause)
    said[name, _("full points")] = (item.clause, plain_number(item.points))
    said[name, _("text")] = (item.clause, item.text)
    said[name, _("readings")] = (item.clause, " ".join(item.all_readings()))
    for place, rule in enumerate(item.rules):
        ordinal = sum(rule_name(rule) == rule_name(other) for other in item.rules[:place])
        what = rule_name(rule) + (f" ({ordinal + 1})" if ordinal else "")
        said[name, what] = (item.clause, rule.in_words(item.stake))


def not_amendable(before: Scheme, after: Scheme) -> list[Difference]:
    """Return what an amendment within the year may not change: whose year it is, and what was scored until then.

    An item or a post is ended by leaving it without rules, never by taking it out: what was lost under it stays lost.
    """
    fixed = [
        Difference("", "", what, str(was), str(is_now))
        for what, was, is_now in (
            (_("scheme id"), before.id, after.id), (_("year"), before.year, after.year),
            (_("time zone"), before.zone, after.zone),
            (_("first day"), before.first_day, after.first_day), (_("last day"), before.last_day, after.last_day),
        )
        if was != is_now
    ]  # fmt: skip
    old, new = _places(before), _places(after)
    moved = [
        Difference(clause, name, _("place"), place, new.get((post, name), ("", _("taken out")))[1])
        for (post, name), (clause, place) in old.items()
        if new.get((post, name), ("", ""))[1] != place
    ]
    return fixed + moved


def _places(scheme: Scheme) -> dict[tuple[str, str], tuple[str, str]]:
    """Return each part, post and item, by post and name, with its clause and where it stands."""
    places: dict[tuple[str, str], tuple[str, str]] = {}
    for part in scheme.parts:
        is_whose = _("part by post") if part.by_post else _("part")
        places["part", part.id] = (part.clause, is_whose)
        places |= {("", item.id): (item.clause, _("item of {post}", post=part.id)) for item in part.items}
        places |= {("", item.id): (item.clause, _("bonus of {post}", post=part.id)) for item in part.bonuses}
    for post in scheme.posts:
        places["post", post.id] = ("", _("post"))
        places |= {(post.id, item.id): (item.clause, _("item of {post}", post=post.id)) for item in post.items}
    return places


def _rule_fields(item: Item) -> dict[str, str]:
    """Return every parameter of an item's rules by name: what the sentence of a rule does not say is compared too."""
    found = {}
    for place, rule in enumerate(item.rules, 1):
        for name in getattr(rule, "__struct_fields__", ()):
            value = msgspec.to_builtins(getattr(rule, name))
            shown = sorted(value) if isinstance(getattr(rule, name), frozenset) else value
            found[f"{place} {rule_name(rule)} {name}"] = str(shown)
    return found
