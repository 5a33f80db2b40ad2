"""Values as people write them in files: what is clear is read, what is not is refused with what was probably meant."""

import json
from collections.abc import Callable

import pytest

from tests.office import Clerk, Said
from tests.workbooks import workbook

Write = Callable[[str, str | bytes], str]

HEADINGS = "类别,人员,发生日期"


def says(desk: Clerk, write: Write, row: str, headings: str = HEADINGS) -> Said:
    return desk("import", write("a.csv", f"{headings}\n{row}\n"), "--json")


@pytest.mark.parametrize(
    "day",
    ["2020-03-16", "2020-3-16", "2020/3/16", "2020/03/16", "2020.3.16", "2020年3月16日", "2020 年 3 月 16 日", "43906",
     "２０２０-０３-１６", "2020-03-16 08:31:00", "2020/3/16 8:31"],
)  # fmt: skip
def test_a_day_is_read_in_each_way_of_writing_it(desk: Clerk, write: Write, day: str) -> None:
    assert says(desk, write, f"迟到,甲,{day}").status == 0
    assert desk("log", "--json").json["entries"][-1]["occurred_on"] == "2020-03-16"


def test_a_day_that_is_a_number_in_a_workbook_is_the_day_that_is_shown(desk: Clerk, write: Write) -> None:
    rows = [HEADINGS.split(","), ["迟到", "甲", 44013]]
    assert desk("import", write("a.xlsx", workbook(("Sheet1", rows))), "--json").status == 0
    assert desk("log", "--json").json["entries"][-1]["occurred_on"] == "2020-07-01"


@pytest.mark.parametrize(
    "day", ["3月16日", "16/3/2020", "2020-3/16", "2020-02-30", "202003", "٢٠٢٠-٠٣-١٦", "99999", "2020-3-16前后"]
)
def test_a_day_that_is_not_clear_is_refused_and_its_value_shown(desk: Clerk, write: Write, day: str) -> None:
    (problem,) = says(desk, write, f"迟到,甲,{day}").json["problems"]
    assert (problem["code"], problem["value"], problem["cell"]) == ("bad-value", day, "C2")
    assert "suggestion" not in problem


@pytest.mark.parametrize(
    ("heading", "text", "kind", "more", "stored"),
    [
        ("分钟", "7分钟", "迟到", "", ("minutes", 7)),
        ("分钟", "７", "迟到", "", ("minutes", 7)),
        ("为单位加分", "０.5分", "为单位加分", "", ("unit_points", "0.5")),
    ],
)
def test_a_number_may_have_its_unit(
    desk: Clerk, write: Write, heading: str, text: str, kind: str, more: str, stored: tuple[str, object]
) -> None:
    said = says(desk, write, f"{kind},甲,2020-03-16,{text}", f"{HEADINGS},{heading}")
    assert said.status == 0, said.out
    assert desk("log", "--json").json["entries"][-1]["fields"][stored[0]] == stored[1]


@pytest.mark.parametrize("name", ["甲 ", " 甲", "　甲", "甲　"])
def test_a_name_may_have_spaces_around_and_in_it(desk: Clerk, write: Write, name: str) -> None:
    assert says(desk, write, f"迟到,{name},2020-03-16").status == 0


def test_a_kind_may_have_spaces_in_it(desk: Clerk, write: Write) -> None:
    assert says(desk, write, "迟　到,甲,2020-03-16").status == 0


def test_text_is_kept_as_it_is_written(desk: Clerk, write: Write) -> None:
    assert says(desk, write, "迟到,甲,2020-03-16,①（雨）１２", f"{HEADINGS},备注").status == 0
    assert desk("log", "--json").json["entries"][-1]["fields"]["note"] == "①（雨）１２"


