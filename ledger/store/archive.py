"""Questions to the store, answered in order of entry. Plain SQL with :named parameters, for any connection."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from ledger.codec import decode, decode_happening
from ledger.entry import Entry, Happening, stream_of_person
from ledger.facts import Fact

Ask = Callable[[str, Mapping[str, object]], Iterator[tuple[Any, ...]]]
"""Runs a query and yields its rows."""

_KEYS_AT_ONCE = 500
EVERYTHING = 2**62  # a known_at beyond every entry number

_NOT_VOIDED = """NOT EXISTS (SELECT 1 FROM entries AS void
                            WHERE void.voids = entries.number AND void.number <= :known_at)"""


class Archive:
    """Reads entries through `ask`; inside a transaction under the write lock it sees what that one wrote."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask

    def _entries(self, sql: str, **parameters: object) -> Iterator[Entry[Fact]]:
        return (decode(blob) for (blob,) in self.ask(sql, parameters))

    def _one(self, sql: str, **parameters: object) -> Any:
        return next((value for (value,) in self.ask(sql, parameters)), None)

    def last_number(self) -> int:
        """Return the number of the last entry; 0 if there is none."""
        return int(self._one("SELECT MAX(number) FROM entries") or 0)

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
        return (decode_happening(blob) for (blob,) in self.ask(sql, {"known_at": known_at}))

    def entries_of_person(self, person_id: str, known_at: int = EVERYTHING) -> Iterator[Entry[Fact]]:
        """Yield the entries about one person up to `known_at`, voids and voided ones among them."""
        sql = "SELECT blob FROM entries WHERE stream = :stream AND number <= :known_at ORDER BY version"
        return self._entries(sql, stream=stream_of_person(person_id), known_at=known_at)

    def standing_of_kinds(self, kinds: Collection[str], known_at: int = EVERYTHING) -> Iterator[Entry[Fact]]:
        """Yield the entries of some kinds that no known entry voids."""
        names = {f"kind{place}": kind for place, kind in enumerate(sorted(kinds))}
        wanted = ", ".join(f":{name}" for name in names)
        sql = f"""SELECT blob FROM entries
                  WHERE kind IN ({wanted}) AND number <= :known_at AND {_NOT_VOIDED} ORDER BY number"""
        return self._entries(sql, known_at=known_at, **names)

    def standing_in_days(
        self, kind: str, known_at: int, first_day: date, last_day: date
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened of one kind in a span of days, both included; in order of the day, as it is read."""
        sql = f"""SELECT blob FROM entries
                  WHERE kind = :kind AND occurred_on BETWEEN :first_day AND :last_day
                    AND number <= :known_at AND {_NOT_VOIDED} ORDER BY occurred_on, number"""
        days = {"first_day": first_day.isoformat(), "last_day": last_day.isoformat()}
        rows = self.ask(sql, {"kind": kind, "known_at": known_at, **days})
        return (decode_happening(blob) for (blob,) in rows)

    def entries_with_keys(self, keys: Collection[str]) -> Iterator[Entry[Fact]]:
        """Yield the entries with these source keys, voided ones among them; for each key in order of entry."""
        wanted = sorted(keys)
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            named = {f"key{place}": key for place, key in enumerate(wanted[start : start + _KEYS_AT_ONCE])}
            listed = ", ".join(f":{name}" for name in named)
            yield from self._entries(
                f"SELECT blob FROM entries WHERE source_key IN ({listed}) ORDER BY number", **named
            )  # fmt: skip
