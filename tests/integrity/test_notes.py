"""Signed notes, checkpoints and receipts: against the reference example, against forgery, against any text at all."""

import base64
import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from ledger.codec import leaf_hash
from ledger.errors import LedgerError
from ledger.integrity import notes
from ledger.integrity.checkpoints import checkpoint_from, checkpoint_of, consistency_from, signed_checkpoint
from ledger.integrity.merkle import verify_consistency
from ledger.integrity.receipts import check_receipt, receipt_from, receipt_text
from tests.integrity.test_tampering import sealed
from tests.office import say

__all__ = ["sealed"]
SIGNER = notes.Signer("office.example/ledger", bytes(range(32)))
BLOBS = [f'{{"number":{number}}}'.encode() for number in range(1, 12)]
LEAVES = [leaf_hash(blob) for blob in BLOBS]
NOTE = signed_checkpoint(checkpoint_of(SIGNER.name, LEAVES), SIGNER)
RECEIPT = receipt_text(BLOBS[4], 5, LEAVES, NOTE)


def test_the_example_of_the_go_reference_is_signed_and_verified_alike() -> None:
    """golang.org/x/mod/sumdb/note, where the format comes from."""
    key = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signed = (
        text
        + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUg"
        + "YN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    )
    assert notes.signer_from(key).verifier.vkey == vkey
    assert notes.signer_from(key).signed(text) == signed
    assert notes.check_signed(notes.note_from(signed), notes.verifier_from(vkey))


def test_a_key_and_its_public_half_are_read_as_they_are_written() -> None:
    assert notes.signer_from(SIGNER.line() + "\n") == SIGNER
    assert notes.verifier_from(SIGNER.verifier.vkey) == SIGNER.verifier


@pytest.mark.parametrize(
    "line", ["", "x", SIGNER.line()[:-3], SIGNER.line().replace("office", "other"), SIGNER.verifier.vkey]
)
def test_what_is_no_private_key_is_refused(line: str) -> None:
    with pytest.raises(notes.NoteUnreadable):
        notes.signer_from(line)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "line\nend"])
def test_a_name_that_would_break_a_line_is_refused(name: str) -> None:
    with pytest.raises(notes.NoteUnreadable):
        notes.check_name(name)


def test_another_key_another_text_and_another_name_are_refused() -> None:
    other = notes.Signer(SIGNER.name, bytes(32))
    of_another_key = other.signed(checkpoint_of(SIGNER.name, LEAVES).text)
    of_another_size = NOTE.replace("\n11\n", "\n10\n")
    for forged, verifier in (
        (NOTE, other.verifier),
        (of_another_key, SIGNER.verifier),
        (of_another_size, SIGNER.verifier),
    ):
        with pytest.raises(notes.SignatureRefused):
            notes.check_signed(notes.note_from(forged), verifier)


def cosigned(note: str, name: str, seed: bytes, time: int) -> tuple[str, notes.Verifier]:
    """Return a note with a witness's cosignature below (C2SP tlog-cosignature), and the witness's key."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    verifier = notes.Verifier(name, notes.COSIGNATURE, key.public_key().public_bytes_raw())
    message = f"cosignature/v1\ntime {time}\n".encode() + notes.note_from(note).text.encode()
    content = verifier.key_id + time.to_bytes(8, "big") + key.sign(message)
    return f"{note}— {name} {base64.b64encode(content).decode()}\n", verifier


def test_a_witness_is_verified_with_the_time_and_the_office_as_before() -> None:
    note, witness = cosigned(NOTE, "union.example", bytes(31) + b"\1", 1593651600)
    signature = notes.check_signed(notes.note_from(note), witness)
    assert signature.signed_at is not None and signature.signed_at.isoformat() == "2020-07-02T01:00:00+00:00"
    assert notes.check_signed(notes.note_from(note), SIGNER.verifier)
    backdated, _witness = cosigned(NOTE, "union.example", bytes(31) + b"\1", 1593651600)
    raw = notes.note_from(backdated).signatures[1]
    earlier = raw._replace(content=(1).to_bytes(8, "big") + raw.content[8:])
    with pytest.raises(notes.SignatureRefused):
        notes.check_signed(notes.Note(notes.note_from(note).text, (earlier,)), witness)


def test_a_cosignature_is_kept_and_shown(sealed: Path, tmp_path: Path) -> None:
    (path,) = (sealed / "checkpoints").glob("*.checkpoint")
    note, _witness = cosigned(path.read_text(encoding="utf-8"), "union.example", bytes(31) + b"\1", 1593651600)
    witnessed = tmp_path / "witnessed.checkpoint"
    witnessed.write_text(note, encoding="utf-8")
    said = say("verify", "--checkpoint", str(witnessed), folder=sealed)
    assert said.status == 0 and "union.example" in said.out


def test_every_receipt_holds_and_none_holds_for_another_place() -> None:
    for number, blob in enumerate(BLOBS, 1):
        text = receipt_text(blob, number, LEAVES, NOTE)
        check_receipt(receipt_from(text), SIGNER.verifier)
        moved = text.replace(f"index {number - 1}\n", f"index {number % len(BLOBS)}\n")
        with pytest.raises(LedgerError):
            check_receipt(receipt_from(moved), SIGNER.verifier)


def test_no_single_character_of_a_receipt_can_be_changed() -> None:
    chance = random.Random(1)
    for place in range(len(RECEIPT)):
        for letter in chance.sample("aZ0+/= \n—9", 3):
            forged = RECEIPT[:place] + letter + RECEIPT[place + 1 :]
            if forged == RECEIPT:
                continue
            try:
                receipt = receipt_from(forged)
                check_receipt(receipt, SIGNER.verifier)
            except LedgerError:
                continue
            assert receipt == receipt_from(RECEIPT), (place, letter)  # base64 has bits that say nothing


def test_two_checkpoints_and_the_proof_between_them_are_checked_without_a_ledger(sealed: Path) -> None:
    say("record", "late-arrival", "T1", "--on", "2020-05-01", "--by", "丙", folder=sealed)
    assert say("checkpoint", folder=sealed).status == 0
    older, newer = (checkpoint_from((sealed / "checkpoints" / f"{size}.checkpoint").read_text(encoding="utf-8"))
                    .checkpoint for size in (87, 88))  # fmt: skip
    first, second, hashes = consistency_from((sealed / "checkpoints" / "87-88.consistency").read_text(encoding="utf-8"))
    verify_consistency(first, second, older.root, newer.root, hashes)
    with pytest.raises(LedgerError):
        verify_consistency(first, second, newer.root, older.root, hashes)


READERS = [notes.note_from, notes.signer_from, notes.verifier_from, checkpoint_from, consistency_from, receipt_from]


@given(
    st.text()
    | st.text("— +\n=Aa0/", max_size=200)
    | st.integers(0, len(RECEIPT)).map(lambda end: RECEIPT[:end])
    | st.tuples(st.integers(0, len(NOTE)), st.text(max_size=5)).map(lambda d: NOTE[: d[0]] + d[1] + NOTE[d[0] :])
)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    for read in READERS:
        try:
            read(text)
        except LedgerError as error:
            assert str(error)