@pytest.mark.parametrize(
    ("heading", "text", "kind", "meant"),
    [
        ("分钟", "一", "迟到", "1"),
        ("分钟", "二十三", "迟到", "23"),
        ("分钟", "1O", "迟到", "10"),
        ("分钟", "约15", "迟到", "15"),
        ("级别", "省级", "理论文章、调研报告", "省"),
        ("发生日期", "20200316", "迟到", "2020-03-16"),
        ("发生日期", "20.3.16", "迟到", "2020-03-16"),
        ("类别", "迟至", "迟至", "迟到"),
    ],
)
def test_what_was_probably_meant_is_said_and_not_taken(
    desk: Clerk, write: Write, heading: str, text: str, kind: str, meant: str
) -> None:
    row = {"类别": kind, "人员": "甲", "发生日期": "2020-03-16"} | {heading: text}
    said = desk("import", write("a.jsonl", json.dumps(row, ensure_ascii=False)), "--json")
    (problem,) = said.json["problems"]
    assert (problem["value"], problem.get("suggestion"), said.json["recorded"]) == (text, meant, 0)


@pytest.mark.parametrize("number", ["0,002", "1,234", "--1", "1e3", "٣", "NaN"])
def test_numbers_that_could_mean_two_things_stay_refused(desk: Clerk, write: Write, number: str) -> None:
    (problem,) = says(desk, write, f'迟到,甲,2020-03-16,"{number}"', f"{HEADINGS},分钟").json["problems"]
    assert (problem["code"], problem["value"]) == ("bad-value", number)


def test_a_name_that_sounds_like_somebodys_is_suggested_and_never_assumed(clerk: Clerk, write: Write) -> None:
    roster = "工号,姓名,部室\nR1,冰甲,办公室\nR2,丁乙,办公室\nR3,单乙,办公室\n"
    assert clerk("init", "--roster", write("花名册.csv", roster)).status == 0
    said = clerk("import", write("a.csv", f"{HEADINGS}\n迟到,兵甲,2020-03-16\n迟到,无名氏,2020-03-16\n"), "--json")
    assert [problem.get("suggestion") for problem in said.json["problems"]] == ["冰甲", None]
    assert said.json["recorded"] == 0


def test_a_problem_is_told_with_file_sheet_line_column_value_and_what_was_meant(desk: Clerk, write: Write) -> None:
    lines = [["上半年考勤"], [], ["类别", "人员", "发生日期", "分钟"], ["迟到", "甲", "2020/3/16", "一"]]
    content = workbook(("一季度", [lines[2]]), ("二季度", lines))
    said = desk("import", write("考勤.xlsx", content), GONGGUO_LANG="zh")
    assert said.out.strip() == '考勤.xlsx[二季度]第4行D列「分钟」="一"：应为不小于1的整数；是否 1？'
    (problem,) = desk("import", "考勤.xlsx", "--json").json["problems"]
    wanted = {"row": 1, "sheet": "二季度", "line": 4, "cell": "D4", "column": "分钟", "value": "一", "suggestion": "1"}
    assert wanted.items() <= problem.items()


def test_a_file_that_was_corrected_records_what_is_new(desk: Clerk, write: Write) -> None:
    first, second = "迟到,甲,2020/3/16", "迟到,乙,2020/3/17"
    assert says(desk, write, first).json["recorded"] == 1
    assert says(desk, write, f"{first}\n迟到,兵丁,2020/3/17").status == 1
    said = says(desk, write, f"{first}\n{second}")
    assert (said.json["recorded"], said.json["skipped"]) == (1, 1)
    book = workbook(("Sheet1", [HEADINGS.split(","), ["迟到", "甲", "2020-03-16"], ["迟到", "乙", "2020年3月17日"]]))
    said = desk("import", write("a.xlsx", book), "--json")
    assert (said.json["recorded"], said.json["skipped"]) == (0, 2)


def test_a_comma_that_separates_no_thousands_gets_no_suggestion(desk: Clerk, write: Write) -> None:
    for number, meant in (("0,002", None), ("1,234", "1234"), ("1,23", None)):
        (problem,) = says(desk, write, f'迟到,甲,2020-03-16,"{number}"', f"{HEADINGS},分钟").json["problems"]
        assert problem.get("suggestion") == meant
