"""The reports there are and the questions they answer, read from their files without loading them."""

from pathlib import Path

_REPORTS = Path(__file__).parents[2] / "projections" / "reports"


def report_names() -> list[str]:
    """Return the names of the reports, in alphabetical order."""
    return sorted(path.stem for path in _REPORTS.glob("[a-z]*.py"))


def question_of(name: str) -> str:
    """Return the question that a report answers: the first line of its file."""
    with (_REPORTS / f"{name}.py").open(encoding="utf-8") as source:
        return source.readline().strip().strip('"').rstrip(".")
