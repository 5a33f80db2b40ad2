"""Charts as SVG that need nothing from outside them: alone as a file, and the course of a score within a page."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ledger.texts import _

FONTS = "'Noto Sans CJK SC', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
_LABEL = 13
_BESIDE = 1.12  # how much longer than its longest bar an axis is, for the figure beside it
INK, PALE, WARN, GUIDE = "#1f4e79", "#c3cad1", "#f0a070", "#cfd6dd"
BAR = "#8fb4dc"  # light enough for a figure on it, or across its end
Points = Sequence[Mapping[str, Any]]

# A chart is drawn in floats; every figure that counts stands in tables and documents.


def course_svg(course: Points) -> str:
    """Return the chart of the totals and of what they are out of, day by day, to stand within a page."""
    chart = _made("Line", width=860, height=300, print_values=True, dots_size=3, explicit_size=False, margin_right=46,
                  classes=("course",), disable_xml_declaration=True)  # fmt: skip
    return _course(chart, course)


def course_file(title: str, course: Points) -> str:
    """Return the same as a file."""
    chart = _made("Line", title=title, width=960, height=460, print_values=True, dots_size=3, margin_right=46)
    return _course(chart, course)


def _course(chart: Any, course: Points) -> str:
    chart.uuid = "course"
    chart.x_labels = [point["on"][5:] for point in course]
    figures = [float(point[name]) for point in course for name in ("total", "out_of")]
    margin = max(max(figures) - min(figures), 1) / 8  # a figure stands below its dot
    chart.range = (min(figures) - margin, max(figures) + margin / 2)
    chart.add(_("score"), [float(point["total"]) for point in course], formatter=_shown)
    chart.add(_("out of"), [float(point["out_of"]) for point in course], formatter=lambda _value: "")
    return _rendered(chart)


def distribution_file(title: str, bands: Points) -> str:
    """Return the chart of how many people stand in each band of points above or below full points."""
    chart = _made("Bar", title=title, width=960, height=460, print_values=True, show_legend=False,
                  x_title=_("points above or below full points"), y_title=_("people"))  # fmt: skip
    chart.uuid = "distribution"
    chart.x_labels = [f"{band['first']} … {band['end']}" for band in bands]
    most = max(band["people"] for band in bands)
    chart.y_labels = list(range(0, most + 1, max(1, most // 8)))
    chart.add(_("people"), [band["people"] or None for band in bands], formatter=_shown)
    return _rendered(chart)


def losses_file(title: str, losses: Points) -> str:
    """Return the chart of what each item cost all people together, what cost the most on top."""
    turned = list(reversed(losses))
    labels = [f"{loss['label']} {loss['clause']}" for loss in turned]
    chart = _made("HorizontalBar", title=title, width=1100, height=140 + 30 * len(losses), print_values=True,
                  show_legend=False, truncate_label=-1, x_title=_("points lost (people)"),
                  print_values_position="top", range=(0, max(float(loss["lost"]) for loss in losses) * _BESIDE),
                  margin_left=_room_for(labels))  # fmt: skip
    chart.uuid = "losses"
    chart.x_labels = labels
    values = [
        {"value": float(loss["lost"]), "formatter": _told(f"{loss['lost']} ({loss['people']})")} for loss in turned
    ]
    chart.add(_("lost"), values)
    return _beside_bars(_rendered(chart))


def pace_file(title: str, paces: Points) -> str:
    """Return the chart of how far each indicator is, beside the share of the year that has passed, in per cent."""
    turned = list(reversed(paces))
    labels = [f"{pace['name']} {pace['label']}" for pace in turned]
    most = max(100.0, *(float(pace["done"]) for pace in paces))
    chart = _made("HorizontalBar", title=title, width=1100, height=170 + 44 * len(paces), print_values=True,
                  truncate_label=-1, x_title="%", range=(0, most * _BESIDE), print_values_position="top",
                  margin_left=_room_for(labels))  # fmt: skip
    chart.uuid = "pace"
    chart.x_labels = labels
    chart.add(_("share of the year"), [float(pace["due"]) for pace in turned], formatter=_per_cent)
    done = [
        {"value": float(pace["done"]), "color": WARN if float(pace["done"]) < float(pace["due"]) else BAR}
        for pace in turned
    ]
    chart.add(_("done of the target"), done, formatter=_per_cent)
    return _beside_bars(_rendered(chart))


def _beside_bars(svg: str) -> str:
    """Begin each bar's figure where the bar ends: in a short bar it would run over the axis."""
    return svg.replace('text-anchor="middle"', 'text-anchor="start"')


def _room_for(labels: Sequence[str]) -> int:
    """Return the margin that labels need beside what pygal leaves: it takes a Chinese character for a Latin one."""
    from wcwidth import wcswidth

    return 12 + max(int((wcswidth(label) - len(label)) * _LABEL * 0.5) for label in labels)


CHARTS: dict[str, Callable[[str, Points], str]] = {
    "course": course_file, "distribution": distribution_file, "losses": losses_file, "pace": pace_file,
}  # fmt: skip


def _made(kind: str, **settings: Any) -> Any:
    """Return a chart of a kind of pygal's, without its script, which would be loaded from a host."""
    import pygal
    from pygal.style import Style

    colours = (INK, PALE) if kind == "Line" else (PALE, BAR) if settings.get("show_legend", True) else (BAR, PALE)
    within = settings.get("disable_xml_declaration", False)
    style = Style(
        background="transparent" if within else "#ffffff", plot_background="transparent", font_family=FONTS,
        colors=colours, title_font_size=19, label_font_size=_LABEL, legend_font_size=14, value_font_size=12,
        value_label_font_size=12, major_label_font_size=13, value_colors=("#1c2733",) * 2, opacity="1",
        guide_stroke_color=GUIDE, major_guide_stroke_color=GUIDE, guide_stroke_dasharray="2,3",
        major_guide_stroke_dasharray="2,3",
    )  # fmt: skip
    defaults = {"js": [], "show_legend": True, "legend_at_bottom": True, "margin": 12}
    return getattr(pygal, kind)(style=style, **{**defaults, **settings})


def _rendered(chart: Any) -> str:
    """Return a chart as SVG without its script: what is left of that are settings, which nothing here reads."""
    return re.sub(r"<script.*?</script>", "", str(chart.render(is_unicode=True)), flags=re.DOTALL)


def _told(text: str) -> Callable[[float], str]:
    return lambda _value: text


def _shown(value: float) -> str:
    return "" if value is None else f"{value:g}"


def _per_cent(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") + "%"
