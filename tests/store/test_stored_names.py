"""A sample of every stored name ever released: its bytes are read today as they were written."""

import json
from pathlib import Path

from ledger.codec import UnreadableEntry, decode, encode, leaf_hash
from ledger.facts import catalogue, stored_name

SAMPLES = Path(__file__).with_name("samples.jsonl")


def samples() -> list[bytes]:
    return SAMPLES.read_bytes().splitlines()


def test_every_stored_name_has_a_sample() -> None:
    names = {json.loads(sample)["fact"]["kind"] for sample in samples()}
    assert names == {stored_name(kind) for kind in catalogue().values()}


def test_a_sample_is_read_and_written_again_byte_for_byte() -> None:
    for sample in samples():
        assert encode(decode(sample)) == sample


def test_the_leaf_hash_is_that_of_rfc_6962() -> None:
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def test_an_unknown_name_is_an_error_that_says_so() -> None:
    strange = samples()[0].replace(b".v1", b".v9")
    try:
        decode(strange)
    except UnreadableEntry as error:
        assert ".v9" in error.found
    else:
        raise AssertionError
