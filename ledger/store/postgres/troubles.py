"""What PostgreSQL complains of, as refusals. It says what is wrong in five letters (appendix A of its manual)."""

from collections.abc import Callable

import psycopg

from ledger.store.errors import (
    NotInThisPart,
    ServerUnreachable,
    StoreLocked,
    StoreReadOnly,
    StoreUnavailable,
)
from ledger.store.postgres.address import Address
from ledger.store.postgres.guards import ANOTHER_NAME, NOT_A_RECORDER, NOT_A_REVIEWER
from ledger.store.postgres.turn import Holder
from ledger.store.troubles import damaged, full, locked, nothing_recorded, unusable
from ledger.texts import _, later

_DAMAGED = {"XX001", "XX002"}
_LOCKED = {"55P03", "40P01"}  # lock_not_available, deadlock_detected
_FULL = {"53100"}
_FORBIDDEN = {"42501", "25006"}  # insufficient_privilege, read_only_sql_transaction
# Connection exceptions; shut down, crashed or starting; idle in a transaction; a cursor that the connection before had.
_GONE = ("08", "57P0", "25P03", "34000")
_BROKEN_OFF = {"57014", "40001"}  # query_canceled; serialization_failure (a standby in the way of what it follows)
_BEYOND_THE_ROLE = {
    ANOTHER_NAME: later("an entry is recorded in the name of whoever is logged in, and no other"),
    NOT_A_REVIEWER: later("only a reviewer accepts, rejects and decides appeals"),
    NOT_A_RECORDER: later("a reviewer records the steps of appeals and what a decision puts right, nothing else"),
}


def is_lost(error: BaseException | None) -> bool:
    """Whether an error says that the connection is gone: the server's last words, or the driver's, which has none."""
    if not isinstance(error, psycopg.Error) or error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError)
    return error.sqlstate.startswith(_GONE)


def refusal_of(
    error: BaseException | None, address: Address, *, while_writing: bool,
    ask_for_holder: Callable[[], Holder | None] = lambda: None,
) -> StoreUnavailable:  # fmt: skip
    """Return the refusal that an error of PostgreSQL's comes to; what was being written is not recorded at all.

    Where somebody else held the ledger too long, `ask_for_holder` is called.
    """
    code = (error.sqlstate if isinstance(error, psycopg.Error) else None) or ""
    nothing = nothing_recorded(while_writing=while_writing)
    found = first_line(address, error)
    if code in _DAMAGED:
        return damaged(found, nothing)
    if code in _LOCKED:
        return _held(ask_for_holder(), nothing)
    if code in _FULL:
        return full(nothing)
    if code in _BEYOND_THE_ROLE and isinstance(error, psycopg.Error):
        return NotInThisPart(
            _(_BEYOND_THE_ROLE[code]),
            found=str(error.diag.message_detail),  # the login and the kind, in no language
            remedy=nothing + _("Log in as who you are; parts are given with gongguo db roles."),
        )
    if code in _FORBIDDEN:
        return StoreReadOnly(
            _("this database role may not do that"),
            expected=_("a role that may record"),
            found=found,
            remedy=nothing + _("Ask who keeps the database, or log in with another role."),
        )
    if code in _BROKEN_OFF:
        return StoreUnavailable(
            _("the server broke off what it was asked"),
            expected=_("an answer"),
            found=found,
            remedy=nothing + _("Ask again; if it is broken off again, ask who keeps the server (statement_timeout)."),
        )
    if is_lost(error):
        return ServerUnreachable(
            _("the connection to {place} was lost", place=address),
            found=found,
            remedy=nothing + _("See that the server runs and can be reached; then again."),
        )
    return unusable(found, nothing)


def on_standby(address: Address) -> StoreReadOnly:
    """Return the refusal of a server that only follows another."""
    return StoreReadOnly(
        _("{place} is a standby: it follows another server, and takes no entries", place=address),
        expected=_("the server that it follows"),
        found=_("a standby"),
        remedy=nothing_recorded(while_writing=True)
        + _("Name that server with --ledger; what is read can be read here."),
    )


def only_reads(login: str) -> StoreReadOnly:
    """Return the refusal of a login that has no part in recording."""
    return StoreReadOnly(
        _("who is logged in reads here, and records nothing"),
        expected=_("the login of a recorder or a reviewer"),
        found=login,
        remedy=nothing_recorded(while_writing=True)
        + _("Parts are given with gongguo db roles, by who keeps the server."),
    )


def _held(by: Holder | None, nothing: str) -> StoreLocked:
    if by is None:
        return locked(nothing)
    return locked(
        nothing,
        found=str(by),
        remedy=_("Wait until that is done; should it never be, whoever keeps the server ends it in psql: {statement}",
                 statement=f"SELECT pg_terminate_backend({by.process})"),
    )  # fmt: skip


def first_line(address: Address, error: BaseException | None) -> str:
    """Return the server's message, else the first line of what the driver says, without the password."""
    said = (error.diag.message_primary if isinstance(error, psycopg.Error) else None) or str(error)
    lines = [line.strip(" .\t") for line in address.without_password(said).splitlines() if line.strip()]
    return lines[0] if lines else ""
