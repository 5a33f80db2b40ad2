"""The catalogue of rules: every file of this folder without a leading underscore is one kind of rule."""

from functools import cache
from importlib import import_module
from pathlib import Path

import msgspec

from ledger.schemes.rules._base import (
    Assessment,
    Line,
    Remark,
    Rule,
    RuleParameters,
    Stake,
    State,
    Tally,
)  # fmt: skip
from ledger.texts import _, listing

__all__ = [
    "Assessment", "Line", "Remark", "Rule", "RuleParameters", "Stake", "State", "Tally", "catalogue", "rule_from",
    "rule_name",
]  # fmt: skip


@cache
def catalogue() -> dict[str, type[RuleParameters]]:
    """Return every rule by the name that schemes call it, in alphabetical order of the files."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    rules = [_rule_in(name) for name in names]
    return {str(rule.__struct_config__.tag): rule for rule in rules}


def _rule_in(module_name: str) -> type[RuleParameters]:
    module = import_module(f"{__name__}.{module_name}")
    (rule,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, RuleParameters) and thing.__module__ == module.__name__
    )
    return rule


def rule_name(rule: Rule) -> str:
    """Return the name by which schemes call a rule; its file has the same name with underscores."""
    return next(name for name, kind in catalogue().items() if isinstance(rule, kind))


def rule_from(parameters: object) -> Rule:
    """Make a rule from its table in a scheme. Raises ValueError with what was expected."""
    name = parameters.get("rule") if isinstance(parameters, dict) else None
    if not isinstance(name, str) or name not in catalogue():
        options = _("one of {options}", options=listing(catalogue()))
        message = f"expected {options}; found {name!r} - at `$.rule`"
        raise ValueError(message)
    try:
        return msgspec.convert(parameters, catalogue()[name])
    except msgspec.ValidationError as error:
        # Said again as a ValueError: only to that does msgspec add where in the document it stands.
        raise ValueError(str(error)) from None
