"""The routes of an appeal that come with the program: who may do what, within which time, by which text.

They are data, in routes.toml beside this file. None of them is in the 2020 scheme, which has no clause on appeals.
"""

import tomllib
from enum import Enum
from functools import cache
from pathlib import Path

import msgspec

from ledger.texts import Label

OWN_ROUTE = "internal"
"""The unit's own route: its window is the scheme's, where the scheme has one."""


class Whose(Enum):
    """Whose time it is: the appellant's, the unit's that decides the case, or that of a body elsewhere."""

    APPELLANT = "appellant"
    UNIT = "unit"
    ELSEWHERE = "elsewhere"


class Event(Enum):
    """What a time runs from, or is kept by."""

    RESULT_KNOWN = "result-known"
    FILED = "filed"
    ACCEPTED = "accepted"
    DECIDED = "decided"
    ELSEWHERE = "elsewhere"
    """Something that another body does, which this ledger does not know."""


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One time limit. `within` is None where the text is named and its figure is not carried here.

    `extension` is how much longer it can be made, in the same unit. `kept_by` is the event of this case that keeps it,
    None for what happens elsewhere. `source` names the text, `text` says what it says.
    """

    id: str
    label: Label
    whose: Whose
    runs_from: Event
    within: int | None = None
    unit: str = "days"
    extension: int | None = None
    kept_by: Event | None = None
    source: Label
    text: Label


class Route(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A route: for whom it is, what holds meanwhile, and its steps in order."""

    id: str
    label: Label
    remark: Label
    steps: tuple[Step, ...]

    @property
    def filing(self) -> Step | None:
        """The step that the filing of a case keeps."""
        return next((step for step in self.steps if step.kept_by is Event.FILED), None)


class _Routes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    routes: tuple[Route, ...]


@cache
def routes() -> dict[str, Route]:
    """Return the routes that come with the program, by their names, in the order of the file."""
    document = Path(__file__).with_name("routes.toml").read_text(encoding="utf-8")
    return {route.id: route for route in msgspec.convert(tomllib.loads(document), _Routes).routes}
