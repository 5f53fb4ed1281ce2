"""Say what is proposed: every change before and after, and what would be left to do.

Belongs here: the document « Corrections proposées » and the job of its workbook. Does not belong here: finding
proposals (`proposals`, `rounds`).
"""

from __future__ import annotations

from contracts.model import Contract
from contracts.typography import typeset
from orchestration.feedback.causes import causes
from orchestration.feedback.corrections import notices, sections, subject
from orchestration.feedback.document import Block, Document, Row, Section
from orchestration.feedback.job import NOTE_TITLES, OUR_SHEETS, Edit, Job, Mark
from orchestration.feedback.notes import marks
from orchestration.feedback.personal_data import hidden_cells
from orchestration.feedback.places import place_in_words
from orchestration.feedback.repairs.proposals import Proposal
from orchestration.feedback.repairs.rounds import Repair
from orchestration.plurals import counted
from orchestration.submissions.findings import Judgement

SHEET = "Corrections proposées"
COLUMNS = ("Où", "Avant", "Après", "", "Pourquoi")
"""The fourth is where the list of what is left has its difference."""

_STEPS = (
    "Vérifiez chaque ligne ci-dessous : la valeur proposée est-elle bien celle que vous vouliez écrire ?",
    "Si une proposition ne convient pas, allez à la cellule (elle est en vert) et écrivez la bonne valeur. Ce qui reste "
    "à corriger est en rouge, ce qui est à vérifier en jaune.",
    "Quand tout est juste, enregistrez puis renvoyez ce classeur. Rien n'est pris en compte avant votre envoi.",
)

_FORMULA = typeset("La formule de cette cellule est remplacée par cette valeur : elle ne se recalcule plus.")


def offer(repair: Repair, judgement: Judgement, original: str, contract: Contract, *, demo: bool) -> Job:
    """The job of the repaired copy."""
    return Job(
        original=original,
        document=_document(repair, judgement, contract, demo=demo),
        marks=tuple(map(_mark, repair.proposals)) + marks(repair.left, causes(repair.left, contract)),
        edits=tuple(_edit(number, proposal) for number, proposal in enumerate(repair.proposals)),
    )


def _document(repair: Repair, judgement: Judgement, contract: Contract, *, demo: bool) -> Document:
    return Document(
        sheet=SHEET,
        notices=notices(judgement, contract, demo=demo),
        title=OUR_SHEETS[SHEET],
        subject=subject(judgement, contract),
        verdict=typeset(_verdict(repair)),
        steps=tuple(map(typeset, _STEPS)),
        remarks=(),
        sections=(Section("Ce qui change", "", COLUMNS, _blocks(repair, contract)), *_left(repair, contract)),
    )


def _verdict(repair: Repair) -> str:
    number, left = len(repair.proposals), repair.blocking_left
    said = f"{counted(number, 'correction')} {'est proposée' if number == 1 else 'sont proposées'} dans cette copie."
    if left == 0:
        return (
            f"{said} Avec {'elle' if number == 1 else 'elles'}, le contrôle ne trouve plus rien à corriger."
        )
    return f"{said} Il reste {counted(left, 'correction')} à faire vous-même : la liste est plus bas."


def _blocks(repair: Repair, contract: Contract) -> tuple[Block, ...]:
    """The changes by sheet, in the template's order."""
    by_sheet = {sheet.label: list[Row]() for sheet in contract.submission.sheets}
    for number, proposal in enumerate(repair.proposals):
        by_sheet[proposal.finding.feuille or ""].append(_row(number, proposal))
    return tuple(
        Block(f"{sheet}, {counted(len(rows), 'cellule')}", "", tuple(rows))
        for sheet, rows in by_sheet.items()
        if rows
    )


def _left(repair: Repair, contract: Contract) -> tuple[Section, ...]:
    """What the cité still has to look at; its marks come after those of the proposals."""
    found = causes(repair.left, contract)
    return sections(found, hidden_cells(repair.left), first_mark=len(repair.proposals))


def _row(number: int, proposal: Proposal) -> Row:
    cells = (proposal.before or "(vide)", proposal.after, "", proposal.why)
    return Row(place_in_words(proposal.finding), cells, number)


def _mark(proposal: Proposal) -> Mark:
    finding = proposal.finding
    note = typeset(
        f"{NOTE_TITLES['']} : {proposal.why}\nAvant : {proposal.before or '(vide)'}\nAprès : {proposal.after}\n"
        "Que faire : vérifiez cette valeur ; si elle n'est pas juste, écrivez la bonne."
    )
    return Mark(finding.feuille, finding.ligne, finding.colonne, finding.cellule, "", note)


def _edit(number: int, proposal: Proposal) -> Edit:
    written = proposal.written
    if isinstance(written, str | int | float):
        return Edit(number, written, of_formula=_FORMULA)
    return Edit(number, written.isoformat(), is_day=True, of_formula=_FORMULA)
