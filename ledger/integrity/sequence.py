"""What is right of an entry only beside the others: the turn in its stream, the instant, what it voids or corrects."""

from collections.abc import Iterable, Iterator

from ledger.entry import Attachment
from ledger.integrity.rows import EntryText, column_of_instant
from ledger.integrity.untruths import Untruth
from ledger.store.errors import StoreDamaged
from ledger.store.place import Ask
from ledger.texts import _


def keys_used_again(ask: Ask) -> set[str] | None:
    """Return the source keys of more than one entry, as the index of them tells; None if it is not readable."""
    sql = "SELECT source_key FROM entries WHERE source_key IS NOT NULL GROUP BY source_key HAVING COUNT(*) > 1"
    try:
        return {key for (key,) in ask(sql, {})}
    except StoreDamaged:
        return None


class Sequence:
    """All entries so far, as far as a later one may contradict them."""

    def __init__(self, keys_used_again: set[str] | None, attachments: list[tuple[int, Attachment]]) -> None:
        """Take the source keys to look at (None: all), of which alone more than one entry can be.

        The files that entries name are put into `attachments`, each with the entry's number.
        """
        self._keys_used_again = keys_used_again
        self._attachments = attachments
        self._documents: set[str] = set()
        self._versions: dict[str, int] = {}
        self._recorded_at = ""
        self._voided: dict[int, int] = {}
        self._voids: set[int] = set()
        self._standing_keys: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._replacing: dict[int, int] = {}

    def take(self, entries: Iterable[EntryText]) -> Iterator[Untruth]:
        """Take in entries that follow those before; yield what of them is untrue."""
        versions, used_again = self._versions, self._keys_used_again
        for entry in entries:
            stream, version = entry.stream, versions.get(entry.stream, 0) + 1
            if entry.version != version:
                what = _("the stream {stream} is out of turn", stream=stream)
                yield Untruth(entry.number, what, str(version), str(entry.version))
            versions[stream] = entry.version
            if entry.recorded_at != self._recorded_at:
                yield from self._instant_untruths(entry)
            if entry.corrects is not None or entry.number in self._replacing:
                yield from self._correction_untruths(entry)
            if entry.source_key is not None and (used_again is None or entry.source_key in used_again):
                yield from self._key_untruths(entry.number, entry.source_key)
            if entry.voids is not None:
                yield from self._void_untruths(entry)
            if entry.attachments:
                self._attachments += [(entry.number, attachment) for attachment in entry.attachments]
            if entry.fact.document is not None:
                self._documents.add(entry.fact.document)

    def finish(self, ask: Ask) -> Iterator[Untruth]:
        """Yield what can be said only when every entry was read: whose entry is missing."""
        for number in sorted(self._replacing):
            what = _("the entry that takes the place of a voided one is missing")
            yield Untruth(number, what, _("an entry"), "")
        for (sha256,) in ask("SELECT sha256 FROM documents ORDER BY sha256", {}):
            if sha256 not in self._documents:
                yield Untruth(None, _("a document that no entry names"), _("nothing"), sha256)

    def _instant_untruths(self, entry: EntryText) -> Iterator[Untruth]:
        before, now = column_of_instant(self._recorded_at), column_of_instant(entry.recorded_at)
        if now < before:
            yield Untruth(entry.number, _("recorded before the last"), before, now)
        self._recorded_at = entry.recorded_at

    def _correction_untruths(self, entry: EntryText) -> Iterator[Untruth]:
        """A correction is a void and, right after it, the entry that takes its place; each names the other's entry."""
        expected = self._replacing.pop(entry.number, None)
        if entry.corrects != expected:
            what = _("a correction and its void do not name one another")
            yield Untruth(entry.number, what, _number(expected), _number(entry.corrects))

    def _key_untruths(self, number: int, key: str) -> Iterator[Untruth]:
        if key in self._standing_keys:
            what = _("the source key {key} stands twice", key=key)
            yield Untruth(number, what, f"#{self._standing_keys[key]}", f"#{number}")
        self._standing_keys[key] = number
        self._keys[number] = key

    def _void_untruths(self, entry: EntryText) -> Iterator[Untruth]:
        number, target, replaced_by = entry.number, entry.voids, entry.fact.replaced_by
        if not isinstance(target, int) or not 0 < target < number or target in self._voids:
            yield Untruth(number, _("a void of what cannot be voided"), _("an earlier entry"), f"#{target}")
            return
        if target in self._voided:
            yield Untruth(number, _("voided twice"), f"#{self._voided[target]}", f"#{number}")
        self._voided[target] = number
        self._voids.add(number)
        self._standing_keys.pop(self._keys.get(target, ""), None)
        if replaced_by is not None:
            if replaced_by != number + 1:
                what = _("a correction does not follow its void")
                yield Untruth(number, what, f"#{number + 1}", f"#{replaced_by}")
            self._replacing[replaced_by] = target


def _number(entry: int | None) -> str:
    return _("nothing") if entry is None else f"#{entry}"
