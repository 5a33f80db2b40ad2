"""The readings that matter: what would each alternative of a reading change, and for whom?"""

from ledger.texts import _
from projections.otherwise import schemes_read_otherwise
from projections.reports._base import Asked, Document, Page, Paragraph, Report, WhoIsAsked, head_of
from projections.reports._moves import moves_of, moves_table
from projections.reports.score import opening_of


def _document(asked: Asked) -> Document:
    assert asked.scheme is not None
    others = schemes_read_otherwise(asked.schemes, asked.scheme)
    facts = asked.reading.facts(*(so.scheme for so in others))
    as_adopted = facts.standings(asked.scheme)
    return {
        **head_of(asked, "alternatives"),
        "simulation": True,
        "grade_labels": list(asked.scheme.grades.labels),
        "alternatives": [
            {
                "reading": so.reading.id, "alternative": so.alternative.id, "clause": so.reading.clause,
                "taken": so.reading.choices[0], "sentence": so.reading.sentence_of(so.alternative),
                "moves": moves_of(as_adopted, facts.standings(so.scheme)),
            }
            for so in others
        ],
    }  # fmt: skip


def _page(document: Document) -> Page:
    page: Page = [Paragraph(_("Simulation, not a decision (模拟，非决定): nothing is recorded.")), opening_of(document)]
    for other in document["alternatives"]:
        heading = _("{reading}={alternative}  {clause}\n  taken: {taken}\n  otherwise: {sentence}", **other)
        if not other["moves"]:
            page.append(Paragraph(heading + "\n  " + _("Nobody moves.")))
            continue
        page += [Paragraph(heading), moves_table(other["moves"], document["grade_labels"], ranks=True)]
    return page


REPORT = Report(
    example="gongguo alternatives --as-of 2020-12-31",
    about=WhoIsAsked.EVERYONE,
    document=_document,
    page=_page,
    takes_period=True,
)
