"""Makes a small ledger as this version writes it, to be kept among the tests for ever.

python -m tests.store.make_ledger format-N

Run once for each format that is released; a ledger that is there is never made anew.
"""

import shutil
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from commands import wiring
from tests.office import say
from tests.schemes.test_a_second_scheme import ROSTER, WAREHOUSE

LEDGERS = Path(__file__).with_name("ledgers")

STORY = [
    ("2023-10-02", "init --scheme warehouse.toml --roster roster.csv --by Mori"),
    ("2023-10-02", "record task-missed W1 --on 2023-09-01 --category creation --task forklifts --by Mori"),
    ("2023-10-02", "record incident-reported W2 --on 2023-10-02 --indicator cycle-counts --quantity 2 --by Mori"),
    ("2023-12-31", "record absence W1 --on 2023-12-31 --by Mori --source-key gate-1"),
    ("2024-01-05", "bulletin --period 2023-H1 --publish --number 2024/1 --by Mori"),
    ("2024-01-09", "record late-arrival W3 --on 2023-12-30 --by Mori"),
    ("2024-01-10", "correct 8 --on 2024-01-02 --reason wrong-day --authority minutes-7 --by Mori"),
    ("2024-01-11", "void 6 --reason counted-twice --authority minutes-7 --by Mori"),
    ("2024-02-01", "scheme amend amended.toml --effective 2024-03-01 --authority minutes-8 --by Mori"),
    ("2024-03-04", "record late-arrival W3 --on 2024-03-01 --by Mori"),
    ("2024-06-30", "bulletin --period 2023-H1 --publish --title Again --by Mori"),
]


def main(name: str) -> None:
    """Make the ledger and, beside it, what its bulletins print."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        document = WAREHOUSE.read_text(encoding="utf-8")
        dearer = document.replace(
            'kinds = ["late-arrival"]\n    points = 1', 'kinds = ["late-arrival"]\n    points = 2'
        )
        for file, text in (("warehouse.toml", document), ("amended.toml", dearer), ("roster.csv", ROSTER)):
            (place / file).write_text(text, encoding="utf-8")
        for day, words in STORY:
            instant = datetime.fromisoformat(f"{day}T03:00:00+00:00")
            with mock.patch.object(wiring, "now", return_value=instant), mock.patch("getpass.getuser", lambda: "clerk"):
                said = say(*words.split(), folder=place)
            assert said.status == 0, said.err
        kept = LEDGERS / name
        kept.mkdir()
        shutil.copy(place / "gongguo.db", kept / "gongguo.db")
        for edition in ("1", "2"):
            for form, words in (("json", ["--json"]), ("zh.txt", ["--lang", "zh"]), ("en.txt", ["--lang", "en"])):
                said = say("bulletin", "--published", "2023-H1", "--edition", edition, *words, folder=place)
                (kept / f"2023-H1.{edition}.{form}").write_text(said.out, encoding="utf-8")
        (kept / "why.json").write_text(say("why", "W3", "--json", folder=place).out, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
