"""What <Tab> offers: people by id, name or pinyin (`ztt` becomes 张婷婷), and kinds by their names and labels.

Completing only reads; where there is no ledger nothing is offered, and nothing is said.
"""

import click
from click.shell_completion import CompletionItem

from commands import wiring
from ledger.errors import LedgerError
from ledger.facts import catalogue
from ledger.people.pinyin import beginning_with


def people(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the names that an id, a name or a pinyin may go on to be; of namesakes their ids."""
    try:
        ledger = wiring.open_ledger(context)
        everybody = ledger.people(ledger.known_now().entry)
        found = beginning_with(everybody, incomplete)
    except (LedgerError, OSError):
        return []
    return [
        CompletionItem(person.name if len(everybody.with_name(person.name)) == 1 else person.id, help=person.id)
        for person in found
    ]


def kinds(_context: click.Context, _parameter: click.Parameter | None, incomplete: str) -> list[CompletionItem]:
    """Return the kinds that people record whose name or Chinese label begins so."""
    known = [(name, kind.LABEL) for name, kind in catalogue().items() if kind.IS_RECORDED_BY_PEOPLE]
    named = [CompletionItem(name, help=str(label)) for name, label in known if name.startswith(incomplete)]
    labelled = [CompletionItem(label.zh, help=name) for name, label in known if label.zh.startswith(incomplete)]
    return named + (labelled if incomplete else [])


def templates(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return what there are templates of: the staff, ballots, the bulletin, and every kind that people record."""
    others = [CompletionItem(name) for name in ("ballots", "bulletin", "roster") if name.startswith(incomplete)]
    return others + kinds(context, parameter, incomplete)
