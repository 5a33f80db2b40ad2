"""The figures as a table for people, and as JSON or CSV for keeping."""

import csv
import io
import json
import statistics
from collections.abc import Sequence

from tabulate import tabulate

from tests.benchmarks.contest import Figures
from tests.benchmarks.targets import Met

HEADINGS = ["work", "entries", "program", "seconds", "peak MB", "gongguo ÷ it", "least–most", "rounds"]


def as_table(figures: Sequence[Figures], met: Sequence[Met]) -> str:
    """Return both tables: what every program took, and whether it is what was wanted."""
    rows = [_row(one) for one in figures]
    judged = [
        (one.wanted, f"{one.at_most:g}", _short(one.measured), one.verdict) for one in met if one.measured is not None
    ]
    tables = [_aligned(rows, HEADINGS, "lrlrrrrr")]
    tables += [_aligned(judged, ["wanted", "at most", "measured", ""], "lrrl")] if judged else []
    return "\n\n".join(tables)


def _aligned(rows: Sequence[Sequence[str]], headings: Sequence[str], sides: str) -> str:
    align = [{"l": "left", "r": "right"}[side] for side in sides]
    table = tabulate(rows, headings, tablefmt="simple", disable_numparse=True, colalign=align)
    return "\n".join(line.rstrip() for line in table.splitlines())


def _row(one: Figures) -> list[str]:
    work = [one.work, f"{one.entries:,}" if one.entries else ""] if one.is_ours else ["", ""]
    if not one.pairs:
        return [*work, one.program, "not installed", "", "", "", ""]
    if one.wrong:
        return [*work, one.program, f"WRONG: {one.wrong}", "", "", "", ""]
    ratio = [] if one.is_ours else [_short(statistics.median(one.ratios)), _span(one.ratios)]
    return [*work, one.program, f"{one.seconds:.3f}", f"{one.peak_mb:.0f}", *(ratio or ["", ""]), str(len(one.pairs))]


def _span(values: Sequence[float]) -> str:
    return f"{_short(min(values))}–{_short(max(values))}"


def _short(value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def as_json(figures: Sequence[Figures], met: Sequence[Met], about: dict[str, str]) -> str:
    """Return everything that was measured, run by run."""
    return json.dumps(
        {
            "about": about,
            "programs": [
                {
                    "work": one.work, "entries": one.entries, "program": one.program,
                    "runs": [pair.it._asdict() | {"gongguo_seconds": pair.ours.seconds} for pair in one.pairs],
                }
                for one in figures
            ],
            "targets": [one._asdict() | {"verdict": one.verdict} for one in met],
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def as_csv(figures: Sequence[Figures]) -> str:
    """Return one line for each run of each program."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(["work", "entries", "program", "round", "seconds", "processor_seconds", "peak_mb", "wrong",
                    "gongguo_seconds"])  # fmt: skip
    for one in figures:
        for turn, (it, ours) in enumerate(one.pairs, start=1):
            lines.writerow([one.work, one.entries, one.program, turn, *it, ours.seconds])
    return out.getvalue()
