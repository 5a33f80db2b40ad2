"""What the ledger's database refuses by itself, even its owner, and what `verify` finds when a guard was taken away."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from ledger import Ledger
from ledger.integrity.untruths import Untruth
from ledger.integrity.verification import verification_of
from ledger.store.place import Place
from ledger.store.places import place_called
from ledger.store.postgres.guards import GUARDS
from tests.conftest import STAFF
from tests.office import Office
from tests.postgres import OFFICE, Server

HERE = "SET search_path = gongguo"
OTHERS = "version, stored_name, blob, leaf, kind, person, occurred_on, recorded_at, source_key, voids"
COLUMNS = f"stream, {OTHERS}"
LAST = "(SELECT MAX(number) FROM entries)"


@pytest.fixture(scope="module")
def filled_schema(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """甲 was late three times (entries 9 to 11); the second was voided (12)."""
    office = Office(place_called(postgres.office(), tmp_path_factory.mktemp("office"), Path), STAFF)
    for day in ("2020-03-02", "2020-03-03", "2020-03-04"):
        office.record("late-arrival", "甲", day, source_key=f"door-{day}")
    office.hand_in({"kind": "entry-voided", "entry": "key:door-2020-03-03", "reason": "登记错误"})
    office.application.close()
    return postgres.keep_office("filled")


@pytest.fixture
def filled(postgres: Server, filled_schema: str, tmp_path: Path) -> Place:
    return place_called(postgres.office(like=filled_schema), tmp_path, Path)


def untrue_in(place: Place) -> list[Untruth]:
    """What `gongguo verify` would list."""
    ledger = Ledger.open(place, lambda: datetime.now(UTC))
    try:
        return verification_of(ledger.archive, place).found
    finally:
        ledger.close()


FORBIDDEN = {
    "a blob is updated": "UPDATE entries SET blob = '' WHERE number = 3",
    "a column is updated": "UPDATE entries SET person = 'T2' WHERE number = 9",
    "nothing is updated": "UPDATE entries SET person = 'T2' WHERE number = 0",
    "a row is deleted": "DELETE FROM entries WHERE number = 9",
    "all rows are deleted": "DELETE FROM entries",
    "all rows are truncated": "TRUNCATE entries",
    "all tables are truncated": "TRUNCATE documents, entries CASCADE",
    "a row is upserted": f"INSERT INTO entries SELECT {LAST} + 1, {COLUMNS} FROM entries WHERE number = 9 "
    "ON CONFLICT (stream, version) DO UPDATE SET person = 'T2'",
    "a row is merged": "MERGE INTO entries USING (SELECT 9 AS number) AS other ON entries.number = other.number "
    "WHEN MATCHED THEN UPDATE SET person = 'T2'",
    "a row is copied in": "WITH gone AS (DELETE FROM entries WHERE number = 10 RETURNING *) SELECT * FROM gone",
    "a number is left out": f"INSERT INTO entries SELECT {LAST} + 2, 'other', {OTHERS} FROM entries WHERE number = 9",
    "a number is used again": f"INSERT INTO entries SELECT {LAST}, 'other', {OTHERS} FROM entries WHERE number = 9",
    "a number is not given": f"INSERT INTO entries ({COLUMNS}) SELECT 'other', {OTHERS} FROM entries WHERE number = 9",
    "a turn of a stream is taken again": f"INSERT INTO entries SELECT {LAST} + 1, {COLUMNS} FROM entries "
    "WHERE number = 9",
    "an entry is voided twice": f"INSERT INTO entries SELECT {LAST} + 1, 'other', {OTHERS} FROM entries "
    "WHERE voids IS NOT NULL",
    "a document is deleted": "DELETE FROM documents",
    "a document is updated": "UPDATE documents SET content = ''",
    "all documents are truncated": "TRUNCATE documents",
}


@pytest.mark.parametrize("role", ["origin", "replica"])
@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_database_itself_refuses(postgres: Server, filled: Place, statement: str, role: str) -> None:
    before = postgres.sql(OFFICE, HERE, "SELECT * FROM entries ORDER BY number")
    with pytest.raises(psycopg.errors.IntegrityError):
        postgres.sql(OFFICE, HERE, f"SET session_replication_role = {role}", statement)
    assert postgres.sql(OFFICE, HERE, "SELECT * FROM entries ORDER BY number") == before


def test_a_sound_ledger_has_nothing_untrue(filled: Place) -> None:
    assert untrue_in(filled) == []


TAMPERED = {
    "a blob edited": ("UPDATE entries SET blob = convert_to(replace(convert_from(blob, 'UTF8'), '03-02', '03-01'), "
                      "'UTF8') WHERE number = 9", "leaf"),
    "a blob of no kind there is": ("UPDATE entries SET blob = convert_to(replace(convert_from(blob, 'UTF8'), 'late', "
                                   "'loot'), 'UTF8') WHERE number = 9", "kind"),
    "a column edited": ("UPDATE entries SET occurred_on = '2020-03-09' WHERE number = 9", "occurred_on"),
    "a row deleted": ("DELETE FROM entries WHERE number = 10", "missing"),
    "a void redirected": ("UPDATE entries SET voids = 9 WHERE voids IS NOT NULL", "voids"),
    "a leaf edited": ("UPDATE entries SET leaf = '' WHERE number = 9", "leaf"),
    "a key used twice": (f"INSERT INTO entries SELECT {LAST} + 1, stream, 99, stored_name, blob, leaf, kind, person, "
                         "occurred_on, recorded_at, source_key FROM entries WHERE number = 9", "key"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "named"), TAMPERED.values(), ids=TAMPERED.keys())
def test_verify_names_what_was_done_with_the_guards_away(
    postgres: Server, filled: Place, statement: str, named: str
) -> None:
    freely(postgres, statement)
    found = untrue_in(filled)
    assert not [untruth for untruth in found if "schema" in untruth.what]
    texts = " ".join(f"{untruth.what} {untruth.expected} {untruth.found}" for untruth in found)
    assert {"key": "source key"}.get(named, named) in texts


def freely(postgres: Server, *statements: str) -> None:
    """Run statements with the guards away, and put them back as if nothing had been."""
    switch = "ALTER TABLE {} {} TRIGGER ALL"
    away = [switch.format(table, "DISABLE") for table in ("entries", "documents")]
    back = [f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}" for guard in GUARDS]
    postgres.sql(OFFICE, HERE, *away, *statements, *back)


LOOSENED: dict[str, Callable[[str], str]] = {
    "a guard dropped": lambda guard: f"DROP TRIGGER {guard} ON entries",
    "a guard disabled": lambda guard: f"ALTER TABLE entries DISABLE TRIGGER {guard}",
    "a guard that a replica passes by": lambda guard: f"ALTER TABLE entries ENABLE TRIGGER {guard}",
    "a guard of another function": lambda guard: (
        "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql "
        "SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN NULL;END $$"
    ),
    "a view in the place of the table": lambda _guard: (
        "ALTER TABLE entries RENAME TO others; CREATE VIEW entries AS SELECT * FROM others WHERE number <> 9"
    ),
    "a rule": lambda _guard: "CREATE RULE nothing AS ON UPDATE TO entries DO INSTEAD NOTHING",
    "row security": lambda _guard: "ALTER TABLE entries ENABLE ROW LEVEL SECURITY",
    "a table of another's": lambda _guard: "CREATE TABLE more () INHERITS (entries)",
    "an index gone": lambda _guard: "DROP INDEX entries_by_kind",
    "another order of letters": lambda _guard: 'ALTER TABLE entries ALTER person TYPE text COLLATE "POSIX"',
    "a table that a crash empties": lambda _guard: "ALTER TABLE documents SET UNLOGGED",
    "a default": lambda _guard: "ALTER TABLE entries ALTER number SET DEFAULT 1",
}


@pytest.mark.parametrize("how", LOOSENED)
def test_verify_finds_a_schema_that_is_not_its_own(postgres: Server, filled: Place, how: str) -> None:
    postgres.sql(OFFICE, HERE, *LOOSENED[how]("entries_never_change").split("; "))
    assert [untruth for untruth in untrue_in(filled) if "schema" in untruth.what]


def test_verify_finds_an_index_that_leaves_a_row_out(postgres: Server, filled: Place) -> None:
    freely(
        postgres,
        "UPDATE pg_index SET indisready = false WHERE indexrelid = 'entries_by_kind'::regclass",
        "DELETE FROM entries WHERE number = 12",
        "INSERT INTO entries SELECT * FROM filled.entries WHERE number = 12",
        "UPDATE pg_index SET indisready = true WHERE indexrelid = 'entries_by_kind'::regclass",
    )  # fmt: skip
    assert any("entries_by_kind" in untruth.what for untruth in untrue_in(filled))
