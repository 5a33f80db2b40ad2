"""The clause of a scheme on appeals, where it has one: within which time one is filed, and answered."""

from typing import Annotated, Literal

import msgspec

_Days = Annotated[int, msgspec.Meta(ge=1, le=3660)]


class Appeals(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scheme's own window for appeals, under a clause that is quoted.

    An appeal is filed `within` so many days (or working days, by `unit`) of the appellant's learning of the result; a
    `late` one is refused, or taken and flagged. It is answered within `answer_within` of the filing, in the same unit;
    None where the clause names no time for that.
    """

    within: _Days
    unit: Literal["days", "working-days"]
    late: Literal["flagged", "refused"]
    clause: str
    text: str
    answer_within: _Days | None = None
