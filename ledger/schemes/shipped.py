"""The schemes that come with the program: a folder each, with scheme.toml and perhaps roster.csv."""

from pathlib import Path

from ledger.errors import LedgerError, reason_of
from ledger.schemes.model import Scheme, scheme_from
from ledger.texts import _, listing

_FOLDER = Path(__file__).parent


class NoSuchScheme(LedgerError):
    """Neither a scheme that comes with the program nor a file."""

    code = "no-such-scheme"


def shipped_schemes() -> list[str]:
    """Return the names of the schemes that come with the program."""
    return sorted(path.parent.name.replace("_", "-") for path in _FOLDER.glob("*/scheme.toml"))


def document_called(name: str) -> str:
    """Return the TOML of a shipped scheme, or of the file `name`. Raises NoSuchScheme."""
    path = Path(name)
    if name in shipped_schemes():
        path = _FOLDER / name.replace("-", "_") / "scheme.toml"
    try:
        content = path.read_bytes()
        # PowerShell writes UTF-16 with a mark.
        return content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig").replace(
            "\r\n", "\n"
        )
    except (OSError, UnicodeDecodeError) as error:
        found = reason_of(error) if isinstance(error, OSError) else _("no text in UTF-8")
        raise NoSuchScheme(
            _("there is no scheme {name}", name=name),
            expected=_("{names}, or a TOML file in UTF-8", names=listing(shipped_schemes())),
            found=found,
        ) from None


def scheme_called(name: str) -> tuple[Scheme, str]:
    """Return a shipped scheme, or that of the file `name`, with its document. Raises NoSuchScheme, SchemeUnreadable."""
    document = document_called(name)
    return scheme_from(document, name), document


def roster_called(name: str) -> Path | None:
    """Return the roster that comes with a shipped scheme, or None."""
    path = _FOLDER / name.replace("-", "_") / "roster.csv"
    return path if path.exists() else None
