"""The lots of a draw: one from the whole list, or each assessed person's own, from all rows or from theirs (C4)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.errors import LedgerError
from ledger.facts.clients_sampled import ClientsSampled, rows_drawn
from ledger.people import People, Person
from ledger.texts import _, listing

Row = Mapping[str, str]


class ColumnNotThere(LedgerError):
    """A list without the column that says whose service recipient each is."""

    code = "column-not-there"


class Lot(NamedTuple):
    """What is drawn from: the numbers of some rows of the list, and for whom; None for everybody together."""

    person: Person | None
    rows: Sequence[int]

    def drawn(self, seed: str, count: int, sha256: str) -> ClientsSampled:
        """Return the draw of `count` rows, or of all if they are fewer.

        A person's seed is SEED:ID, so that no two have the same lot; `drawn` counts the person's own rows from 1.
        """
        own_seed = seed if self.person is None else f"{seed}:{self.person.id}"
        places = rows_drawn(own_seed, len(self.rows), count)
        return ClientsSampled(frame_size=len(self.rows), frame_sha256=sha256, seed=own_seed, drawn=places)

    def numbers(self, fact: ClientsSampled) -> list[int]:
        """Return the rows of the list that were drawn."""
        return [self.rows[place - 1] for place in fact.drawn]


def one_lot(rows: Sequence[Row]) -> list[Lot]:
    """Return the lot of all rows, for everybody together."""
    return [Lot(None, range(1, len(rows) + 1))]


def lots_of_each(rows: Sequence[Row], assessed: Iterable[Person]) -> list[Lot]:
    """Return a lot of all rows for each person."""
    return [Lot(person, range(1, len(rows) + 1)) for person in assessed]


def lots_by_column(rows: Sequence[Row], assessed: Iterable[Person], people: People, column: str) -> list[Lot]:
    """Return a lot for each assessed person, of the rows whose column names them, by id or name; it may be empty.

    Raises ColumnNotThere, PersonUnknown or PersonAmbiguous.
    """
    if column not in rows[0]:
        raise ColumnNotThere(
            _("the list has no column {column}", column=f"“{column}”"),
            expected=_("one of {options}", options=listing(rows[0])),
            found=column,
            remedy=_("Name one of them with --whose."),
            column="frame",
        )
    own: dict[str, list[int]] = {}
    for number, row in enumerate(rows, 1):
        own.setdefault(people.called(row.get(column, "").strip()).id, []).append(number)
    return [Lot(person, own.get(person.id, [])) for person in assessed]
