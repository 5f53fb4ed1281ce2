"""Say what is to be corrected: the verdict in a sentence, then the causes with their places.

Belongs here: the document « À corriger ». Does not belong here: grouping (`causes`), layout (`page`, `workbook`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contracts.model import Contract
from contracts.typography import typeset
from orchestration.demo.marker import NOTICE
from orchestration.feedback.causes import Cause, Entry, causes
from orchestration.feedback.copying import REFUSED, can_be_copied
from orchestration.feedback.document import Block, Document, Row, Section
from orchestration.feedback.expected import expected
from orchestration.feedback.job import OUR_SHEETS
from orchestration.feedback.our_sheets import is_about_our_sheet, left_aside
from orchestration.feedback.personal_data import hidden_cells, shown_found, shown_value
from orchestration.feedback.places import place_in_words, stands_in_a_cell
from orchestration.feedback.versions import Previous, received, received_on
from orchestration.feedback.words import cite_in_words, quarter_in_words
from orchestration.plurals import counted
from orchestration.submissions.findings import Judgement

SHEET = "À corriger"
"""The front sheet; the reader tells that it is no sheet of the template and ignores it."""
COLUMNS = ("Où", "Valeur trouvée", "Valeur attendue", "Écart", "Ce qui ne va pas")
LISTED = 50
"""Places that are listed of one cause: a coordinator goes on from there by the colours."""

_LOOK = (
    "Chaque cellule en cause est colorée dans sa feuille : en rouge, elle est à corriger ; en jaune, elle est à "
    "vérifier. Posez la souris dessus : une note dit ce qui ne va pas et quoi faire.",
    "Commencez par le haut de la liste : une correction en fait souvent disparaître plusieurs autres.",
)
_STEPS = (
    *_LOOK,
    "Corrigez dans ce classeur ou dans le vôtre, enregistrez, puis renvoyez le fichier complet. Si c'est ce "
    f"classeur que vous renvoyez, supprimez d'abord la feuille « {SHEET} » ; si elle reste, elle est ignorée.",
)
_STEPS_OF_VALUES = (
    *_LOOK,
    "Corrigez dans votre fichier : ce classeur montre seulement où. Enregistrez votre fichier, puis renvoyez-le en entier.",
)
_LIST_STEPS = (
    "Trop de cellules contiennent des données personnelles pour qu'elles puissent toutes être retirées d'une copie : vos "
    "feuilles ne sont donc pas jointes, seulement cette liste.",
    "Corrigez dans votre fichier, enregistrez-le, puis renvoyez-le en entier.",
)
_IN_DOUBT = "Cité et trimestre à confirmer"
_NOT_YET = (
    "La cité ou le trimestre de ce fichier sont à confirmer : cette réponse n'est à transmettre qu'une fois connu qui a envoyé "
    "le fichier, et à cette personne seule."
)
_REFUSED_STEPS = ("Le fichier n'a pas pu être ouvert : ses cellules n'ont donc pas été contrôlées.",)


def corrections(
    judgement: Judgement, contract: Contract, *, demo: bool, in_force: Previous | None = None
) -> Document:
    """The document of a judgement; `demo` puts the notice of fictitious data above it, `in_force` is the accepted version
    that goes on counting meanwhile.
    """
    found = [cause for cause in causes(judgement.constats, contract) if _is_theirs(cause)]
    is_copied = can_be_copied(judgement.constats, contract)
    steps = _STEPS if is_copied else _REFUSED_STEPS if _is_unread(found) else _LIST_STEPS
    return Document(
        sheet=SHEET,
        notices=notices(judgement, contract, demo=demo),
        title=OUR_SHEETS[SHEET],
        subject=subject(judgement, contract),
        verdict=typeset(_verdict(found) + _what_counts(in_force)),
        steps=tuple(map(typeset, steps)),
        steps_of_values=tuple(map(typeset, _STEPS_OF_VALUES)) if is_copied else (),
        remarks=tuple(map(typeset, left_aside(judgement.constats))),
        sections=sections(found, hidden_cells(judgement.constats)),
    )


def subject(judgement: Judgement, contract: Contract) -> str:
    """Whose return of which quarter, unless that is in doubt, and the file's name."""
    who, when = (
        cite_in_words(judgement.code_cite, contract),
        quarter_in_words(judgement.trimestre or judgement.trimestre_lu),
    )
    whose = _IN_DOUBT if judgement.is_in_doubt(contract.submission) else f"{who}, {when}"
    return f"{whose} — fichier «\u00a0{judgement.fichier}\u00a0»"


