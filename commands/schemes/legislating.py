"""`scheme adopt`, `amend` and `diff`: the next year's law, a change within the year, and what changed."""

import hashlib
from datetime import date
from typing import Any

import click

from commands import options, wiring
from commands.asking import text_needed, version_called
from commands.keeping.founding import adoption_of, check_fit
from commands.terminal.receipts import acknowledged
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.decisions.recording import Decision
from ledger.decisions.rejudging import Rejudged
from ledger.facts import read_day
from ledger.facts.scheme_amended import SchemeAmended
from ledger.schemes import Scheme, scheme_called
from ledger.schemes.comparison import Difference, differences
from ledger.schemes.rules import catalogue as rule_catalogue
from ledger.texts import _, later, listing
from projections.reports import Page, Paragraph, Table

AUTHORITY = later("the decision by which it is made: 党组会议〔2021〕3号")
EFFECTIVE = later("the first day that is judged by the amended scheme (YYYY-MM-DD)")
REACHES_BACK = later("the words by which the amendment says that it judges what happened before it was made")


def adopt() -> click.Command:
    """Make `scheme adopt`."""
    parameters: list[click.Parameter] = [_file(), click.Option(["--authority"], required=True, help=_(AUTHORITY))]
    text = later("adopt the scheme of a further year; the roster carries over")
    example = "gongguo scheme adopt 2021年方案.toml --authority 党组会议〔2021〕3号"
    return options.command("adopt", _adopt, parameters, text, example)


def amend() -> click.Command:
    """Make `scheme amend`."""
    parameters: list[click.Parameter] = [
        _file(),
        click.Option(["--effective"], required=True, metavar="D", help=_(EFFECTIVE)),
        click.Option(["--authority"], required=True, help=_(AUTHORITY)),
        click.Option(["--reaches-back"], metavar=_("WORDS"), help=_(REACHES_BACK)),
    ]
    text = later("amend the scheme within its year: what happens from a day on is judged by the amended document")
    example = "gongguo scheme amend 修订稿.toml --effective 2020-07-01 --authority 党组会议〔2020〕9号"
    return options.command("amend", _amend, parameters, text, example)


def diff() -> click.Command:
    """Make `scheme diff`."""
    metavar = _("NAME|FILE|YEAR|DAY")
    parameters: list[click.Parameter] = [click.Argument(["schemes"], nargs=2, metavar=f"{metavar} {metavar}")]
    text = later("say clause by clause what changed between two schemes, years, or days of the ledger's schemes")
    return options.command("diff", _diff, parameters, text, "gongguo scheme diff 2020-06-30 2020-07-01")


def _file() -> click.Argument:
    return click.Argument(["file"], metavar=_("FILE"))


def _adopt(file: str, authority: str, as_json: bool, **_others: Any) -> None:
    adopted, document = scheme_called(file)
    check_fit(adopted, document, file)
    decision = _record(adoption_of(adopted, document, text_needed(authority, "authority")))
    (entry,) = decision.entries
    unfit = [again for again in decision.rejudged if again.objections]
    found = {
        "schema": "gongguo.adoption/1",
        "entry": entry.number,
        "scheme": adopted.id,
        "year": adopted.year,
        "first_day": adopted.first_day.isoformat(),
        "last_day": adopted.last_day.isoformat(),
        "recorded_before": [again.entry.number for again in decision.rejudged],
        "unfit": [_unfit(again) for again in unfit],
    }
    with acknowledged(entry.number, entry.number):
        print_json(found) if as_json else print_page(_adoption_page(adopted, found))


def _unfit(again: Rejudged) -> dict[str, Any]:
    return {
        "entry": again.entry.number,
        "person": again.entry.person,
        "kind": again.entry.kind,
        "problem": str(again.objections[0]),
    }


