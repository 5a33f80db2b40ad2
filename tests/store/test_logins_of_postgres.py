"""Logins as a roster can have them: an id in other letters, of namesakes, in Chinese, and with marks of SQL's in it."""

from urllib.parse import quote

import pytest

from tests.conftest import STAFF
from tests.postgres import Server
from tests.store.units import Unit

STATEMENT = 'x\'$$;ALTER ROLE "B01" SUPERUSER;--$_$'
IDS = ["B01", "b01", "甲-01", "张三", 'O\'Neil "x"', "p%q@r/s?t:u#v\\w", STATEMENT]


@pytest.fixture(scope="module")
def unit(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Unit:
    """Everybody of the roster is called 张三, may record, and goes by one of the ids; 李四 (L1) does not record."""
    folder = tmp_path_factory.mktemp("unit")
    rows = [f'"{quotes_doubled(each)}",张三,办公室,office-web,no,,yes' for each in IDS]
    heading = STAFF.splitlines()[0]
    (folder / "roster.csv").write_text("\n".join([heading, *rows, "L1,李四,理事会,,yes,,no", ""]), encoding="utf-8")
    unit = Unit(folder, postgres, postgres.new_database())
    assert unit(*["init", "--roster", "roster.csv", "--by", "李四"]).status == 0
    recorders = [word for each in IDS for word in ("--recorder", each)]
    said = unit("db", "roles", "--apply", *recorders)
    assert said.status == 0, said.err
    return unit


def quotes_doubled(text: str) -> str:
    return text.replace('"', '""')


@pytest.mark.parametrize("login", IDS)
def test_each_id_is_a_login_of_its_own(unit: Unit, login: str) -> None:
    said = unit.as_(quote(login, safe=""), "record late-arrival 甲-01 --on 2020-03-05 --json")
    assert said.status == 0, said.err
    assert unit.recorders_of_last(1) == [{"login": login, "person": login}]


def test_no_id_does_anything_to_the_server(unit: Unit) -> None:
    """What is printed, too, is run in psql."""
    recorders = [word for each in IDS for word in ("--recorder", each)]
    unit.server.sql(unit.database, unit("db", "roles", *recorders).out)
    assert unit.server.sql(unit.database, "SELECT rolname FROM pg_roles WHERE rolsuper") == [("clerk",)]
    assert unit("verify").status == 0


def test_namesakes_are_not_given_a_part_by_their_name(unit: Unit) -> None:
    """But for the one of them whose id it is."""
    (made,) = unit(*["db", "roles", "--reviewer", "张三", "--json"]).json["logins"]
    assert made == {"role": "张三", "parts": ["reviewer"]}
    said = unit.as_("b01", "record late-arrival 甲-01 --on 2020-03-06 --by B01 --json")
    assert said.status == 1 and said.error["code"] == "not-who-is-logged-in"


@pytest.mark.parametrize("given", ["pg_monitor", "public", "none", "{database}_owner", "x" * 64])
def test_an_id_that_cannot_be_a_login_is_refused(unit: Unit, given: str) -> None:
    given = given.replace("{database}", unit.database)
    enrolled = "--name 王五 --department 办公室 --post office-web --on 2020-01-01"
    assert unit.as_("B01", f"record person-enrolled {given} {enrolled}").status == 0
    said = unit("db", "roles", "--apply", "--recorder", given, "--json")
    assert said.status == 1 and said.error["code"] == "roles-not-made" and said.error["found"] == given, said


def test_whose_login_was_taken_away_gets_it_again_with_a_part(unit: Unit) -> None:
    """And an owner of that name that could log in no longer does."""
    owner = f"{unit.database}_owner"
    unit.server.sql(unit.database, 'ALTER ROLE "b01" NOLOGIN', f"ALTER ROLE {owner} LOGIN")
    assert unit.as_("b01", "log").status == 1
    assert unit("db", "roles", "--apply", "--recorder", "b01").status == 0
    assert unit.as_("b01", "log").status == 0
    assert unit.server.sql(unit.database, f"SELECT rolcanlogin FROM pg_roles WHERE rolname = '{owner}'") == [(False,)]
