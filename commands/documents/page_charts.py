"""Small charts that stand within a page, on a screen and on paper alike: plain SVG, without a style of its own.

A chart is drawn in floats; every figure that counts stands in the tables beside it.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ledger.texts import _

if TYPE_CHECKING:
    from markupsafe import Markup

WIDTH, EDGE = 640, 16
_INK, _BAR, _PALE, _TEXT, _SOFT = "#1f4e79", "#8fb4dc", "#9aa5b1", "#1c2733", "#5b6875"
_FEWEST_BANDS = 6  # fewer would be drawn as broad as boards
Points = Sequence[Mapping[str, Any]]


def distribution_drawn(bands: Points) -> "Markup":
    """Return how many people stand in each band of points above or below full points; nothing for nobody."""
    height, floor = 170, 142
    most = max((band["people"] for band in bands), default=0)
    wide = (WIDTH - 2 * EDGE) / max(len(bands), _FEWEST_BANDS)
    left = (WIDTH - wide * len(bands)) / 2
    drawn = [_line(EDGE, floor, WIDTH - EDGE, floor, _PALE)]
    for place, band in enumerate(bands):
        middle, tall = left + (place + 0.5) * wide, 112 * band["people"] / most
        drawn.append(_text(middle, floor + 18, f"{band['first']} … {band['end']}"))
        if band["people"]:
            drawn.append(f'<rect x="{middle - wide * 0.36:.1f}" y="{floor - tall:.1f}" width="{wide * 0.72:.1f}" '
                         f'height="{tall:.1f}" fill="{_BAR}"/>')  # fmt: skip
            drawn.append(_text(middle, floor - tall - 5, str(band["people"])))
    return _svg(_("How the scores are spread"), height, drawn)


def course_drawn(course: Points) -> "Markup":
    """Return the totals at the ends of months as a line, and above it what they are out of."""
    height, top, floor = 150, 24, 112
    figures = [float(point[name]) for point in course for name in ("total", "out_of")]
    lowest, span = min(figures), max(max(figures) - min(figures), 1)
    step = (WIDTH - 4 * EDGE) / max(len(course) - 1, 1)

    def at(place: int, figure: str) -> tuple[float, float]:
        return 2 * EDGE + place * step, floor - (float(figure) - lowest) / span * (floor - top)

    drawn = [
        _trace([at(place, point["out_of"]) for place, point in enumerate(course)], _PALE, ' stroke-dasharray="4 3"')
    ]
    drawn.append(_trace([at(place, point["total"]) for place, point in enumerate(course)], _INK, ""))
    for place, point in enumerate(course):
        across, down = at(place, point["total"])
        drawn.append(f'<circle cx="{across:.1f}" cy="{down:.1f}" r="2.5" fill="{_INK}"/>')
        drawn += [_text(across, down + 15, point["total"]), _text(across, height - 6, point["on"][5:], _SOFT)]
    return _svg(_("The course of the score"), height, drawn)


def _trace(points: Sequence[tuple[float, float]], colour: str, more: str) -> str:
    told = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    return f'<polyline points="{told}" fill="none" stroke="{colour}" stroke-width="1.5"{more}/>'


def _line(left: float, top: float, right: float, bottom: float, colour: str) -> str:
    return f'<line x1="{left}" y1="{top}" x2="{right}" y2="{bottom}" stroke="{colour}"/>'


def _text(middle: float, base: float, text: str, colour: str = _TEXT) -> str:
    return f'<text x="{middle:.1f}" y="{base:.1f}" font-size="11" text-anchor="middle" fill="{colour}">{text}</text>'


def _svg(title: str, height: int, drawn: Sequence[str]) -> "Markup":
    from markupsafe import Markup, escape

    head = f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
    return Markup(f'{head} xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{"".join(drawn)}</svg>')
