"""`backup`, `restore`, `export`, `salvage` and `upgrade`: a ledger kept safe, brought back, and brought up to date."""

import base64
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.tables import print_json, print_page
from commands.verifying import Verified, verified_ledger
from ledger import Ledger
from ledger.errors import LedgerError, reason_of
from ledger.integrity import evidence, shelf
from ledger.integrity.merkle import root_of
from ledger.store import transfer
from ledger.store.files import check_place
from ledger.texts import _, later
from projections.reports import Paragraph

LEDGER = "gongguo.db"
BESIDE = (shelf.FOLDER, evidence.FOLDER)
FROM_EXPORT = later("an export (JSON Lines) in place of a backup")
CHECKPOINT = later("a signed checkpoint that what is restored has to continue")
OUTPUT = later("the file to write; left out: standard output")


class PlaceInUse(LedgerError):
    """A place for a backup or a restored ledger that has something in it."""

    code = "place-in-use"


class NotRestored(LedgerError):
    """A copy that is not true; it was not put in place."""

    code = "not-restored"


def command_for(name: str) -> click.Command:
    """Make one of the five."""
    return {"backup": _backup_command, "restore": _restore_command, "export": _export_command,
            "salvage": _salvage_command, "upgrade": _upgrade_command}[name]()  # fmt: skip


def _backup_command() -> click.Command:
    text = later("copy the ledger with all that stands beside it, and verify the copy")
    to = click.Argument(["to"], metavar=_("FOLDER"))
    return options.command("backup", _backup, [to], text, "gongguo backup 备份-2020-07-02")


def _restore_command() -> click.Command:
    text = later("bring a ledger back from a backup or an export")
    parameters: list[click.Parameter] = [
        click.Argument(["source"], metavar=_("[FOLDER]"), required=False),
        click.Option(["--from-export"], metavar=_("FILE"), help=_(FROM_EXPORT)),
        click.Option(["--checkpoint"], metavar=_("FILE"), multiple=True, help=_(CHECKPOINT)),
    ]
    return options.command("restore", _restore, parameters, text, "gongguo restore 备份-2020-07-02 --ledger 恢复.db")


def _export_command() -> click.Command:
    text = later("write the stored bytes of every entry as JSON Lines")
    output = click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT))
    return options.command("export", _export, [output], text, "gongguo export -o 台账.jsonl")


def _salvage_command() -> click.Command:
    text = later("save what is still true of a damaged ledger")
    output = click.Option(["--output", "-o"], metavar=_("FILE"), required=True, help=_(OUTPUT))
    return options.command("salvage", _salvage, [output], text, "gongguo salvage -o 抢救.jsonl")


def _upgrade_command() -> click.Command:
    text = later("bring a ledger of an earlier version to this one")
    return options.command("upgrade", _upgrade, [], text, "gongguo upgrade --ledger 旧台账.db")


