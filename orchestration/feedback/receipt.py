"""The receipt of an accepted return: what was counted, what to verify, what it replaces.

Belongs here: the words and figures of the receipt. Does not belong here: layout (`pages`), who sent what before
(it comes as plain data).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contracts.model import Contract
from contracts.typography import grouped, typeset
from orchestration.feedback.corrections import LISTED, notices, subject
from orchestration.feedback.our_sheets import is_about_our_sheet, left_aside
from orchestration.feedback.places import place_in_words
from orchestration.feedback.versions import Previous, Standing, received, received_on
from orchestration.feedback.words import day_in_words
from orchestration.plurals import counted
from orchestration.submissions.findings import Judgement

_MINUS = "\u2212"
_VERDICTS: Mapping[Standing, str] = {
    "counts": "Merci : votre remontée est acceptée. C'est elle qui compte pour ce trimestre.",
    "superseded": "Merci. Votre remontée est acceptée, mais une version reçue plus tard compte à sa place.",
    "trial": "Vous pouvez envoyer cette remontée telle quelle. Elle n'est pas encore envoyée ni enregistrée.",
}
TO_MAKE_IT_COUNT = (
    "La version qui compte est la bonne ? Vous n'avez rien à faire. Sinon, ouvrez la version qui doit compter, mettez à jour sa "
    "date de remontée, enregistrez-la et renvoyez-la : un fichier déjà reçu, renvoyé sans changement, ne compte pas."
)
"""What to do about an accepted return that does not count."""

_TOTALS: Mapping[Standing, str] = {
    "counts": "Ce qui est compté",
    "superseded": "Les totaux de cette version",
    "trial": "Ce qui sera compté",
}
_MENDING: Mapping[Standing, str] = {
    "counts": "corrigez votre fichier et renvoyez-le : la nouvelle version remplacera celle-ci.",
    "superseded": "vérifiez que la version reçue plus tard ne l'a plus.",
    "trial": "corrigez votre fichier avant de l'envoyer.",
}
_RECEIPT = (
    "Cités de l'emploi — reçu automatique d'une remontée trimestrielle. Gardez-le : son empreinte désigne exactement le "
    "fichier que vous avez envoyé."
)
_FOOTERS: Mapping[Standing, str] = {
    "counts": _RECEIPT,
    "superseded": _RECEIPT,
    "trial": "Cités de l'emploi — essai d'une remontée trimestrielle, avant son envoi : ce n'est pas un reçu. L'empreinte "
    "désigne exactement le fichier contrôlé.",
}


def receipt(
    judgement: Judgement,
    contract: Contract,
    previous: Previous | None,
    day: date,
    *,
    demo: bool,
    standing: Standing = "counts",
) -> dict[str, Any]:
    """What the template shows. `day` is the day of judging.

    A superseded return replaces nothing: `previous` is then the version that counts, whose figures are not its past.
    """
    counting, previous = (previous, None) if standing == "superseded" else (None, previous)
    alerts = [one for one in judgement.constats if not is_about_our_sheet(one)]
    before = previous["synthese"] if previous else None
    return {
        "notices": notices(judgement, contract, demo=demo),
        "title": "Votre remontée est prête" if standing == "trial" else "Votre remontée est acceptée",
        "subject": subject(judgement, contract),
        "verdict": typeset(_verdict(len(alerts), standing)),
        "heading": _TOTALS[standing],
        "mending": typeset(_MENDING[standing]),
        "footer": typeset(_FOOTERS[standing]),
        "columns": (
            "Total",
            *(("Version précédente", "Cette version", "Différence") if before else ("Valeur",)),
        ),
        "comparison": ", comparés à ceux de la version précédente" if before else "",
        "totals": tuple(_totals(judgement, contract, before)),
        "replacement": tuple(
            map(
                typeset,
                (*_replacement(judgement, previous, standing, counting), *left_aside(judgement.constats)),
            )
        ),
        "alerts": tuple((place_in_words(one), one.message) for one in alerts[:LISTED]),
        "more_alerts": _more(len(alerts) - LISTED),
        "references": tuple(_references(judgement, previous, day, standing)),
    }


def _verdict(alerts: int, standing: Standing) -> str:
    verdict = _VERDICTS[standing]
    if alerts:
        verdict += f" {counted(alerts, 'point')} {'est' if alerts == 1 else 'sont'} à vérifier."
    return verdict


def _totals(
    judgement: Judgement, contract: Contract, before: Mapping[str, int] | None
) -> Iterator[tuple[str, ...]]:
    for column in contract.submission.by_name["synthese"].columns:
        now = (judgement.synthese or {}).get(column.name)
        if before is None:
            yield column.label, _number(now)
        else:
            yield (
                column.label,
                _number(before.get(column.name)),
                _number(now),
                _gap(before.get(column.name), now),
            )


def _number(value: int | None) -> str:
    return "" if value is None else grouped(value)


def _gap(before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return ""
    gap = now - before
    return f"{_MINUS if gap < 0 else '+'}{grouped(abs(gap))}" if gap else "aucune"


def _replacement(
    judgement: Judgement, previous: Previous | None, standing: Standing, counting: Previous | None
) -> Iterator[str]:
    if standing == "superseded":
        when = f", {received_on(counting)}," if counting and received_on(counting) else ""
        yield f"Une version plus récente{when} est déjà acceptée pour ce trimestre : c'est elle qui compte, pas celle-ci."
        yield TO_MAKE_IT_COUNT
        return
    trial = standing == "trial"
    if previous is None:
        yield ("Ce serait" if trial else "C'est") + " la première version acceptée pour ce trimestre."
        return
    yield (
        f"Elle {'remplacerait' if trial else 'remplace'} la version {received(previous)}, qui reste dans l'historique."
    )
    if (judgement.synthese or {}) == previous["synthese"]:
        yield "Les six totaux de votre cité ne changent pas ; le détail a pu changer."
    else:
        yield f"Les chiffres de votre cité {'changeraient' if trial else 'changent'} comme dans le tableau ci-dessus."


def _more(number: int) -> str:
    return f"… et {counted(number, 'autre')}." if number > 0 else ""


def _references(
    judgement: Judgement, previous: Previous | None, day: date, standing: Standing
) -> Iterator[tuple[str, str]]:
    yield "Date du contrôle", day_in_words(day)
    if judgement.date_remontee:
        yield "Signée le", day_in_words(date.fromisoformat(judgement.date_remontee))
    yield "Fichier", judgement.fichier
    yield "Empreinte (SHA-256)", judgement.empreinte
    if previous is not None:
        replaced = "en vigueur" if standing == "trial" else "remplacée"
        yield f"Empreinte de la version {replaced}", previous["empreinte"]
