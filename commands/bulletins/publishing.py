"""`bulletin --publish`: the figures and the page of today, kept for ever, and signed if there is a key."""

import base64
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from commands import wiring
from commands.asking import period_named
from commands.bulletins.reprinting import editions_of, print_published
from commands.proofs.keys import own_signer
from commands.reports.report import asked_of
from commands.terminal.receipts import acknowledged
from commands.terminal.tables import as_json as json_of
from commands.terminal.tables import page_as_text
from ledger.decisions.drafts import Draft
from ledger.errors import LedgerError
from ledger.facts import read_text
from ledger.facts.bulletin_published import BulletinPublished
from ledger.integrity.merkle import root_of
from ledger.integrity.sealing import checkpoint_on
from ledger.integrity.shelf import shelf_of
from ledger.texts import LANGUAGES, _, language_in_use, use_language
from projections.publications import Publication
from projections.reports import Asked, report_called

_HALVES = {"H1": "上半年", "H2": "下半年", "": ""}


def publish(given: dict[str, Any]) -> None:
    """Record a bulletin as published, print it, and sign a checkpoint. Raises LedgerError."""
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    period = period_named(given["period"])
    asked = msgspec.structs.replace(
        asked_of(report_called("bulletin"), ledger, given | {"as_json": True}), with_causes=True
    )
    earlier = editions_of(ledger, period)
    today = ledger.today(asked.schemes.latest().time_zone)
    leaves = ledger.leaves(asked.known_at.entry)
    root = base64.b64encode(root_of(leaves)).decode()
    heading = _heading(given, asked, period, earlier, today) | {"checkpoint": {"size": len(leaves), "root": root}}
    content = _document(asked, heading)
    fact = _fact(asked, heading, earlier, content)
    draft = Draft(fact=fact, occurred_on=today)
    (entry,) = application.record_one(draft, wiring.recorder(context), document=content).entries
    with acknowledged(entry.number, entry.number):
        print_published(content, as_json=given["as_json"])
    click.echo(
        _(
            "Published as entry #{number}: edition {edition} of {period}, SHA-256 {sha256}.",
            number=entry.number, edition=fact.edition, period=period, sha256=fact.document,
        ),
        err=True,
    )  # fmt: skip
    _seal(wiring.beside(context), leaves)


def _seal(beside: Path, leaves: list[bytes]) -> None:
    """Sign a checkpoint over the entries that the bulletin knew, and say where it is; or say why there is none."""
    try:
        signer = own_signer(leaves)
        if signer is None:
            click.echo(_("No checkpoint was signed: gongguo key new makes the key for it."), err=True)
            return
        _checkpoint, place, _proof = checkpoint_on(shelf_of(beside), leaves, signer)
        click.echo(_("Checkpoint over {size} entries written to {path}.", size=len(leaves), path=place), err=True)
    except LedgerError as error:
        click.echo(_("No checkpoint was signed: {reason}", reason=error), err=True)


def _heading(
    given: dict[str, Any], asked: Asked, period: str, earlier: list[Publication], today: date
) -> dict[str, Any]:
    """Return what a published bulletin says of itself."""
    assert asked.scheme is not None and asked.as_of is not None
    issuer = given["issuer"] or asked.scheme.issuer
    first = earlier[0] if earlier else None
    return {
        "period": period,
        "edition": len(earlier) + 1,
        "title": read_text(given["title"] or _title(issuer, period)),
        "issuer": read_text(issuer),
        "number": None if given["number"] is None else read_text(given["number"]),
        "published_on": today.isoformat(),
        "scheme_sha256": asked.schemes.versions(asked.scheme.year, asked.as_of)[-1].sha256,
        "first_edition": None if first is None else {
            "entry": first.entry.number, "published_on": first.entry.day.isoformat(), "document": first.fact.document,
        },
    }  # fmt: skip


def _title(issuer: str, period: str) -> str:
    """Return the usual title: documents of the office are in Chinese."""
    year, _sign, half = period.partition("-")
    return f"{issuer}关于{year}年{_HALVES[half] or '度'}绩效考核情况的通报"


def _document(asked: Asked, heading: dict[str, Any]) -> bytes:
    """Return the bytes that are kept for ever: the figures, and the page in each language as it is printed today."""
    report = report_called("bulletin")
    document = {**report.document(asked), "publication": heading}
    speaking = language_in_use()
    pages = {}
    for language in LANGUAGES:
        use_language(language)
        pages[language] = page_as_text(report.page(document))
    use_language(speaking)
    return json_of(document | {"pages": pages}) + b"\n"


def _fact(asked: Asked, heading: dict[str, Any], earlier: list[Publication], content: bytes) -> BulletinPublished:
    assert asked.scheme is not None and asked.as_of is not None
    return BulletinPublished(
        year=asked.scheme.year,
        period=heading["period"],
        edition=heading["edition"],
        as_of=asked.as_of,
        known_at=asked.known_at.entry,
        scheme=asked.scheme.id,
        scheme_sha256=heading["scheme_sha256"],
        document=hashlib.sha256(content).hexdigest(),
        title=heading["title"],
        issuer=heading["issuer"],
        reference=heading["number"],
        first_edition=earlier[0].entry.number if earlier else None,
    )
