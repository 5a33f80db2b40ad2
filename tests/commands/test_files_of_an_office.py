"""Files as an office has them, each handed in and everything it recorded looked at; again, and nothing is added."""

import pytest

from tests.commands.office_files import FILES, Entry, OfficeFile
from tests.office import Clerk, Said

FOUNDED = 8


def handed_in(desk: Clerk, file: OfficeFile) -> Said:
    words = [file.name if word == "FILE" else word for word in file.typed.split()]
    return desk(*words, "--by", "庚", "--json")


def recorded(desk: Clerk, since: int) -> list[Entry]:
    entries = desk("log", "--json").json["entries"][since:]
    return [(one["kind"], one["person"], one["occurred_on"], one["fields"]) for one in entries]


@pytest.mark.parametrize("file", FILES.values(), ids=FILES)
def test_a_file_of_an_office_is_read_as_it_is_meant(desk: Clerk, file: OfficeFile) -> None:
    for name, content in {**file.beside, file.name: file.content}.items():
        (desk.folder / name).write_bytes(content)
    since = FOUNDED
    if "花名册.xlsx" in file.beside:
        since += desk("enrol", "花名册.xlsx", "--json").json["recorded"]

    said = handed_in(desk, file)

    assert said.status == 0, said.out + said.err
    assert recorded(desk, since) == list(file.entries)
    found = desk("candidates", "list", "--all", "--json").json["candidates"]
    shown = [(one["kind"], one["person_id"], one["occurred_on"], one.get("minutes"), one.get("state", "open"))
             for one in found]  # fmt: skip
    assert shown == list(file.candidates)
    notes = "\n".join(said.json.get("notes", ()))
    assert [words for words in file.notes if words not in notes] == []

    again = handed_in(desk, file)
    assert again.status == 0 or file.typed.startswith("enrol"), again.out
    assert recorded(desk, since) == list(file.entries)
    assert len(desk("candidates", "list", "--all", "--json").json["candidates"]) == len(found)
