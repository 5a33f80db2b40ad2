"""Chinese and English: the same commands, every text translated, and tables that align."""

import re
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from typing import Any

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from wcwidth import wcswidth, wcwidth

from commands.terminal.tables import page_as_text
from ledger.locale.update import MO, PO, updated
from projections.reports import Table
from tests.office import Clerk

PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}|%\((\w+)\)")


@pytest.fixture
def busy(desk: Clerk) -> Clerk:
    """An office with entries of many shapes, in its two half years."""
    for words in (
        "late-arrival 甲 --on 2020-03-05 --minutes 12 --note 大雨，道路中断",
        "task-missed 乙 --on 2020-04-01 --category study --task 周五学习笔记（第一季度）",
        "article-published 丁 --on 2020-05-20 --level province --title “①②③”—调研…报告 --work Ａ",
        "commendation-awarded 戊 --on 2020-05-07 --level national --work 康复救助",
        "progress-reported 丙 --on 2020-06-01 --indicator levy --total 700",
        "discipline-imposed 己 --on 2020-06-02 --grounds 重大失职",
    ):
        assert desk("record", *words.split(), "--by", "庚").status == 0
    desk("void", "9", "--reason", "当日已批准请假", "--by", "庚")
    return desk


def placeholders(text: str) -> set[str]:
    return {left or right for left, right in PLACEHOLDER.findall(text)}


def texts_of(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_every_text_of_the_source_is_in_the_catalogue_and_translated() -> None:
    kept = read_po(BytesIO(PO.read_bytes()), locale="zh")
    translated = {texts_of(message.id)[0] for message in kept if all(texts_of(message.string))}
    assert [message.id for message in updated() if message.id and texts_of(message.id)[0] not in translated] == []


def test_every_translation_has_the_placeholders_of_its_text() -> None:
    differing = [
        (message.id, text)
        for message in read_po(BytesIO(PO.read_bytes()), locale="zh")
        if message.id
        for text in texts_of(message.string)
        if placeholders(text) != placeholders(texts_of(message.id)[-1])
    ]
    assert differing == []


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(PO.read_bytes()), locale="zh"))
    assert translations_in(MO.read_bytes()) == translations_in(compiled.getvalue())


def translations_in(compiled: bytes) -> dict[Any, str]:
    catalogue: dict[Any, str] = vars(GNUTranslations(BytesIO(compiled)))["_catalog"]
    return {text: translation for text, translation in catalogue.items() if text}


@pytest.mark.parametrize(
    ("words", "english", "chinese"),
    [
        (("bulletin",), "provisional", "暂计"),
        (("score", "甲"), "more can be lost", "再扣超过"),
        (("why", "甲"), "Not gained", "未加分"),
        (("log",), "late arrival", "迟到"),
        (("verify",), "every one as it was recorded", "每条均与录入时一致"),
        (("score", "无名氏"), "Error: nobody", "错误："),
        (("bulletin", "--loud"), "Usage: ", "用法："),
        (("record", "late-arrival", "--help"), "Options:", "选项:"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_one_command_in_both_languages(busy: Clerk, words: tuple[str, ...], english: str, chinese: str) -> None:
    in_english, in_chinese = (busy(*words, "--lang", language) for language in ("en", "zh"))
    assert english in in_english.out + in_english.err and chinese in in_chinese.out + in_chinese.err
    assert english not in in_chinese.out + in_chinese.err
    assert in_english.status == in_chinese.status


@pytest.mark.parametrize("words", [("bulletin",), ("score", "甲"), ("log",), ("verify",)], ids=lambda words: words[0])
def test_a_document_is_the_same_in_both_languages(busy: Clerk, words: tuple[str, ...]) -> None:
    assert busy(*words, "--json", "--lang", "zh").out == busy(*words, "--json", "--lang", "en").out


@pytest.mark.parametrize(
    ("environment", "is_chinese"),
    [
        ({"GONGGUO_LANG": "", "LC_ALL": "zh_CN.UTF-8"}, True),
        ({"GONGGUO_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"GONGGUO_LANG": "", "LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"GONGGUO_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, False),
        ({"GONGGUO_LANG": "zh", "LC_ALL": "C"}, True),
    ],
)
def test_the_language_is_that_of_gongguo_lang_else_of_the_locale(
    desk: Clerk, environment: dict[str, str], is_chinese: bool
) -> None:
    assert ("核验" in desk("verify", **environment).out) is is_chinese


@pytest.mark.parametrize("width", [80, 100, 120])
def test_a_wide_table_wraps_its_widest_column_to_fit_the_terminal(width: int) -> None:
    problem = (
        "该指标不属于本人岗位：应为下列之一：publicity-reports、training-base；实为website。请核对该人员的岗位。" * 2
    )
    table = Table(("行号", "问题"), [("1", problem), ("2", "short")], frozenset({0}))
    lines = page_as_text([table], width).splitlines()
    assert max(map(wcswidth, lines)) <= width and len(lines) > 4
    assert "".join(line[8:].strip() for line in lines[2:-1]).startswith("该指标不属于本人岗位：")
    assert len(page_as_text([table]).splitlines()) == 4


def tables_in(text: str) -> Iterator[list[list[str]]]:
    """Yield each table as its lines, a line as its columns of the terminal: a wide character and then ""."""
    lines = [cells_of(line) for line in text.splitlines()]
    for place, line in enumerate(lines):
        if re.fullmatch(r" *-+( +-+)*", "".join(line)):
            end = next((n for n in range(place, len(lines)) if not "".join(lines[n]).strip()), len(lines))
            yield [line, lines[place - 1], *lines[place + 1 : end]]


def cells_of(line: str) -> list[str]:
    cells: list[str] = []
    for character in line:
        cells += [character, ""][: wcwidth(character)]
    return cells


@pytest.mark.parametrize(
    "words",
    [
        ("bulletin", "--period", "2020-H1"), ("bulletin", "--period", "2020"), ("score", "丁"), ("why", "丁"),
        ("why", "丙", "--period", "2020"), ("log",), ("scheme", "check"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_tables_align_by_the_width_of_chinese(busy: Clerk, words: tuple[str, ...]) -> None:
    tables = list(tables_in(busy(*words, "--lang", "zh").out))
    assert tables
    for rule, *lines in tables:
        gaps = [place for place, cell in enumerate(rule) if cell == " "]
        for line in lines:
            assert len(line) <= len(rule), "".join(line)
            assert not [place for place in gaps if place < len(line) and line[place] != " "], "".join(line)


def test_no_text_in_chinese_is_left_in_english(busy: Clerk) -> None:
    reports = (("bulletin",), ("why", "甲"), ("log",), ("verify",))
    out = "".join(busy(*words, "--lang", "zh").out for words in reports)
    names = r"gongguo scheme readings|xiangxi-2020|SHA-256|[0-9a-f]{32,}…?|[a-z]+(-[a-z0-9]+)+|leader|peer|client|levy"
    assert re.findall(r"[A-Za-z]{3,}", re.sub(names, "", out)) == []


def test_help_says_in_chinese_what_has_to_be_given(desk: Clerk) -> None:
    """The library of the command line says the word where no extraction of texts finds it."""
    said = desk("record", "late-arrival", "--help", "--lang", "zh").out
    assert "[必填]" in said and "required" not in said
