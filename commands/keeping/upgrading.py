"""`upgrade`: a ledger file of an earlier version, brought to this one, the file as it was kept beside it."""

from typing import Any

import click

from commands import options, wiring
from commands.keeping.copies import say_copied, true_copy
from ledger.texts import _, later


def command_for(name: str) -> click.Command:
    """Make `upgrade`."""
    text = later("bring a ledger of an earlier version to this one")
    return options.command(name, _upgrade, [], text, "gongguo upgrade --ledger 旧台账.db")


def _upgrade(as_json: bool, **_others: Any) -> None:
    place = wiring.ledger_place(click.get_current_context())
    kept = place.upgrade()
    text = _("Upgraded {place}: {entries} entries, true, root {root}.")
    say_copied(text, "upgrade", str(place), true_copy(place), as_json)
    click.echo(_("The ledger as it was is kept at {path}.", path=kept), err=True)
