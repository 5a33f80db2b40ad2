"""A PostgreSQL server of the tests' own: Debian's, in a folder that goes, on a socket that nobody else has.

It is ended with the process that started it, however that ends. `GONGGUO_TESTS_NEED_POSTGRES` makes an error of what
is otherwise skipped: a machine without PostgreSQL. `GONGGUO_TESTS_POSTGRES` names the folder of another one's programs.
"""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ledger.store.places import place_called
from ledger.store.postgres.address import Address
from ledger.store.postgres.identity import SCHEMA
from ledger.store.postgres.place import PostgresPlace

on_both = pytest.mark.parametrize("kept_in", ["sqlite", "postgres"], indirect=True)
"""Marks tests whose ledger is kept in a file, and then the same in a database."""
NEEDED = "GONGGUO_TESTS_NEED_POSTGRES"
ANOTHER = os.environ.get("GONGGUO_TESTS_POSTGRES")
PROGRAMS = [Path(ANOTHER)] if ANOTHER else sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
USER = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
OFFICE = "gongguo"
_LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}' AND pid <> pg_backend_pid()"
QUICKLY = "fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off"


def needed() -> Path:
    """Return the folder of PostgreSQL's programs; skip the test where there are none."""
    if not PROGRAMS and os.environ.get(NEEDED):
        pytest.fail("PostgreSQL is not installed, and the build has to test it (apt-get install postgresql)")
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return PROGRAMS[0]


class Server:
    """A server that runs: `url` names a database of it, `fell` lets it fall, `start` starts it again."""

    def __init__(self, folder: Path, settings: tuple[str, ...], where: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.socket = folder / "socket"
        self._settings, self._where = settings, where
        self.programs = needed()
        self._process: subprocess.Popen[bytes] | None = None

    def make(self, *options: str) -> None:
        """Make its data, as a user who is not root, whom it does not serve."""
        self._make_folders()
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "clerk", "--auth=trust", "--no-sync",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", *options)  # fmt: skip
        self.start()
        self.sql("postgres", f"CREATE DATABASE {OFFICE} TEMPLATE template0")

    def follow(self, other: "Server") -> None:
        """Make its data those of another server, which it follows from then on."""
        self._make_folders()
        self._run("pg_basebackup", "-h", str(other.socket), "-U", "clerk", "-D", str(self.folder / "data"),
                  "--write-recovery-conf", "--checkpoint=fast", "--no-sync")  # fmt: skip
        self.start()

    def _make_folders(self) -> None:
        self.socket.mkdir()
        if USER is not None:
            for folder in (self.folder, self.socket):
                shutil.chown(folder, USER)

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = [f"-c{setting}" for setting in self._settings]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._as_user(), str(self.programs / "postgres"), "-D", str(self.folder / "data"),
                 "-k", str(self.socket), "-h", "", "-c", "max_connections=60", *options],
                stdout=log, stderr=log,
            )  # fmt: skip
        give_up_at = time.monotonic() + 60
        while subprocess.run([self.programs / "pg_isready", "-q", "-h", str(self.socket)], check=False).returncode:
            assert self._process.poll() is None and time.monotonic() < give_up_at, (self.folder / "log").read_text()
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT breaks what is under way off, SIGQUIT lets it fall as `pg_ctl stop -m immediate` does."""
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait()

    def url(self, database: str) -> str:
        """Return the address of a database of this server."""
        return f"postgresql+psycopg://clerk@/{database}?host={self.socket}"

    def place(self, database: str, beside: Path) -> PostgresPlace:
        """Return a database of this server as the place of a ledger."""
        place = place_called(self.url(database), beside, Path)
        assert isinstance(place, PostgresPlace)
        return place

    def new_database(self) -> str:
        """Make a database; return its name."""
        name = f"d{secrets.token_hex(6)}"
        self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE template0")
        return name

    def office(self, like: str | None = None) -> str:
        """Return the address of a database that has no ledger, or one like that in another schema of it.

        It is the same one each time, without what was left in it and who, and open to all again: that is quicker than
        a new one.
        """
        opened = f"GRANT CONNECT, TEMPORARY ON DATABASE {OFFICE} TO PUBLIC"
        self.sql(OFFICE, _LEAVE.format(OFFICE), f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE", opened)
        if like is not None:
            from ledger.store.postgres.making import create

            create(Address(self.url(OFFICE)), SCHEMA)
            copied = "INSERT INTO {0}.{1} SELECT * FROM {2}.{1} ORDER BY 1"
            self.sql(OFFICE, *(copied.format(SCHEMA, table, like) for table in ("entries", "documents")))
        return self.url(OFFICE)

    def keep_office(self, schema: str) -> str:
        """Keep the ledger of that database in a schema of another name, to make others like it; return the name."""
        from ledger.store.postgres.making import rename

        self.sql(OFFICE, f"DROP SCHEMA IF EXISTS {schema} CASCADE")  # of a module whose tests are come back to
        rename(Address(self.url(OFFICE)), SCHEMA, schema)
        return schema

    def sql(self, database: str, *statements: str) -> list[tuple[object, ...]]:
        """Run statements in a database as its superuser; return the rows of the last."""
        import psycopg

        with psycopg.connect(f"host={self.socket} user=clerk dbname={database}", autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _as_user(self) -> list[str]:
        die_too = [*self._where, "setpriv", "--pdeathsig", "QUIT"]
        return die_too if USER is None else [*die_too, "--reuid", USER, "--regid", USER, "--clear-groups"]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as_user(), str(self.programs / program), *arguments], capture_output=True, text=True, check=False,
            cwd=self.folder,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@contextmanager
def server(*settings: str, where: tuple[str, ...] = (), made_with: tuple[str, ...] = ()) -> Iterator[Server]:
    """Start a server, and stop it at the end; its folder's name is short, for so has a socket's to be.

    `where` are words before each of its commands, which have it run elsewhere; `made_with` are initdb's.
    """
    needed()
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        running = Server(Path(name), settings, where)
        running.make(*made_with)
        try:
            yield running
        finally:
            running.stop(signal.SIGQUIT)
