"""`verify`: whether the ledger is true."""

import sys
from typing import Any

import click

from commands import options, wiring
from commands.tables import print_json, print_page
from ledger.texts import _, later
from projections.reports import Table


def command_for(name: str) -> click.Command:
    """Make `verify`."""
    return options.command(name, _verify, [], later("check the whole ledger"), "gongguo verify")


def _verify(as_json: bool, **_others: Any) -> int:
    from ledger.integrity.verification import Untruth, untruths
    from projections.reprints import differences

    ledger = wiring.open_ledger(click.get_current_context())
    problems, count = untruths(ledger.ask)
    if not problems:
        # Only what is true by itself can be read again to hold the published bulletins against it.
        problems = [Untruth(*difference) for difference in differences(ledger, count)]
    if as_json:
        listed = [problem._asdict() for problem in problems]
        print_json({"schema": "gongguo.verify/1", "ok": not problems, "entries": count, "problems": listed})
    elif problems:
        rows = [("" if p.entry is None else f"#{p.entry}", p.what, p.expected, p.found) for p in problems]
        print_page([Table((_("entry"), _("untrue"), _("expected"), _("found")), rows)])
        click.echo(_("The ledger is untrue in {count} places.", count=len(problems)), file=sys.stderr)
    else:
        click.echo(_("True: {count} entries, every one as it was recorded.", count=count))
    return 3 if problems else 0
