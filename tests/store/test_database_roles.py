"""Who may do what in a database: 丙 (T3) and 戊 (T5) record, 庚 (L1) reviews, 乙 (T2) reads.

Nobody who logs in owns the tables. Attempts are made past the program, by the server's own protocol, as that person.
"""

from pathlib import Path

import psycopg
import pytest

from ledger.facts import catalogue
from ledger.facts._appeals import AppealEntry
from ledger.store.postgres.parts import REVIEWING
from tests.conftest import STAFF
from tests.store.units import PARTS, TODAY, Unit, forged, insert

ACCEPT = f"appeal accept 10 --recuse 丁 --on {TODAY}"
DECIDE = f"appeal decide 10 --allow 9 --reason 当日因公外出 --authority 党组会议〔2020〕12号 --on {TODAY}"


ROW = "SELECT number, stream, version, stored_name, blob, leaf, kind, person, occurred_on, recorded_at"
ATTEMPTS = {
    "update": "UPDATE gongguo.entries SET person = 'T1' WHERE number = 9",
    "delete": "DELETE FROM gongguo.entries WHERE number = 9",
    "truncate": "TRUNCATE gongguo.entries",
    "truncate all": "TRUNCATE gongguo.documents, gongguo.entries CASCADE",
    "update what was published": "UPDATE gongguo.documents SET content = ''",
    "delete what was published": "DELETE FROM gongguo.documents",
    "merge": """MERGE INTO gongguo.entries AS e USING (SELECT 9 AS n) AS o ON e.number = o.n
                WHEN MATCHED THEN DELETE""",
    "replace": """INSERT INTO gongguo.entries SELECT * FROM gongguo.entries WHERE number = 9
                  ON CONFLICT (number) DO UPDATE SET blob = ''""",
    "insert out of turn": f"INSERT INTO gongguo.entries {ROW.replace('number', '99', 1)} FROM gongguo.entries LIMIT 1",
    "insert no entry": """INSERT INTO gongguo.entries VALUES (11, 's', 1, 'x', 'no entry', '')""",
    "lock out": "BEGIN; LOCK TABLE gongguo.entries IN ACCESS EXCLUSIVE MODE",
    "disable a trigger": "ALTER TABLE gongguo.entries DISABLE TRIGGER entries_never_change",
    "disable all": "ALTER TABLE gongguo.entries DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER entries_never_change ON gongguo.entries",
    "a trigger of one's own": """CREATE TRIGGER mine BEFORE INSERT ON gongguo.entries FOR EACH ROW
                                 EXECUTE FUNCTION gongguo.refuse()""",
    "a rule": "CREATE RULE mine AS ON INSERT TO gongguo.entries DO INSTEAD NOTHING",
    "a policy": "CREATE POLICY mine ON gongguo.entries USING (false)",
    "row security": "ALTER TABLE gongguo.entries ENABLE ROW LEVEL SECURITY",
    "session_replication_role": "SET session_replication_role = replica",
    "session_replication_role in a function": """SELECT set_config('session_replication_role', 'replica', false)""",
    "for good": "ALTER ROLE CURRENT_USER SET session_replication_role = 'replica'",
    "an index": "CREATE INDEX ON gongguo.entries (leaf)",
    "drop an index": "DROP INDEX gongguo.entries_by_void",
    "another guard": "CREATE OR REPLACE FUNCTION gongguo.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END'",
    "drop a guard": "DROP FUNCTION gongguo.refuse() CASCADE",
    "drop the table": "DROP TABLE gongguo.entries",
    "drop the schema": "DROP SCHEMA gongguo CASCADE",
    "rename the schema": "ALTER SCHEMA gongguo RENAME TO old",
    "a column": "ALTER TABLE gongguo.entries ADD COLUMN mine text",
    "own the table": "ALTER TABLE gongguo.entries OWNER TO CURRENT_USER",
    "a table there": "CREATE TABLE gongguo.entries2 ()",
    "a row of the turn": "INSERT INTO gongguo.turn DEFAULT VALUES",
    "empty the turn": "TRUNCATE gongguo.turn",
    "a column of the turn": "ALTER TABLE gongguo.turn ADD COLUMN mine text",
    "a schema": "CREATE SCHEMA mine",
    "a table for all": "CREATE TABLE public.entries ()",
    "a table for the moment": "CREATE TEMPORARY TABLE entries ()",
    "a right": "GRANT UPDATE ON gongguo.entries TO CURRENT_USER",
    "be the owner": "SET ROLE {database}_owner",
    "belong to the owner": "GRANT {database}_owner TO CURRENT_USER",
    "be another": "SET SESSION AUTHORIZATION clerk",
    "make a role": "CREATE ROLE mine SUPERUSER",
    "be a superuser": "ALTER ROLE CURRENT_USER SUPERUSER",
    "the server's files": "COPY gongguo.entries TO '/tmp/entries-of-this-server'",
    "the server's programs": "COPY gongguo.entries TO PROGRAM 'cat'",
    "the server's settings": "ALTER SYSTEM SET fsync = off",
    "the catalogue": "UPDATE pg_catalog.pg_trigger SET tgenabled = 'D'",
    "drop the database": "DROP DATABASE {database}",
}


