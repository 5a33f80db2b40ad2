"""The names that entries give people: of an entry at hand, or from stored bytes of which nothing else is taken in.

Who is called something is asked for every entry that is recorded: for that, everybody's names have to be looked at.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias

import msgspec

from ledger.codec import decode_happenings
from ledger.entry import Happening
from ledger.facts import Fact, stored_name
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_renamed import PersonRenamed

NAMING_KINDS = frozenset({"person-enrolled", "person-renamed"})
NameGiven: TypeAlias = tuple[str, str]
"""A person, and a name or an alias that an entry gives them."""


class _Enrolled(msgspec.Struct, tag_field="kind", tag=stored_name(PersonEnrolled), gc=False):
    name: str
    aliases: str | None = None


class _Renamed(msgspec.Struct, tag_field="kind", tag=stored_name(PersonRenamed), gc=False):
    name: str


class _Naming(msgspec.Struct, gc=False):
    person: str
    fact: _Enrolled | _Renamed


_decoder = msgspec.json.Decoder(list[_Naming])


def aliases_in(written: str | None) -> list[str]:
    """Return the aliases that an enrolment lists."""
    return re.split(r"[\s,;，；、]+", written) if written else []


def names_given(entry: Happening[Fact]) -> Iterator[NameGiven]:
    """Yield the names that an entry gives, if it gives any."""
    fact, person = entry.fact, entry.person or ""
    if isinstance(fact, PersonEnrolled | PersonRenamed):
        yield person, fact.name
    if isinstance(fact, PersonEnrolled):
        yield from ((person, alias) for alias in aliases_in(fact.aliases))


def decode_names(joined: bytes) -> Iterator[NameGiven]:
    """Yield the same of stored entries that name people, their blobs `joined` by commas. Raises UnreadableEntry."""
    try:
        naming = _decoder.decode(b"[" + joined + b"]")
    except msgspec.MsgspecError:  # one of an earlier release, or one that nobody can read
        for entry in decode_happenings(joined):
            yield from names_given(entry)
        return
    for one in naming:
        yield one.person, one.fact.name
        if isinstance(one.fact, _Enrolled):
            yield from ((one.person, alias) for alias in aliases_in(one.fact.aliases))
