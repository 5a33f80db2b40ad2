"""What is said of a database that cannot be used: what is wrong and what to do, and never the password."""

import sys
from pathlib import Path

import psycopg
import pytest

from ledger.store.postgres.address import Address
from ledger.store.postgres.refused_connections import refusal_to_connect
from tests.office import Said, say
from tests.postgres import OFFICE, Server

SECRET = "geheim"
WORDS = ("record", "late-arrival", "甲", "--on", "2020-03-05")


def said_of(url: str, folder: Path, *words: str) -> Said:
    said = say(*(words or ("verify",)), "--json", folder=folder, GONGGUO_LEDGER=url)
    assert SECRET not in said.out + said.err
    return said


@pytest.mark.parametrize("words", [("verify",), WORDS, ("init",), ("salvage", "-o", "x")], ids=lambda words: words[0])
def test_a_server_that_does_not_answer(tmp_path: Path, words: tuple[str, ...]) -> None:
    said = said_of(f"postgresql+psycopg://clerk:{SECRET}@127.0.0.1:1/office", tmp_path, *words)
    assert said.error["code"] == "server-unreachable"
    assert "clerk@127.0.0.1:1/office" in said.error["message"]


@pytest.mark.parametrize("words", [("verify",), WORDS, ("init",)], ids=lambda words: words[0])
def test_a_database_that_there_is_not(postgres: Server, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = said_of(postgres.url("nowhere").replace("clerk@", f"clerk:{SECRET}@"), tmp_path, *words)
    assert said.error["code"] == "no-such-ledger" and "createdb" in said.error["message"]


@pytest.mark.parametrize("words", [("verify",), WORDS, ("upgrade",), ("export", "-o", "x")], ids=lambda words: words[0])
def test_a_database_without_a_ledger(postgres: Server, tmp_path: Path, words: tuple[str, ...]) -> None:
    said = said_of(postgres.office(), tmp_path, *words)
    assert said.error["code"] == "no-such-ledger" and "gongguo init" in said.error["message"]


def test_a_role_that_there_is_not(postgres: Server, tmp_path: Path) -> None:
    said = said_of(postgres.office().replace("clerk@", f"stranger:{SECRET}@"), tmp_path)
    assert said.error["code"] == "access-refused"


@pytest.mark.parametrize("given", [f":{SECRET}", "", f":{SECRET}%40x"], ids=["wrong", "none", "encoded"])
def test_a_password_that_is_not_right_or_not_given(postgres: Server, tmp_path: Path, given: str) -> None:
    postgres.sql(OFFICE, "DROP ROLE IF EXISTS outsider", "CREATE ROLE outsider LOGIN PASSWORD 'another'")
    rules = postgres.folder / "data" / "pg_hba.conf"
    trusting = rules.read_text()
    rules.write_text("local all outsider scram-sha-256\n" + trusting)
    postgres.sql(OFFICE, "SELECT pg_reload_conf()")
    try:
        said = said_of(postgres.url(OFFICE).replace("clerk@", f"outsider{given}@"), tmp_path)
    finally:
        rules.write_text(trusting)
        postgres.sql(OFFICE, "SELECT pg_reload_conf()")
    assert said.error["code"] == "access-refused" and "PGPASSWORD" in said.error["message"]


UNCLEAR = {
    "an @ in the password": f"postgresql+psycopg://clerk:x@{SECRET}@127.0.0.1/office",
    "a slash in it": f"postgresql+psycopg://clerk:{SECRET}/x@127.0.0.1/office",
    "a question mark in it": f"postgresql+psycopg://clerk:{SECRET}?x@127.0.0.1/office",
    "a number with one": f"postgresql+psycopg://clerk:1234?{SECRET}@127.0.0.1/office",
    "a number sign in it": f"postgresql+psycopg://clerk:{SECRET}#x@127.0.0.1/office",
    "a bracket left open": f"postgresql+psycopg://clerk:{SECRET}@[127.0.0.1/office",
    "a setting that there is not": f"postgresql+psycopg://127.0.0.1/office?passwort={SECRET}",
    "a percent sign in it": f"postgresql+psycopg://clerk:{SECRET}%zz@127.0.0.1/office",
    "another database": f"mysql://clerk:{SECRET}@127.0.0.1/office",
}


@pytest.mark.parametrize("url", UNCLEAR.values(), ids=UNCLEAR)
def test_an_address_that_is_none_is_not_repeated(tmp_path: Path, url: str) -> None:
    assert said_of(url, tmp_path).error["code"] == "ledger-not-supported"


@pytest.mark.parametrize("more", [[], ["--json"]], ids=["in words", "as JSON"])
def test_a_password_where_no_address_belongs_is_not_repeated(tmp_path: Path, more: list[str]) -> None:
    said = say("verify", f"postgresql://clerk:{SECRET}@127.0.0.1/office?password={SECRET}", *more, folder=tmp_path)
    assert said.status == 2 and SECRET not in said.out + said.err and "clerk:***@" in said.err


def test_without_the_driver_its_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = said_of("postgresql+psycopg://clerk@127.0.0.1/office", tmp_path)
    assert said.error["code"] == "driver-missing" and "gongguo[postgres]" in said.error["message"]


SHOWN = {
    f"postgresql://u:{SECRET}@h:5433/d": ("postgresql+psycopg://u@h:5433/d", "h_3A5433-d"),
    f"postgresql://h/d?password={SECRET}&user=u": ("postgresql+psycopg://h/d?user=u", "h-d"),
    f"postgres://h,i:5433/d?sslpassword={SECRET}": ("postgresql+psycopg://h,i:5433/d", "h_2Ci_3A5433-d"),
    "postgresql+psycopg:///d": ("postgresql+psycopg:///d", "localhost-d"),
    "postgresql+psycopg://u@/d?host=/run/pg&port=5433": (
        "postgresql+psycopg://u@/d?host=/run/pg&port=5433", "run_2Fpg_3A5433-d",
    ),
    f"postgresql+psycopg://u:{SECRET}@[::1]:5433/台账": (
        "postgresql+psycopg://u@[::1]:5433/台账", "_5B_3A_3A1_5D_3A5433-_E5_8F_B0_E8_B4_A6",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("url", "shown"), SHOWN.items(), ids=[shown for shown, _name in SHOWN.values()])
def test_an_address_is_shown_without_its_password_and_names_a_folder(url: str, shown: tuple[str, str]) -> None:
    address = Address(url)
    assert (address.is_clear, str(address), address.name) == (True, *shown)
    assert SECRET not in repr(address)


WHERE = 'connection failed: connection to server on socket "/run/.s.PGSQL.5432" failed: '
BY_A_CHINESE_SERVER = {
    '致命错误:  角色 "A09" 不存在': "access-refused",
    '致命错误:  用户 "A09" Password 认证失败': "access-refused",
    '致命错误:  访问数据库"office"的权限不够': "access-refused",
    '致命错误:  不允许角色"A09" 进行登录': "access-refused",
    '致命错误:  没有用于主机 "10.1.1.7", 用户 "A09", 数据库 "office" 的 pg_hba.conf 记录': "access-refused",
    '致命错误:  数据库 "office" 不存在': "no-such-ledger",
    "致命错误:  数据库系统启动中": "server-unreachable",
    "致命错误:  对不起, 已经有太多的客户": "server-unreachable",
}


@pytest.mark.parametrize(("said", "code"), BY_A_CHINESE_SERVER.items())
def test_a_server_that_speaks_chinese_is_understood(said: str, code: str) -> None:
    """So a server of PostgreSQL 15 refused, which had been set up with lc_messages = zh_CN.UTF-8."""
    refusal = refusal_to_connect(psycopg.OperationalError(WHERE + said), Address("postgresql+psycopg://A09@/office"))
    assert refusal.code == code and refusal.found == said.partition(":  ")[2]


def test_a_server_that_speaks_english_and_is_full_is_not_one_that_lets_nobody_in() -> None:
    full = psycopg.OperationalError(WHERE + "FATAL:  sorry, too many clients already")
    refusal = refusal_to_connect(full, Address("postgresql+psycopg://A09@/office"))
    assert (refusal.code, refusal.found) == ("server-unreachable", "sorry, too many clients already")