@pytest.mark.parametrize("login", ["T3", "L1", "T2"], ids=["recorder", "reviewer", "reader"])
def test_nobody_who_logs_in_gets_past_the_guards(unit: Unit, login: str) -> None:
    """Each is refused, and all of the database is as it was."""
    before, passed = unit.state(), []
    with unit.connected(login) as connection:
        for name, attempt in ATTEMPTS.items():
            try:
                connection.execute(attempt.replace("{database}", unit.database))
                passed.append(name)
            except psycopg.Error:
                pass
            connection.execute("ROLLBACK")
    assert passed == ["a right"], "of a right that one cannot give, the server only warns"
    assert unit.state() == before
    assert unit("verify").status == 0


@pytest.mark.parametrize(
    ("login", "by", "kind", "refusal"),
    [
        ("T3", {"login": "L1", "person": "L1"}, "late-arrival.v1", "GG001"),
        ("T3", {"login": "T3", "person": "L1"}, "late-arrival.v1", "GG001"),
        ("T3", {"login": "T3", "name": "庚"}, "late-arrival.v1", "GG001"),
        ("T3", {"login": "T3", "person": "T3"}, "appeal-decided.v1", "GG002"),
        ("L1", {"login": "L1", "person": "L1"}, "late-arrival.v1", "GG003"),
        ("T2", {"login": "T2", "person": "T2"}, "late-arrival.v1", "42501"),
    ],
    ids=["another's login", "another's name", "no person", "a recorder decides", "a reviewer records",
         "a reader records"],
)  # fmt: skip
def test_an_entry_written_past_the_program_is_in_ones_own_name_and_part(
    unit: Unit, login: str, by: dict[str, str], kind: str, refusal: str
) -> None:
    def change(said: dict[str, object]) -> None:
        said["recorded_by"] = by
        said["fact"] = {"kind": kind}

    row = forged(unit, change)
    with unit.connected(login) as connection, pytest.raises(psycopg.Error) as refused:
        insert(connection, row)
    assert refused.value.sqlstate == refusal


def refused_of(unit: Unit, login: str, row: tuple[object, ...]) -> str | None:
    """Return why the database refuses a row past the program, in five letters."""
    with unit.connected(login) as connection, pytest.raises(psycopg.Error) as refused:
        insert(connection, row)
    return refused.value.sqlstate


def test_whoever_gives_somebody_the_name_of_their_own_login_does_not_become_them(unit: Unit) -> None:
    """丙, logged in as T3, records that 己 (T6) is called T3 from 6 March 2020 on."""
    said = unit.as_("T3", "record person-renamed 己 --name T3 --on 2020-03-06")
    assert said.status == 0, said.err
    as_another = forged(unit, lambda said: said.update(recorded_by={"login": "T3", "person": "T6"}))
    assert refused_of(unit, "T3", as_another) == "GG001"


