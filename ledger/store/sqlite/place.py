"""A ledger's place that is a file."""

import os
from pathlib import Path

import msgspec

from ledger.store.place import Checking, Database, Place, Reading
from ledger.store.placing import sync_names, unfinished_beside
from ledger.store.sqlite.files import ENDINGS, check_file, check_place
from ledger.store.sqlite.reading import ReadingConnection


class SQLiteFile(msgspec.Struct, frozen=True):
    """The place of a ledger in one file; what stands beside it is in the file's own folder unless that is named."""

    path: Path
    named_beside: Path | None = None

    def __str__(self) -> str:
        return str(self.path)

    @property
    def beside(self) -> Path:
        """The folder for what stands beside the ledger."""
        return self.path.absolute().parent if self.named_beside is None else self.named_beside.absolute()

    @property
    def checking(self) -> Checking:
        """How a file is checked."""
        from ledger.store.sqlite import checking

        return checking

    def exists(self) -> bool:
        """Whether there is a file."""
        return self.path.exists()

    def check_is_free(self) -> None:
        """Check that there is a folder and no file. Raises NoSuchFolder or LedgerExists."""
        check_place(self.path)

    def with_beside(self, folder: Path) -> Place:
        """Return the same place with another folder for what stands beside it."""
        return SQLiteFile(self.path, folder)

    def upgrade(self) -> str:
        """Bring the file to this version's format; return where it is kept as it was. Raises NotOlder."""
        from ledger.store.sqlite.upgrading import upgraded_with_backup

        return str(upgraded_with_backup(self.path))

    def create(self) -> None:
        """Make an empty ledger file. Raises LedgerError, touching nothing."""
        from ledger.store.sqlite.making import create_file

        create_file(self.path)

    def reading(self, *, in_any_state: bool = False) -> Reading:
        """Return a connection to read the file; it takes no SQLAlchemy. Raises NoSuchLedger or NotALedger."""
        if not in_any_state:
            check_file(self.path)
        return ReadingConnection(self.path)

    def writing(self) -> Database:
        """Return the file to be written. Raises NoSuchLedger or NotALedger."""
        from ledger.store.sqlite.writing import SQLiteDatabase

        check_file(self.path)
        return SQLiteDatabase(self.path)

    def unfinished(self) -> Place:
        """Return a place in the same folder, hidden, for what stands beside it too."""
        return SQLiteFile(unfinished_beside(self.path), self.beside)

    def take(self, unfinished: Place) -> None:
        """Give a finished file its name, which nobody else may have taken meanwhile. Raises LedgerExists."""
        assert isinstance(unfinished, SQLiteFile)
        try:
            os.link(unfinished.path, self.path)
        except FileExistsError:
            check_place(self.path)
        except OSError:  # a file system without links
            check_place(self.path)
            unfinished.path.rename(self.path)
        sync_names(self.path.parent)

    def discard(self) -> None:
        """Remove the file and what SQLite keeps beside it."""
        for ending in ("", *ENDINGS):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
