"""A unit whose ledger is in a database with roles: 丙 (T3) and 戊 (T5) record, 庚 (L1) reviews, 乙 (T2) reads."""

import json
import shlex
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg

from ledger.codec import instant_as_text, leaf_hash
from tests.conftest import STAFF
from tests.office import Clerk, Said, today_at_the_office
from tests.postgres import Server

TODAY = today_at_the_office()
PARTS = "--recorder 丙 --recorder 戊 --reviewer 庚 --reader 乙"


class Unit(Clerk):
    """A unit whose ledger is in a database with roles."""

    def __init__(self, folder: Path, server: Server, database: str) -> None:
        super().__init__(folder, server.url(database))
        self.server, self.database = server, database

    def as_(self, login: str, words: str, **environment: str) -> Said:
        """Run a command as a person who is logged in to the database."""
        return self(*shlex.split(words), GONGGUO_LEDGER=self.url_of(login), **environment)

    def url_of(self, login: str) -> str:
        """Return the address of the database for that person."""
        assert self.url is not None
        return self.url.replace("clerk@", f"{login}@")

    def connected(self, login: str) -> "psycopg.Connection[tuple[object, ...]]":
        """Return a connection of that person's to the database."""
        return psycopg.connect(f"host={self.server.socket} user={login} dbname={self.database}", autocommit=True)

    def recorders_of_last(self, count: int) -> list[object]:
        """Return who recorded the last entries, as their bytes say."""
        rows = self.server.sql(
            self.database, f"SELECT convert_from(blob, 'UTF8') FROM gongguo.entries ORDER BY number DESC LIMIT {count}"
        )
        return [json.loads(str(blob))["recorded_by"] for (blob,) in rows]

    def state(self) -> list[tuple[object, ...]]:
        """Return all that there is: the rows, who owns what, who may do what, and which guards are in force."""
        return self.server.sql(self.database, """
            SELECT (SELECT string_agg(entries::text, '' ORDER BY number) FROM gongguo.entries),
                   (SELECT string_agg(documents::text, '' ORDER BY sha256) FROM gongguo.documents),
                   (SELECT string_agg(concat(relname, relkind, relowner, relacl), ' ' ORDER BY relname)
                    FROM pg_class WHERE relnamespace IN ('gongguo'::regnamespace, 'public'::regnamespace)),
                   (SELECT string_agg(concat(tgname, tgenabled), ' ' ORDER BY tgname) FROM pg_trigger),
                   (SELECT string_agg(concat(proname, prosrc, proowner), ' ' ORDER BY proname) FROM pg_proc
                    WHERE pronamespace IN ('gongguo'::regnamespace, 'public'::regnamespace)),
                   (SELECT string_agg(concat(roleid, member), ' ' ORDER BY roleid, member) FROM pg_auth_members),
                   (SELECT string_agg(pg_roles::text, ' ' ORDER BY rolname) FROM pg_roles)""")  # fmt: skip


def founded_unit(folder: Path, server: Server) -> Unit:
    """Return one with people #2 to #8, a lateness of 甲 that 丙 recorded (#9), and 甲's appeal against it (#10)."""
    (folder / "roster.csv").write_text(STAFF, encoding="utf-8")
    unit = Unit(folder, server, server.new_database())
    for words in ("init --roster roster.csv --by 丙", f"db roles --apply {PARTS}"):
        said = unit(*words.split())
        assert said.status == 0, said.err
    filing = f"appeal file 甲 --entries 9 --grounds 当日因公外出 --on {TODAY}"
    for words in ("record late-arrival 甲 --on 2020-03-05", filing):
        said = unit.as_("T3", words)
        assert said.status == 0, said.err
    return unit


def forged(unit: Unit, change: Callable[[dict[str, object]], object]) -> tuple[object, ...]:
    """Return the row of a further lateness, as 丙's would be, with a change."""
    said = json.loads(bytes(unit.server.sql(unit.database, "SELECT blob FROM gongguo.entries WHERE number = 9")[0][0]))  # type: ignore[arg-type]
    number = int(unit.server.sql(unit.database, "SELECT max(number) + 1 FROM gongguo.entries")[0][0])  # type: ignore[call-overload]
    said |= {"number": number, "version": 9}
    change(said)
    blob = json.dumps(said, ensure_ascii=False).encode()
    kind = str(said["fact"]["kind"])
    return (number, said["stream"], 9, kind, blob, leaf_hash(blob), kind.partition(".")[0], said["person"],
            said["occurred_on"], instant_as_text(datetime.fromisoformat(str(said["recorded_at"]))))  # fmt: skip


def insert(connection: "psycopg.Connection[tuple[object, ...]]", row: tuple[object, ...]) -> None:
    """Insert a row past the program."""
    connection.execute(f"INSERT INTO gongguo.entries VALUES ({', '.join(['%s'] * len(row))})", row)
