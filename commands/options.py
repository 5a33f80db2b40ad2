"""Shared options, each defined once."""

from collections.abc import Callable
from typing import Any

import click

from ledger.texts import _, later

Command = Callable[..., Any]

LEDGER = later(
    "the ledger's file, or postgresql+psycopg://user@host/database; left out: GONGGUO_LEDGER, else gongguo.db here"
)
BESIDE = later("the folder for checkpoints and evidence; left out: GONGGUO_BESIDE, else the file's own folder")
BY = later("who records, a name or an id of the roster; left out: GONGGUO_BY, else the login name")
LANG = later("the language, zh or en; left out: GONGGUO_LANG, else the locale")
JSON = later("print one JSON document")
AS_OF = later("only what happened by this day, included (YYYY-MM-DD)")
KNOWN_AT = later("only what the ledger knew: up to an entry number, a day (its end) or an RFC 3339 instant")
TWO_MOMENTS = later("what the ledger knew, given twice: an entry number, a day or an instant; given once, until now")
YEAR = later("the year's scheme and sheet")
PERIOD = later("a half year or a year: 2020-H1, 2020-H2 or 2020")
RANK = later("leave out rank and grade, and read only what the person's own sheet needs")


def _option(*names: str, text: str, **settings: Any) -> click.Option:
    return click.Option([*names], help=_(text), **settings)


def everywhere() -> list[click.Parameter]:
    """Return the options that stand before or after the name of any command."""
    return [
        _option("--ledger", text=LEDGER, metavar=_("PATH|URL")),
        _option("--beside", text=BESIDE, metavar=_("FOLDER")),
        _option("--by", text=BY, metavar=_("NAME")),
        _option("--lang", text=LANG, metavar="zh|en"),
    ]


def as_json() -> click.Option:
    """Return --json."""
    return _option("--json", "as_json", text=JSON, is_flag=True)


def cut() -> list[click.Parameter]:
    """Return the options of a reading: --as-of and --known-at."""
    return [
        _option("--as-of", text=AS_OF, metavar="D"),
        _option("--known-at", text=KNOWN_AT, metavar="T"),
    ]


def two_moments() -> list[click.Parameter]:
    """Return the options of a reading that compares what was known at two moments."""
    return [
        _option("--as-of", text=AS_OF, metavar="D"),
        _option("--known-at", text=TWO_MOMENTS, metavar="T", multiple=True),
    ]


def year() -> click.Option:
    """Return --year."""
    return _option("--year", text=YEAR, metavar="Y")


def period() -> click.Option:
    """Return --period."""
    return _option("--period", text=PERIOD, metavar="P")


def no_rank() -> click.Option:
    """Return --no-rank."""
    return _option("--no-rank", text=RANK, is_flag=True)


def command(
    name: str, callback: Command, parameters: list[click.Parameter], text: str, example: str
) -> click.Command:  # fmt: skip
    """Make a command; every one shows an example in its help and takes the options that stand everywhere."""
    epilog = _("Example:") + f"\n\n\b\n{example}"  # \b: the example is not wrapped
    return click.Command(
        name, callback=callback, params=[*parameters, as_json(), *everywhere()], help=_(text), epilog=epilog
    )
