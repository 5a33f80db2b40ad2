"""What `verify` says of the rights to a ledger in a database: who owns it, who could, and who may alter it."""

from pathlib import Path

import pytest

from tests.conftest import STAFF
from tests.office import Clerk
from tests.postgres import OFFICE, Server
from tests.store.units import Unit, founded_unit

OWNER, RECORDER, READER = "{database}_owner", "{database}_recorder", "{database}_reader"
GIVEN_AWAY = {
    "an owner who logs in": (
        ["ALTER ROLE {database}_owner LOGIN"], ["ALTER ROLE {database}_owner NOLOGIN"], "LOGIN"),
    "another owner": (
        ["ALTER TABLE gongguo.documents OWNER TO clerk"],
        ["ALTER TABLE gongguo.documents OWNER TO {database}_owner"], "documents"),
    "another owner of all": (
        ["ALTER TABLE gongguo.entries OWNER TO clerk", "ALTER TABLE gongguo.documents OWNER TO clerk"],
        ["ALTER TABLE gongguo.entries OWNER TO {database}_owner",
         "ALTER TABLE gongguo.documents OWNER TO {database}_owner"], "entries"),
    "another owner of a guard": (
        ['ALTER FUNCTION gongguo.refuse() OWNER TO "T3"'],
        ["ALTER FUNCTION gongguo.refuse() OWNER TO {database}_owner"], "refuse()"),
    "another owner of the schema": (
        ['ALTER SCHEMA gongguo OWNER TO "T3"'], ["ALTER SCHEMA gongguo OWNER TO {database}_owner"], "SCHEMA"),
    "one who can act as the owner": (
        ['GRANT {database}_owner TO "T3"'], ['REVOKE {database}_owner FROM "T3"'], "T3"),
    "one who can through another": (
        ["CREATE ROLE {database}_crew", "GRANT {database}_owner TO {database}_crew",
         'GRANT {database}_crew TO "T3"'], ["DROP ROLE {database}_crew"], "T3"),
    "a right to update": (
        ['GRANT UPDATE ON gongguo.entries TO "T3"'], ['REVOKE UPDATE ON gongguo.entries FROM "T3"'],
        "UPDATE ON entries"),
    "a right to update one column": (
        ['GRANT UPDATE (person) ON gongguo.entries TO "T3"'], ['REVOKE UPDATE (person) ON gongguo.entries FROM "T3"'],
        "UPDATE ON entries.person"),
    "a right to delete": (
        ["GRANT DELETE ON gongguo.documents TO {database}_recorder"],
        ["REVOKE DELETE ON gongguo.documents FROM {database}_recorder"], "DELETE ON documents"),
    "a right to truncate": (
        ['GRANT TRUNCATE ON gongguo.entries TO "L1"'], ['REVOKE TRUNCATE ON gongguo.entries FROM "L1"'],
        "TRUNCATE ON entries"),
    "a right to triggers": (
        ["GRANT TRIGGER ON gongguo.entries TO PUBLIC"], ["REVOKE TRIGGER ON gongguo.entries FROM PUBLIC"], "PUBLIC"),
    "a right to refer to it": (
        ['GRANT REFERENCES ON gongguo.entries TO "T2"'], ['REVOKE REFERENCES ON gongguo.entries FROM "T2"'],
        "REFERENCES ON entries"),
    "a right to hold recording up": (
        ['GRANT UPDATE ON gongguo.turn TO "T2"'], ['REVOKE UPDATE ON gongguo.turn FROM "T2"'], "UPDATE ON turn"),
    "a right to make something there": (
        ['GRANT CREATE ON SCHEMA gongguo TO "T2"'], ['REVOKE CREATE ON SCHEMA gongguo FROM "T2"'],
        "CREATE ON SCHEMA"),
    "a right that can be handed on": (
        ["GRANT INSERT ON gongguo.entries TO {database}_recorder WITH GRANT OPTION"],
        ["REVOKE GRANT OPTION FOR INSERT ON gongguo.entries FROM {database}_recorder"], "WITH GRANT OPTION"),
    "a part that can be handed on": (
        ['GRANT {database}_recorder TO "T2" WITH ADMIN OPTION'], ['REVOKE {database}_recorder FROM "T2"'],
        "WITH ADMIN OPTION"),
    "a part that has another": (
        ["GRANT {database}_reviewer TO {database}_recorder"], ["REVOKE {database}_reviewer FROM {database}_recorder"],
        "_reviewer"),
    "every table of the server": (
        ['GRANT pg_write_all_data TO "T3"'], ['REVOKE pg_write_all_data FROM "T3"'], "pg_write_all_data"),
    "a recorder who is a superuser": (
        ['ALTER ROLE "T3" SUPERUSER'], ['ALTER ROLE "T3" NOSUPERUSER'], "T3 (SUPERUSER)"),
    "a recorder who can act as a superuser": (
        ['GRANT clerk TO "T3"'], ['REVOKE clerk FROM "T3"'], "T3 (clerk)"),
    "a reviewer who may make roles": (
        ['ALTER ROLE "L1" CREATEROLE'], ['ALTER ROLE "L1" NOCREATEROLE'], "L1 (CREATEROLE)"),
    "a recorder with the server's programs": (
        ['GRANT pg_execute_server_program TO "T3"'], ['REVOKE pg_execute_server_program FROM "T3"'],
        "pg_execute_server_program"),
}  # fmt: skip


