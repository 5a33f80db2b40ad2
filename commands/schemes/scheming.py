"""`scheme show`, `check` and `readings`: the law as it is applied."""

from typing import Any

import click

from commands import options, wiring
from commands.asking import read_year, version_called
from commands.keeping.founding import check_fit
from commands.reports.report import answer
from commands.schemes import legislating
from commands.terminal.tables import print_json, print_page
from ledger.errors import LedgerError
from ledger.facts.annual_outcome_decided import OUTCOMES
from ledger.schemes import Item, Reading, Scheme
from ledger.schemes.lint import anomalies, defects
from ledger.schemes.rules import rule_name
from ledger.texts import _, later, listing
from ledger.values import plain_number
from projections.reports import Page, Paragraph, Table, report_called

SCHEME = later("a scheme that comes with the program, or a TOML file; left out: the ledger's own")
ITEM = later("one item alone, by its id, its label or its clause")
READ_AS_OF = later("what each alternative would change for whom, of what happened by this day (YYYY-MM-DD)")
TOML = later("print the document itself, as adopted")


class NoSuchItem(LedgerError):
    """An item that the scheme does not have."""

    code = "no-such-item"


def command_for(name: str) -> click.Command:
    """Make the group `scheme`."""
    group = click.Group(
        "scheme", help=_("the scheme in force: show, check, readings; adopt, amend, diff"), params=options.everywhere()
    )
    named = click.Argument(["scheme"], required=False, metavar=_("[NAME|FILE|YEAR|DAY]"))
    text = later("print every item with its clause, its rule and the readings it takes")
    toml = click.Option(["--toml"], is_flag=True, help=_(TOML))
    item = click.Option(["--item"], help=_(ITEM))
    show = options.command("show", _show, [named, item, toml, options.year()], text, "gongguo scheme show")
    text = later("look for what a scheme's own figures contradict")
    check = options.command("check", _check, [named, options.year()], text, "gongguo scheme check xiangxi-2020")
    text = later("print what the text leaves open, and how it is read")
    as_of = click.Option(["--as-of"], metavar="D", help=_(READ_AS_OF))
    readings = options.command("readings", _readings, [named, options.year(), as_of], text, "gongguo scheme readings")
    for command in (show, check, readings, legislating.adopt(), legislating.amend(), legislating.diff()):
        group.add_command(command)
    return group


def _document(name: str | None, year: str | None) -> tuple[Scheme, str]:
    """Return a scheme and its document: the one named, else the ledger's."""
    if name is not None:
        return version_called(name)
    ledger = wiring.open_ledger(click.get_current_context())
    latest = ledger.schemes(ledger.known_now().entry).latest()
    return version_called(str(latest.year if year is None else read_year(year)))


def _show(scheme: str | None, item: str | None, toml: bool, year: str | None, as_json: bool, **_others: Any) -> None:
    found, document = _document(scheme, year)
    if item is not None and not found.has_item(item):
        raise NoSuchItem(_("the scheme has no item {item}", item=item), remedy=_("See gongguo scheme show."))
    if toml:
        click.echo(document, nl=False)
    elif as_json:
        print_json({"schema": "gongguo.scheme/1", "scheme": found.id, "document": document})
    else:
        print_page(_scheme_page(found, item))


def _scheme_page(scheme: Scheme, item_id: str | None) -> Page:
    page: Page = []
    if item_id is None:
        page.append(Paragraph(f"{scheme.title}\n{scheme.issuer}  {scheme.adopted_on}"))
        page.append(Paragraph(_("{first} to {last}, {points} points", first=scheme.first_day, last=scheme.last_day,
                                points=plain_number(scheme.full_points))))  # fmt: skip
    for part in scheme.parts:
        page += _items(f"{part.clause}  {part.label} {plain_number(part.points)}", part.all_items, item_id)
    for post in scheme.posts:
        page += _items(f"{post.label} ({post.id})", post.items, item_id)
    if item_id is None:
        page.append(Paragraph(_grades(scheme)))
        page += _obligations(scheme)
        page += _appeals(scheme)
    return page


