"""`checkpoint`: how many entries there are and the root over them, signed and kept where the database is not."""

from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.proofs.keys import key_option, signer_needed
from commands.terminal.tables import print_json
from ledger.integrity.sealing import checkpoint_on
from ledger.integrity.shelf import shelf_of
from ledger.texts import _, later

TO = later("the folder to write to; left out: checkpoints beside the ledger")


def command_for(name: str) -> click.Command:
    """Make `checkpoint`."""
    text = later("sign how many entries there are and the root over them")
    to = click.Option(["--to"], metavar=_("FOLDER"), help=_(TO))
    return options.command(name, _checkpoint, [to, key_option()], text, "gongguo checkpoint")


def _checkpoint(to: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    leaves = wiring.open_ledger(context).leaves_now()
    folder = Path(to) if to is not None else shelf_of(wiring.beside(context))
    checkpoint, path, proof = checkpoint_on(folder, leaves, signer_needed(leaves, key))
    if as_json:
        print_json(
            {"schema": "gongguo.checkpoint/1", "origin": checkpoint.origin, "size": checkpoint.size,
             "root": checkpoint.root.hex(), "file": str(path), "consistency": None if proof is None else str(proof)}
        )  # fmt: skip
        return
    click.echo(path.read_text(encoding="utf-8"), nl=False)
    click.echo(_("Written to {path}. Hand it to people who do not hold the ledger.", path=path), err=True)
