"""`bulletin`: shown like any report; published; printed again as it was; held against what came since."""

import base64
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.asking import period_named
from commands.keys import own_signer
from commands.receipts import acknowledged
from commands.report import answer, asked_of, parameters_of
from commands.report_names import question_of
from commands.tables import as_json as json_of
from commands.tables import page_as_text, print_bytes, print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.errors import LedgerError
from ledger.facts import read_text
from ledger.facts.bulletin_published import BulletinPublished
from ledger.integrity.merkle import root_of
from ledger.integrity.sealing import checkpoint_on
from ledger.integrity.shelf import shelf_of
from ledger.texts import LANGUAGES, _, language_in_use, later, listing, use_language
from projections.publications import Publication, publications
from projections.reports import Asked, Paragraph, report_called

PUBLISH = later("record this bulletin as published, and keep the document for ever")
TITLE = later("its title; left out: the issuer, the period and 绩效考核情况通报")
ISSUER = later("who issues it; left out: the scheme's issuer")
NUMBER = later("its document number, such as 州残联通报〔2020〕1号")
PUBLISHED = later("print again what was published for a period: 2020-H1, 2020-H2 or 2020")
EDITION = later("which edition; left out: the last")
CHANGES = later("what was recorded since about its days, and what that changes for whom")
OF_PUBLISHING = {"title": "--title", "issuer": "--issuer", "number": "--number"}
OF_PUBLISHED = {"edition": "--edition", "changes": "--changes"}
OF_A_READING = {"as_of": "--as-of", "known_at": "--known-at", "year": "--year", "period": "--period"}

_HALVES = {"H1": "上半年", "H2": "下半年", "": ""}


class NotPublished(LedgerError):
    """A bulletin that was never published."""

    code = "not-published"


def command_for(name: str) -> click.Command:
    """Make `bulletin`."""
    report = report_called(name)
    parameters = [
        *parameters_of(report),
        click.Option(["--publish"], is_flag=True, help=_(PUBLISH)),
        click.Option(["--title"], help=_(TITLE)),
        click.Option(["--issuer"], help=_(ISSUER)),
        click.Option(["--number"], help=_(NUMBER)),
        click.Option(["--published"], metavar="P", help=_(PUBLISHED)),
        click.Option(["--edition"], type=click.IntRange(min=1), help=_(EDITION)),
        click.Option(["--changes"], is_flag=True, help=_(CHANGES)),
    ]
    return options.command(name, _bulletin, parameters, question_of(name), report.example)


def _bulletin(**given: Any) -> None:
    _check_usage(given)
    if given["published"] is not None:
        _changes(given) if given["changes"] else _print_again(given)
    elif given["publish"]:
        _publish(given)
    else:
        answer(report_called("bulletin"), given)


def _check_usage(given: dict[str, Any]) -> None:
    """Raise click.UsageError for options that do not go together."""
    for needed, theirs in (("publish", OF_PUBLISHING), ("published", OF_PUBLISHED)):
        stray = [] if given[needed] else [option for name, option in theirs.items() if given[name]]
        if stray:
            raise click.UsageError(_("{options} goes with --{needed}.", options=listing(stray), needed=needed))
    beside = [option for name, option in OF_A_READING.items() if given[name] is not None]
    if given["published"] is not None and (beside or given["publish"]):
        raise click.UsageError(_("--published stands alone: it prints what was published then."))
    if given["publish"] and given["period"] is None:
        raise click.UsageError(_("--publish goes with --period: a bulletin is that of a half year or of a year."))


def _publish(given: dict[str, Any]) -> None:
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    period = period_named(given["period"])
    asked = asked_of(report_called("bulletin"), ledger, given | {"as_json": True})
    earlier = _editions(ledger, period)
    today = ledger.today(asked.schemes.latest().time_zone)
    leaves = ledger.leaves(asked.known_at.entry)
    root = base64.b64encode(root_of(leaves)).decode()
    heading = _heading(given, asked, period, earlier, today) | {"checkpoint": {"size": len(leaves), "root": root}}
    content = _document(asked, heading)
    fact = _fact(asked, heading, earlier, content)
    draft = Draft(fact=fact, occurred_on=today)
    (entry,) = application.record_one(draft, wiring.recorder(context), document=content).entries
    with acknowledged(entry.number, entry.number):
        _print(content, as_json=given["as_json"])
    click.echo(
        _(
            "Published as entry #{number}: edition {edition} of {period}, SHA-256 {sha256}.",
            number=entry.number, edition=fact.edition, period=period, sha256=fact.document,
        ),
        err=True,
    )  # fmt: skip
    _seal(wiring.ledger_path(context), leaves)


def _seal(path: Path, leaves: list[bytes]) -> None:
    """Sign a checkpoint over the entries that the bulletin knew, and say where it is; or say why there is none."""
    try:
        signer = own_signer(leaves)
        if signer is None:
            click.echo(_("No checkpoint was signed: gongguo key new makes the key for it."), err=True)
            return
        _checkpoint, place, _proof = checkpoint_on(shelf_of(path), leaves, signer)
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
    return f"{issuer}{year}年{_HALVES[half] or '度'}绩效考核情况通报"


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


def _editions(ledger: Ledger, period: str) -> list[Publication]:
    """Return the published editions of a period's bulletin, in turn."""
    known = ledger.known_now().entry
    return [one for one in publications(ledger, ledger.schemes(known), known) if one.fact.period == period]


def _edition_asked(ledger: Ledger, given: dict[str, Any]) -> Publication:
    """Return the edition asked for, the last if none is named. Raises NotPublished."""
    period = period_named(given["published"])
    editions = _editions(ledger, period)
    number = given["edition"] or len(editions)
    if not 1 <= number <= len(editions):
        raise NotPublished(
            _("the bulletin of {period} was not published", period=period) if not editions
            else _("the bulletin of {period} has no edition {edition}", period=period, edition=number),
            expected=_("edition 1 to {last}", last=len(editions)) if editions else "",
            remedy=_("See gongguo log --kind bulletin-published."),
        )  # fmt: skip
    return editions[number - 1]


def _print_again(given: dict[str, Any]) -> None:
    ledger = wiring.open_ledger(click.get_current_context())
    fact = _edition_asked(ledger, given).fact
    content = ledger.document(fact.document)
    if content is None or hashlib.sha256(content).hexdigest() != fact.document:
        raise NotPublished(
            _("the document that was published is not in the ledger as it was"),
            expected=f"SHA-256 {fact.document}",
            found=_("nothing") if content is None else hashlib.sha256(content).hexdigest(),
            remedy=_("gongguo verify lists everything that is untrue; go back to the last copy that is true."),
        )
    _print(content, as_json=given["as_json"])


def _print(content: bytes, *, as_json: bool) -> None:
    """Print a published document: its bytes, or the page that stands in it."""
    page: str = "" if as_json else json.loads(content)["pages"][language_in_use()]
    print_bytes(content) if as_json else click.echo(page, nl=False)


def _changes(given: dict[str, Any]) -> None:
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
