"""A long table is aligned without tabulate, and exactly as tabulate would."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tabulate import tabulate

from commands.terminal.long_tables import LONG, aligned, is_long_and_plain
from commands.terminal.tables import page_as_text
from projections.reports import Table

texts = st.text(st.sampled_from("甲乙，（）ab1.5- *"), max_size=6)


@settings(max_examples=200)
@given(rows=st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=8), heading=texts, numeric=st.integers(0, 2))
def test_a_long_table_is_aligned_as_tabulate_aligns_it(rows: list[tuple[str, ...]], heading: str, numeric: int) -> None:
    headings = (heading.strip(), "姓名", "total")
    align = ["right" if place == numeric else "left" for place in range(3)]
    lines = tabulate(rows, headers=headings, tablefmt="simple", disable_numparse=True, colalign=align).splitlines()
    plain = "\n".join(line.rstrip() for line in lines)
    assert aligned(Table(headings, rows, frozenset({numeric}))).rstrip("\n") == plain.rstrip("\n")


def test_a_long_table_with_a_line_end_in_a_cell_is_left_to_tabulate() -> None:
    rows = [("甲", "1")] * LONG
    assert is_long_and_plain(Table(("a", "b"), rows))
    broken = Table(("a", "b"), [*rows, ("乙\n丙", "2")])
    assert not is_long_and_plain(broken)
    assert "乙\n丙" in page_as_text([broken]).replace(" ", "").replace("2", "")
