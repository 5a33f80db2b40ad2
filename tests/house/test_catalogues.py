"""The three catalogues as they are: one that vanished, or one that came, is seen here."""

from pathlib import Path

import msgspec

from ledger.facts import catalogue as kinds
from ledger.facts import fields_of, stored_name
from ledger.schemes.rules import catalogue as rules
from projections.reports import catalogue as reports

SNAPSHOT = Path(__file__).with_name("catalogues.txt")


def test_the_catalogues_are_those_of_the_snapshot() -> None:
    lines = [f"kind {stored_name(kind)}: {', '.join(fields_of(kind))}".rstrip(": ") for kind in kinds().values()]
    lines += [f"rule {name}: {', '.join(rule.__struct_fields__)}" for name, rule in rules().items()]
    lines += [f"report {name}" for name in reports()]
    assert lines == SNAPSHOT.read_text(encoding="utf-8").splitlines()


def test_every_kind_says_what_it_is_in_both_languages() -> None:
    for kind in kinds().values():
        assert kind.LABEL.en and kind.LABEL.zh and (kind.__doc__ or "").strip()
        for field in fields_of(kind).values():
            assert field.label.en and field.label.zh and field.expects()


def test_kinds_have_no_defaults_but_none() -> None:
    for kind in kinds().values():
        assert set(kind.__struct_defaults__) <= {None, msgspec.NODEFAULT}, kind
