"""The same entries as accounts and amounts, for plain-text accounting: hledger, ledger, beancount, where installed.

Each entry is a posting of its amount to PERSON:KIND; balances have to be the exact sums, printed as decimals.
"""

import csv
import io
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from tests.benchmarks import workload
from tests.benchmarks.contest import Check, Program

Rows = Callable[[], Iterable[dict[str, Any]]]
Printed = Iterator[tuple[str, str]]


class Peer(NamedTuple):
    """Another program: how it is called for all balances and for one person's entries, and how its answers are read."""

    name: str
    program: str
    journal: str
    balances: list[str]
    entries_of: Callable[[str], list[str]]
    read: Callable[[str], Printed]


def _tabbed(printed: str) -> Printed:
    for line in printed.splitlines():
        account, _tab, amount = line.partition("\t")
        yield account, amount


def _from_csv(account: str, amount: str) -> Callable[[str], Printed]:
    def read(printed: str) -> Printed:
        for row in csv.DictReader(io.StringIO(printed)):
            yield row[account].removeprefix("Equity:"), row[amount]

    return read


def _bean(question: str) -> list[str]:
    return ["-f", "csv", "accounts.beancount", question]


PEERS = [
    Peer(
        "ledger", "ledger", "accounts.journal",
        ["--args-only", "-f", "accounts.journal", "--flat", "--no-total", "--format",
         "%(account)\t%(quantity(scrub(display_total)))\n", "balance", "^P[0-9]"],
        lambda person: ["--args-only", "-f", "accounts.journal", "--format",
                        "%(account)\t%(quantity(amount))\n", "register", f"^{person}:"],
        _tabbed,
    ),
    Peer(
        "hledger", "hledger", "accounts.journal",
        ["-f", "accounts.journal", "balance", "--flat", "-N", "-O", "csv", "^P[0-9]"],
        lambda person: ["-f", "accounts.journal", "register", "-O", "csv", f"^{person}:"],
        lambda printed: _from_csv("account", "balance" if printed.startswith('"account"') else "amount")(printed),
    ),
    Peer(
        "beancount", "bean-query", "accounts.beancount",
        _bean("SELECT account, sum(number) AS amount WHERE account ~ '^Equity:P[0-9]' GROUP BY account"),
        lambda person: _bean(f"SELECT account, number AS amount WHERE account ~ '^Equity:{person}:'"),
        _from_csv("account", "amount"),
    ),
]  # fmt: skip


def installed(peer: Peer) -> str | None:
    """Return where the program is: beside this interpreter or on the path; None if it is not installed."""
    return shutil.which(peer.program, path=str(Path(sys.executable).parent)) or shutil.which(peer.program)


def write_journals(folder: Path, rows: Rows) -> None:
    """Write the files that the installed peers read, unless they are there."""
    if any(installed(peer) for peer in PEERS[:2]) and not (folder / "accounts.journal").exists():
        with (folder / "accounts.journal").open("w", encoding="utf-8") as journal:
            _write_plain(journal, rows())
    if installed(PEERS[2]) and not (folder / "accounts.beancount").exists():
        with (folder / "accounts.beancount").open("w", encoding="utf-8") as journal:
            _write_beancount(journal, rows())


def _amount(row: dict[str, Any]) -> Decimal:
    return Decimal(workload.thousandths_of(row)) / 1000


def _write_plain(journal: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        journal.write(f"{row['occurred_on']} * {row['source_key']}\n    {row['person']}:{row['kind']}  ")
        journal.write(f"{_amount(row)}\n    Points\n\n")


def _write_beancount(journal: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    accounts = {"Equity:Points"}
    for row in rows:
        account = f"Equity:{row['person']}:{row['kind'].capitalize()}"
        accounts.add(account)
        journal.write(f'{row["occurred_on"]} * "{row["source_key"]}"\n  {account}  {_amount(row)} PT\n')
        journal.write("  Equity:Points\n\n")
    journal.writelines(f"2020-01-01 open {account}\n" for account in sorted(accounts))


def balances(sums: dict[str, Decimal]) -> list[Program]:
    """Return each peer's program that prints all balances, to be held against the exact sums."""
    return [_program(peer, "all balances", peer.balances, _are(sums, peer)) for peer in PEERS]


def entries_of(person: str, sums: dict[str, Decimal]) -> list[Program]:
    """Return each peer's program that prints one person's entries; their sums have to be exact as well."""
    own = {account: sum_ for account, sum_ in sums.items() if account.startswith(f"{person}:")}
    return [_program(peer, "their register", peer.entries_of(person), _are(own, peer)) for peer in PEERS]


def _program(peer: Peer, does: str, arguments: list[str], check: Check) -> Program:
    where = installed(peer)
    return Program(f"{peer.name}: {does}", [where, *arguments] if where else [], check)


def _are(sums: dict[str, Decimal], peer: Peer) -> Check:
    def check(printed: str) -> str | None:
        found = {account: Decimal(0) for account in sums}
        for account, amount in peer.read(printed):
            person, _colon, kind = account.partition(":")
            account = f"{person}:{kind.lower()}"  # beancount wants capitals
            try:
                found[account] = found.get(account, Decimal(0)) + Decimal(amount.strip())
            except InvalidOperation:
                return f"{account} has {amount!r}, which is no number"
        wrong = [account for account in found if found[account] != sums.get(account)]
        if not wrong:
            return None
        first = wrong[0]
        return f"{len(wrong)} of {len(sums)} sums are wrong: {first} is {sums.get(first)}, not {found[first]}"

    return check
