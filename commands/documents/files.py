"""Files that the office takes away: the ending of a name says the format, and each is written whole or not at all."""

from pathlib import Path

from ledger.errors import LedgerError, reason_of
from ledger.store.placing import whole_file
from ledger.texts import _, later, listing

CLOSE_IT = later("Close the file if a program shows it (Excel, Word), or name another place. Nothing was changed.")
NAME_ANOTHER = later("Name another place. Nothing was changed.")


class UnknownEnding(LedgerError):
    """A file whose ending says no format that is written."""

    code = "unknown-ending"


class FileNotWritten(LedgerError):
    """A file that cannot be written where it was asked for."""

    code = "file-not-written"


def ending_of(path: Path, known: list[str]) -> str:
    """Return the ending of a file's name, without its dot. Raises UnknownEnding unless it is one of `known`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending in known:
        return ending
    raise UnknownEnding(
        _("this ending says no format that is written"),
        expected=_("one of {options}", options=listing(f".{one}" for one in known)),
        found=path.name,
        remedy=_("Give the file another name: {name}", name=f"{path.stem or path.name}.{known[0]}"),
    )


def write_whole(path: Path, content: bytes, refusal: type[FileNotWritten] = FileNotWritten) -> None:
    """Write a file beside its place and move it there. Raises the refusal."""
    try:
        with whole_file(path) as file:
            file.write(content)
    except OSError as error:
        raise refusal(
            _("{path} cannot be written", path=path),
            expected=_("a place where a file can be written"),
            found=reason_of(error),
            remedy=_(CLOSE_IT) if isinstance(error, PermissionError) else _(NAME_ANOTHER),
        ) from None