def notices(judgement: Judgement, contract: Contract, *, demo: bool) -> tuple[str, ...]:
    """What stands above an answer: that its figures are fictitious, that it must not leave before it is known whose it is."""
    doubted = judgement.is_in_doubt(contract.submission)
    return (*((NOTICE,) if demo else ()), *((typeset(_NOT_YET),) if doubted else ()))


def _is_unread(found: Sequence[Cause]) -> bool:
    return any(cause.rule.id == REFUSED for cause in found)


def _is_theirs(cause: Cause) -> bool:
    return not is_about_our_sheet(cause.entries[0].finding)


def _what_counts(in_force: Previous | None) -> str:
    if in_force is None:
        return ""
    return f" La version {received_on(in_force) or received(in_force)} reste en vigueur en attendant."


def _verdict(found: Sequence[Cause]) -> str:
    blocking = [cause for cause in found if cause.is_blocking]
    points = sum(cause.mendings for cause in blocking)
    others = sum(cause.mendings for cause in found) - points
    if _is_unread(found):
        return "Votre remontée n'est pas acceptée : le fichier ne peut pas être lu."
    verdict = f"Votre remontée n'est pas acceptée : {counted(points, 'correction')} à faire"
    verdict += f" ({len(blocking)} sortes d'erreurs)." if len(blocking) > 1 else "."
    if others:
        what = "est" if others == 1 else "sont"
        stops = "il n'empêche" if others == 1 else "ils n'empêchent"
        verdict += f" {counted(others, 'autre', 'point')} {what} à vérifier ; {stops} pas l'acceptation."
    return verdict


def sections(found: Sequence[Cause], hidden: frozenset[str], first_mark: int = 0) -> tuple[Section, ...]:
    """The causes that reject the return, then those that do not; marks are numbered from `first_mark` on.

    Sheets of our own that came back are in none.
    """
    return tuple(_sections([cause for cause in found if _is_theirs(cause)], hidden, first_mark))


def _sections(found: Sequence[Cause], hidden: frozenset[str], first_mark: int) -> Iterable[Section]:
    for title, severity in (("À corriger", "bloquant"), ("À vérifier", "alerte")):
        those = [cause for cause in found if cause.rule.severity == severity]
        if those:
            blocks = tuple(_block(cause, hidden, first_mark) for cause in those)
            yield Section(title, severity, COLUMNS, blocks)


def _block(cause: Cause, hidden: frozenset[str], first_mark: int) -> Block:
    """All the entries that have no cell of their own, and the first ones of those that have; then how many more there are."""
    in_cells = [entry for entry in cause.entries if stands_in_a_cell(entry.finding)]
    left_out = {entry.number for entry in in_cells[LISTED:]}
    rows = (_row(entry, cause, hidden, first_mark) for entry in cause.entries if entry.number not in left_out)
    more = [f"… et {counted(len(left_out), 'autre')}, avec la même erreur."] if left_out else []
    more += [entry.said.more for entry in cause.entries if entry.said.more]
    found = cause.source.found if cause.source else ""
    return Block(cause.heading, cause.remedy or "", tuple(rows), " ".join(more), found)


def _row(entry: Entry, cause: Cause, hidden: frozenset[str], first_mark: int) -> Row:
    words = entry.said.words
    found = shown_found(entry, hidden) + ("" if cause.remedy is not None else f" {entry.said.remedy}")
    value = shown_value(entry, hidden)
    goes_with_others = cause.source is not None and cause.source.is_one
    wanted = ("", "") if goes_with_others else (expected(entry.said), words.get("ecart") or "")
    cells = (value, *wanted, found)
    return Row(place_in_words(entry.finding), cells, first_mark + entry.number)