def _obligations(scheme: Scheme) -> Page:
    """Return what the scheme makes somebody do, each with its clause."""
    if not scheme.obligations:
        return []
    page: Page = [Paragraph(_("Obligations (gongguo todo lists those that are open):"))]
    for one in scheme.obligations:
        title = f"{one.clause}  {one.id} {one.label}"
        rule = _("{when}: done by {by}", when=one.when.in_words(scheme.grades.labels), by=one.by)
        readings = f"\n  {' '.join(one.readings)}" if one.readings else ""
        page.append(Paragraph(f"{title}\n  “{one.text}”\n  - {rule}{readings}", indent=2))
    return page


def _appeals(scheme: Scheme) -> Page:
    appeals = scheme.appeals
    if appeals is None:
        return []
    units = {"days": _("days"), "working-days": _("working days")}
    late = {"refused": _("later ones are refused"), "flagged": _("later ones are taken and flagged")}
    said = [_("filed within {days} {unit}", days=appeals.within, unit=units[appeals.unit]), late[appeals.late]]
    if appeals.answer_within is not None:
        said.append(_("answered within {days} {unit}", days=appeals.answer_within, unit=units[appeals.unit]))
    title = _("{clause}  appeals: {text}", clause=appeals.clause, text=listing(said))
    return [Paragraph(f"{title}\n  “{appeals.text}”")]


def _grades(scheme: Scheme) -> str:
    labels = scheme.grades.labels
    mark = plain_number(scheme.grades.third_below)
    lines = [_("Grades: {labels}; a total below {mark} is {third}", labels=listing(labels), mark=mark, third=labels[2])]
    for table in scheme.grades.outcomes:
        outcomes = listing(OUTCOMES.get(outcome, outcome) for outcome in table.outcomes)
        lines.append(f"  {table.clause}  {labels[table.grade - 1]} → {outcomes}")
    return "\n".join(lines)


def _items(heading: str, items: tuple[Item, ...], wanted: str | None) -> Page:
    shown = [item for item in items if wanted is None or item.is_called(wanted)]
    if not shown:
        return []
    page: Page = [Paragraph(heading)]
    for item in shown:
        rules = "\n".join(f"  - {rule_name(rule)}{_(': ')}{rule.in_words(item.stake)}" for rule in item.rules)
        readings = " ".join(item.all_readings())
        title = f"{item.clause}  {item.id} {item.label} {plain_number(item.points)}"
        page.append(Paragraph(f"{title}\n  “{item.text}”\n{rules}" + (f"\n  {readings}" if readings else ""), indent=2))
    return page


def _check(scheme: str | None, year: str | None, as_json: bool, **_others: Any) -> int:
    found, document = _document(scheme, year)
    unfit = defects(found)
    others = [anomaly for anomaly in anomalies(found) if anomaly not in unfit]
    rows = [(anomaly.clause, anomaly.item, str(anomaly)) for anomaly in [*unfit, *others]]
    if as_json:
        listed = [{"clause": clause, "item": item, "message": message} for clause, item, message in rows]
        print_json({"schema": "gongguo.anomalies/1", "scheme": found.id, "anomalies": listed})
    elif rows:
        print_page([Table((_("clause"), _("item"), _("anomaly")), rows)])
    else:
        click.echo(_("No anomaly found."))
    check_fit(found, document, scheme or found.id)
    return 0


def _readings(
    scheme: str | None, year: str | None, as_of: str | None, as_json: bool, **_others: Any
) -> None:  # fmt: skip
    if as_of is not None:
        answer(report_called("alternatives"), {"as_of": as_of, "known_at": None, "year": year, "as_json": as_json})
        return
    found, _toml = _document(scheme, year)
    if as_json:
        import msgspec

        print_json({"schema": "gongguo.readings/1", "readings": msgspec.to_builtins(found.readings)})
        return
    flags = _("C contradiction or arithmetic, G gap to be decided, V vague, to be found, S scope")
    print_page([Paragraph(flags), *(Paragraph(_reading(reading)) for reading in found.readings)])


def _reading(reading: Reading) -> str:
    taken, *others = reading.choices
    lines = [f"{reading.id} {reading.flags}  {reading.clause}", "  " + reading.question]
    lines.append("  " + _("taken: {choice}", choice=taken))
    named = {reading.sentence_of(alternative): alternative.id for alternative in reading.alternatives}
    for other in others:
        said = _("or: {choice}", choice=other)
        lines.append(f"  {said}" + (f"  ({reading.id}={named[other]})" if other in named else ""))
    return "\n".join([*lines, "  " + reading.reason])
