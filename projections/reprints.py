"""Published bulletins held against the ledger: is each still there, the same, and true to the entries it knew?"""

import base64
import hashlib
import json
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.bulletin_published import BulletinPublished
from ledger.integrity.merkle import root_of
from ledger.people import People
from ledger.schemes import AdoptedSchemes
from ledger.texts import _
from ledger.values import KnownAt
from projections.reports import Asked, report_called
from projections.reports._base import Document, Source

CONTRACT = ("id", "name", "department", "post", "total", "out_of", "net", "final", "rank", "grade", "items")
"""What of a row other programs rely on; a later version of this one may say more of a person, and be as true."""


class Ledger(Source, Protocol):
    """What a ledger answers where its publications are held against it."""

    def schemes(self, known_at: int) -> AdoptedSchemes:
        """The schemes adopted by then."""

    def known_at_entry(self, number: int) -> KnownAt:
        """The moment of an entry."""

    def document(self, sha256: str) -> bytes | None:
        """The document kept under a hash."""

    def leaves(self, known_at: int) -> list[bytes]:
        """The leaf hashes of the entries known then."""


class Difference(NamedTuple):
    """Something of a published bulletin that is not what the ledger says: the entry, what, expected, found."""

    entry: int
    what: str
    expected: str
    found: str


def differences(ledger: Ledger, known_at: int) -> Iterator[Difference]:
    """Yield everything that is untrue of the bulletins published by then."""
    for entry in ledger.standing_of_kinds({"bulletin-published"}, known_at):
        fact = entry.fact
        assert isinstance(fact, BulletinPublished)
        yield from _of_one(ledger, entry, fact)


def _of_one(ledger: Ledger, entry: Entry[Fact], fact: BulletinPublished) -> Iterator[Difference]:
    content = ledger.document(fact.document)
    if content is None:
        yield Difference(entry.number, _("the published document is missing"), fact.document, _("nothing"))
        return
    digest = hashlib.sha256(content).hexdigest()
    if digest != fact.document:
        yield Difference(entry.number, _("the published document was changed"), fact.document, digest)
        return
    schemes = ledger.schemes(fact.known_at)
    law = schemes.versions(fact.year, fact.as_of)[-1].sha256 if fact.year in schemes.years else _("nothing")
    if law != fact.scheme_sha256:
        yield Difference(entry.number, _("the scheme that the bulletin names is another"), law, fact.scheme_sha256)
        return
    published = json.loads(content)
    sealed = published["publication"].get("checkpoint")
    root = base64.b64encode(root_of(ledger.leaves(fact.known_at))).decode()
    if sealed is not None and sealed != {"size": fact.known_at, "root": root}:
        what = _("the root printed on the bulletin is not that of its entries")
        yield Difference(entry.number, what, f"{fact.known_at} {root}", f"{sealed['size']} {sealed['root']}")
    computed = json.loads(json.dumps(_computed(ledger, fact)))
    for what, expected, found in _untrue(published, computed):
        yield Difference(entry.number, _("the published bulletin differs: {what}", what=what), expected, found)


def _computed(ledger: Ledger, fact: BulletinPublished) -> Document:
    """Return the bulletin made again from the entries that it knew."""
    schemes = ledger.schemes(fact.known_at)
    scheme = schemes.for_year(fact.year, fact.as_of)
    asked = Asked(
        source=ledger, schemes=schemes, scheme=scheme, zone=scheme.zone, as_of=fact.as_of,
        known_at=ledger.known_at_entry(fact.known_at), people=People(),
    )  # fmt: skip
    return report_called("bulletin").document(asked)


def _untrue(published: dict[str, Any], computed: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (what, as computed again, as published) for every figure of a published document that differs."""
    for name in ("year", "as_of", "known_at", "scheme"):
        if published.get(name) != computed.get(name):
            yield name, str(computed.get(name)), str(published.get(name))
    now = {row["id"]: row for row in computed["rows"]}
    was = {row["id"]: row for row in published["rows"]}
    if list(now) != list(was):
        yield "rows", " ".join(now), " ".join(was)
    for person_id in now.keys() & was.keys():
        for name in CONTRACT:
            expected, found = now[person_id].get(name), was[person_id].get(name)
            if expected != found:
                yield f"{person_id} {name}", str(expected), str(found)
