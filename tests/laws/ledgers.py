"""Fresh ledgers of the small office of `universe`, one for each example of a law."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from projections.readings import YearReading
from tests.laws.universe import ROSTER, figures
from tests.office import Office


def text_of(roster: Sequence[Mapping[str, str]]) -> str:
    """Return a roster as the file that it is read from."""
    return "\n".join(",".join(row.values()) for row in [{name: name for name in roster[0]}, *roster]) + "\n"


ROSTER_TEXT = text_of(ROSTER)
FIRST_ROW = 2 + len(ROSTER)  # entry 1 is the scheme's adoption


class Ledgers:
    """Fresh ledgers, copied from one that is founded: quicker than founding each."""

    def __init__(self, founded: Path) -> None:
        self._founded = founded

    def __iter__(self) -> Iterator[Office]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "gongguo.db"
            shutil.copy(self._founded, path)
            office = Office.at(path)
            yield office
            office.application.close()


def all_figures(reading: YearReading) -> list[Any]:
    return [(s.sheet.person.id, s.rank, s.grade, figures(s.sheet)) for s in reading.everyone_traced()]
