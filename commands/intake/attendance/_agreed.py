"""What an office says once of its machine: whose the numbers are, when work begins and ends, its columns of leave.

It is kept as the mappings of columns are, in a TOML file of tables `workers` (number or name = id), `leave`
(heading = person, begins, ends, what …) and `hours` (begins, ends).
"""

from collections.abc import Iterable, Mapping
from datetime import time
from pathlib import Path
from typing import NamedTuple

from commands.intake.attendance._candidates import Hours
from commands.intake.attendance._leave import COLUMNS
from commands.intake.mapping import MappingUnusable, kept_in, pairs_of, tables_as_toml
from ledger.facts import UnreadableValue
from ledger.people import People
from ledger.people.pinyin import found_by
from ledger.texts import _, listing


class Agreed(NamedTuple):
    """Numbers or names as machines have them, each with an id of the roster; headings of leave; when work is."""

    workers: Mapping[str, str] = {}
    leave: Mapping[str, str] = {}
    hours: Hours = Hours()

    def extended(
        self, workers: Iterable[str], leave: Iterable[str], begins: str | None, ends: str | None, people: People
    ) -> "Agreed":
        """Return this with further NUMBER=PERSON, HEADING=WHAT and hours. Raises LedgerError."""
        named = {number: found_by(people, person).id for number, person in pairs_of(workers, "21=张婷婷").items()}
        headings = pairs_of(leave, "请假人=person")
        wrong = [meant for meant in headings.values() if meant not in COLUMNS]
        if wrong:
            raise MappingUnusable(
                _("a list of leave has no such column"), expected=_("one of {options}", options=listing(COLUMNS)),
                found=listing(wrong),
            )  # fmt: skip
        hours = Hours(clock(begins) if begins else self.hours.begins, clock(ends) if ends else self.hours.ends)
        if hours.begins >= hours.ends:
            raise UnreadableValue(_("work ends before it begins"), expected="--begins 08:30 --ends 17:30",
                                  found=f"{hours.begins:%H:%M}–{hours.ends:%H:%M}", column="time")  # fmt: skip
        return Agreed({**self.workers, **named}, {**self.leave, **headings}, hours)

    def as_toml(self) -> str:
        """Return it as the text in which it is kept."""
        hours = {"begins": f"{self.hours.begins:%H:%M}", "ends": f"{self.hours.ends:%H:%M}"}
        return tables_as_toml({"workers": self.workers, "leave": self.leave, "hours": hours})


def read_agreed(path: Path) -> Agreed:
    """Read what was kept. Raises MappingUnusable."""
    try:
        kept = kept_in(path, ("workers", "leave", "hours"))
        hours = Hours(**{name: clock(text) for name, text in kept["hours"].items()})
    except (TypeError, UnreadableValue) as error:
        raise MappingUnusable(_("the file {path} is no mapping", path=path), found=str(error)) from None
    return Agreed(kept["workers"], kept["leave"], hours)


def clock(text: str) -> time:
    """Read a time of the day, HH:MM. Raises UnreadableValue."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise UnreadableValue(
            _("this is no time of the day"), expected="08:30", found=f"“{text}”", column="time"
        ) from None