def _adoption_page(adopted: Scheme, found: dict[str, Any]) -> Page:
    page: Page = [
        Paragraph(
            _(
                "Entry #{entry} recorded: {title} adopted for {first_day} to {last_day}.",
                title=adopted.title, **{name: found[name] for name in ("entry", "first_day", "last_day")},
            )
        )
    ]  # fmt: skip
    if found["recorded_before"]:
        text = _("Entries of these days that were recorded before, and count from now: {count}.")
        page.append(Paragraph(text.format(count=len(found["recorded_before"]))))
    if found["unfit"]:
        rows = [(f"#{row['entry']}", row["person"], row["kind"], row["problem"]) for row in found["unfit"]]
        page.append(
            Paragraph(_("Of them these do not fit the scheme; they stand until somebody corrects or voids them:"))
        )
        page.append(Table((_("entry"), _("person"), _("kind"), _("problem")), rows))
    return page


def _amend(file: str, effective: str, authority: str, reaches_back: str | None, as_json: bool, **_others: Any) -> None:
    amended, document = scheme_called(file)
    check_fit(amended, document, file)
    fact = SchemeAmended(
        scheme=amended.id,
        effective_on=read_day(effective),
        document=document,
        sha256=hashlib.sha256(document.encode()).hexdigest(),
        authority=text_needed(authority, "authority"),
        reaches_back=None if reaches_back is None else text_needed(reaches_back, "reaches_back"),
    )
    ledger = wiring.open_ledger(click.get_current_context())
    before = _in_force_before(ledger, amended, fact.effective_on)
    decision = _record(Draft(fact=fact, occurred_on=_made_on(ledger, before, amended)))
    (entry,) = decision.entries
    changed = differences(before, amended) if before is not None else []
    if as_json:
        rows = [row._asdict() for row in changed]
        found = {"schema": "gongguo.amendment/1", "entry": entry.number, "scheme": amended.id}
        print_json(found | {"effective_on": fact.effective_on.isoformat(), "differences": rows})
        return
    with acknowledged(entry.number, entry.number):
        text = _("Entry #{entry} recorded: {scheme} is amended; what happens from {day} on is judged by it.",
                 entry=entry.number, scheme=amended.id, day=fact.effective_on)  # fmt: skip
        print_page([Paragraph(text), *_differences_page(changed), *_unquoted(changed, amended)])


def _unquoted(changed: list[Difference], amended: Scheme) -> Page:
    """Note the items whose rules changed while the words that are quoted for them did not."""
    rules = {
        row.item for row in changed if row.what in rule_catalogue() or row.what.partition(" ")[0] in rule_catalogue()
    }
    unquoted = sorted(rules - {row.item for row in changed if row.what == _("text")})
    if not unquoted:
        return []
    return [Paragraph(_("note: the rule changed and the quoted text did not: {items}", items=listing(unquoted)))]


def _in_force_before(ledger: Ledger, amended: Scheme, effective_on: date) -> Scheme | None:
    """Return the version that the amendment changes; None where the year has no scheme, which will be refused."""
    schemes = ledger.schemes(ledger.known_now().entry)
    if amended.year not in schemes.years:
        return None
    return schemes.versions(amended.year, effective_on)[-1].scheme


def _made_on(ledger: Ledger, before: Scheme | None, amended: Scheme) -> date:
    """Return the day on which the amendment was made: the document says it, else it is today."""
    if before is not None and amended.adopted_on > before.adopted_on:
        return amended.adopted_on
    return ledger.today(amended.time_zone)


def _record(draft: Draft) -> Decision:
    context = click.get_current_context()
    return wiring.open_for_recording(context).record_one(draft, wiring.recorder(context))


def _diff(schemes: tuple[str, str], as_json: bool, **_others: Any) -> None:
    before, after = (version_called(name)[0] for name in schemes)
    changed = differences(before, after)
    if as_json:
        rows = [row._asdict() for row in changed]
        print_json({"schema": "gongguo.scheme-diff/1", "before": schemes[0], "after": schemes[1], "differences": rows})
    else:
        print_page(_differences_page(changed))


def _differences_page(changed: list[Difference]) -> Page:
    if not changed:
        return [Paragraph(_("Nothing changed."))]
    return [Paragraph(_difference(row)) for row in changed]


def _difference(row: Difference) -> str:
    heading = "  ".join(part for part in (row.clause, row.item, row.what) if part)
    lines = [f"  - {row.before}"] if row.before else []
    lines += [f"  + {row.after}"] if row.after else []
    return "\n".join([heading, *lines])
