"""In which stream an entry stands."""

from ledger.entry import UNIT_STREAM, stream_of_bulletin, stream_of_case, stream_of_person, stream_of_scheme
from ledger.facts import Fact
from ledger.facts._appeals import CaseStep
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended

_OF_A_SCHEME = (SchemeAdopted, SchemeAmended)


def stream_of(fact: Fact, person_id: str | None, number: int) -> str:
    """Return the stream of an entry that is about somebody (None: nobody) and gets this number.

    A void, and what is attached, stand in the stream of the entry that they name; that is not told here.
    """
    if isinstance(fact, _OF_A_SCHEME):
        return stream_of_scheme(fact.scheme)
    if isinstance(fact, BulletinPublished):
        return stream_of_bulletin(fact.period)
    if isinstance(fact, AppealFiled):
        return stream_of_case(number)
    if isinstance(fact, CaseStep):
        return stream_of_case(fact.case)
    return UNIT_STREAM if person_id is None else stream_of_person(person_id)
