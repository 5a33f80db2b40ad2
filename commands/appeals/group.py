"""`appeal`: an appeal from its filing to its decision, each step an entry of its own on the case."""

from collections.abc import Sequence
from typing import Any

import click

from commands import options, wiring
from commands.appeals.asking import case_argument, case_number, list_command, show_command
from commands.appeals.receipts import evidence_option, on_option, record_step
from commands.asking import entry_called, period_named, text_needed
from commands.terminal import completing
from ledger.facts import read_day
from ledger.facts.appeal_accepted import AppealAccepted
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.appeal_heard import AppealHeard
from ledger.facts.appeal_noted import AppealNoted
from ledger.facts.appeal_rejected import AppealRejected
from ledger.facts.appeal_withdrawn import AppealWithdrawn
from ledger.people.pinyin import found_by
from ledger.texts import _, later

ENTRIES = later("the entries that are disputed: 57,61")
ABOUT = later("a point that no entry cites: an item with a month (daily-5 2020-02), a reading (E10), “unrecorded: …”")
GROUNDS = later("why")
AGAINST = later("the published bulletin that it is against: 2020-H1")
ROUTE = later("civil-servant, institution-staff or internal: by whose deadlines")
LEARNED = later("the day on which the appellant learned of the result; left out: that of the publication")
FILED_ON = later("the day on which it was filed (YYYY-MM-DD)")
RECUSE = later("who may not decide it, such as the superiors in the case")
REASON = later("why")
MINUTES = later("what was said")
PRESENT = later("who was present")


def command_for(name: str) -> click.Command:
    """Make the group `appeal`."""
    from commands.appeals.deciding import decide_command

    group = click.Group(
        name,
        help=_("an appeal from filing to decision: file, accept, reject, note, hear, decide, withdraw; list, show"),
        params=options.everywhere(),
    )
    steps = (_accept(), _reject(), _note(), _hear(), decide_command(), _withdraw())
    for command in (_file(), *steps, list_command(), show_command()):
        group.add_command(command)
    return group


def _file() -> click.Command:
    parameters: list[click.Parameter] = [
        click.Argument(["person"], metavar=_("PERSON"), shell_complete=completing.people),
        click.Option(["--entries"], default="", help=_(ENTRIES)),
        click.Option(["--about"], multiple=True, help=_(ABOUT)),
        click.Option(["--grounds"], required=True, help=_(GROUNDS)),
        click.Option(["--against"], metavar="P", help=_(AGAINST)),
        click.Option(["--route"], help=_(ROUTE)),
        click.Option(["--learned", "learned_on"], metavar="D", help=_(LEARNED)),
        on_option(required=True, text=FILED_ON),
        evidence_option(),
    ]

    def callback(person: str, entries: str, about: Sequence[str], grounds: str, **given: Any) -> None:
        context = click.get_current_context()
        ledger = wiring.open_ledger(context)
        named = entries.replace("，", ",").replace("、", ",").replace(",", " ").split()
        learned, against = given["learned_on"], given["against"]
        fact = AppealFiled(
            disputed=tuple(dict.fromkeys(entry_called(ledger, text).number for text in named)),
            points=tuple(dict.fromkeys(text_needed(point, "points") for point in about)),
            grounds=text_needed(grounds, "grounds"),
            against=None if against is None else period_named(against),
            route=given["route"],
            learned_on=None if learned is None else read_day(learned),
            is_late=False,
        )
        appellant = found_by(ledger.people(ledger.known_now().entry), person).id
        record_step(fact, given, person=appellant)

    text = later("file an appeal against entries about a person, or points that no entry cites")
    example = "gongguo appeal file 甲 --entries 57 --grounds 当日因公外出 --on 2020-07-03"
    return options.command("file", callback, parameters, text, example)


def _accept() -> click.Command:
    parameters: list[click.Parameter] = [
        case_argument(),
        click.Option(["--recuse"], multiple=True, metavar=_("PERSON"), help=_(RECUSE)),
        click.Option(["--reason"], help=_(REASON)),
        on_option(),
    ]

    def callback(case: str, recuse: Sequence[str], reason: str | None, **given: Any) -> None:
        ledger = wiring.open_ledger(click.get_current_context())
        people = ledger.people(ledger.known_now().entry)
        recused = tuple(dict.fromkeys(found_by(people, name).id for name in recuse))
        said = None if reason is None else text_needed(reason, "reason")
        record_step(AppealAccepted(case=case_number(case), recused=recused, reason=said), given)

    text = later("take an appeal up for decision, and name who may not decide it")
    return options.command("accept", callback, parameters, text, "gongguo appeal accept 58 --on 2020-07-06")


def _reject() -> click.Command:
    def callback(case: str, reason: str, **given: Any) -> None:
        record_step(AppealRejected(case=case_number(case), reason=text_needed(reason, "reason")), given)

    text = later("do not take an appeal up, for a reason: the case is over")
    return _with_reason("reject", callback, text, "gongguo appeal reject 58 --reason 不属于申诉范围")


def _withdraw() -> click.Command:
    def callback(case: str, reason: str, **given: Any) -> None:
        record_step(AppealWithdrawn(case=case_number(case), reason=text_needed(reason, "reason")), given)

    text = later("take an appeal back for the appellant: the case is over")
    return _with_reason("withdraw", callback, text, "gongguo appeal withdraw 58 --reason 本人已核实无异议")


def _with_reason(name: str, callback: options.Command, text: str, example: str) -> click.Command:
    reason = click.Option(["--reason"], required=True, help=_(REASON))
    return options.command(name, callback, [case_argument(), reason, on_option()], text, example)


def _note() -> click.Command:
    def callback(case: str, text: str, **given: Any) -> None:
        record_step(AppealNoted(case=case_number(case), text=text_needed(text, "text")), given)

    parameters: list[click.Parameter] = [
        case_argument(),
        click.Argument(["text"], metavar=_("TEXT")),
        on_option(),
        evidence_option(),
    ]
    text = later("write something down in a case")
    return options.command("note", callback, parameters, text, "gongguo appeal note 58 已调取门禁记录")


def _hear() -> click.Command:
    def callback(case: str, minutes: str | None, present: str | None, **given: Any) -> None:
        fact = AppealHeard(
            case=case_number(case),
            minutes=None if minutes is None else text_needed(minutes, "minutes"),
            present=None if present is None else text_needed(present, "present"),
        )
        record_step(fact, given)

    parameters: list[click.Parameter] = [
        case_argument(),
        click.Option(["--minutes"], help=_(MINUTES)),
        click.Option(["--present"], help=_(PRESENT)),
        on_option(),
        evidence_option(),
    ]
    example = "gongguo appeal hear 58 --minutes 甲陈述当日外出办事 --present 甲、乙"
    return options.command("hear", callback, parameters, later("record that the appellant was heard"), example)
