"""Tables that name a person twice, by id and by name: the id counts, and the name has to be that person's."""

from itertools import chain

from commands.intake._rows import Rows
from ledger.decisions.drafts import Problem, fold_heading, kind_of_row
from ledger.errors import LedgerError
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people import People, Person, without_spaces
from ledger.texts import _

_IDS, _NAMES = "工号", "姓名"


class NotOnePerson(LedgerError):
    """A row whose id is one person's and whose name is another's."""

    code = "not-one-person"


def may_be_named_twice(rows: Rows) -> bool:
    """Return whether the rows have a column of ids and one of names."""
    return {_IDS, _NAMES} <= set(map(fold_heading, chain.from_iterable(rows.shapes())))


def name_each_once(rows: Rows, people: People) -> Rows:
    """Return rows of which those with an id and the name of the same person keep the id."""
    read, problems = [], list(rows.problems)
    for number, row in rows.rows:
        ids, names = (next((h for h in row if fold_heading(h) == wanted and row[h].strip()), "")
                      for wanted in (_IDS, _NAMES))  # fmt: skip
        if not ids or not names or kind_of_row(row) is PersonEnrolled:
            read.append((number, row))
            continue
        person = person_of(people, row[ids].strip(), row[names])
        if person is None:
            problems.append(Problem(number, ids, row[ids], _not_one(row[ids].strip(), row[names].strip(), people)))
            continue
        rest = {heading: text for heading, text in row.items() if heading != names}
        read.append((number, {**rest, ids: person.id}))
    return rows._replace(rows=read, problems=problems)


def person_of(people: People, number: str, name: str) -> Person | None:
    """Return the one person who has this id and this name; an id may have lost its zeros (12, 0012)."""
    if (person := people.get(number)) is not None:
        return person if is_called(person, name) else None
    padded = [one for one in people.with_name(name) if number and one.id.lstrip("0") == number.lstrip("0")]
    return padded[0] if len(padded) == 1 else None


def is_called(person: Person, name: str) -> bool:
    """Whether somebody has this name, now or earlier, or this alias; spaces do not matter."""
    return without_spaces(name) in map(without_spaces, [*person.names, *person.aliases])


def _not_one(person_id: str, name: str, people: People) -> NotOnePerson:
    person = people.get(person_id)
    return NotOnePerson(
        _("the id and the name are not one person's"),
        expected=f"{person.id} {person.name}" if person is not None else _("an id of the roster"),
        found=f"{person_id} {name}",
        remedy=_("Put right which of them is wrong, or leave one of the columns out."),
        column="person",
    )
