"""违反值班规定或不服从安排: on duty (附件1·3, reading E9: one for each incident)."""

from ledger.facts._base import Fact
from ledger.texts import Label


class DutyViolation(Fact, frozen=True, kw_only=True, tag="duty-violation.v1"):
    """One incident of breaking the rules of duty or not complying with arrangements."""

    LABEL = Label("duty violation", "违反值班规定或不服从安排")
