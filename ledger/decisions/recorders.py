"""Who records: a claim, held against the roster; where a database vouches for who is logged in, that and no other."""

from ledger.entry import RecordedBy
from ledger.errors import LedgerError
from ledger.people import People, Person, one_of
from ledger.texts import _


class NotWhoIsLoggedIn(LedgerError):
    """Somebody who records under another name than the one they are logged in as."""

    code = "not-who-is-logged-in"


class LoginNotOnTheRoster(LedgerError):
    """A login that is nobody's of the roster, where the database vouches for who records."""

    code = "login-not-on-the-roster"


def recorder_claimed(claim: RecordedBy, people: People) -> RecordedBy:
    """Return the recorder as the person of that id or name on the roster, if there is one. Raises PersonAmbiguous."""
    person = _person_called(claim.name or claim.login, people)
    if person is None:
        return RecordedBy(login=claim.login, name=claim.name or claim.login)
    return RecordedBy(login=claim.login, person=person.id)


def recorder_logged_in(claim: RecordedBy, login: str, people: People) -> RecordedBy:
    """Return the person of the roster who is logged in as `login`, their id: a name changes, and two can have one.

    A name given besides has to be theirs. Raises LoginNotOnTheRoster, NotWhoIsLoggedIn or PersonAmbiguous.
    """
    person = people.get(login)
    if person is None:
        raise LoginNotOnTheRoster(
            _("nobody on the roster is logged in"),
            expected=_("a login named by the id of somebody on the roster"),
            found=login,
            remedy=_("Log in as yourself; gongguo db roles makes logins for people on the roster."),
        )
    # Where no name is given, the claim's is that of the machine's login, which says nothing here.
    if claim.name not in (None, claim.login) and _person_called(claim.name or "", people) is not person:
        raise NotWhoIsLoggedIn(
            _("an entry is recorded in the name of whoever is logged in, and no other"),
            expected=f"{person.id} {person.name}",
            found=claim.name or "",
            remedy=_("Leave --by and GONGGUO_BY out, or log in as that person."),
        )
    return RecordedBy(login=login, person=person.id)


def _person_called(name: str, people: People) -> Person | None:
    if name in people:
        return people[name]
    found = people.with_name(name)
    return one_of(found, name) if found else None
