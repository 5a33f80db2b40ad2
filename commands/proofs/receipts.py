"""`prove` and `check-proof`: a receipt for one entry, and its check, for which nobody needs the ledger."""

from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.asking import entry_called
from commands.proofs.keys import key_option, signer_needed
from commands.terminal.tables import print_json
from ledger.errors import reason_of
from ledger.integrity import shelf
from ledger.integrity.notes import verifier_from
from ledger.integrity.receipts import check_receipt, receipt_from, receipt_text
from ledger.integrity.sealing import checkpoint_on
from ledger.texts import _, later, listing

VKEY = later("the log's public key, of gongguo key show")
OUTPUT = later("the file to write; left out: ENTRY.tlog-proof here")


def command_for(name: str) -> click.Command:
    """Make `prove` or `check-proof`."""
    if name == "prove":
        text = later("write a receipt for one entry, which anybody can check")
        parameters: list[click.Parameter] = [
            click.Argument(["entry"], metavar=_("ENTRY")),
            click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT)),
            key_option(),
        ]
        return options.command(name, _prove, parameters, text, "gongguo prove 57")
    text = later("check a receipt, without a ledger")
    parameters = [
        click.Argument(["file"], metavar=_("FILE")),
        click.Option(["--vkey"], required=True, help=_(VKEY)),
    ]
    example = 'gongguo check-proof 57.tlog-proof --vkey "$(gongguo key show)"'
    return options.command(name, _check_proof, parameters, text, example)


def _prove(entry: str, output: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    leaves = ledger.leaves_now()
    number = entry_called(ledger, entry).number
    blob = ledger.archive.blob(number)
    assert blob is not None
    signer = signer_needed(leaves, key)
    checkpoint, path, _proof = checkpoint_on(shelf.shelf_of(wiring.beside(context)), leaves, signer)
    text = receipt_text(blob, number, leaves, path.read_text(encoding="utf-8"))
    place = Path(output) if output is not None else Path(f"{number}.tlog-proof")
    shelf.put(place.absolute().parent, place.name, text)
    if as_json:
        print_json({"schema": "gongguo.proof/1", "entry": number, "size": checkpoint.size, "file": str(place)})
    else:
        click.echo(_("Receipt for entry #{number} of {size}: {path}", number=number, size=checkpoint.size, path=place))
        check = f"gongguo check-proof {place} --vkey {signer.verifier.vkey}"
        click.echo(_("Anybody checks it with: {command}", command=check))


def _check_proof(file: str, vkey: str, as_json: bool, **_others: Any) -> None:
    try:
        content = Path(file).read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise shelf.ShelfUnavailable(
            _("the file {path} cannot be read", path=file), found=reason_of(error)
        ) from None  # fmt: skip
    receipt = receipt_from(content)
    verifier = verifier_from(vkey)
    check_receipt(receipt, verifier)
    checkpoint, note = receipt.signed
    if as_json:
        print_json({"schema": "gongguo.proof/1", "ok": True, "entry": receipt.number, "size": checkpoint.size,
                    "origin": checkpoint.origin, "blob": receipt.blob.decode("utf-8", "replace")})  # fmt: skip
        return
    click.echo(_("True: this is entry #{number} of {size} of {origin}:", number=receipt.number, size=checkpoint.size,
                 origin=checkpoint.origin))  # fmt: skip
    click.echo(receipt.blob.decode("utf-8", "replace"))
    others = [signature.name for signature in note.signatures if signature.name != verifier.name]
    if others:
        click.echo(_("also signed by, not checked here: {names}", names=listing(others)))
