"""What must not matter: the container, the order of rows, columns and sheets, blank rows, titles, the way of writing."""

import datetime
import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import disorder, files
from tests.making.identifiers import siret
from tests.making.returns import valid_return
from tests.making.shape import LEDGERS
from tests.unit.reading.asking import facts, meaning, read

CONTAINERS = ("xlsx", "ods", "zip")
NEUTRAL = {
    "titles": disorder.titled,
    "columns": disorder.columns_shuffled,
    "blank rows": disorder.spaced,
    "sheets": lambda grids: dict(reversed(grids.items())),
    "labels": lambda grids: {
        name: [[_labelled(value) for value in row] for row in grid] for name, grid in grids.items()
    },
}
LABELS_OF_CODES = {
    "comite_pilotage": "Comité de pilotage",
    "porte_a_porte": "PORTE-À-PORTE",
    "forum": "Forum ou salon de l’emploi",
}


def _labelled(value):
    return LABELS_OF_CODES.get(value, value) if isinstance(value, str) else value


def rows_in_any_order(reading):
    """The rows of the tables as sets of cells, the records as they are."""
    read_ = meaning(reading)
    tables = {name: sorted(zip(*read_[name].values(), strict=True), key=repr) for name in LEDGERS}
    return tables | {name: columns for name, columns in read_.items() if name not in LEDGERS}


@pytest.fixture(scope="module")
def book():
    made = valid_return(commentaire="Trimestre sans difficulté : « rien à signaler »", etp_coordination=0.75)
    made.add_row("partenaires", date_sortie=datetime.date(2023, 12, 15)).add_row(
        "gouvernance", copresidee=False
    )
    return made.add_row("aller_vers", intitule="Café, l'après-midi ; entrée libre").add_row(
        "actions_innovantes", cout_total=0.1
    )


@pytest.fixture(scope="module")
def expected(book):
    return meaning(read(book))


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("change", NEUTRAL)
def test_one_neutral_change_changes_nothing(book, expected, container, change):
    reading = read(NEUTRAL[change](book.grids()), container)
    assert facts(reading) == []
    assert meaning(reading) == expected


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("changes", itertools.combinations(NEUTRAL, 3), ids=" + ".join)
def test_nor_do_several(book, expected, container, changes):
    grids = book.grids()
    for change in changes:
        grids = NEUTRAL[change](grids)
    assert meaning(read(grids, container)) == expected


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_the_order_of_rows_only(book, container, seed):
    shuffled = read(disorder.rows_shuffled(book.grids(), seed), container)
    assert facts(shuffled) == []
    assert rows_in_any_order(shuffled) == rows_in_any_order(read(book))


def as_text(value):
    """A value as a person may type it in a text cell."""
    if isinstance(value, bool):
        return "X" if value else "Faux"
    if isinstance(value, datetime.date):
        return f"{value.day}.{value.month:02d}.{value.year} 08:00"
    if isinstance(value, int | float):
        return (
            f" {value:,} €".replace(",", "\u202f").replace(".", ",")
            if value >= 1000
            else f"+{value}".replace(".", ",")
        )
    return value


@pytest.mark.parametrize("container", CONTAINERS)
def test_values_typed_as_texts_are_the_same_values(book, expected, container):
    grids = {
        name: [grid[0], *([as_text(value) for value in row] for row in grid[1:])]
        for name, grid in book.grids().items()
    }
    assert meaning(read(grids, container)) == expected


@pytest.mark.parametrize("container", ["xlsx", "ods"])
def test_numbers_for_texts_are_the_same_texts(container):
    book = (
        valid_return(modele=1)
        .set("partenaires", column="siret", value=int(siret(0)))
        .set("partenaires", column="nom", value=3)
    )
    typed = valid_return(modele="1").set("partenaires", column="nom", value="3")
    assert meaning(read(book, container)) == meaning(read(typed, container))


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))
TEXTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cn", "Cc")),
    min_size=1,
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(TEXTS, min_size=1, max_size=4),
    days=st.lists(DAYS, min_size=4, max_size=4),
    counts=st.lists(st.integers(0, 10**9), min_size=4, max_size=4),
    amounts=st.lists(st.decimals(0, 10**9, places=2).map(float), min_size=4, max_size=4),
)
def test_any_content_is_read_alike_from_the_three_containers(names, days, counts, amounts):
    book = valid_return().clear()
    for name, day, count, amount in zip(names, days, counts, amounts, strict=False):
        book.add_row("partenaires", nom=name, date_entree=day)
        book.add_row("gouvernance", structures_presentes=count, date=day)
        book.add_row("actions_innovantes", intitule=name, cout_total=amount, beneficiaires=count)
    grids = files.grids_of(book)
    first, second, third = (rows_in_any_order(read(grids, container)) for container in CONTAINERS)
    assert first == second == third
