"""Signed notes (C2SP signed-note): a text, and lines that say who signed it. Checkpoints and receipts are made of them.

    — name base64(key id ‖ signature)

The key id is the beginning of SHA-256(name ‖ "\\n" ‖ algorithm ‖ public key). Algorithm 1 is Ed25519 over the text; 4
is a witness's cosignature (C2SP tlog-cosignature), Ed25519 over a heading with the time, and the text. Lines of keys
that nobody asks for are kept and not judged: there is room for witnesses to come.
"""

import base64
import binascii
import hashlib
import re
from datetime import UTC, datetime
from typing import NamedTuple

from ledger.errors import LedgerError
from ledger.texts import _, listing

ED25519, COSIGNATURE = 1, 4
_KEY_ID_BYTES, _TIME_BYTES = 4, 8
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")


class NoteUnreadable(LedgerError):
    """A text that is no signed note, or a line that is no key."""

    code = "note-unreadable"


class SignatureRefused(LedgerError):
    """A note that the key did not sign."""

    code = "signature-refused"


class Verifier(NamedTuple):
    """A public key with its name: `vkey` is how people hand it on."""

    name: str
    algorithm: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature line names the key."""
        material = self.name.encode() + b"\n" + bytes([self.algorithm]) + self.public
        return hashlib.sha256(material).digest()[:_KEY_ID_BYTES]

    @property
    def vkey(self) -> str:
        """The key as a line: name+key id+base64(algorithm ‖ public key)."""
        encoded = base64.b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"


class Signature(NamedTuple):
    """A line below a note."""

    name: str
    key_id: bytes
    content: bytes

    @property
    def signed_at(self) -> datetime | None:
        """When a witness says that it signed; None for any other signature."""
        if len(self.content) != _TIME_BYTES + 64:
            return None
        return datetime.fromtimestamp(int.from_bytes(self.content[:_TIME_BYTES], "big"), UTC)


class Note(NamedTuple):
    """A text, its last line end included, and the signatures below it."""

    text: str
    signatures: tuple[Signature, ...]


class Signer(NamedTuple):
    """A private key with its name."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key()
        return Verifier(self.name, ED25519, public.public_bytes_raw())

    def line(self) -> str:
        """Return the key as the line that its owner keeps."""
        encoded = base64.b64encode(bytes([ED25519]) + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{encoded}"

    def signed(self, text: str) -> str:
        """Return the note of a text, signed."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        content = base64.b64encode(self.verifier.key_id + signature).decode()
        return f"{text}\n— {self.name} {content}\n"


def check_name(name: str) -> None:
    """Check the name of a key or a log: not empty, no space, no plus. Raises NoteUnreadable."""
    if not re.fullmatch(r"[^\s+]+", name):
        raise NoteUnreadable(
            _("this is no name of a key"), expected=_("a word without spaces and plus signs"), found=f"“{name}”"
        )


def signer_from(line: str) -> Signer:
    """Read a private key. Raises NoteUnreadable."""
    match = re.fullmatch(r"PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", line.strip())
    content = _decoded(match[3]) if match is not None else b""
    if match is None or len(content) != 33 or content[0] != ED25519:
        raise NoteUnreadable(_("this is no private key"), expected=_("a line of gongguo key new"))
    signer = Signer(match[1], content[1:])
    if signer.verifier.key_id.hex() != match[2]:
        raise NoteUnreadable(
            _("the private key is damaged"), expected=match[2], found=signer.verifier.key_id.hex()
        )  # fmt: skip
    return signer


def verifier_from(vkey: str) -> Verifier:
    """Read a public key. Raises NoteUnreadable."""
    match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", vkey.strip())
    content = _decoded(match[3]) if match is not None else b""
    if match is None or len(content) != 33 or content[0] not in {ED25519, COSIGNATURE}:
        raise NoteUnreadable(
            _("this is no public key"), expected=_("a line such as name+1a2b3c4d+AU…, of gongguo key show"),
            found=f"“{vkey[:80]}”",
        )  # fmt: skip
    verifier = Verifier(match[1], content[0], content[1:])
    if verifier.key_id.hex() != match[2]:
        raise NoteUnreadable(_("the public key is damaged"), expected=match[2], found=verifier.key_id.hex())
    return verifier


def note_from(content: str) -> Note:
    """Read a signed note. Raises NoteUnreadable."""
    text, blank, below = content.rpartition("\n\n")
    lines = below.splitlines()
    if not blank or not lines or not below.endswith("\n"):
        raise NoteUnreadable(
            _("this is no signed note"), expected=_("a text, an empty line, and lines of signatures"),
            found=f"“{content[:40]}”",
        )  # fmt: skip
    return Note(text + "\n", tuple(map(_signature, lines)))


def _signature(line: str) -> Signature:
    match = _SIGNATURE_LINE.fullmatch(line)
    content = _decoded(match[2]) if match is not None else b""
    if match is None or len(content) <= _KEY_ID_BYTES:
        raise NoteUnreadable(
            _("a line below the note is no signature"), expected="— name base64", found=f"“{line[:60]}”"
        )  # fmt: skip
    return Signature(match[1], content[:_KEY_ID_BYTES], content[_KEY_ID_BYTES:])


def check_signed(note: Note, verifier: Verifier) -> Signature:
    """Return the signature of this key below the note. Raises SignatureRefused if none holds."""
    theirs = [
        signature for signature in note.signatures
        if (signature.name, signature.key_id) == (verifier.name, verifier.key_id)
    ]  # fmt: skip
    if not theirs:
        raise SignatureRefused(
            _("the note is not signed by {name}", name=verifier.name),
            expected=f"{verifier.name}+{verifier.key_id.hex()}",
            found=listing(f"{signature.name}+{signature.key_id.hex()}" for signature in note.signatures),
        )
    for signature in theirs:
        if not _holds(note.text, signature, verifier):
            raise SignatureRefused(
                _("the signature of {name} does not hold", name=verifier.name),
                expected=_("the text as it was signed"),
                found=_("another text, or another signature"),
            )
    return theirs[0]


def _holds(text: str, signature: Signature, verifier: Verifier) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    message, content = text.encode(), signature.content
    if verifier.algorithm == COSIGNATURE:
        time = int.from_bytes(content[:_TIME_BYTES], "big")
        message, content = f"cosignature/v1\ntime {time}\n".encode() + message, content[_TIME_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(content, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
