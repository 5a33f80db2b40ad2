"""The ledger against itself: every blob decodes, hashes to its leaf and matches its columns; numbers have no gap;
every void has its target; the guards and the indexes are in place; every entry could be recorded on those before it.
(A ledger rewritten whole passes: that takes an outside witness.)
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.entry import Attachment, Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.integrity.judging import Judged, judge
from ledger.integrity.table import TableRead, table_read_meanwhile
from ledger.integrity.untruths import Untruth, cannot_be_read
from ledger.store.archive import Archive
from ledger.store.errors import StoreDamaged
from ledger.store.place import Ask, Checking, Place, Rights
from ledger.texts import _


class Verification(NamedTuple):
    """Everything that is untrue of a ledger by itself, in order of entry, and the leaves of the entries.

    `tightened` are the entries that break no promise and yet would be refused today, each with the reason.
    """

    found: list[Untruth]
    leaves: list[bytes]
    attachments: list[tuple[int, Attachment]]
    """The files that entries name, each with the entry's number."""
    tightened: list[tuple[Entry[Fact], LedgerError]]
    rights: Rights
    """Who may do what to the tables: that is as it has to be, or not, whatever the entries say."""


def verification_of(archive: Archive, place: Place) -> Verification:
    """Read the whole ledger and hold it against itself; `place` is where it is."""
    found: list[Untruth] = []
    rights = Rights([], [])
    judged = Judged([], [], [], [], [])
    table = TableRead([], [])
    checking = place.checking
    # Three look at once: the database at its pages, one process at the table, this one at the entries' bytes.
    pages = checking.damage_meanwhile(archive.ask_meanwhile)
    try:
        last = archive.last_number()
        found += _schema_untruths(checking, archive.ask)
        rights = checking.rights_to(archive.ask)
        with table_read_meanwhile(archive.ask, place, last, with_indexes=not found) as answer:
            judge(archive, last, judged)
            table = answer()
        found += _page_untruths(checking.damage_of_documents(archive.ask))
    except (StoreDamaged, TypeError, ValueError) as error:
        found.append(cannot_be_read(error))
    try:
        found += _page_untruths(pages)  # waited for in any case: nobody reads the file any more after this
    except StoreDamaged as error:
        found.append(cannot_be_read(error))
    found += table.found + judged.found
    found += judged.broken_beside(found)
    found.sort(key=lambda untruth: untruth.entry or 0)
    return Verification(list(dict.fromkeys(found)), judged.leaves, table.attachments, judged.tightened, rights)


def _schema_untruths(checking: Checking, ask: Ask) -> Iterator[Untruth]:
    expected, found = checking.schema_expected(), checking.schema_found(ask)
    for name in sorted({*expected, *found}):
        # Line ends and indents are not what a guard rests on; they may change with the library that writes them.
        if found.get(name, "").split() != expected.get(name, "").split():
            what = _("the schema is not the one this version makes: {name}", name=name)
            yield Untruth(None, what, expected.get(name, _("nothing")), found.get(name, _("nothing")))


def _page_untruths(damage: Iterable[str]) -> Iterator[Untruth]:
    for found in damage:
        yield Untruth(None, _("the database file is damaged"), "ok", found)
