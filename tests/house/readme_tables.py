"""The tables of README.md, made from the catalogues: kinds, rules, reports and commands."""

import re
import sys
from collections.abc import Callable, Iterator

import click

from commands.main import COMMANDS, group
from commands.reports.report_names import question_of, report_names
from ledger.facts import catalogue as kinds
from ledger.facts import fields_of, purpose_of, required_fields
from ledger.schemes.rules import catalogue as rules
from projections.reports import report_called


def table(headings: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [headings, ("---",) * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def kind_rows() -> Iterator[tuple[str, ...]]:
    for name, kind in kinds().items():
        required = required_fields(kind)
        fields = (f"`{field}`" + ("" if field in required else "?") for field in fields_of(kind))
        by_people = "" if kind.IS_RECORDED_BY_PEOPLE else " (the ledger's own)"
        yield f"`{name}`{by_people}", kind.LABEL.zh, purpose_of(kind).rstrip("."), ", ".join(fields)


def rule_rows() -> Iterator[tuple[str, ...]]:
    for name, rule in rules().items():
        first, _empty, rest = (sys.modules[rule.__module__].__doc__ or "").partition("\n")
        label, _colon, purpose = first.partition(": ")
        unit = re.search(r"Unit: (.*?)\. Arithmetic:", " ".join(rest.split()))
        assert unit is not None, name
        parameters = ", ".join(f"`{field}`" for field in rule.__struct_fields__ if field != "readings")
        yield f"`{name}`", label, purpose.rstrip("."), unit[1], parameters


def report_rows() -> Iterator[tuple[str, ...]]:
    for name in report_names():
        yield f"`{name}`", question_of(name), f"`{report_called(name).example}`"


def command_rows() -> Iterator[tuple[str, ...]]:
    for name in COMMANDS:
        command = group().get_command(click.Context(group()), name)
        assert command is not None
        yield from _rows_of(command, name)


def _rows_of(command: click.Command, name: str) -> Iterator[tuple[str, ...]]:
    if isinstance(command, click.Group) and name != "record":
        for below in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), below)
            assert found is not None
            yield from _rows_of(found, f"{name} {below}")
        return
    example = re.search(r"(gongguo .*)", command.epilog or "")
    shown = example[1] if example is not None else "gongguo record late-arrival 甲 --on 2020-03-05"
    yield f"`{name}`", (command.help or "").rstrip("."), f"`{shown}`"


TABLES: dict[str, Callable[[], str]] = {
    "kinds": lambda: table(
        ("kind", "中文", "what an entry of it says", "its own fields (? may be left out)"), kind_rows()
    ),
    "rules": lambda: table(("rule", "中文", "what it does", "unit", "parameters"), rule_rows()),
    "reports": lambda: table(("report", "the question it answers", "example"), report_rows()),
    "commands": lambda: table(("command", "does", "example"), command_rows()),
}


def with_tables(page: str) -> str:
    """Return the page with every table between its marks as it is made today."""
    for name, made in TABLES.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        assert mark.search(page), name
        before, text, after = page.partition(mark.search(page)[0])  # type: ignore[index]
        marks = mark.fullmatch(text)
        assert marks is not None
        page = f"{before}{marks[1]}{made()}{marks[2]}{after}"
    return page
