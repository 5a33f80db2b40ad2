"""Help: every command and every kind shows an example that can be typed, and the list of commands loads nothing."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from commands.main import group
from ledger.facts import catalogue
from tests.office import Clerk

ROOT = Path(__file__).parents[2]
KINDS = [("record", name) for name, kind in catalogue().items() if kind.IS_RECORDED_BY_PEOPLE]
CONTRACT = {
    "init", "enrol", "record", "import", "void", "log", "score", "why", "bulletin", "verify", "scheme",
    "demo",
}  # fmt: skip


def command_at(words: tuple[str, ...]) -> tuple[click.Command, tuple[str, ...]]:
    """Return the command that the words begin with, and the words after its name."""
    command: click.Command = group()
    while isinstance(command, click.Group) and words:
        found = command.get_command(click.Context(command), words[0])
        assert found is not None, words
        command, words = found, words[1:]
    return command, words


def commands_below(command: click.Group, *words: str) -> list[tuple[str, ...]]:
    found = []
    for name in command.list_commands(click.Context(command)):
        below = command.get_command(click.Context(command), name)
        path = (*words, name)
        found += commands_below(below, *path) if isinstance(below, click.Group) else [path]
    return found


COMMANDS = commands_below(group())


def example_in(text: str) -> tuple[str, ...]:
    """Return the words of the example of a help text, after `gongguo`."""
    match = re.search(r"(?:Example:|示例：) *(gongguo .*)", " ".join(text.split()))
    assert match is not None, text
    return tuple(shlex.split(match[1])[1:])


def test_there_is_help_for_every_kind_that_people_record() -> None:
    assert {*KINDS} <= {*COMMANDS}


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_example_of_every_command_can_be_parsed(clerk: Clerk, words: tuple[str, ...], language: str) -> None:
    said = clerk(*words, "--help", GONGGUO_LANG=language)
    assert said.status == 0
    example = example_in(said.out)
    assert example[: len(words)] == words
    command, arguments = command_at(example)
    with command.make_context(words[-1], list(arguments)) as context:
        assert not context.args


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_argument_that_may_be_left_out_stands_in_brackets(words: tuple[str, ...]) -> None:
    command, _words = command_at(words)
    usage = command.get_usage(click.Context(command, info_name=words[-1]))
    for argument in (each for each in command.params if isinstance(each, click.Argument)):
        shown = (argument.metavar or argument.name or "").strip("[].…")
        assert bool(re.search(rf"\[{re.escape(shown)}…?\]", usage)) is not argument.required


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_of_every_command_has_its_help(words: tuple[str, ...]) -> None:
    command, _words = command_at(words)
    options = [option for option in command.params if isinstance(option, click.Option)]
    assert options and all(option.help for option in options)
    assert {"--json", "--ledger", "--by", "--lang"} <= {name for option in options for name in option.opts}


def loaded_by(*words: str) -> tuple[str, set[str]]:
    """Run a command in a process of its own; return what it printed and the modules it loaded."""
    script = f"""
import json, sys
from commands.main import run
run({list(words)!r})
sys.stdout.flush()
sys.stderr.write(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
        env={"GONGGUO_LANG": "en", "PYTHONIOENCODING": "utf-8", "PATH": ""},
    )  # fmt: skip
    return done.stdout, set(json.loads(done.stderr))


def test_the_list_of_commands_loads_none_of_them() -> None:
    out, modules = loaded_by("--help")
    assert not modules & {
        "sqlalchemy",
        "msgspec",
        "tabulate",
        "eventsourcing",
        "pypinyin",
        "sqlite3",
        "docx",
        "openpyxl",
        "lxml",
    }
    assert not {name for name in modules if name.startswith(("projections", "ledger.store", "ledger.facts"))}
    for name in group().list_commands(click.Context(group())):
        command, _words = command_at((name,))
        listed = re.search(rf"^  {name} +(.*)$", out, flags=re.MULTILINE)
        assert listed is not None and (command.help or "").rstrip(".").startswith(listed[1].rstrip(".")), name


@pytest.mark.parametrize("words", [("log",), ("bulletin",), ("score", "甲"), ("why", "甲")], ids=lambda words: words[0])
def test_a_reading_does_not_load_what_only_writing_needs(desk: Clerk, words: tuple[str, ...]) -> None:
    ledger = str(desk.folder / "gongguo.db")
    out, modules = loaded_by(*words, "--ledger", ledger)
    assert "T1" in out or "甲" in out
    assert not modules & {"sqlalchemy", "eventsourcing", "pypinyin", "docx", "docxtpl", "openpyxl", "lxml", "pygal"}


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_every_command_of_the_contract_is_listed(clerk: Clerk, name: str) -> None:
    assert re.search(rf"^  {name} ", clerk("--help").out, flags=re.MULTILINE)
