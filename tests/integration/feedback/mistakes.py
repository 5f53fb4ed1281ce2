"""Mistakes that a coordinator makes and that our answer knows how to put right, drawn by hypothesis.

Belongs here: one function a kind of mistake: it spoils one cell of a return. Does not belong here: putting it right.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from contracts.quarters import first_day, last_day
from tests.making.identifiers import siret
from tests.making.returns import Book, valid_return
from tests.making.shape import INDICATORS
from tests.rules.cases import CONTRACT

AV, AI, PART, GOUV, SYN, IDENT = (
    "aller_vers",
    "actions_innovantes",
    "partenaires",
    "gouvernance",
    "synthese",
    "identification",
)
Draw = Callable[[Any], Any]
Mistake = Callable[[Book, Draw], None]
DAY = datetime.timedelta(days=1)
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def returns() -> st.SearchStrategy[Book]:
    """Valid returns of several cités, before and after their QPV of 2024, of one to five rows a table."""
    return st.builds(
        _return,
        st.sampled_from(["cde-001", "cde-013", "cde-035"]),
        st.sampled_from(["2023-T4", "2024-T1"]),
        st.integers(0, 3),
    )


def _return(cite: str, quarter: str, more: int) -> Book:
    book = valid_return(cite, quarter)
    for sheet in (PART, GOUV, AV, AI):
        for _ in range(more):
            book.add_row(sheet)
    return book


def _row(book: Book, sheet: str, draw: Draw) -> int:
    return draw(st.integers(0, len(book.rows[sheet]) - 1))


def _put(book: Book, sheet: str, column: str, value: Any, row: int = 0) -> None:
    book.set(sheet, column=column, value=value, row=row)


def total(book: Book, draw: Draw) -> None:
    _put(book, SYN, draw(st.sampled_from(INDICATORS)), draw(st.integers(0, 200_000)))


def sum_of_people(book: Book, draw: Draw) -> None:
    sheet, column = draw(st.sampled_from([(AV, "nouveaux_beneficiaires"), (AI, "beneficiaires")]))
    _put(book, sheet, column, draw(st.integers(0, 5_000)), _row(book, sheet, draw))


def share_of_the_cost(book: Book, draw: Draw) -> None:
    cents = draw(st.integers(1_250_051, 99_999_999))
    _put(book, AI, "part_cite", cents / 100, _row(book, AI, draw))


def more_jobs_than_people(book: Book, draw: Draw) -> None:
    row = _row(book, AI, draw)
    left = book.get(AI, column="beneficiaires", row=row) - book.get(AI, column="sorties_formation", row=row)
    _put(book, AI, "sorties_emploi", max(left, 0) + draw(st.integers(1, 5_000)), row)


def end_before_the_start(book: Book, draw: Draw) -> None:
    sheet = draw(st.sampled_from([AV, AI]))
    row = _row(book, sheet, draw)
    start = book.get(sheet, column="date_debut", row=row)
    _put(book, sheet, "date_fin", start - DAY * draw(st.integers(1, 900)), row)


def partner_gone_too_early(book: Book, draw: Draw) -> None:
    gone = first_day(book.quarter) - DAY * draw(st.integers(1, 900))
    _put(book, PART, "date_sortie", gone, _row(book, PART, draw))


def partner_of_a_later_quarter(book: Book, draw: Draw) -> None:
    come = last_day(book.quarter) + DAY * draw(st.integers(1, 900))
    _put(book, PART, "date_entree", come, _row(book, PART, draw))


def signed_too_early(book: Book, draw: Draw) -> None:
    _put(book, IDENT, "date_remontee", first_day(book.quarter) - DAY * draw(st.integers(1, 900)))


def signed_tomorrow_or_later(book: Book, draw: Draw) -> None:
    _put(book, IDENT, "date_remontee", datetime.date(2024, 5, 2) + DAY * draw(st.integers(0, 900)))


def another_template(book: Book, draw: Draw) -> None:
    _put(book, IDENT, "modele", draw(st.sampled_from(["2", "0", "v3", "2023"])))


def typo_in_a_code(book: Book, draw: Draw) -> None:
    sheet, column, codelist = draw(
        st.sampled_from(
            [
                (PART, "categorie", "categorie_partenaire"),
                (GOUV, "instance", "instance"),
                (AV, "modalite", "modalite_aller_vers"),
                (AI, "frein", "frein"),
            ]
        )
    )
    row = _row(book, sheet, draw)
    code = book.get(sheet, column=column, row=row)
    label = next(one.label for one in CONTRACT.reference.codelists[codelist] if one.code == code)
    _put(book, sheet, column, draw(_with_a_letter_doubled(draw(st.sampled_from([code, label])))), row)


def _with_a_letter_doubled(word: str) -> st.SearchStrategy[str]:
    letters = [place for place, letter in enumerate(word) if letter.isalpha()]
    return st.sampled_from(letters).map(lambda place: word[:place] + word[place] + word[place:])


def date_in_another_form(book: Book, draw: Draw) -> None:
    sheet, column = draw(st.sampled_from([(GOUV, "date"), (AV, "date_debut"), (AI, "date_debut")]))
    row = _row(book, sheet, draw)
    day = book.get(sheet, column=column, row=row)
    if isinstance(day, str):
        return  # drawn a second time
    forms = [
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"le {day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        f"{day:%d / %m / %Y}",
    ]
    if not _is_a_day_of_the_quarter_either_way(day, book.quarter):
        forms += [f"{day:%Y/%m/%d}", f"{day:%Y.%m.%d}"]
    _put(book, sheet, column, draw(st.sampled_from(forms)), row)


def _is_a_day_of_the_quarter_either_way(day: datetime.date, quarter: str) -> bool:
    if day.day > 12 or day.day == day.month:
        return False
    return first_day(quarter) <= day.replace(month=day.day, day=day.month) <= last_day(quarter)


def number_with_its_unit(book: Book, draw: Draw) -> None:
    sheet, column, units = draw(
        st.sampled_from(
            [
                (AV, "femmes", ["femmes", "personnes", "Femmes."]),
                (AV, "personnes_rencontrees", ["personnes", "personnes rencontrées"]),
                (AI, "cout_total", ["euros", "EUROS"]),
                (GOUV, "structures_presentes", ["structures", "structures présentes"]),
            ]
        )
    )
    row = _row(book, sheet, draw)
    number = str(book.get(sheet, column=column, row=row)).split()[0].replace(".", ",")
    _put(book, sheet, column, f"{number} {draw(st.sampled_from(units))}", row)


def lead_one_digit_away(book: Book, draw: Draw) -> None:
    sheet = draw(st.sampled_from([AV, AI]))
    right = siret(draw(st.integers(0, 2)))
    place = draw(st.integers(0, 13))
    digit = draw(st.sampled_from([sign for sign in "0123456789" if sign != right[place]]))
    _put(book, sheet, "siret_porteur", right[:place] + digit + right[place + 1 :], _row(book, sheet, draw))


def quartier_one_sign_away(book: Book, draw: Draw) -> None:
    """Of the quartiers of 2024 alone: of those before there is no list."""
    row = _row(book, AV, draw)
    right = book.get(AV, column="code_qpv", row=row)
    if right.startswith("QN"):
        _put(book, AV, "code_qpv", right[:4] + right[4] + right[4:], row)


MISTAKES: tuple[Mistake, ...] = (
    *(
        total,
        sum_of_people,
        share_of_the_cost,
        more_jobs_than_people,
        end_before_the_start,
        partner_gone_too_early,
    ),
    *(partner_of_a_later_quarter, signed_too_early, signed_tomorrow_or_later, another_template),
    *(
        typo_in_a_code,
        date_in_another_form,
        number_with_its_unit,
        lead_one_digit_away,
        quartier_one_sign_away,
    ),
)
