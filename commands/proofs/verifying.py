"""`verify`: whether the ledger is true, by itself and against what was signed of it."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from commands import options, wiring
from commands.terminal.tables import print_json, print_page
from ledger.texts import _, later, listing
from projections.reports import Page, Paragraph, Table

if TYPE_CHECKING:
    from ledger import Ledger
    from ledger.entry import Attachment, Entry
    from ledger.errors import LedgerError
    from ledger.facts import Fact
    from ledger.integrity.notes import Verifier
    from ledger.integrity.shelf import Standing
    from ledger.integrity.untruths import Untruth
    from ledger.store.place import Place

CHECKPOINT = later("a signed checkpoint to hold the ledger against; those in checkpoints beside it are taken too")
VKEY = later("the public key that has to have signed them; left out: the ledger's own, where you have it")


class Verified(NamedTuple):
    """What came of it: everything untrue, how many entries there are, the checkpoints held against, and notes."""

    problems: "list[Untruth]"
    entries: int
    attachments: "list[tuple[int, Attachment]]"
    """The files that entries name, each with the entry's number."""
    checkpoints: "list[Standing]"
    notes: list[str]


def command_for(name: str) -> click.Command:
    """Make `verify`."""
    parameters: list[click.Parameter] = [
        click.Option(["--checkpoint"], metavar=_("FILE"), multiple=True, help=_(CHECKPOINT)),
        click.Option(["--vkey"], help=_(VKEY)),
    ]
    return options.command(name, _verify, parameters, later("check the whole ledger"), "gongguo verify")


def _verify(checkpoint: Sequence[str], vkey: str | None, as_json: bool, **_others: Any) -> int:
    from ledger.integrity.notes import verifier_from

    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    verifier = None if vkey is None else verifier_from(vkey)
    verified = verified_ledger(ledger, wiring.ledger_place(context), list(map(Path, checkpoint)), verifier)
    if as_json:
        print_json(_document(verified))
    else:
        print_page(_page(verified))
    if verified.problems and not as_json:
        click.echo(_("The ledger is untrue in {count} places.", count=len(verified.problems)), file=sys.stderr)
    return 3 if verified.problems else 0


def verified_ledger(
    ledger: "Ledger", place: "Place", given: Sequence[Path], verifier: "Verifier | None", *, with_evidence: bool = True
) -> Verified:  # fmt: skip
    """Hold a ledger against itself, against its published bulletins, and against every checkpoint given or found.

    `with_evidence` holds the files beside it against the entries that name them as well.
    """
    from ledger.integrity.shelf import Standing, read_note, shelf_of, standing_on
    from ledger.integrity.untruths import Untruth
    from ledger.integrity.verification import verification_of
    from ledger.integrity.witnessing import unreadable, untruths_of
    from projections.reprints import differences

    problems, leaves, attachments, tightened, rights = verification_of(ledger.archive, place)
    if not problems:
        # Only what is true by itself can be read again to hold the published bulletins against it.
        problems = [Untruth(*difference) for difference in differences(ledger, len(leaves))]
    problems = [Untruth(None, *departure) for departure in rights.departures] + problems
    if with_evidence:
        problems += evidence_untruths(attachments, place.beside)
    checkpoints = [read_note(file) for file in given]
    for found in standing_on(shelf_of(place.beside)):
        if isinstance(found, Standing):
            checkpoints.append(found)
        else:
            problems.append(unreadable(*found))
    own, notes = (verifier, []) if verifier is not None or not checkpoints else _own_key(leaves)
    for standing in checkpoints:
        problems += untruths_of(standing, leaves, own)
    notes = [*rights.notes, *notes]
    if not problems:
        notes += [_tightened(*one) for one in tightened] + _unfit(ledger)
    return Verified(problems, len(leaves), attachments, checkpoints, notes)


def evidence_untruths(attachments: "list[tuple[int, Attachment]]", beside: Path) -> "Iterator[Untruth]":
    """Yield every file of evidence in the folder beside a ledger that is missing, or is not the one that was kept."""
    from ledger.integrity.evidence import evidence_of, found_hash
    from ledger.integrity.untruths import Untruth

    for number, attachment in attachments:
        found = found_hash(attachment, evidence_of(beside))
        if found is None:
            yield Untruth(
                number, _("the evidence {name} is missing", name=attachment.name), attachment.sha256, _("nothing")
            )
        elif found != attachment.sha256:
            yield Untruth(number, _("the evidence {name} was altered", name=attachment.name), attachment.sha256, found)


def _tightened(entry: "Entry[Fact]", reason: "LedgerError") -> str:
    """Return the note for an entry that broke no promise and would be refused today."""
    return _("#{entry} {kind} {day} was recorded before a check was tightened: {reason}",
             entry=entry.number, kind=entry.fact.LABEL, day=entry.occurred_on or "", reason=reason)  # fmt: skip


def _unfit(ledger: "Ledger") -> list[str]:
    """Return a note for each standing entry of people whose place on the roster was put right that fits no longer."""
    from ledger.decisions.rejudging import unfit
    from ledger.knowing import known_after
    from ledger.people import roster_kinds

    now = ledger.known_now().entry
    put_right = {entry.person for entry in ledger.archive.voided_of_kinds(roster_kinds(), now) if entry.person}
    if not put_right:
        return []
    return [
        _("#{entry} {kind} {day} stands and no longer fits: {reason}", entry=again.entry.number,
          kind=again.entry.fact.LABEL, day=again.entry.day, reason=again.objections[0])
        for again in unfit(sorted(put_right), known_after(ledger, now))
    ]  # fmt: skip


def _own_key(leaves: Sequence[bytes]) -> "tuple[Verifier | None, list[str]]":
    """Return the public half of the ledger's own key, if the one who verifies has it; else a note that says so."""
    from commands.proofs.keys import own_signer
    from ledger.integrity.key_file import NoKey

    try:
        signer = own_signer(leaves)
    except NoKey as error:
        return None, [str(error)]
    if signer is None:
        return None, [_("nobody's signature was checked: give the log's public key with --vkey")]
    return signer.verifier, []


def _document(verified: Verified) -> dict[str, Any]:
    document = {
        "schema": "gongguo.verify/1",
        "ok": not verified.problems,
        "entries": verified.entries,
        "problems": [problem._asdict() for problem in verified.problems],
    }
    if verified.notes:
        document["notes"] = verified.notes
    if not verified.checkpoints:
        return document
    return document | {
        "checkpoints": [
            {"file": str(one.path), "origin": one.signed.checkpoint.origin, "size": one.signed.checkpoint.size,
             "signed_by": [signature.name for signature in one.signed.note.signatures]}
            for one in verified.checkpoints
        ],
    }  # fmt: skip


def _page(verified: Verified) -> Page:
    page: Page = []
    if verified.problems:
        rows = [("" if p.entry is None else f"#{p.entry}", p.what, p.expected, p.found) for p in verified.problems]
        page.append(Table((_("entry"), _("untrue"), _("expected"), _("found")), rows))
    else:
        page.append(Paragraph(_("True: {count} entries, every one as it was recorded.", count=verified.entries)))
        for one in verified.checkpoints:
            signers = listing(signature.name for signature in one.signed.note.signatures)
            text = _("Continues {file}: {size} entries, signed by {signers}.", file=one.path.name,
                     size=one.signed.checkpoint.size, signers=signers)  # fmt: skip
            page.append(Paragraph(text, indent=2))
    return page + [Paragraph(_("note: {note}", note=note), indent=2) for note in verified.notes]
