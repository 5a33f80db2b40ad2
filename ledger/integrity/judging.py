"""The bytes of every entry: they hash to their leaf, they are an entry, and it could be recorded on those before it."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from ledger.codec import decode, leaf_hash
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.integrity.replaying import Replay
from ledger.integrity.untruths import Untruth
from ledger.store.archive import Archive
from ledger.texts import _

_SQL = "SELECT number, blob, leaf FROM entries WHERE number <= :last ORDER BY number"
_AT_ONCE = 1000

Row = tuple[int, bytes, bytes]


class Judged(NamedTuple):
    """What came of it. Entries are judged up to the first that is untrue, and hashed and read up to the last."""

    leaves: list[bytes]
    """The hash of each entry's bytes."""
    found: list[Untruth]
    """What is untrue of bytes."""
    broken: list[Untruth]
    """What speaks against the first entry that breaks a promise of the ledger."""
    tightened: list[tuple[Entry[Fact], LedgerError]]
    """The entries that break none and yet would be refused today, and why."""
    stopped: list[str]
    """Why it was not possible to go on judging, if it was not."""

    def broken_beside(self, found: list[Untruth]) -> list[Untruth]:
        """Return what breaks a promise, where so much is untrue: on what is untrue nothing can be judged."""
        if found:
            first_untrue = min(untruth.entry or 0 for untruth in found)
            return [untruth for untruth in self.broken if (untruth.entry or 0) < first_untrue]
        if self.stopped:
            what = _("the entries cannot be judged again")
            return [Untruth(None, what, _("entries that follow one another"), self.stopped[0])]
        return self.broken


def judge(archive: Archive, last: int, judged: Judged) -> None:
    """Read the entries up to number `last` and say what is untrue of them."""
    replay = Replay(archive)
    asked = archive.ask(_SQL, {"last": last})
    while rows := list(islice(asked, _AT_ONCE)):
        _hash(rows, judged)
        for entry in _entries(rows, judged):
            if judged.broken or judged.stopped or (judged.found and entry.number >= (judged.found[0].entry or 0)):
                break
            _judge_one(entry, replay, judged)
    if not (judged.broken or judged.stopped or judged.found):
        judged.broken.extend(
            Untruth(by, _("an entry that the decision made is missing"), f"#{number}", _("nothing"))
            for number, by in replay.missing().items()
        )


def _hash(rows: Sequence[Row], judged: Judged) -> None:
    expected = [leaf_hash(blob) for _number, blob, _leaf in rows]
    judged.leaves.extend(expected)
    if [leaf for _number, _blob, leaf in rows] != expected:
        for (number, _blob, leaf), right in zip(rows, expected, strict=True):
            if leaf != right:
                found = leaf.hex() if isinstance(leaf, bytes) else str(leaf)
                judged.found.append(Untruth(number, _("the leaf hash differs"), right.hex(), found))


def _entries(rows: Sequence[Row], judged: Judged) -> list[Entry[Fact]]:
    entries = []
    for number, blob, _leaf in rows:
        try:
            entries.append(decode(blob))
        except LedgerError as error:
            judged.found.append(Untruth(number, error.what, _("an entry"), error.found))
    return entries


def _judge_one(entry: Entry[Fact], replay: Replay, judged: Judged) -> None:
    try:
        objections = replay.objections(entry)
    except Exception as error:  # a spoilt table can lead anywhere; what is untrue of it is told where it is read
        judged.stopped.append(f"#{entry.number} {type(error).__name__}: {error}")
        return
    for objection in objections:
        if objection.is_kept_for_ever:
            judged.broken.append(Untruth(entry.number, objection.what, objection.expected, objection.found))
        else:
            judged.tightened.append((entry, objection))
