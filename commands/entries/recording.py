"""`record KIND` and `void`: one entry at a time. The kinds' commands and options are made from the catalogue."""

from pathlib import Path
from typing import Any

import click
import msgspec
from click.shell_completion import CompletionItem

from commands import options, wiring
from commands.terminal import completing
from commands.terminal.receipts import acknowledged, receipt, say_receipt
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.decisions.drafts import Draft, draft_from, unknown_kind
from ledger.facts import (
    Fact,
    Field,
    catalogue,
    fields_of,
    fields_of_an_example,
    kind_called,
    kind_name,
    purpose_of,
    required_fields,
)
from ledger.people.pinyin import found_by
from ledger.texts import _, language_in_use, later

ON = later("the day on which it happened (YYYY-MM-DD)")
NOTE = later("a note")
EVIDENCE = later("what proves it: a file, which is kept beside the ledger under its hash, or words")
SOURCE_KEY = later("what identifies the fact in the system it came from: the same key is recorded once")


def command_for(name: str) -> click.Command:
    """Make `record` or `void`."""
    if name == "void":
        return _void_command()
    return RecordGroup("record", help=_("record one entry, as it happens"), params=options.everywhere())


class RecordGroup(click.Group):
    """A command for each kind that people record; a kind is also found by its Chinese label."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the kinds."""
        return [name for name, kind in catalogue().items() if kind.IS_RECORDED_BY_PEOPLE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of a kind."""
        kind = kind_called(cmd_name)
        return record_command(kind) if kind is not None and kind.IS_RECORDED_BY_PEOPLE else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Offer the kinds, by name and by label."""
        return completing.kinds(ctx, None, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the kind; one that there is not is wrong usage, with the kinds that are alike."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(str(unknown_kind(args[0])), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the kinds with their labels."""
        kinds = [(name, catalogue()[name]) for name in self.list_commands(ctx)]
        with formatter.section(_("Kinds")):
            formatter.write_dl(
                [
                    (name, f"{kind.LABEL.zh} {kind.LABEL.en}" if language_in_use() == "en" else kind.LABEL.zh)
                    for name, kind in kinds
                ]
            )


def record_command(kind: type[Fact]) -> click.Command:
    """Make the command that records an entry of a kind."""
    parameters: list[click.Parameter] = []
    if kind.IS_ABOUT_A_PERSON:
        parameters.append(click.Argument(["person"], metavar=_("PERSON"), shell_complete=completing.people))
    if kind.IS_DATED:
        parameters.append(click.Option(["--on", "occurred_on"], required=True, metavar="D", help=_(ON)))
    required = required_fields(kind)
    parameters += [_field_option(name, field, name in required) for name, field in fields_of(kind).items()]
    parameters += _common_options()

    def callback(as_json: bool, **given: Any) -> None:
        _record_one({"kind": kind_name(kind), **field_texts(given)}, as_json)

    label = f"{kind.LABEL.zh} {kind.LABEL.en}" if language_in_use() == "en" else kind.LABEL.zh
    text = f"{label}{_('. ')}{_(purpose_of(kind))}"
    return options.command(kind_name(kind), callback, parameters, text, example_of(kind))


def example_of(kind: type[Fact]) -> str:
    """Return a command that records an entry of this kind."""
    words = ["gongguo record", kind_name(kind)]
    words += ["甲"] if kind.IS_ABOUT_A_PERSON else []
    words += ["--on 2020-03-05"] if kind.IS_DATED else []
    names = fields_of_an_example(kind)
    return " ".join([*words, *(f"--{name.replace('_', '-')} {fields_of(kind)[name].example}" for name in names)])


def _field_option(name: str, field: Field, is_required: bool) -> click.Option:
    text = f"{field.label}: {field.expects()}"
    if field.default is not None:
        text = _("{text}; left out: {default}", text=text, default=field.default)
    return click.Option([f"--{name.replace('_', '-')}", name], required=is_required, help=text)


def _common_options() -> list[click.Parameter]:
    return [
        click.Option(["--note"], help=_(NOTE)),
        click.Option(["--evidence"], help=_(EVIDENCE)),
        click.Option(["--source-key"], help=_(SOURCE_KEY)),
    ]


def field_texts(given: dict[str, Any]) -> dict[str, str]:
    """Return the fields that were given as options."""
    return {name: value for name, value in given.items() if value is not None and name not in {"ledger", "by", "lang"}}


def _void_command() -> click.Command:
    kind = catalogue()["entry-voided"]
    fields = fields_of(kind)
    parameters: list[click.Parameter] = [
        click.Argument(["entry"], metavar=_("ENTRY")),
        _field_option("reason", fields["reason"], True),
        _field_option("authority", fields["authority"], False),
        *_common_options(),
    ]

    def callback(as_json: bool, **given: Any) -> None:
        _record_one({"kind": "entry-voided", **field_texts(given)}, as_json)

    text = later("take an entry out of force, with a reason")
    return options.command("void", callback, parameters, text, "gongguo void 57 --reason 登记错误")


def _record_one(fields: dict[str, str], as_json: bool) -> None:
    """Record one entry from its fields as text, and print its receipt."""
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    draft = draft_from(fields)
    if not isinstance(draft, Draft):
        raise draft[0].error
    draft = with_evidence_kept(context, draft)
    decision = application.record_one(with_person_looked_up(ledger, draft), wiring.recorder(context))
    if not decision.entries:
        _say_skipped(draft, as_json)
        return
    number = decision.entries[0].number
    with acknowledged(number, number):
        document = receipt(ledger, decision.entries[0])
        print_json(document) if as_json else say_receipt(document)


def with_evidence_kept(context: click.Context, draft: Draft) -> Draft:
    """Return the draft with the file that --evidence names kept beside the ledger; words stay words."""
    if draft.evidence is None:
        return draft
    file = Path(draft.evidence)
    if not file.is_file():
        if file.suffix or len(file.parts) > 1:
            click.echo(_("note: there is no file {name}: it is kept as words", name=draft.evidence), err=True)
        return draft
    from ledger.integrity.evidence import evidence_of, keep

    kept = keep(file, evidence_of(wiring.beside(context)))
    return msgspec.structs.replace(draft, evidence=kept.name, attachments=(kept,))


def with_person_looked_up(ledger: Ledger, draft: Draft) -> Draft:
    """Return the draft with the person's id; people at the terminal also name them by pinyin."""
    if draft.person is None or kind_name(type(draft.fact)) == "person-enrolled":
        return draft
    person = found_by(ledger.people(ledger.known_now().entry), draft.person)
    return msgspec.structs.replace(draft, person=person.id)


def _say_skipped(draft: Draft, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "gongguo.receipt/1", "entry": None, "skipped": True, "source_key": draft.source_key})
    else:
        click.echo(_("Nothing recorded: the same fact stands under the source key {key}.", key=draft.source_key))
