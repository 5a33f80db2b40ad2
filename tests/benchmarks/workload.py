"""A generated unit of any size: staff on the posts of the 2020 scheme, and a year of entries of every common kind.

Seeded, so that the same sizes give the same files. The names are made of common characters and mean nobody.
"""

import csv
import json
import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

POSTS = [
    ("办公室", "office-publicity", "publicity-reports"), ("办公室", "office-finance", "payroll"),
    ("办公室", "office-web", "website"), ("组织教育就业人事部", "org-levy", "levy"),
    ("组织教育就业人事部", "org-employment", "employment"), ("康复部", "rehab-children", "child-rehab"),
    ("康复部", "rehab-access", "home-access"), ("驻村工作队", "village-assistant", "village-work"),
]  # fmt: skip
SHORTFALLS = {"publicity-reports", "levy", "employment", "child-rehab", "home-access"}
KINDS = {
    "late-arrival": 30, "early-departure": 15, "news-published": 22, "duty-violation": 6, "assignment-missed": 5,
    "task-missed": 4, "task-delayed": 4, "clearance-delayed": 3, "absence": 1, "indicator": 10,
}  # fmt: skip
THOUSANDTHS = {
    "late-arrival": -500, "early-departure": -500, "news-published": 500, "duty-violation": -1000, "absence": -2000,
    "assignment-missed": -1000, "task-missed": -2000, "task-delayed": -2000, "clearance-delayed": -2000,
}  # fmt: skip


def write(folder: Path, people: int, entries_each: int, seed: int = 1) -> tuple[Path, Path]:
    """Write roster.csv and entries.jsonl for so many people with so many entries each; return both paths."""
    chance = random.Random(seed)
    roster, entries = folder / "roster.csv", folder / "entries.jsonl"
    with roster.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "name", "department", "post", "party_member", "enrolled_on", "assessed"])
        for number in range(people):
            department, post, _indicator = POSTS[number % len(POSTS)]
            table.writerow([f"P{number:05}", _name(chance), department, post, chance.choice(["yes", "no"]), "", "yes"])
    with entries.open("w", encoding="utf-8") as file:
        for number in range(people * entries_each):
            row = _entry(chance, number % people) | {"source_key": f"w{number}"}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return roster, entries


def thousandths_of(entry: dict[str, str | int]) -> int:
    """Return what the entry is for those who only add up: an amount of -10 to 10 points with three decimals, never 0.

    It is no score: limits, readings and ranks are the scheme's. All amounts of one kind have the same sign.
    """
    kind = str(entry["kind"])
    if kind == "progress-reported":
        return 2 * int(entry["amount"])
    if kind == "assessment-received":
        return round(100 * Decimal(entry["score"]))
    if kind == "incident-reported":
        return -50 * int(entry["quantity"])
    return THOUSANDTHS[kind]


def _name(chance: random.Random) -> str:
    return "".join(chance.choices("赵钱孙周吴郑冯陈", k=1) + chance.choices("明华建国秀英伟芳娜敏静丽强磊军", k=2))


def _entry(chance: random.Random, person: int) -> dict[str, object]:
    kind = chance.choices(list(KINDS), KINDS.values())[0]
    day = date(2020, 1, 1) + timedelta(days=chance.randrange(366))
    entry: dict[str, object] = {"kind": kind, "person": f"P{person:05}", "occurred_on": day.isoformat()}
    if kind in {"task-missed", "task-delayed"}:
        entry["category"] = chance.choice(["creation", "study"])
        entry["task"] = f"任务{chance.randrange(40)}"
    if kind == "task-delayed":
        entry["affected_unit"] = chance.choice(["yes", "no"])
    if kind == "news-published":
        entry["title"] = f"信息{chance.randrange(10**6)}"
        entry["channel"] = chance.choice(["provincial-federation", "government", "press", "other"])
    if kind == "indicator":
        entry |= _indicator_entry(chance, POSTS[person % len(POSTS)][2])
    return entry


def _indicator_entry(chance: random.Random, indicator: str) -> dict[str, object]:
    if indicator in SHORTFALLS:
        return {"kind": "progress-reported", "indicator": indicator, "amount": str(chance.randrange(1, 90))}
    if indicator == "village-work":
        score = f"{chance.randrange(60, 100)}.5"
        return {"kind": "assessment-received", "indicator": indicator, "score": score, "out_of": "100"}
    return {"kind": "incident-reported", "indicator": indicator, "quantity": chance.randrange(1, 3)}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write(target, int(sys.argv[2]), int(sys.argv[3]))
