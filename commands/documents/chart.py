"""The course of a score over a year, as an SVG to stand within a page; it needs nothing from outside it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ledger.texts import _

FONTS = "'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


def course_svg(course: Sequence[Mapping[str, Any]]) -> str:
    """Return the chart of the totals and of what they are out of, day by day."""
    import pygal
    from pygal.style import Style

    style = Style(
        background="transparent", plot_background="transparent", font_family=FONTS, colors=("#1f4e79", "#9aa5b1"),
        label_font_size=13, legend_font_size=14, value_font_size=12, value_label_font_size=12, major_label_font_size=13,
    )  # fmt: skip
    chart = pygal.Line(
        style=style, width=860, height=300, js=[], show_legend=True, legend_at_bottom=True, print_values=True,
        dots_size=3, explicit_size=False, margin=12, margin_right=46, classes=("course",), disable_xml_declaration=True,
    )  # fmt: skip
    chart.uuid = "course"
    chart.x_labels = [point["on"][5:] for point in course]
    # A chart is drawn in floats; every figure that counts stands in the tables beside it.
    chart.add(_("score"), [float(point["total"]) for point in course], formatter=_shown)
    chart.add(_("out of"), [float(point["out_of"]) for point in course], formatter=lambda _value: "")
    # What is left of scripts is their settings, which nothing here reads.
    return re.sub(r"<script.*?</script>", "", str(chart.render(is_unicode=True)), flags=re.DOTALL)


def _shown(value: float) -> str:
    return f"{value:g}"
