"""Papers: attendance files read, slips written."""

import shutil
from pathlib import Path

from tests.benchmarks.contest import Contest, Program, run
from tests.benchmarks.unit import GONGGUO, Unit
from tests.benchmarks.works import Work, gongguo, is_exactly, python, says
from tests.commands.test_candidates import daily

DAYS = 25  # of March
MOST_LINES = 5000
CELLS = (
    "from python_calamine import CalamineWorkbook; "
    "print(len(CalamineWorkbook.from_path('每日.xlsx').get_sheet_by_index(0).to_python()))"
)


def attendance(work: str, unit: Unit) -> Contest:
    """The candidates of 5,000 lines of attendance, against reading the file's cells."""
    people = min(MOST_LINES, unit.entries) // DAYS
    folder, lines = unit.folder.parent / f"attendance-{people}", people * DAYS
    if not folder.exists():
        _attendance_files(folder, people)
    ours = gongguo(
        "candidates", "read", "每日.xlsx", check=says(f": {lines} candidates to be confirmed"),
        before=lambda: [shutil.rmtree(folder / made, ignore_errors=True) for made in ("candidates", "evidence")],
    )  # fmt: skip
    return Contest(work, lines, folder, ours, [python("calamine: its cells", CELLS, is_exactly(lines + 3))])


def _attendance_files(folder: Path, people: int) -> None:
    folder.mkdir(parents=True)
    names = [f"职工{number:04}" for number in range(people)]
    (folder / "roster.csv").write_text(
        "id,name,department,post\n" + "".join(f"{name},{name},办公室,office-web\n" for name in names), encoding="utf-8"
    )
    made = run(Program("gongguo", [*GONGGUO, "init", "--roster", "roster.csv"], says(f"{people} people")), folder)
    assert made.wrong is None, made.wrong
    seen = ["A", "08:41", "迟到", "17:30", "正常", "", "11", ""]
    days = range(1, DAYS + 1)
    daily(
        folder / "每日.xlsx",
        *([name, "机关", "办公室", "", f"20-03-{day:02}", *seen] for name in names for day in days),
    )


def slips(work: str, unit: Unit) -> Contest:
    """A slip for everybody, against one slip: the first second of each goes into ranking everybody."""
    all_of_them = gongguo("slips", "-o", "slips.html", check=_written(unit, unit.people))
    one = gongguo("slips", unit.person, "-o", "slip.html", check=says("slip.html"))
    return Contest(work, unit.entries, unit.folder, all_of_them, [one._replace(name="gongguo: one slip")])


def _written(unit: Unit, people: int):
    def check(printed: str) -> str | None:
        found = (unit.folder / "slips.html").read_text(encoding="utf-8").count('class="sentence"')
        return None if found == people else f"expected {people} slips; found {found}"

    return check


WORKS = [Work("attendance candidates", attendance, once=True), Work("slips of everybody", slips, once=True)]
