"""What the eventsourcing library needs to build an application on our recorder."""

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.utils import Environment

from ledger.store.place import Database
from ledger.store.recorder import LedgerRecorder


class LedgerFactory(InfrastructureFactory[TrackingRecorder]):
    """Makes the one recorder there is; snapshots and tracking have no place in a ledger."""

    def __init__(self, database: Database) -> None:
        # An environment of its own: a stray CIPHER_KEY around the process must not switch encryption on.
        super().__init__(Environment("gongguo", {}))
        self.database = database

    def application_recorder(self) -> ApplicationRecorder:
        """Return the recorder of entries."""
        return LedgerRecorder(self.database)

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        """There are no snapshots: readings are folds."""
        raise NotImplementedError(purpose)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        """The ledger follows no other application."""
        raise NotImplementedError

    def process_recorder(self) -> ProcessRecorder:
        """The ledger follows no other application."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the connections."""
        self.database.close()
