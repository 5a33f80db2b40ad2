"""`copy`: a ledger taken to another place, unchanged: from a file into PostgreSQL, or back."""

from typing import Any

import click

from commands import options, wiring
from commands.keeping.copies import BESIDE, NotRestored, TrueCopy, brought, fill_from, say_copied, true_copy
from ledger import Ledger
from ledger.integrity.merkle import root_of
from ledger.store.place import Place
from ledger.store.sqlite.place import SQLiteFile
from ledger.texts import _, later, listing


def command_for(name: str) -> click.Command:
    """Make `copy`."""
    text = later("copy a ledger to another place, unchanged: from a file into PostgreSQL, or back")
    places: list[click.Parameter] = [
        click.Argument(["source"], metavar=_("FROM")), click.Argument(["target"], metavar=_("TO")),
    ]  # fmt: skip
    return options.command(name, _copy, places, text, "gongguo copy gongguo.db 另一处.db")


def _copy(source: str, target: str, as_json: bool, **_others: Any) -> None:
    from_place, place = _end_of_a_copy(source), _end_of_a_copy(target)
    beside = None if from_place.beside == place.beside else from_place.beside
    with brought(place, lambda unfinished: fill_from(from_place, unfinished), beside) as unfinished:
        copied = true_copy(unfinished)
        _check_same(from_place, copied)
    say_copied(_("Copied to {place}: {entries} entries, true, root {root}."), "copy", place, copied, as_json)
    if not as_json:
        there = [name for name in BESIDE if (place.beside / name).exists()]
        click.echo(_("Beside it, in {folder}: {what}.", folder=place.beside, what=listing(there) or _("nothing")))


def _end_of_a_copy(named: str) -> Place:
    """Return a place; --beside is the database's, and what stands beside a file is in the file's own folder."""
    place = wiring.place_called(named, click.get_current_context())
    return SQLiteFile(place.path) if isinstance(place, SQLiteFile) else place


def _check_same(source: Place, copied: TrueCopy) -> None:
    """Check that a copy has the root of the ledger that it was made of, which may have grown since."""
    ledger = Ledger.open(source, wiring.now)
    root = root_of(ledger.leaves(copied.entries))
    ledger.close()
    if root != copied.root:
        raise NotRestored(
            _("the copy is not the ledger that was copied"), expected=root.hex(), found=copied.root.hex(),
            remedy=_("It was not put in place. gongguo verify lists what is untrue of the original."),
        )  # fmt: skip