def _backup(to: str, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    source, target = wiring.ledger_path(context), Path(to)
    wiring.open_ledger(context)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlaceInUse(_("{place} is in use", place=target), expected=_("an empty folder, or none"))
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        unfinished.mkdir(parents=True)
        transfer.copy_file(source, unfinished / LEDGER)
        _copy_beside(source.absolute().parent, unfinished)
        verified, root = _true_copy(unfinished / LEDGER)
        if target.exists():
            target.rmdir()
        unfinished.rename(target)
    except OSError as error:
        raise PlaceInUse(_("{place} cannot be written", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _say(_("Backed up to {place}: {entries} entries, true, root {root}."), "backup", target, verified, root, as_json)


def _copy_beside(source: Path, target: Path) -> None:
    for name in BESIDE:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("*.unfinished"))


def _true_copy(path: Path, checkpoints: tuple[str, ...] = ()) -> tuple[Verified, bytes]:
    """Verify a copy and return what came of it, with its root. Raises NotRestored if it is untrue."""
    ledger = Ledger.open(path, wiring.now)
    verified = verified_ledger(ledger, path, list(map(Path, checkpoints)), None)
    root = root_of(ledger.leaves(verified.entries)) if not verified.problems else b""
    ledger.close()
    if verified.problems:
        first = verified.problems[0]
        raise NotRestored(
            _("the copy is untrue in {count} places: {what}", count=len(verified.problems), what=first.what),
            expected=first.expected,
            found=first.found,
            remedy=_("It was not put in place. gongguo verify lists what is untrue of the original."),
        )
    return verified, root


def _restore(
    source: str | None, from_export: str | None, checkpoint: tuple[str, ...], as_json: bool, **_others: Any
) -> None:
    if (source is None) is (from_export is None):
        raise click.UsageError(_("one of a backup's folder and --from-export is needed."))
    target = wiring.ledger_path(click.get_current_context())
    check_place(target)
    for name in BESIDE if source is not None else ():
        if (target.absolute().parent / name).exists():
            raise PlaceInUse(
                _("{place} is in use", place=target.absolute().parent / name),
                expected=_("a place for a ledger with nothing beside it"),
            )
    unfinished = target.absolute().parent / f".{target.name}.{os.getpid()}.unfinished"
    try:
        unfinished.mkdir()
        _fill(unfinished, source, from_export)
        verified, root = _true_copy(unfinished / LEDGER, checkpoint)
        for name in BESIDE:
            if (unfinished / name).exists():
                (unfinished / name).rename(target.absolute().parent / name)
        (unfinished / LEDGER).rename(target)
    except OSError as error:
        raise NotRestored(_("{place} cannot be restored", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _say(_("Restored to {place}: {entries} entries, true, root {root}."), "restore", target, verified, root, as_json)


def _fill(unfinished: Path, source: str | None, from_export: str | None) -> None:
    if from_export is not None:
        with Path(from_export).open("rb") as lines:
            transfer.read_in(unfinished / LEDGER, (line.rstrip(b"\r\n") for line in lines))
        return
    assert source is not None
    Ledger.open(Path(source) / LEDGER, wiring.now).close()
    transfer.copy_file(Path(source) / LEDGER, unfinished / LEDGER)
    _copy_beside(Path(source), unfinished)


def _say(text: str, what: str, place: Path, verified: Verified, root: bytes, as_json: bool) -> None:
    shown = base64.b64encode(root).decode()
    if as_json:
        print_json({"schema": f"gongguo.{what}/1", "place": str(place), "entries": verified.entries, "root": shown})
    else:
        click.echo(text.format(place=place, entries=verified.entries, root=shown))


def _export(output: str | None, as_json: bool, **_others: Any) -> None:
    ledger = wiring.open_ledger(click.get_current_context())
    lines = transfer.lines_of(ledger.archive, ledger.known_now().entry)
    if output is None:
        for line in lines:
            click.echo(line + b"\n", nl=False)
        return
    count = _write_lines(Path(output), lines)
    if as_json:
        print_json({"schema": "gongguo.export/1", "file": output, "lines": count})
    else:
        click.echo(_("Written to {file}: {count} lines.", file=output, count=count))


def _write_lines(path: Path, lines: Iterator[bytes]) -> int:
    """Write lines to a file, whole or not at all; return how many. Raises ShelfUnavailable."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    count = 0
    try:
        with unfinished.open("wb") as file:
            for line in lines:
                file.write(line + b"\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        raise shelf.ShelfUnavailable(_("{path} cannot be written", path=path), found=reason_of(error)) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return count


def _salvage(output: str, as_json: bool, **_others: Any) -> None:
    saved = transfer.salvage(wiring.ledger_path(click.get_current_context()))
    _write_lines(Path(output), iter(saved.lines))
    if as_json:
        print_json({"schema": "gongguo.salvage/1", "file": output, "saved": len(saved.lines), "lost": saved.lost})
        return
    print_page([Paragraph(_("Saved to {file}: {count} entries.", file=output, count=len(saved.lines)))])
    if saved.lost:
        click.echo(_("Lost: {numbers}", numbers=_runs(saved.lost)), err=True)


def _runs(numbers: list[int]) -> str:
    """Return numbers in words: #3, #7–#12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"#{run[0]}" if len(run) == 1 else f"#{run[0]}–#{run[-1]}" for run in runs)


def _upgrade(as_json: bool, **_others: Any) -> None:
    path = wiring.ledger_path(click.get_current_context())
    kept = transfer.upgraded_with_backup(path)
    verified, root = _true_copy(path)
    _say(_("Upgraded {place}: {entries} entries, true, root {root}."), "upgrade", path, verified, root, as_json)
    click.echo(_("The ledger as it was is kept at {path}.", path=kept), err=True)
