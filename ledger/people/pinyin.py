"""People by pinyin: 张婷婷 is found by zhangtingting and by ztt, whatever the reading of a surname."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from ledger.people.everybody import People, one_of
from ledger.people.person import Person, without_spaces

MOST_SPELLINGS = 256


def spellings(name: str) -> set[str]:
    """Return every way to spell a name, in full and by initials: all readings, for a surname's is often rare."""
    from pypinyin import Style, pinyin  # imported late: it loads its dictionary

    readings = [_typed(syllables) for syllables in pinyin(without_spaces(name), style=Style.NORMAL, heteronym=True)]
    found: set[str] = set()
    for place, syllables in enumerate(product(*readings)):
        if place == MOST_SPELLINGS:
            break
        found.add("".join(syllables))
        found.add("".join(syllable[0] for syllable in syllables if syllable))
    return found


def _typed(syllables: list[str]) -> list[str]:
    """Return syllables as people type them: ü (which the library writes v) is typed v, u or ü."""
    return [typed for syllable in syllables for typed in {syllable.replace("v", vowel) for vowel in "vuü"}]


def found_by(people: People, reference: str) -> Person:
    """Return the person with this id, name or pinyin. Raises PersonUnknown or PersonAmbiguous."""
    if reference in people or people.with_name(reference) or not _is_latin(reference):
        return people.called(reference)
    wanted = "".join(reference.split()).casefold().replace("'", "")
    return one_of(_spelled(people, wanted), reference)


def _spelled(people: Iterable[Person], wanted: str) -> list[Person]:
    return [person for person in people if any(wanted in spellings(name) for name in person.names)]


def beginning_with(people: Iterable[Person], start: str) -> list[Person]:
    """Return those whose id, name, alias or pinyin begins so, by name; everybody for an empty text."""
    start = "".join(start.split()).casefold()

    def begins(person: Person) -> bool:
        known = [person.id, *map(without_spaces, [*person.names, *person.aliases])]
        if any(name.casefold().startswith(start) for name in known):
            return True
        return _is_latin(start) and any(said.startswith(start) for name in person.names for said in spellings(name))

    return sorted(filter(begins, people), key=lambda person: (person.name, person.id))


def sounding_like(people: Iterable[Person], name: str) -> list[Person]:
    """Return those whose name is said as this one may be: 张婷婷 for 张亭亭. Suggested to people, never assumed."""
    wanted = _said(name)
    return [person for person in people if wanted and any(wanted & _said(known) for known in person.names)]


@lru_cache(maxsize=10_000)  # a file has the same names again and again
def _said(name: str) -> frozenset[str]:
    """Return the full spellings of a name, without its initials, which many share; none of a name in Latin letters."""
    name = without_spaces(name)
    return frozenset(full for full in spellings(name) if not _is_latin(name) and len(full) > len(name))


def _is_latin(text: str) -> bool:
    return text.replace("ü", "u").isascii()
