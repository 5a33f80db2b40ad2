"""`key`, `checkpoint`, `prove` and `check-proof`: what lets people trust the ledger without trusting who holds it."""

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from commands import options, wiring
from commands.correcting import entry_called
from commands.tables import print_json
from ledger import Ledger
from ledger.errors import LedgerError, reason_of
from ledger.integrity import shelf
from ledger.integrity.checkpoints import Checkpoint, checkpoint_of, consistency_text, signed_checkpoint
from ledger.integrity.merkle import root_of
from ledger.integrity.notes import Signer, check_name, check_signed, signer_from, verifier_from
from ledger.integrity.receipts import check_receipt, receipt_from, receipt_text
from ledger.texts import _, later

NAME = later("the log's name; left out: gongguo/ and the beginning of the first entry's hash")
KEY = later("the file of the log's private key; left out: GONGGUO_KEY, else that of this ledger in your own settings")
TO = later("the folder to write to; left out: checkpoints beside the ledger")
VKEY = later("the log's public key, of gongguo key show")
OUTPUT = later("the file to write; left out: ENTRY.tlog-proof here")


class KeyExists(LedgerError):
    """A key where a new one was to be made."""

    code = "key-exists"


class NoKey(LedgerError):
    """There is no key to sign with, or others can read it."""

    code = "no-key"


class NotContinued(LedgerError):
    """A ledger that does not continue a checkpoint that was made of it."""

    code = "not-continued"


def command_for(name: str) -> click.Command:
    """Make one of the four."""
    return {"key": _key_group, "checkpoint": _checkpoint, "prove": _prove, "check-proof": _check_proof}[name]()


def _key_option() -> click.Option:
    return click.Option(["--key"], metavar=_("FILE"), help=_(KEY))


def _key_group() -> click.Command:
    group = click.Group("key", help=_("the log's key: new, show"), params=options.everywhere())
    text = later("make the key that signs this ledger's checkpoints; only you can read it")
    named = click.Option(["--name"], help=_(NAME))
    group.add_command(options.command("new", _new_key, [named, _key_option()], text, "gongguo key new"))
    text = later("print the public key, to be handed to whoever checks")
    group.add_command(options.command("show", _show_key, [_key_option()], text, "gongguo key show"))
    return group


def _checkpoint() -> click.Command:
    text = later("sign how many entries there are and the root over them")
    to = click.Option(["--to"], metavar=_("FOLDER"), help=_(TO))
    return options.command("checkpoint", _make_checkpoint, [to, _key_option()], text, "gongguo checkpoint")


def _prove() -> click.Command:
    text = later("write a receipt for one entry, which anybody can check")
    parameters: list[click.Parameter] = [
        click.Argument(["entry"], metavar=_("ENTRY")),
        click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT)),
        _key_option(),
    ]
    return options.command("prove", _write_receipt, parameters, text, "gongguo prove 57")


def _check_proof() -> click.Command:
    text = later("check a receipt, without a ledger")
    parameters: list[click.Parameter] = [
        click.Argument(["file"], metavar=_("FILE")),
        click.Option(["--vkey"], required=True, help=_(VKEY)),
    ]
    example = 'gongguo check-proof 57.tlog-proof --vkey "$(gongguo key show)"'
    return options.command("check-proof", _check_receipt, parameters, text, example)


class Log(NamedTuple):
    """A ledger as a log: the file it is in, and the leaves of all its entries."""

    ledger: Ledger
    path: Path
    leaves: list[bytes]


def usual_name(leaves: Sequence[bytes]) -> str:
    """Return the name that a log has if none is given: that of its first entry."""
    return f"gongguo/{hashlib.sha256(leaves[0]).hexdigest()[:8]}"


def open_log(context: click.Context) -> Log:
    """Open the ledger that was named, with its leaves."""
    ledger = wiring.open_ledger(context)
    return Log(ledger, wiring.ledger_path(context), ledger.leaves(ledger.known_now().entry))


def own_signer(leaves: Sequence[bytes], key: str | None = None) -> Signer | None:
    """Return the key of a ledger with these leaves, or None if there is none at its place. Raises NoKey."""
    if not leaves:
        return None
    path = wiring.key_path(key, usual_name(leaves))
    if not path.exists():
        if key is not None:
            raise NoKey(_("there is no key at {path}", path=path), remedy=_("Make one: gongguo key new."))
        return None
    try:
        mode, line = path.stat().st_mode, path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        found = reason_of(error) if isinstance(error, OSError) else _("no text in UTF-8")
        raise NoKey(_("the key {path} cannot be read", path=path), found=found) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NoKey(
            _("others can read the key {path}", path=path),
            expected=_("a file that only you can read (mode 600)"),
            found=f"{stat.S_IMODE(mode):o}",
            remedy=_("Take their rights away, or make a new key if somebody may have read it."),
        )
    return signer_from(line)


def _signer_needed(log: Log, key: str | None) -> Signer:
    signer = own_signer(log.leaves, key)
    if signer is None:
        raise NoKey(
            _("this ledger has no key to sign with"),
            expected=str(wiring.key_path(key, usual_name(log.leaves))),
            remedy=_("Make one: gongguo key new."),
        )
    return signer


