"""Connections that were not made at all: there is no server, no such database, or it does not let this login in.

Of these the driver has no five letters, only words, and the server says its own in the language it was set up for. They
are told apart by what does not change: the word for how bad it is, with two spaces behind it, and a name in quotes.
"""

import re

import psycopg

from ledger.store.errors import AccessRefused, NoSuchLedger, ServerUnreachable, StoreUnavailable
from ledger.store.postgres.address import Address
from ledger.store.postgres.troubles import first_line
from ledger.texts import _

_BY_THE_DRIVER = re.compile(r"^connection (failed|is bad): (connection to server .*? failed: )?")
"""What the driver puts before a reason: that it did not connect, and where it tried to."""
_BY_THE_SERVER = re.compile(r"(^|[\s:：])[^\s:：]+:  (?P<reason>.+)")
_NO_SUCH_DATABASE = re.compile(r'(database|数据库) ".*" (does not exist|不存在)')


def refusal_to_connect(error: psycopg.Error, address: Address) -> StoreUnavailable | NoSuchLedger:
    """Return the refusal of a connection that was not made at all."""
    said = _BY_THE_DRIVER.sub("", first_line(address, error))
    by_the_server = _BY_THE_SERVER.search(said)
    found = said if by_the_server is None else by_the_server["reason"]
    if _NO_SUCH_DATABASE.search(found):
        return NoSuchLedger(
            _("there is no database at {place}", place=address),
            found=found,
            remedy=_("Have it made (createdb), then make a ledger in it with gongguo init."),
        )
    connection = getattr(error, "pgconn", None)
    asked_for_password = connection is not None and (connection.needs_password or connection.used_password)
    # Of a login, a database or a line of pg_hba.conf the server says which; not so of itself, starting up or full.
    if asked_for_password or (by_the_server is not None and '"' in found):
        return AccessRefused(
            _("{place} does not let you in", place=address),
            expected=_("a role of the server's, with its password if it asks for one"),
            found=found,
            remedy=_("Give the password in PGPASSWORD or in ~/.pgpass, not on the command line; the role in the URL."),
        )
    return ServerUnreachable(
        _("{place} cannot be reached", place=address),
        expected=_("a PostgreSQL server that answers"),
        found=found,
        remedy=_("See that the server runs, that host and port are right, and that the network lets you through."),
    )