def told(unit: Unit, statement: str) -> str:
    return statement.replace("{database}", unit.database)


@pytest.mark.parametrize(("given", "taken", "named"), GIVEN_AWAY.values(), ids=GIVEN_AWAY.keys())
def test_verify_finds_a_right_that_nobody_was_to_have(
    unit: Unit, given: list[str], taken: list[str], named: str
) -> None:
    """A reader asks, as everybody may; when it is taken back there is nothing to be found."""
    unit.server.sql(unit.database, *(told(unit, statement) for statement in given))
    said = unit.as_("T2", "verify --json")
    unit.server.sql(unit.database, *(told(unit, statement) for statement in taken))
    problems = said.json["problems"]
    assert said.status == 3 and problems, said
    assert any(named in " ".join(map(str, problem.values())) for problem in problems), problems
    assert all(problem["entry"] is None and problem["expected"] for problem in problems)
    after = unit.as_("T2", "verify --json")
    assert after.status == 0 and "notes" not in after.json, after


def test_what_alters_nothing_and_who_is_above_the_guards_is_told_and_is_no_untruth(unit: Unit) -> None:
    unit.server.sql(
        unit.database,
        f"CREATE ROLE {unit.database}_keeper LOGIN CREATEROLE",
        f"GRANT CONNECT ON DATABASE {unit.database} TO {unit.database}_keeper",
        f"GRANT SELECT ON gongguo.entries TO {unit.database}_keeper",
    )
    said = unit.as_("T2", "verify --json")
    unit.server.sql(unit.database, f"DROP OWNED BY {unit.database}_keeper", f"DROP ROLE {unit.database}_keeper")
    assert said.status == 0 and said.json["ok"], said
    harmless, above = said.json["notes"]
    assert "CONNECT ON DATABASE" in harmless and "SELECT ON entries" in harmless
    assert f"{unit.database}_keeper (CREATEROLE)" in above


def test_where_the_rights_were_never_parted_that_is_told_and_is_no_untruth(postgres: Server, tmp_path: Path) -> None:
    """A ledger of the keeper's alone; then 外人 is given a right to it."""
    (tmp_path / "roster.csv").write_text(STAFF, encoding="utf-8")
    clerk = Clerk(tmp_path, postgres.office())
    assert clerk(*["init", "--roster", "roster.csv", "--by", "丙"]).status == 0
    said = clerk("verify", "--json")
    assert said.status == 0 and said.json["ok"] and len(said.json["notes"]) == 1, said
    assert "clerk owns the tables" in said.json["notes"][0]
    postgres.sql(OFFICE, 'CREATE ROLE "外人"', 'GRANT UPDATE ON gongguo.entries TO "外人"')
    said = clerk("verify", "--json")
    postgres.sql(OFFICE, 'DROP OWNED BY "外人"', 'DROP ROLE "外人"')
    assert said.status == 0 and "UPDATE ON entries: 外人" in said.json["notes"][1], said


def test_a_backup_is_restored_beside_the_roles_that_were_there_and_they_are_given_it_anew(
    postgres: Server, tmp_path: Path
) -> None:
    """The schema is lost, the roles are not: the ledger that is restored is its keeper's until db roles is applied."""
    unit = founded_unit(tmp_path, postgres)
    assert unit.as_("T2", "backup kept").status == 0
    unit.server.sql(unit.database, "DROP SCHEMA gongguo CASCADE")
    said = unit("restore", "kept", GONGGUO_BESIDE=str(tmp_path / "restored"))
    assert said.status == 0, said
    said = unit("verify", "--json")
    assert said.status == 0 and "clerk owns the tables" in said.json["notes"][0], said
    assert unit.as_("T3", "record late-arrival 甲 --on 2020-03-06 --json").error["code"] == "access-refused"
    assert unit("db", "roles", "--apply").status == 0
    assert unit.as_("T3", "record late-arrival 甲 --on 2020-03-06").status == 0
    said = unit.as_("T2", "verify --json")
    assert said.status == 0 and "notes" not in said.json, said
