"""The clause of a scheme on appeals, where it has one: within which time one is filed, and answered."""

import msgspec

UNITS = ("days", "working-days")
LATE = ("flagged", "refused")
MOST_DAYS = 3660


class Appeals(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scheme's own window for appeals, under a clause that is quoted.

    An appeal is filed `within` so many `unit` (days or working-days) of the appellant's learning of the result; a
    `late` one is refused, or taken and flagged. It is answered within `answer_within` of the filing, in the same unit;
    None where the clause names no time for that.
    """

    within: int
    unit: str
    late: str
    clause: str
    text: str
    answer_within: int | None = None

    def __post_init__(self) -> None:
        """Check that the window can be reckoned with. Raises ValueError."""
        for name, value in (("within", self.within), ("answer_within", self.answer_within)):
            if value is not None and not 1 <= value <= MOST_DAYS:
                message = f"expected `{name}` to be from 1 to {MOST_DAYS}; found {value}"
                raise ValueError(message)
        for name, word, options in (("unit", self.unit, UNITS), ("late", self.late, LATE)):
            if word not in options:
                message = f"expected `{name}` to be {' or '.join(options)}; found {word}"
                raise ValueError(message)
