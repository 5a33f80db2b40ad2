"""How wide columns become: nothing is torn, the room is used to the last, and long text is given what shortens it."""

import pytest

from commands.documents.table_widths import column_widths

HEADINGS = ["名次", "姓名", "部室", "主要扣分事由"]
LONG = "年初任务扣2分（#38）；信息公开及宣传扣1分；平台填报扣0.833分（#50、#51）"
ROWS = [HEADINGS, ["1", "庚", "康复部", ""], ["2", "欧阳丙丁", "组织教育就业人事部", LONG]]


def widths(rows: list[list[str]], room: int = 8840) -> list[int]:
    return column_widths(rows, room, per_column=90, padding=120)


@pytest.mark.parametrize("room", [4000, 8840, 20000])
def test_together_they_take_the_room(room: int) -> None:
    assert room - len(HEADINGS) < sum(widths(ROWS, room)) <= room


def test_words_figures_and_names_have_a_line_to_themselves() -> None:
    rank, name, department, _causes = widths([*ROWS, ["10", "甲", "rehabilitation", "98.377"]])
    assert rank >= 4 * 90 + 120 and name >= 8 * 90 + 120 and department >= 14 * 90 + 120


def test_what_is_long_is_given_the_rest() -> None:
    rank, name, department, causes = widths(ROWS)
    assert causes > 3 * department > 3 * name > 3 * rank


def test_short_columns_share_what_is_left() -> None:
    first, second = widths([["a", "b"], ["1", "2"]], 1000)
    assert first == second == 500


def test_where_nothing_fits_all_are_narrowed_alike() -> None:
    first, second = widths([["a" * 100, "b" * 100]], 1000)
    assert first == second == 500


def test_a_column_that_only_a_leap_shortens_is_given_it() -> None:
    rows = [
        HEADINGS,
        *([str(rank), "甲乙", "组织教育就业人事部", "信息公开及宣传扣3分"] for rank in range(1, 40)),
        ROWS[2],
    ]
    assert widths(rows)[2] >= 9 * 2 * 90 + 120, "each row stands on one line"


def test_a_word_without_end_does_not_take_the_table() -> None:
    rows = [HEADINGS, *(["1", "甲乙", "康复部", LONG] for _row in range(50)), ["51", "W" * 60, "康复部", LONG]]
    assert widths(rows)[1] < 8840 / 3 < widths(rows)[3]


def test_the_rows_at_the_end_of_a_long_table_are_weighed_too() -> None:
    rows = [HEADINGS, *(["1", "甲乙", "康复部", ""] for _row in range(300)), *(["2", "甲乙", "康复部", LONG],) * 200]
    assert widths(rows) == widths([HEADINGS, *rows[::-1][:5]])
