"""The demo: every step ends as told, the ledger stays, and a reader can repeat what was printed."""

import re
import shlex
import shutil

import pytest

from tests.office import Clerk, Said, say


def printed_commands(out: str) -> list[tuple[str, ...]]:
    """Return the words of every command that the demo printed."""
    return [tuple(shlex.split(line)[2:]) for line in out.splitlines() if line.startswith("$ gongguo ")]


def printed_results(out: str) -> list[str]:
    """Return what the demo printed under each command, without the story between them."""
    results = re.split(r"^\$ gongguo .*\n", out, flags=re.MULTILINE)[1:]
    return [re.split(r"\n# |\n\S.* sample[:：]|\n台账留在 sample", result)[0].strip() for result in results]


@pytest.fixture(params=["en", "zh"])
def demo(request: pytest.FixtureRequest, clerk: Clerk) -> Said:
    return clerk("demo", "sample", GONGGUO_LANG=request.param)


def test_it_ends_well_and_its_ledger_is_true(demo: Said, clerk: Clerk) -> None:
    assert demo.status == 0 and "Traceback" not in demo.err
    said = clerk("verify", "--ledger", "sample/gongguo.db", "--json")
    assert (said.status, said.json["ok"], said.json["entries"]) == (0, True, 57)


def test_it_walks_through_the_commands_it_is_to_show(demo: Said) -> None:
    shown = {words[0] for words in printed_commands(demo.out)}
    assert shown >= {"init", "import", "record", "bulletin", "why", "correct", "void", "score", "log", "verify"}


def test_every_printed_command_can_be_repeated_from_its_two_files(demo: Said, clerk: Clerk) -> None:
    language = "zh" if "台账" in demo.out else "en"
    anew = clerk.folder / "anew"
    anew.mkdir()
    for table in (clerk.folder / "sample").glob("*.csv"):
        shutil.copy(table, anew)
    said = [say(*words, folder=anew, language=language) for words in printed_commands(demo.out)]
    times = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{5}|[A-Za-z0-9+/]{43}=")  # and the root over them
    assert [times.sub("…", one.out.strip()) for one in said] == [
        times.sub("…", result) for result in printed_results(demo.out)
    ]
    assert [words[:2] for words, one in zip(printed_commands(demo.out), said, strict=True) if one.status] == [
        ("record", "news-published")
    ]


def test_every_printed_command_can_be_typed_in_its_folder(demo: Said, clerk: Clerk) -> None:
    folder = clerk.folder / "sample"
    for words in printed_commands(demo.out):
        said = say(*words, "--json", folder=folder)
        codes = {"init": "ledger-exists", "void": "already-voided", "correct": "already-voided"}
        if words[0] in codes:
            assert said.error["code"] == codes[words[0]]
        elif words[:2] == ("record", "news-published"):
            assert said.error["code"] == "recorded-for-oneself"
        else:
            assert said.status == 0


def test_the_two_languages_show_the_same_commands(clerk: Clerk) -> None:
    english, chinese = (clerk("demo", name, GONGGUO_LANG=name).out for name in ("en", "zh"))
    assert printed_commands(english) == printed_commands(chinese)
    assert "甲 asks why." in english and "甲询问原因。" in chinese


def test_a_folder_in_use_is_left_alone(clerk: Clerk) -> None:
    said = clerk("demo", ".", "--json")
    assert (said.status, said.error["code"]) == (1, "demo-folder-in-use")
    assert [path.name for path in clerk.folder.iterdir()] == ["roster.csv"]


def test_an_empty_folder_is_taken(clerk: Clerk) -> None:
    (clerk.folder / "sample").mkdir()
    assert clerk("demo", "sample").status == 0


def test_without_a_folder_it_makes_one_here(clerk: Clerk) -> None:
    clerk("demo")
    assert (clerk.folder / "gongguo-demo" / "gongguo.db").exists()


def test_the_offices_own_ledger_is_not_touched(desk: Clerk) -> None:
    own = str(desk.folder / "gongguo.db")
    said = desk("demo", "sample", GONGGUO_LEDGER=own)
    assert said.status == 0 and (desk.folder / "sample" / "gongguo.db").exists()
    assert desk("verify", "--json").json["entries"] == 8