@pytest.mark.parametrize(("login", "role"), [("丁", "recorder"), ("T9", "recorder"), ("t4", "recorder")],
                         ids=["by name", "somebody unknown", "in small letters"])  # fmt: skip
def test_a_login_that_is_nobodys_id_records_nothing(unit: Unit, login: str, role: str) -> None:
    """Names change, and two people can have one; an id is one person's for ever."""
    unit.server.sql(unit.database, f'CREATE ROLE "{login}" LOGIN IN ROLE {unit.database}_{role}')
    said = unit.as_(login, "record late-arrival 乙 --on 2020-03-09 --json")
    for person in ("T4", login):
        row = forged(unit, lambda said, person=person: said.update(recorded_by={"login": login, "person": person}))  # type: ignore[misc]
        assert refused_of(unit, login, row) == "GG001"
    unit.server.sql(unit.database, f'DROP ROLE "{login}"')
    assert said.status == 1 and said.error["code"] == "login-not-on-the-roster", said


def test_whose_enrolment_was_voided_records_nothing_until_they_are_enrolled_again(unit: Unit) -> None:
    """丁 (T4), who may record, is enrolled by mistake; 丙 voids the enrolment (#5), and enrols 丁 anew."""
    assert unit(*["db", "roles", "--apply", "--recorder", "丁"]).status == 0
    said = unit.as_("T3", "void 5 --reason 入册有误 --json")
    assert said.status == 0, said.err
    by_four = {"login": "T4", "person": "T4"}
    assert refused_of(unit, "T4", forged(unit, lambda said: said.update(recorded_by=by_four))) == "GG001"
    assert unit.as_("T4", "record late-arrival 乙 --on 2020-03-10 --json").error["code"] == "login-not-on-the-roster"
    enrolled = "--on 2020-01-01 --name 丁 --department 组织教育就业人事部 --post org-assistance --member yes"
    said = unit.as_("T3", f"record person-enrolled T4 {enrolled} --json")
    assert said.status == 0, said.err
    assert unit.as_("T4", "record late-arrival 乙 --on 2020-03-10").status == 0


COLUMNS = ["number", "stream", "version", "stored_name", "blob", "leaf", "kind", "person", "occurred_on"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("stream", "person:T1x"), ("version", 10), ("stored_name", "appeal-decided.v1"), ("leaf", b"leaf"),
     ("kind", "appeal-decided"), ("kind", None), ("person", "T2"), ("occurred_on", "2020-03-06"),
     ("recorded_at", "2020-03-05T00:00:00Z"), ("source_key", "a key"), ("voids", 9)],
)  # fmt: skip
def test_the_columns_of_an_entry_written_past_the_program_are_those_of_its_bytes(
    unit: Unit, column: str, value: object
) -> None:
    row = forged(unit, lambda said: said.update(recorded_by={"login": "T3", "person": "T3"}))
    names = [*COLUMNS, "recorded_at", "source_key", "voids"]
    altered = dict(zip(names, (*row, None, None), strict=True)) | {column: value}
    assert refused_of(unit, "T3", tuple(altered.values())) == "23000"


def test_who_records_is_who_is_logged_in(unit: Unit) -> None:
    """丙 is logged in as T3; on 6 March 2020 a lateness of 乙 is recorded, and the entry says by whom."""
    said = unit.as_("T3", "record late-arrival 乙 --on 2020-03-06 --json")
    assert said.status == 0, said.err
    assert unit.recorders_of_last(1) == [{"login": "T3", "person": "T3"}]


