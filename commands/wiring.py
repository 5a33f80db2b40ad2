"""Builds everything: the only reader of the clock, of the environment and of who is logged in."""

import getpass
import locale
import os
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ledger.errors import LedgerError
from ledger.texts import LANGUAGES, _, language_in_use, use_language

if TYPE_CHECKING:
    from ledger.application import RecordingLedger
    from ledger.entry import RecordedBy
    from ledger.ledger import Ledger
    from ledger.store.place import Place

DEFAULT_LEDGER = "gongguo.db"


class LanguageNotSpoken(LedgerError):
    """A language that there are no texts in."""

    code = "bad-value"


def now() -> datetime:
    """Return this instant, in UTC."""
    return datetime.now(UTC)


def choose_language(arguments: Sequence[str]) -> None:
    """Take the language from --lang (wherever it stands), else GONGGUO_LANG, else the locale."""
    wanted = os.environ.get("GONGGUO_LANG") or _language_of_locale()
    use_language("zh" if wanted.casefold().startswith("zh") else "en")
    asked = _language_given(arguments)
    if asked and asked not in LANGUAGES:
        raise LanguageNotSpoken(_("this language is not spoken here"), expected="zh, en", found=f"“{asked}”")
    if asked:
        use_language(asked)


def stand_alone() -> None:
    """Let the commands that this process runs next speak the language in use, and take nothing else from around it."""
    for name in ("GONGGUO_LEDGER", "GONGGUO_BY", "GONGGUO_BESIDE"):
        os.environ.pop(name, None)
    os.environ["GONGGUO_LANG"] = language_in_use()


def _language_given(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def _language_of_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    name = locale.getlocale()[0] or ""
    return "zh" if name.startswith(("zh", "Chinese")) else name


def given(context: click.Context, name: str) -> str | None:
    """Return an option that stands before or after the command's name, the nearest first."""
    at: click.Context | None = context
    while at is not None:
        if at.params.get(name) is not None:
            return str(at.params[name])
        at = at.parent
    return None


def ledger_place(context: click.Context) -> "Place":
    """Return where the ledger is: --ledger, else GONGGUO_LEDGER, else gongguo.db here."""
    return place_called(given(context, "ledger") or os.environ.get("GONGGUO_LEDGER") or DEFAULT_LEDGER, context)


def place_called(text: str, context: click.Context) -> "Place":
    """Return the place of a ledger that a text names, and beside it --beside, else GONGGUO_BESIDE."""
    from ledger.store.places import place_called as place_named

    beside = given(context, "beside") or os.environ.get("GONGGUO_BESIDE")
    return place_named(text, Path(beside) if beside else None, _beside_database)


def beside(context: click.Context) -> Path:
    """Return the folder for what stands beside the ledger that was named."""
    return ledger_place(context).beside


def _beside_database(name: str) -> Path:
    """Return the folder for what stands beside a database of this name, in the user's own data."""
    data = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_DATA_HOME")
    home = Path(data) if data else Path.home() / ".local" / "share"
    return home / "gongguo" / "beside" / name


def key_path(given_path: str | None, log_name: str) -> Path:
    """Return where the private key of a log is: --key, else GONGGUO_KEY, else in the user's own settings."""
    named = given_path or os.environ.get("GONGGUO_KEY")
    if named:
        return Path(named)
    settings = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    home = Path(settings) if settings else Path.home() / ".config"
    return home / "gongguo" / "keys" / f"{log_name.replace('/', '-')}.key"


def open_ledger(context: click.Context) -> "Ledger":
    """Open the ledger that was named, to read it. Raises NoSuchLedger or NotALedger; it makes no file."""
    from ledger.ledger import Ledger

    ledger = Ledger.open(ledger_place(context), now)
    context.call_on_close(ledger.close)
    return ledger


def open_for_recording(context: click.Context) -> "RecordingLedger":
    """Open the ledger that was named, to record. Raises NoSuchLedger or NotALedger; it makes no file."""
    from ledger.application import RecordingLedger

    application = RecordingLedger.open(ledger_place(context), now)
    context.call_on_close(application.close)
    return application


def recorder(context: click.Context) -> "RecordedBy":
    """Return who records: --by, else GONGGUO_BY, else the login; the login is kept beside it."""
    from ledger.entry import RecordedBy
    from ledger.facts import read_text

    login = _login()
    name = given(context, "by") or os.environ.get("GONGGUO_BY") or login
    return RecordedBy(login=login, name=read_text(unicodedata.normalize("NFKC", name).strip().replace("\n", " ")))


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"
