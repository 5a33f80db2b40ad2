"""What is wrong with a whole column of a file that is handed in, and the option of `import` that mends it."""

from collections.abc import Mapping

from ledger.decisions.drafts import Problem, heading_of
from ledger.texts import _

EXAMPLES_OF_A_FIELD = {"kind": "迟到", "person": "甲", "occurred_on": "2020-06-30"}


def say_what_an_option_does(problem: Problem, fields: Mapping[str, str]) -> None:
    """Add to the problem of a row what an option does about the same in every row."""
    if problem.error.code == "unknown-field" and not problem.error.remedy:
        problem.error.remedy = _("Leave the column out with --column {column}=-, or say which field it is: --column "
                                 "{column}=FIELD.", column=problem.column)  # fmt: skip
    if problem.error.code == "missing-field" and heading_of(fields, problem.column) not in fields:
        example = EXAMPLES_OF_A_FIELD.get(problem.column, "…")
        problem.error.remedy = _("Give it, or the same to every row: --set {field}={example}.", field=problem.column,
                                 example=example)  # fmt: skip
