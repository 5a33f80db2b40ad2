"""The command line: the group that loads each command when it is used, and the only place where an error becomes a
message and an exit status (0 done, 1 refused or failed, 2 wrong usage, 3 the ledger is untrue).
"""

import gc
import os
import re
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from commands import options, wiring
from commands.reports.report_names import question_of, report_names
from commands.terminal import wide_text
from commands.terminal.printable import printable
from ledger.errors import LedgerError, reason_of
from ledger.texts import _, later

# The help of every command but the reports', which say theirs themselves: --help loads none of them.
COMMANDS = {
    "init": ("commands.keeping.founding", later("make a ledger, adopt a scheme and enrol the roster")),
    "enrol": ("commands.entries.importing", later("enrol more staff from a roster file")),
    "record": ("commands.entries.recording", later("record one entry, as it happens")),
    "import": ("commands.entries.importing", later("record the entries of a file: all rows or none")),
    "candidates": (
        "commands.candidates.group",
        later("what attendance files show, to be confirmed: read, list, confirm, dismiss"),
    ),
    "template": (
        "commands.entries.templates",
        later("write an empty workbook to be filled in, with lists to choose from and an example row"),
    ),
    "correct": ("commands.entries.correcting", later("put a mistake right: void an entry and record it anew")),
    "void": ("commands.entries.recording", later("take an entry out of force, with a reason")),
    "attach": ("commands.entries.evidence", later("attach files that prove an entry, as an entry of its own")),
    "evidence": ("commands.entries.evidence", later("list the files that prove an entry, or copy them out")),
    "appeal": (
        "commands.appeals.group",
        later("an appeal from filing to decision: file, accept, reject, note, hear, decide, withdraw; list, show"),
    ),
    "sample-clients": (
        "commands.entries.sampling",
        later("draw the service recipients who are asked, by lot, and record the draw without their names"),
    ),
    "verify": ("commands.proofs.verifying", later("check the whole ledger")),
    "key": ("commands.proofs.keys", later("the log's key: new, show")),
    "checkpoint": ("commands.proofs.checkpointing", later("sign how many entries there are and the root over them")),
    "prove": ("commands.proofs.receipts", later("write a receipt for one entry, which anybody can check")),
    "check-proof": ("commands.proofs.receipts", later("check a receipt, without a ledger")),
    "backup": (
        "commands.keeping.backups",
        later("copy the ledger with all that stands beside it, and verify the copy"),
    ),
    "restore": ("commands.keeping.backups", later("bring a ledger back from a backup or an export")),
    "copy": (
        "commands.keeping.copying",
        later("copy a ledger to another place, unchanged: from a file into PostgreSQL, or back"),
    ),
    "export": ("commands.keeping.exporting", later("write the stored bytes of every entry as JSON Lines")),
    "salvage": ("commands.keeping.exporting", later("save what is still true of a damaged ledger")),
    "upgrade": ("commands.keeping.upgrading", later("bring a ledger of an earlier version to this one")),
    "db": ("commands.keeping.database_roles", later("a ledger kept in PostgreSQL: who may do what")),
    "scheme": ("commands.schemes.scheming", later("the scheme in force: show, check, readings; adopt, amend, diff")),
    "dossier": ("commands.reports.dossier", later("write all there is about a person's score and appeals as one page")),
    "slips": (
        "commands.reports.slips",
        later("write a slip for each person: every point lost or gained, its clause and the balance"),
    ),
    "chart": (
        "commands.reports.charting",
        later("draw a chart: a person's course, the unit's distribution, losses by clause, the pace of indicators"),
    ),
    "demo": ("commands.demo", later("build a sample ledger with invented staff and walk through it")),
}

# Reports of which there is more to do than to print them.
WITH_MORE = {"bulletin": "commands.bulletins.bulletin", "whatif": "commands.reports.whatif"}

ABOUT = later(
    "gongguo 功过簿: an audit ledger for people's performance scores. Every point lost or gained is an entry that "
    "can be traced, for any day, as known at any moment."
)


