"""The catalogue of reports: every file of this folder without a leading underscore is one report.

A report is a module with `REPORT`, named for the question it answers; the command line is made from it.
"""

from functools import cache
from importlib import import_module
from pathlib import Path

from projections.reports._base import Asked, Page, Paragraph, Report, Table, WhoIsAsked

__all__ = ["Asked", "Page", "Paragraph", "Report", "Table", "WhoIsAsked", "catalogue", "report_called"]


@cache
def catalogue() -> dict[str, Report]:
    """Return every report by its name, in alphabetical order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {name: report_called(name) for name in names}


def report_called(name: str) -> Report:
    """Return the report in the file of this name."""
    report = import_module(f"{__name__}.{name}").REPORT
    assert isinstance(report, Report)
    return report
