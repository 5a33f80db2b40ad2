"""What can go wrong between the ledger and its database, in words for people."""

from ledger.errors import LedgerError


class NoSuchLedger(LedgerError):
    """There is no ledger at the place given."""

    code = "no-such-ledger"


class LedgerExists(LedgerError):
    """Something is already at the place where a ledger was to be made."""

    code = "ledger-exists"


class NoSuchFolder(LedgerError):
    """There is no folder in which a ledger could be made."""

    code = "no-such-folder"


class NotALedger(LedgerError):
    """The file is no database, another program's, or of another version."""

    code = "not-a-ledger"


class StoreUnavailable(LedgerError):
    """The database could not be read or written."""

    code = "store-unavailable"


class StoreLocked(StoreUnavailable):
    """Another program holds the database, and went on holding it."""

    code = "store-locked"


class DiskFull(StoreUnavailable):
    """There is no room for the database to grow."""

    code = "disk-full"


class StoreReadOnly(StoreUnavailable):
    """The database or its folder may not be written."""

    code = "store-read-only"


class StoreDamaged(StoreUnavailable):
    """The database is not as its program left it."""

    code = "store-damaged"


class NotOlder(LedgerError):
    """A ledger that needs no upgrade, or one that this version cannot bring up."""

    code = "not-older"


class LedgerNotSupported(LedgerError):
    """A place for a ledger that this version cannot use."""

    code = "ledger-not-supported"


class DriverMissing(LedgerError):
    """A database whose driver is not installed."""

    code = "driver-missing"


class ServerUnreachable(StoreUnavailable):
    """A database server that does not answer, or that went away."""

    code = "server-unreachable"


class AccessRefused(StoreUnavailable):
    """A server that does not let this user in."""

    code = "access-refused"


class OutcomeUnknown(StoreUnavailable):
    """A server that went away while it was recording, and of which nobody could ask since whether it did."""

    code = "outcome-unknown"


class RolesNotMade(LedgerError):
    """Roles of a database that cannot be made, or not by this user."""

    code = "roles-not-made"


class NotInThisPart(StoreUnavailable):
    """An entry that whoever is logged in does not record: in another's name, or without the part for it."""

    code = "not-in-this-part"