def _new_key(name: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    log = open_log(click.get_current_context())
    name = name or usual_name(log.leaves)
    check_name(name)
    path = wiring.key_path(key, usual_name(log.leaves))
    signer = Signer(name, os.urandom(32))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(signer.line() + "\n")
    except FileExistsError:
        raise KeyExists(
            _("there is a key already at {path}", path=path), remedy=_("See it with gongguo key show.")
        ) from None
    except OSError as error:
        raise NoKey(_("no key can be written to {path}", path=path), found=reason_of(error)) from None
    _say_key(signer, path, as_json)


def _show_key(key: str | None, as_json: bool, **_others: Any) -> None:
    log = open_log(click.get_current_context())
    _say_key(_signer_needed(log, key), wiring.key_path(key, usual_name(log.leaves)), as_json)


def _say_key(signer: Signer, path: Path, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "gongguo.key/1", "name": signer.name, "vkey": signer.verifier.vkey, "file": str(path)})
        return
    click.echo(signer.verifier.vkey)
    click.echo(_("The private key is in {path}; only you can read it. Keep a copy elsewhere.", path=path), err=True)


def checkpoint_on(folder: Path, leaves: list[bytes], signer: Signer) -> tuple[Checkpoint, Path, Path | None]:
    """Write the checkpoint over `leaves` to a folder, with the proof that it continues the last one there.

    Raises NotContinued if it does not.
    """
    checkpoint = checkpoint_of(signer.name, leaves)
    before = [one for one in shelf.standing_on(folder) if isinstance(one, shelf.Standing)]
    own = [one.signed.checkpoint for one in before if one.signed.checkpoint.origin == signer.name]
    last = max((one for one in own if 0 < one.size <= len(leaves)), key=lambda one: one.size, default=None)
    if last is not None and root_of(leaves[: last.size]) != last.root:
        raise NotContinued(
            _("the ledger does not continue its checkpoint over {size} entries", size=last.size),
            expected=last.root.hex(),
            found=root_of(leaves[: last.size]).hex(),
            remedy=_("gongguo verify lists what is untrue; sign nothing before it is explained."),
        )
    proof = None
    if last is not None and last.size < len(leaves):
        text = consistency_text(last.size, leaves)
        proof = shelf.put(folder, f"{last.size}-{len(leaves)}.consistency", text)
    present = next((one for one in before if one.signed.checkpoint == checkpoint), None)
    if present is not None:
        return checkpoint, present.path, proof
    return checkpoint, shelf.put(folder, f"{len(leaves)}.checkpoint", signed_checkpoint(checkpoint, signer)), proof


def _make_checkpoint(to: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    log = open_log(click.get_current_context())
    folder = Path(to) if to is not None else shelf.shelf_of(log.path)
    checkpoint, path, proof = checkpoint_on(folder, log.leaves, _signer_needed(log, key))
    if as_json:
        print_json(
            {"schema": "gongguo.checkpoint/1", "origin": checkpoint.origin, "size": checkpoint.size,
             "root": checkpoint.root.hex(), "file": str(path), "consistency": None if proof is None else str(proof)}
        )  # fmt: skip
        return
    click.echo(path.read_text(encoding="utf-8"), nl=False)
    click.echo(_("Written to {path}. Hand it to people who do not hold the ledger.", path=path), err=True)


def _write_receipt(entry: str, output: str | None, key: str | None, as_json: bool, **_others: Any) -> None:
    log = open_log(click.get_current_context())
    number = entry_called(log.ledger, entry).number
    blob = log.ledger.archive.blob(number)
    assert blob is not None
    signer = _signer_needed(log, key)
    checkpoint, path, _proof = checkpoint_on(shelf.shelf_of(log.path), log.leaves, signer)
    text = receipt_text(blob, number, log.leaves, path.read_text(encoding="utf-8"))
    place = Path(output) if output is not None else Path(f"{number}.tlog-proof")
    shelf.put(place.absolute().parent, place.name, text)
    if as_json:
        print_json({"schema": "gongguo.proof/1", "entry": number, "size": checkpoint.size, "file": str(place)})
    else:
        click.echo(_("Receipt for entry #{number} of {size}: {path}", number=number, size=checkpoint.size, path=place))
        check = f"gongguo check-proof {place} --vkey {signer.verifier.vkey}"
        click.echo(_("Anybody checks it with: {command}", command=check))


def _check_receipt(file: str, vkey: str, as_json: bool, **_others: Any) -> None:
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
    check_signed(note, verifier)
    if as_json:
        print_json({"schema": "gongguo.proof/1", "ok": True, "entry": receipt.number, "size": checkpoint.size,
                    "origin": checkpoint.origin, "blob": receipt.blob.decode("utf-8", "replace")})  # fmt: skip
        return
    click.echo(_("True: this is entry #{number} of {size} of {origin}:", number=receipt.number, size=checkpoint.size,
                 origin=checkpoint.origin))  # fmt: skip
    click.echo(receipt.blob.decode("utf-8", "replace"))
    others = [signature.name for signature in note.signatures if signature.name != verifier.name]
    if others:
        click.echo(_("also signed by, not checked here: {names}", names=", ".join(others)))
