"""Questions to the store, answered in order of entry. Plain SQL with :named parameters, for any connection."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Any

from ledger.codec import decode, decode_happenings
from ledger.entry import Entry, Happening, stream_of_person
from ledger.facts import Fact
from ledger.people.names import NameGiven, decode_names
from ledger.store.place import IN_SQLITE, Ask, AskMeanwhile, Joining

_SEPARATOR = "\x1f"  # no id has it: texts hold no control characters
_KEYS_AT_ONCE = 125  # SQLite looks for each name among all that a statement has
_NUMBERS_AT_ONCE = 2000
_NAMES_AT_ONCE = 200  # memory that is used again at once: all together take half as long again
EVERYTHING = 2**62  # a known_at beyond every entry number

_NOT_VOIDED = """NOT EXISTS (SELECT 1 FROM entries AS void
                            WHERE void.voids = entries.number AND void.number <= :known_at)"""
# Where the kinds or the stream are the way in to few entries: not by number, which leads past all of them.
_KNOWN = "number + 0 <= :known_at"


class Archive:
    """Reads entries through `ask`; inside a transaction under the write lock it sees what that one wrote."""

    def __init__(self, ask: Ask, ask_meanwhile: AskMeanwhile | None = None, joining: Joining = IN_SQLITE) -> None:
        """Left out, what is to be asked meanwhile is asked when it is wanted."""
        self.ask = ask
        self.ask_meanwhile = ask_meanwhile or self._ask_when_wanted
        self._joining = joining

    def _ask_when_wanted(self, sql: str, *each: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
        return chain.from_iterable(self.ask(sql, parameters) for parameters in each)

    def _entries(self, sql: str, **parameters: object) -> Iterator[Entry[Fact]]:
        return (decode(blob) for (blob,) in self.ask(sql, parameters))

    def _happenings(self, sql: str, at_once: int, **parameters: object) -> Iterator[Happening[Fact]]:
        """Yield what happened, decoding so many rows at once: few for a question that may stop early."""
        rows = self.ask(sql, parameters)
        while blobs := [blob for (blob,) in islice(rows, at_once)]:
            yield from decode_happenings(b",".join(blobs))

    def _one(self, sql: str, **parameters: object) -> Any:
        return next((value for (value,) in self.ask(sql, parameters)), None)

    def last_number(self) -> int:
        """Return the number of the last entry; 0 if there is none."""
        return int(self._one("SELECT MAX(number) FROM entries") or 0)

    def last_entry(self) -> Entry[Fact] | None:
        """Return the last entry, or None if there is none."""
        blob = self._one("SELECT blob FROM entries ORDER BY number DESC LIMIT 1")
        return None if blob is None else decode(blob)

    def last_version(self, stream: str) -> int:
        """Return the number of entries in a stream."""
        return int(self._one("SELECT MAX(version) FROM entries WHERE stream = :stream", stream=stream) or 0)

    def entry(self, number: int) -> Entry[Fact] | None:
        """Return the entry with this number, or None."""
        blob = self._one("SELECT blob FROM entries WHERE number = :number", number=number)
        return None if blob is None else decode(blob)

    def void_of(self, number: int) -> int | None:
        """Return the number of the entry that voids this one, or None."""
        void = self._one("SELECT number FROM entries WHERE voids = :number", number=number)
        return None if void is None else int(void)

    def entries(self, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield entries 1 to `known_at`, voids and voided ones among them."""
        return self._entries("SELECT blob FROM entries WHERE number <= :known_at ORDER BY number", known_at=known_at)

    def happenings(self, known_at: int) -> Iterator[Happening[Fact]]:
        """Yield what happened according to the same entries."""
        sql = "SELECT blob FROM entries WHERE number <= :known_at ORDER BY number"
        return self._happenings(sql, _NUMBERS_AT_ONCE, known_at=known_at)

    def standing_of_year(
        self, known_at: int, first_day: date, last_day: date, as_of: date, *, of_any_day: Collection[str],
        without: Collection[str],
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened from `first_day` to `last_day`, both included, and stands, in order of entry.

        Of the kinds `of_any_day`, it is what happened on any day by `as_of`; of those in `without`, nothing.
        """
        excluded, names = listed("without", without)
        beside, more_names = listed("kind", of_any_day)
        sql = f"""SELECT {self._joining.blobs} FROM (
                      SELECT number, blob FROM entries
                      WHERE number BETWEEN :first AND :last AND kind NOT IN ({excluded})
                        AND (occurred_on BETWEEN :first_day AND :last_day
                             OR occurred_on <= :as_of AND kind IN ({beside})) AND {_NOT_VOIDED} ORDER BY number
                  ) AS standing"""
        days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat(), "as_of": as_of.isoformat()}
        same = {"known_at": known_at, **names, **more_names, **days}
        last = min(known_at, self.last_number())
        spans = [
            {**same, "first": first, "last": min(first + _NUMBERS_AT_ONCE - 1, last)}
            for first in range(1, last + 1, _NUMBERS_AT_ONCE)
        ]
        joined = self.ask_meanwhile(sql, *spans)
        return chain.from_iterable(decode_happenings(blobs) for (blobs,) in joined if blobs is not None)

    def counts(
        self, kinds: Collection[str], known_at: int, first_day: date, last_day: date
    ) -> Iterator[tuple[str, str, int]]:
        """Yield (kind, person, how many) of the standing entries of some kinds in a span of days, both included.

        Those of a kind come as one text: an interpreter that has something else to do is slow to take rows one by one.
        """
        sql = f"""SELECT :kind, {self._joining.counts} FROM (
                      SELECT person, COUNT(*) AS many FROM entries
                      WHERE kind = :kind AND occurred_on BETWEEN :first_day AND :last_day
                        AND number <= :known_at AND {_NOT_VOIDED} GROUP BY person
                  ) AS counted"""
        days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
        same = {"known_at": known_at, "separator": _SEPARATOR, **days}
        joined = self.ask_meanwhile(sql, *({**same, "kind": kind} for kind in sorted(kinds)))
        parted = ((kind, counts.split(_SEPARATOR)) for kind, counts in joined if counts is not None)
        return (
            (kind, person, int(many))
            for kind, parts in parted
            for person, many in zip(parts[::2], parts[1::2], strict=True)
        )

    def entries_of_person(self, person_id: str, known_at: int = EVERYTHING) -> Iterator[Entry[Fact]]:
        """Yield the entries about one person up to `known_at`, voids and voided ones among them."""
        return self.entries_of_stream(stream_of_person(person_id), known_at)

    def entries_of_stream(self, stream: str, known_at: int = EVERYTHING) -> Iterator[Entry[Fact]]:
        """Yield the entries of one stream up to `known_at`, in their turn."""
        sql = "SELECT blob FROM entries WHERE stream = :stream AND number <= :known_at ORDER BY version"
        return self._entries(sql, stream=stream, known_at=known_at)

    def standing_of_kinds(self, kinds: Collection[str], known_at: int = EVERYTHING) -> Iterator[Entry[Fact]]:
        """Yield the entries of some kinds that no known entry voids."""
        sql = f"""SELECT blob FROM entries
                  WHERE kind IN ({_written_out(kinds)}) AND {_KNOWN} AND {_NOT_VOIDED} ORDER BY number"""
        return self._entries(sql, known_at=known_at)

    def standing_of_everybody(self, kinds: Collection[str], known_at: int) -> Iterator[Happening[Fact]]:
        """Yield what happened of some kinds, and stands, in any order: as the index has it takes half as long."""
        sql = f"""SELECT blob FROM entries
                  WHERE kind IN ({_written_out(kinds)}) AND number <= :known_at AND {_NOT_VOIDED}"""
        return self._happenings(sql, _NUMBERS_AT_ONCE, known_at=known_at)

    def names_given(self, kinds: Collection[str], known_at: int) -> Iterator[NameGiven]:
        """Yield whom the entries of some kinds that name people, and stand, name how; in any order."""
        sql = f"""SELECT blob FROM entries
                  WHERE kind IN ({_written_out(kinds)}) AND {_KNOWN} AND {_NOT_VOIDED}"""
        rows = self.ask(sql, {"known_at": known_at})
        while blobs := [blob for (blob,) in islice(rows, _NAMES_AT_ONCE)]:
            yield from decode_names(b",".join(blobs))

    def standing_of_person(
        self, person_id: str, kinds: Collection[str], known_at: int
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened of some kinds about one person, and stands, in the order of their stream."""
        sql = f"""SELECT blob FROM entries WHERE stream = :stream AND kind IN ({_written_out(kinds)})
                    AND {_KNOWN} AND {_NOT_VOIDED} ORDER BY version"""
        return self._happenings(sql, 20, stream=stream_of_person(person_id), known_at=known_at)

    def recorded_since(self, after: int, last: int, kinds: Collection[str]) -> Iterator[Entry[Fact]]:
        """Yield the entries of some kinds after `after` up to `last` (included), voids and voided ones among them."""
        # By number, for they are few: an index of the kinds would be gone through from end to end.
        sql = f"""SELECT blob FROM entries
                  WHERE number > :after AND number <= :last AND coalesce(kind, '') IN ({_written_out(kinds)})
                  ORDER BY number"""
        return self._entries(sql, after=after, last=last)

    def standing_in_days(
        self, kind: str, known_at: int, first_day: date, last_day: date
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened of one kind in a span of days, both included, by the day; as it is read."""
        sql = f"""SELECT blob FROM entries
                  WHERE kind = :kind AND occurred_on BETWEEN :first_day AND :last_day
                    AND number <= :known_at AND {_NOT_VOIDED} ORDER BY occurred_on, person, number"""
        days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
        return self._happenings(sql, 20, kind=kind, known_at=known_at, **days)

    def standing_in_period(self, first_day: date, last_day: date) -> Iterator[Entry[Fact]]:
        """Yield the entries of every kind that happened in a span of days, both included, and that nothing voids."""
        sql = f"""SELECT blob FROM entries WHERE occurred_on BETWEEN :first_day AND :last_day
                    AND number <= :known_at AND {_NOT_VOIDED} ORDER BY number"""
        days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
        return self._entries(sql, known_at=EVERYTHING, **days)

    def recorded_about(self, after: int, known_at: int, last_day: date) -> Iterator[Entry[Fact]]:
        """Yield the entries after `after` up to `known_at` (included) that happened by `last_day` or are voids.

        Amendments of the scheme are among them, whenever they were made.
        """
        sql = """SELECT blob FROM entries
                 WHERE number > :after AND number <= :known_at
                   AND (occurred_on <= :last_day OR voids IS NOT NULL OR kind = 'scheme-amended') ORDER BY number"""
        return self._entries(sql, after=after, known_at=known_at, last_day=last_day.isoformat())

    def voided_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterator[Entry[Fact]]:
        """Yield the entries of some kinds that a known entry voids."""
        sql = f"""SELECT blob FROM entries
                  WHERE number IN (SELECT voids FROM entries WHERE voids IS NOT NULL AND number <= :known_at)
                    AND kind IN ({_written_out(kinds)}) ORDER BY number"""
        return self._entries(sql, known_at=known_at)

    def leaves(self, known_at: int) -> list[bytes]:
        """Return the leaf hashes of entries 1 to `known_at`, in order."""
        sql = "SELECT leaf FROM entries WHERE number <= :known_at ORDER BY number"
        return [leaf for (leaf,) in self.ask(sql, {"known_at": known_at})]

    def blob(self, number: int) -> bytes | None:
        """Return the stored bytes of an entry, or None."""
        found = self._one("SELECT blob FROM entries WHERE number = :number", number=number)
        return None if found is None else bytes(found)

    def document(self, sha256: str) -> bytes | None:
        """Return the document kept under this hash, in hexadecimal; None if there is none."""
        content = self._one("SELECT content FROM documents WHERE sha256 = :sha256", sha256=sha256)
        return None if content is None else bytes(content)

    def entries_with_keys(self, keys: Collection[str]) -> Iterator[Entry[Fact]]:
        """Yield the entries with these source keys, voided ones among them; for each key in order of entry."""
        ordered = sorted(keys)
        for start in range(0, len(ordered), _KEYS_AT_ONCE):
            wanted, named = listed("key", ordered[start : start + _KEYS_AT_ONCE])
            yield from self._entries(
                f"SELECT blob FROM entries WHERE source_key IN ({wanted}) ORDER BY number", **named
            )  # fmt: skip


def listed(name: str, values: Collection[str]) -> tuple[str, dict[str, object]]:
    """Return the parameters of a list, as SQL and by name; a list of nothing has one empty text."""
    if not values:
        return "''", {}
    named: dict[str, object] = {f"{name}{place}": value for place, value in enumerate(sorted(values))}
    return ", ".join(f":{parameter}" for parameter in named), named


def _written_out(kinds: Collection[str]) -> str:
    """Return the names of kinds as SQL writes texts; a database that sees them knows how many entries they have."""
    return ", ".join("'" + kind.replace("'", "''") + "'" for kind in sorted(kinds)) or "''"