class LazyGroup(click.Group):
    """A group whose commands are loaded when they are used, so that --help loads none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands: the reports after those that write."""
        return [*COMMANDS, *report_names()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command, or return None if there is none of this name."""
        if cmd_name in COMMANDS:
            module = import_module(COMMANDS[cmd_name][0])
            command: click.Command = module.command_for(cmd_name)
            return command
        if cmd_name in report_names():
            module = import_module(WITH_MORE.get(cmd_name, "commands.reports.report"))
            report: click.Command = module.command_for(cmd_name)
            return report
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their help, in two groups, without loading them."""
        with formatter.section(_("Record")):
            formatter.write_dl([(name, _(text)) for name, (_module, text) in COMMANDS.items()])
        with formatter.section(_("Read")):
            formatter.write_dl([(name, _(question_of(name))) for name in report_names()])


def group() -> click.Group:
    """Make the command line in the language in use."""
    return LazyGroup(
        "gongguo",
        params=options.everywhere(),
        help=_(ABOUT),
        epilog=_("Start with gongguo demo. Every command has --help with an example."),
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit status."""
    status = run(list(sys.argv[1:] if arguments is None else arguments))
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        status = 1
    # Everything is written and closed; taking the interpreter apart piece by piece would only cost time.
    sys.stderr.flush()
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; every error has become a message."""
    gc.disable()  # a command lives for a moment and makes no cycles worth looking for
    _prepare_streams()
    try:
        wiring.choose_language(arguments)
        wide_text.let_click_speak_the_language()
        return _status(group().main(arguments, prog_name="gongguo", standalone_mode=False))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        _say_usage(error, arguments)
        return 2
    except LedgerError as error:
        _say(error.as_json(), arguments)
        # A kind that there is not is wrong usage, wherever it was named.
        return 2 if error.code == "unknown-kind" else 1
    except (click.Abort, KeyboardInterrupt):
        message = _("interrupted; see gongguo log for what is recorded (the same file again records nothing twice)")
        _say({"code": "interrupted", "message": message}, arguments)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        message = _("the output cannot be written: {reason}", reason=reason_of(error))
        _say({"code": "output-failed", "message": message}, arguments)
        return 1
    except Exception as error:
        _say(_unforeseen(error), arguments)
        return 1


def _prepare_streams() -> None:
    """Have streams to print on, whatever the caller closed, that print what they cannot show as a question mark."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _status(result: Any) -> int:
    return result if isinstance(result, int) else 0


def _unforeseen(error: Exception) -> dict[str, object]:
    if os.environ.get("GONGGUO_DEBUG"):
        raise error
    what = f"{type(error).__name__}: {error}"
    return {
        "code": "unforeseen",
        "message": _("something unforeseen went wrong ({what}); set GONGGUO_DEBUG=1 to see where", what=what),
    }


def _say_usage(error: click.ClickException, arguments: list[str]) -> None:
    message = error.format_message().rstrip(".。")
    context = getattr(error, "ctx", None)
    if context is not None and not _wants_json(arguments):
        click.echo(context.get_usage(), err=True)
        message = _("{message}. See {command} --help.", message=message, command=context.command_path)
    _say({"code": "usage", "message": message}, arguments)


def _say(error: dict[str, object], arguments: list[str]) -> None:
    error = {name: without_passwords(said) if isinstance(said, str) else said for name, said in error.items()}
    if _wants_json(arguments):
        from commands.terminal.tables import as_json

        click.echo(as_json({"error": error}).decode(), err=True)
    else:
        click.echo(printable(_("Error: {message}", message=error["message"])), err=True)


def without_passwords(text: str) -> str:
    """Return a text without the passwords of addresses in it, as somebody may have typed one where none belongs."""
    text = re.sub(r"(?<=://)([^\s:/@]*):[^\s@]*@", r"\1:***@", text)
    return re.sub(r"(password=)[^\s&]*", r"\1***", text)


def _wants_json(arguments: list[str]) -> bool:
    return "--json" in arguments
