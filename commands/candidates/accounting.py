"""What is taken into account before anything is a candidate: the calendar, leave, and what earlier files show."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commands.candidates.listing import id_of
from commands.candidates.papers import Kept, Paper
from commands.intake import Opened
from commands.intake.attendance import Candidate
from commands.intake.attendance._agreed import Agreed
from commands.intake.attendance._away import Away, doubted, excused
from commands.intake.attendance._leave import OnLeave
from ledger.people import People, without_spaces
from ledger.remedies.working_days import is_worked
from ledger.texts import _, listing


class Read(NamedTuple):
    """What is taken into account when a file is read."""

    agreed: Agreed
    leave: Sequence[tuple[Opened, Sequence[OnLeave]]] = ()
    dry_run: bool = False
    passed_over: Sequence[str] = ()
    """The sheets of the file that are no attendance."""


def by_the_calendar(one: Candidate) -> Candidate:
    """Return a candidate in doubt if its day is no working day, or nobody knows yet whether it is."""
    worked = is_worked(one.occurred_on)
    if worked is None:
        return doubted(one, _("the holidays of {year} are not known yet", year=one.occurred_on.year))
    return one if worked else doubted(one, _("no working day by the calendar"))


def take_account(paper: Paper, how: Read, people: People) -> Iterator[str]:
    """Set who stands behind numbers and who is on leave, in candidates that are open; yield what could not be used."""
    _say_who(paper, how.agreed)
    away: dict[str, list[Away]] = {}
    for file, lines in how.leave:
        granted = [line for line in lines if line.is_granted]
        if len(granted) < len(lines):
            left_out = listing(str(line.line) for line in lines if not line.is_granted)
            yield _("{file}: not granted, so not taken into account: lines {lines}", file=file.path, lines=left_out)
        for line in granted:
            person = _who(line, how.agreed, people)
            if line.away is not None and person is not None:
                away.setdefault(person, []).append(line.away)
                continue
            why = _("nobody on the roster is this one person") if person is None else _("the days cannot be read")
            yield _("{file} line {line} ({person}) is not taken into account: {why}", file=file.path, line=line.line,
                    person=line.person, why=why)  # fmt: skip
    for one in paper.candidates:
        leave = away.get(id_of(one, people) or "")
        if one.state == "open" and leave:
            judged = excused(one.as_candidate(), leave, how.agreed.hours)
            one.on_leave, one.doubt = judged.on_leave, judged.doubt
            one.state = "on-leave" if one.on_leave else "open"


def _say_who(paper: Paper, agreed: Agreed) -> None:
    for one in paper.candidates:
        if one.state == "open":
            one.stands_for = agreed.workers.get(one.person or one.worker, one.stands_for)


def _who(line: OnLeave, agreed: Agreed, people: People) -> str | None:
    if line.person in agreed.workers:
        return agreed.workers[line.person]
    if line.worker in people and line.person in map(without_spaces, people[line.worker].names):
        return line.worker
    found = people.with_name(line.person)
    return found[0].id if len(found) == 1 else None


def mark_what_is_known(paper: Paper, papers: Sequence[Paper], agreed: Agreed, people: People) -> None:
    """Mark what an earlier file shows too: the same month is exported again, and a day stands in both its summaries."""
    _say_who(paper, agreed)
    shown: dict[object, list[list[Kept]]] = {}
    for other in papers:
        of_other: dict[object, list[Kept]] = {}
        for one in other.candidates:
            if one.state != "seen":
                of_other.setdefault(_what_it_is(one, people), []).append(one)
        for key, found in of_other.items():
            shown.setdefault(key, []).append(found)
    count: Counter[object] = Counter()
    for one in paper.candidates:
        key = _what_it_is(one, people)
        place = count[key]
        count[key] += 1
        known = [found[place] for found in shown.get(key, ()) if len(found) > place]
        if not known or one.state != "open":
            continue
        alike = next((other for other in known if None in {one.minutes, other.minutes}
                      or one.minutes == other.minutes), None)  # fmt: skip
        if alike is not None:
            one.state, one.seen_as = "seen", alike.id
        else:
            told = _("{candidate} of another file says {minutes} minutes", candidate=known[0].id,
                     minutes=known[0].minutes)  # fmt: skip
            one.doubt = doubted(one.as_candidate(), told).doubt


def _what_it_is(one: Kept, people: People) -> object:
    return id_of(one, people) or (one.person, one.worker), one.occurred_on, one.kind
