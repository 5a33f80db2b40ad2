"""Connections to a PostgreSQL database: each finds the ledger's schema by itself, and whether it is a ledger's."""

import logging
import time
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from ledger.store import FORMAT_VERSION, troubles
from ledger.store.errors import AccessRefused, LedgerNotSupported, NoSuchLedger, NotALedger
from ledger.store.postgres.address import Address
from ledger.store.postgres.identity import format_in
from ledger.store.postgres.refused_connections import refusal_to_connect
from ledger.texts import _

# What goes wrong is said once, as a refusal; the driver would say some of it on standard error besides.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

Connection = psycopg.Connection[tuple[object, ...]]
Answer = TypeVar("Answer")

SILENT_SECONDS = 180
"""How long either end may keep a connection and say nothing: well over what anybody waits for the lock."""
_CONNECT_SECONDS = 10
# A network that is gone says nothing at all: the system asks whether the other end is there. In seconds, but the last.
_NOTICED = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3, "tcp_user_timeout": 60_000}
_PREPARE = """SELECT set_config('search_path', %(schema)s || ', pg_temp', false),
                     set_config('lock_timeout', %(milliseconds)s, false),
                     set_config('idle_in_transaction_session_timeout', coalesce(%(idle)s,
                                current_setting('idle_in_transaction_session_timeout')), false),
                     set_config('synchronous_commit', CASE current_setting('synchronous_commit')
                                WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false),
                     obj_description(to_regnamespace(%(schema)s), 'pg_namespace'),
                     current_setting('server_encoding'), current_user::text,
                     has_schema_privilege(to_regnamespace(%(schema)s)::oid, 'USAGE')"""


class BinaryCursor(psycopg.Cursor[tuple[object, ...]]):
    """A cursor that takes values as the server has them, not written out as text."""

    def __init__(self, connection: Connection, **settings: Any) -> None:
        super().__init__(connection, **settings)
        self.format = psycopg.pq.Format.BINARY


class PatientConnection(psycopg.Connection[tuple[object, ...]]):
    """A connection that waits long for a server that says nothing, but not for ever; then it is closed."""

    def wait(self, gen: PQGen[Answer], *limits: Any, **named_limits: Any) -> Answer:
        """Wait for an answer. Raises OperationalError, as where a connection is lost."""
        try:
            return super().wait(_while_heard(gen), *limits, **named_limits)
        except Silent:
            self.pgconn.finish()
            raise


class Silent(psycopg.OperationalError):
    """The server said nothing for too long."""


def _while_heard(gen: PQGen[Answer]) -> PQGen[Answer]:
    """Do what psycopg's generator does, as long as the server can be written to or read from now and then."""
    heard_at = time.monotonic()
    try:
        wanted = next(gen)
        while True:
            ready = yield wanted
            if ready:
                heard_at = time.monotonic()
            elif time.monotonic() - heard_at > SILENT_SECONDS:
                raise Silent(_("nothing was heard of the server for {seconds} seconds", seconds=SILENT_SECONDS))
            wanted = gen.send(ready)
    except StopIteration as end:
        answer: Answer = end.value
        return answer


def connected(address: Address, schema: str, *, expects_ledger: bool = True, is_to_write: bool = False) -> Connection:
    """Return a connection on which the schema's tables can be asked for by their bare names.

    One to write with is closed by the server when nothing is heard of it for long inside a transaction: who has fallen
    asleep, or off the network, holds nobody up for ever.
    Raises NoSuchLedger or NotALedger where a ledger is expected, else StoreUnavailable.
    """
    connection = _connection(address)
    try:
        words, encoding, user, may_use = _prepared(connection, schema, is_to_write=is_to_write)
        if expects_ledger:
            _check_ledger(words, address)
            if not may_use:
                raise AccessRefused(
                    _("{place} does not let you in", place=address),
                    expected=_("a role that has a part in the ledger"),
                    found=user,
                    remedy=_("Have somebody who keeps the server give you one: gongguo db roles prints how."),
                )
        if encoding != "UTF8":
            raise NotALedger(
                _("{place} cannot hold every text", place=address), expected="UTF8", found=encoding,
                remedy=_("Have a database made in UTF-8: createdb --encoding=UTF8 --template=template0."),
            )  # fmt: skip
    except psycopg.Error as error:
        connection.close()
        raise refusal_to_connect(error, address) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _connection(address: Address) -> Connection:
    try:
        given = conninfo_to_dict(address.for_the_driver)
    except psycopg.ProgrammingError:
        # What the driver says of it could repeat the password.
        raise LedgerNotSupported(
            _("this is no address of a PostgreSQL database"),
            expected="postgresql+psycopg://user@host/database",
        ) from None
    usual: dict[str, Any] = {"connect_timeout": _CONNECT_SECONDS, "fallback_application_name": "gongguo", **_NOTICED}
    settings = make_conninfo(**usual | given | {"client_encoding": "UTF8"})
    try:
        return PatientConnection.connect(settings, autocommit=True, cursor_factory=BinaryCursor)
    except psycopg.Error as error:
        raise refusal_to_connect(error, address) from None


def is_on_standby(connection: Connection) -> bool:
    """Whether the server follows another, as it said itself when it was connected to, or since."""
    return connection.info.parameter_status("in_hot_standby") == "on"


def _prepared(connection: Connection, schema: str, *, is_to_write: bool) -> tuple[str | None, str, str, bool]:
    """Set a connection up; return the words on the schema, the encoding, the user, and whether they may use the schema.

    An acknowledged entry has to be on the disk, whatever the server is content with.
    """
    milliseconds = str(int(troubles.LOCK_SECONDS * 1000))
    idle = str(int(SILENT_SECONDS * 1000)) if is_to_write else None
    row = connection.execute(_PREPARE, {"schema": schema, "milliseconds": milliseconds, "idle": idle}).fetchone()
    assert row is not None
    *_settings, words, encoding, user, may_use = row
    return None if words is None else str(words), str(encoding), str(user), bool(may_use)


def _check_ledger(words: str | None, address: Address) -> None:
    version = format_in(words)
    if version is None:
        raise NoSuchLedger(
            _("there is no ledger in {place}", place=address),
            remedy=_("Make one with gongguo init, or name yours with --ledger or GONGGUO_LEDGER."),
        )
    if version != FORMAT_VERSION:
        raise NotALedger(
            _("{path} was made by another version of gongguo", path=address),
            expected=_("format {version}", version=FORMAT_VERSION),
            found=_("format {version}", version=version),
            remedy=_("Install the newest gongguo."),
        )
