"""The scenes of the error gallery in which the ledger is in a database of a real PostgreSQL server.

On the page the server is db.office, as where it is told how one is used; the one that follows it is standby.office.
"""

import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

from ledger.store import troubles
from ledger.store.postgres.turn import TAKE
from tests.commands.gallery import RECORD, ROSTER, Scene, typed
from tests.office import Said, say
from tests.postgres import OFFICE, Server, server
from tests.store.servers import standby_of
from tests.store.units import Unit

AT = "--ledger postgresql+psycopg://{login}@db.office/gongguo"
Condition = Callable[["Served"], AbstractContextManager[object]]
MADE = (
    "CREATE ROLE guest LOGIN PASSWORD 'secret'",
    "CREATE ROLE passer LOGIN",
    f"GRANT CONNECT ON DATABASE {OFFICE} TO passer",
    "CREATE DATABASE newer TEMPLATE template0",
    "CREATE DATABASE empty TEMPLATE template0",
)


class Served:
    """A unit whose ledger is on a server that another follows: 乙 (A02) records, 丙 (A03) reviews, 甲 (A01) reads.

    Nobody logs in as guest without a password; a passer has no part in the ledger.
    """

    def __init__(self, folder: Path, running: Server, standby: Server) -> None:
        self.unit = Unit(folder, running, OFFICE)
        self._sockets = {"db.office": running.socket, "standby.office": standby.socket}

    def say(self, words: str, folder: Path, language: str) -> Said:
        """Run a command as it is typed on the page, and return what it says, with the page's addresses."""
        *settings, _program = words.partition("gongguo ")[0].split(), "gongguo"
        environment = dict(setting.split("=") for setting in settings[0])
        for office, socket in self._sockets.items():
            words = re.sub(rf"@{office}/(\w+)", rf"@/\1?host={socket}", words)
        said = say(*shlex.split(words.partition("gongguo ")[2]), folder=folder, language=language, **environment)
        return Said(said.status, self._as_on_the_page(said.out), self._as_on_the_page(said.err))

    def _as_on_the_page(self, text: str) -> str:
        for office, socket in self._sockets.items():
            text = re.sub(rf"@/(\w+)\?host={socket}", rf"@{office}/\1", text)
        text = re.sub(r"T[0-9:]{8}Z", "T01:30:00Z", text)
        return re.sub(r"((?:process|进程) |terminate_backend\()[0-9]+", r"\g<1>4711", text)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Start both servers and make the unit's ledger."""
    with ExitStack() as stack:
        running = stack.enter_context(server("fsync=off"))
        (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
        unit = Unit(folder, running, OFFICE)
        for words in (
            "init --roster roster.csv --by clerk",
            "db roles --apply --recorder 乙 --reviewer 丙 --reader 甲",
        ):
            assert unit(*words.split(), GONGGUO_LEDGER=running.url(OFFICE)).status == 0
        running.sql("postgres", *MADE)
        assert unit("init", GONGGUO_LEDGER=running.url("newer")).status == 0
        running.sql("newer", "COMMENT ON SCHEMA gongguo IS 'gongguo ledger, format 9'")
        access = running.folder / "data" / "pg_hba.conf"
        access.write_text("local all guest scram-sha-256\n" + access.read_text())
        running.sql("postgres", "SELECT pg_reload_conf()")
        yield Served(folder, running, stack.enter_context(standby_of(running)))


HERE: list[Served] = []
"""The unit of the scenes, while they are played."""


def as_it_is(_served: Served) -> AbstractContextManager[object]:
    return nullcontext()


@contextmanager
def while_another_records(here: Served) -> Iterator[None]:
    """乙 holds the turn with psql; nobody waits a minute for a page."""
    with here.unit.connected("A02") as holder, holder.transaction(), pytest.MonkeyPatch.context() as patch:
        holder.execute("SET search_path = gongguo; SET application_name = 'psql'")
        holder.execute(TAKE)
        patch.setattr(troubles, "LOCK_SECONDS", 0.25)
        yield


@contextmanager
def with_rights_given_away(here: Served) -> Iterator[None]:
    """甲 may alter entries, and 乙 can act as the owner."""
    here.unit.server.sql(OFFICE, 'GRANT UPDATE ON gongguo.entries TO "A01"', f'GRANT {OFFICE}_owner TO "A02"')
    yield
    here.unit.server.sql(OFFICE, 'REVOKE UPDATE ON gongguo.entries FROM "A01"', f'REVOKE {OFFICE}_owner FROM "A02"')


def scene(en: str, zh: str, words: str, condition: Condition = as_it_is, status: int = 1) -> Scene:
    """One with the server: what is typed, and what is the matter meanwhile. The ledger stays as it is."""

    def run(folder: Path, language: str) -> Said:
        (here,) = HERE
        before = here.unit.state()
        with condition(here):
            said = here.say(words, folder, language)
        assert here.unit.state() == before
        return Said(said.status, said.out, said.err.replace("0.25", "60"))

    return Scene(en, zh, words, run, status)


def recorded_as(login: str, more: str = "") -> str:
    return f"gongguo {RECORD}{more} {AT.format(login=login)}"


LOG = "gongguo log --ledger postgresql+psycopg://"
SERVERS = [
    scene("a server that is not there", "没有服务器", f"{LOG}A01@127.0.0.1:1/gongguo"),
    scene("a password with marks of an address's", "口令中有地址的符号", f"{LOG}A01:p@ss@db.office/gongguo"),
    scene("a wrong password", "口令有误", f"PGPASSWORD=wrong {LOG}guest@db.office/gongguo"),
    scene("a login that there is not", "没有的登录", f"{LOG}A09@db.office/gongguo"),
    scene("a login without a part in the ledger", "在台账中没有职责的登录", f"{LOG}passer@db.office/gongguo"),
    scene("a database that there is not", "没有的数据库", f"{LOG}A01@db.office/absent"),
    scene("a database without a ledger", "没有台账的数据库", f"{LOG}clerk@db.office/empty"),
    scene("a database with a ledger already", "数据库中已有台账", f"gongguo init {AT.format(login='clerk')}"),
    scene("a database of a newer version", "新版本的数据库台账", f"{LOG}clerk@db.office/newer"),
    scene("a reader who records", "查阅人录入", recorded_as("A01")),
    scene("a reviewer who records", "复核人录入", recorded_as("A03")),
    scene("whoever keeps the server, who records", "管理服务器的人录入", recorded_as("clerk")),
    scene("somebody who records in another's name", "以他人名义录入", recorded_as("A02", " --by 丙")),
    scene("somebody who gives themselves a part", "自行授予职责",
          f"gongguo db roles --apply --reviewer 乙 {AT.format(login='A02')}"),
    scene("a database that somebody holds for long", "数据库台账长时间被占用", recorded_as("A02"),
          while_another_records),
    scene("a standby", "备库", recorded_as("A02").replace("db.office", "standby.office")),
    scene("rights that nobody was to have", "不应有的权限", f"gongguo verify {AT.format(login='A03')}",
          with_rights_given_away, 3),
    Scene("roles of a ledger in a file", "文件台账没有角色", "gongguo db roles", typed("gongguo db roles")),
]  # fmt: skip
