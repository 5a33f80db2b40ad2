"""`bulletin --published`: what was published, to the byte, and what has been recorded since about its days."""

import hashlib
import json
from typing import Any

import click

from commands import wiring
from commands.asking import period_named
from commands.reports.report import asked_of
from commands.terminal.tables import print_bytes, print_json, print_page
from ledger import Ledger
from ledger.errors import LedgerError
from ledger.texts import _, language_in_use
from projections.publications import Publication, publications
from projections.reports import Paragraph, report_called


class NotPublished(LedgerError):
    """A bulletin that was never published."""

    code = "not-published"


def _edition_asked(ledger: Ledger, given: dict[str, Any]) -> Publication:
    """Return the edition asked for, the last if none is named. Raises NotPublished."""
    period = period_named(given["published"])
    editions = editions_of(ledger, period)
    number = given["edition"] or len(editions)
    if not 1 <= number <= len(editions):
        raise NotPublished(
            _("the bulletin of {period} was not published", period=period) if not editions
            else _("the bulletin of {period} has no edition {edition}", period=period, edition=number),
            expected=_("edition 1 to {last}", last=len(editions)) if editions else "",
            remedy=_("See gongguo log --kind bulletin-published."),
        )  # fmt: skip
    return editions[number - 1]


def print_again(given: dict[str, Any]) -> None:
    """Print the edition asked for as it was published. Raises NotPublished."""
    ledger = wiring.open_ledger(click.get_current_context())
    print_published(published_bytes(ledger, given), as_json=given["as_json"])


def published_bytes(ledger: Ledger, given: dict[str, Any]) -> bytes:
    """Return the document of the edition asked for, as it was published. Raises NotPublished."""
    fact = _edition_asked(ledger, given).fact
    content = ledger.document(fact.document)
    if content is None or hashlib.sha256(content).hexdigest() != fact.document:
        raise NotPublished(
            _("the document that was published is not in the ledger as it was"),
            expected=f"SHA-256 {fact.document}",
            found=_("nothing") if content is None else hashlib.sha256(content).hexdigest(),
            remedy=_("gongguo verify lists everything that is untrue; go back to the last copy that is true."),
        )
    return content


def changes_since(given: dict[str, Any]) -> None:
    """Print what was recorded since the edition asked for about its days, and what that changes."""
    ledger = wiring.open_ledger(click.get_current_context())
    entry, fact, _days = _edition_asked(ledger, given)
    report = report_called("diff")
    moment = {"as_of": fact.as_of.isoformat(), "year": str(fact.year), "known_at": [f"#{fact.known_at}"]}
    document = report.document(asked_of(report, ledger, given | moment))
    document["publication"] = {"entry": entry.number, "period": fact.period, "edition": fact.edition,
                               "published_on": entry.day.isoformat(), "document": fact.document}  # fmt: skip
    heading = _("Since the bulletin of {period}, edition {edition}, published on {published_on} as entry #{entry}:",
                **document["publication"])  # fmt: skip
    print_json(document) if given["as_json"] else print_page([Paragraph(heading), *report.page(document)])


def editions_of(ledger: Ledger, period: str) -> list[Publication]:
    """Return the published editions of a period's bulletin, in turn."""
    known = ledger.known_now().entry
    return [one for one in publications(ledger, ledger.schemes(known), known) if one.fact.period == period]


def print_published(content: bytes, *, as_json: bool) -> None:
    """Print a published document: its bytes, or the page that stands in it."""
    page: str = "" if as_json else json.loads(content)["pages"][language_in_use()]
    print_bytes(content) if as_json else click.echo(page, nl=False)
