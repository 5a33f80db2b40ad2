"""`key new` and `key show`: the key that signs a ledger's checkpoints, and where everybody's command finds it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.terminal.tables import print_json
from ledger.integrity.key_file import NoKey, make_key, signer_at, usual_name
from ledger.integrity.notes import Signer
from ledger.texts import _, later

NAME = later("the log's name; left out: gongguo/ and the beginning of the first entry's hash")
KEY = later("the file of the log's private key; left out: GONGGUO_KEY, else that of this ledger in your own settings")


def command_for(name: str) -> click.Command:
    """Make `key`."""
    group = click.Group(name, help=_("the log's key: new, show"), params=options.everywhere())
    text = later("make the key that signs this ledger's checkpoints; only you can read it")
    named = click.Option(["--name"], help=_(NAME))
    group.add_command(options.command("new", _new_key, [named, key_option()], text, "gongguo key new"))
    text = later("print the public key, to be handed to whoever checks")
    group.add_command(options.command("show", _show_key, [key_option()], text, "gongguo key show"))
    return group


def key_option() -> click.Option:
    """Return the option by which a command is told of another key file."""
    return click.Option(["--key"], metavar=_("FILE"), help=_(KEY))


def own_signer(leaves: Sequence[bytes], key: str | None = None) -> Signer | None:
    """Return the key of a ledger with these leaves, or None if there is none at its place. Raises NoKey."""
    if not leaves:
        return None
    path = wiring.key_path(key, usual_name(leaves))
    signer = signer_at(path)
    if signer is None and key is not None:
        raise NoKey(_("there is no key at {path}", path=path), remedy=_("Make one: gongguo key new."))
    return signer


def signer_needed(leaves: Sequence[bytes], key: str | None) -> Signer:
    """Return the key of a ledger with these leaves. Raises NoKey if there is none."""
    signer = own_signer(leaves, key)
    if signer is None:
        raise NoKey(
            _("this ledger has no key to sign with"),
            expected=str(wiring.key_path(key, usual_name(leaves))),
            remedy=_("Make one: gongguo key new."),
        )
    return signer


def _new_key(name: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    usual = usual_name(wiring.open_ledger(click.get_current_context()).leaves_now())
    path = wiring.key_path(key, usual)
    _say(make_key(path, name or usual), path, as_json)


def _show_key(key: str | None, as_json: bool, **_others: Any) -> None:
    leaves = wiring.open_ledger(click.get_current_context()).leaves_now()
    _say(signer_needed(leaves, key), wiring.key_path(key, usual_name(leaves)), as_json)


def _say(signer: Signer, path: Path, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "gongguo.key/1", "name": signer.name, "vkey": signer.verifier.vkey, "file": str(path)})
        return
    click.echo(signer.verifier.vkey)
    click.echo(_("The private key is in {path}; only you can read it. Keep a copy elsewhere.", path=path), err=True)