@pytest.mark.parametrize(
    ("login", "words", "code"),
    [
        ("T3", "record late-arrival 乙 --on 2020-03-07 --by 庚", "not-who-is-logged-in"),
        ("T3", "record late-arrival 乙 --on 2020-03-07 --by nobody", "not-who-is-logged-in"),
        ("clerk", "record late-arrival 乙 --on 2020-03-07 --by 丙", "login-not-on-the-roster"),
        ("T5", ACCEPT, "not-in-this-part"),
        ("L1", "record late-arrival 乙 --on 2020-03-07", "not-in-this-part"),
        ("T2", "record late-arrival 乙 --on 2020-03-07", "store-read-only"),
        ("T3", "db roles --apply --reviewer 丙", "roles-not-made"),
        ("T1", "log", "access-refused"),
    ],
    ids=["in another's name", "in nobody's name", "the server's keeper", "a recorder accepts", "a reviewer records",
         "a reader records", "more parts for oneself", "somebody without a login"],
)  # fmt: skip
def test_a_refusal_says_why(unit: Unit, login: str, words: str, code: str) -> None:
    before = unit.state()
    said = unit.as_(login, f"{words} --json")
    assert said.status == 1 and said.error["code"] == code, said
    assert code != "not-in-this-part" or said.error["found"].startswith(f"{login}: "), "in no language of the server's"
    assert unit.state() == before


def test_a_reviewer_decides_an_appeal_and_what_the_decision_makes_is_put_right(unit: Unit) -> None:
    """庚 accepts 甲's appeal and allows it: the lateness is void, by the reviewer's own entries."""
    for words in (ACCEPT, DECIDE):
        said = unit.as_("L1", words)
        assert said.status == 0, said.err
    entries = unit.as_("T2", "log --json").json["entries"]
    assert [entry["kind"] for entry in entries[-2:]] == ["appeal-decided", "entry-voided"]
    assert unit.recorders_of_last(2) == [{"login": "L1", "person": "L1"}] * 2
    assert unit.as_("T2", "verify").status == 0


def test_the_statements_printed_are_those_applied(unit: Unit) -> None:
    """What `db roles` prints, the server's keeper runs in psql, twice: nothing is otherwise."""
    before = unit.state()
    printed = unit(*f"db roles {PARTS}".split()).out
    for _time in range(2):
        unit.server.sql(unit.database, printed)
    assert unit.state() == before


def test_an_owner_who_may_make_roles_makes_them_without_being_a_superuser(unit: Unit, tmp_path: Path) -> None:
    """The keeper owns another unit's database and its ledger; 丁 is added later. T5 has no part in it."""
    (tmp_path / "roster.csv").write_text(STAFF, encoding="utf-8")
    other = Unit(tmp_path, unit.server, unit.server.new_database())
    owned = f"ALTER DATABASE {other.database} OWNER TO keeper"
    unit.server.sql(other.database, "CREATE ROLE keeper LOGIN CREATEROLE", owned)
    for words in ("init --roster roster.csv --by 丙", "db roles --apply --recorder 丙", "db roles --apply --reader 丁"):
        said = other.as_("keeper", words)
        assert said.status == 0, said.err
    owners = "SELECT DISTINCT relowner::regrole::text FROM pg_class WHERE relnamespace = 'gongguo'::regnamespace"
    assert unit.server.sql(other.database, owners) == [(f"{other.database}_owner",)]
    assert other.as_("T3", "record late-arrival 甲 --on 2020-03-05").status == 0
    assert other.as_("T4", "verify").status == 0
    assert other.as_("T5", "log --json").error["code"] == "access-refused"
    # Roles are the whole server's: `verify` of the other ledgers of the tests, too, would tell of one who makes roles.
    unit.server.sql(other.database, "ALTER ROLE keeper NOCREATEROLE")


def test_whoever_may_connect_and_has_no_part_is_told_so(unit: Unit) -> None:
    unit.server.sql(unit.database, "CREATE ROLE passer LOGIN", f"GRANT CONNECT ON DATABASE {unit.database} TO passer")
    said = unit.as_("passer", "log --json")
    assert said.status == 1 and said.error["code"] == "access-refused" and "passer" in said.error["found"], said


def test_every_step_of_an_appeal_is_a_reviewers_to_record() -> None:
    steps = {name for name, kind in catalogue().items() if issubclass(kind, AppealEntry)}
    assert steps | {"evidence-attached"} == REVIEWING
