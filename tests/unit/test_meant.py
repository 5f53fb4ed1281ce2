"""What people type is understood where it has one meaning, asked about where it has several, and never guessed."""

import pytest

from contracts.loading import load_contract
from orchestration.errors import UsageError
from orchestration.meant import meanings, nearest_to, quarter_meant, the_one_meant, unknown

CITES = {cite.code: (cite.name,) for cite in load_contract().reference.cites.values()}
TABLES = {name: (table.label,) for name, table in load_contract().released.items()}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2023-T4",
            "2023T4",
            "T4 2023",
            "T4-2023",
            "4T2023",
            "t4\u00a02023",
            "2023 T4",
            "2023 t4",
            " 2023-t4 ",
        ),
        *(
            "4ᵉ trimestre 2023",
            "4e\u202ftrimestre 2023",
            "4ème trimestre 2023",
            "trimestre 4 2023",
            "2023Q4",
            "Q4 2023",
        ),
    ],
)
def test_a_quarter_is_read_as_people_write_it(text):
    assert quarter_meant(text) == "2023-T4"


@pytest.mark.parametrize("text", ["1ᵉʳ trimestre 2022", "1er trimestre 2022", "T1 2022"])
def test_the_first_quarter_has_an_ordinal_of_its_own(text):
    assert quarter_meant(text) == "2022-T1"


@pytest.mark.parametrize(
    "text", ["", "2023", "2023-T5", "2023-4", "T4", "T4 23", "0000-T1", "20234", "2023-T44"]
)
def test_what_is_no_quarter_or_could_be_something_else_is_none(text):
    assert quarter_meant(text) is None


@pytest.mark.parametrize(
    "text",
    ["cde-063", "CDE 63", "cde63", "roubaix", "Roubaix", "cde-063  Roubaix", "Roubaix (cde-063)", "ROUBAIX "],
)
def test_a_cite_is_known_by_its_code_its_name_or_as_it_is_printed(text):
    assert the_one_meant(text, CITES, "x", parts=True) == "cde-063"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "saint-quentin",
            "cde-040",
        ),  # also a part of « CA de Saint Quentin en Yvelines »: the whole name wins
        ("cergy", "cde-073"),
        ("cap excellence", "cde-079"),
        ("vénissieux", "cde-081"),
        ("venissieux", "cde-081"),
    ],
)
def test_a_part_of_a_name_will_do_where_it_is_that_of_one_cite_alone(text, code):
    assert the_one_meant(text, CITES, "x", parts=True) == code


def test_a_part_of_several_names_is_asked_about():
    with pytest.raises(UsageError) as refused:
        the_one_meant("grand paris", CITES, "x", parts=True)
    assert str(refused.value) == (
        "'grand paris' may be cde-059 (CA Grand Paris Sud Seine Essonne Sénart), cde-068 (Grand Paris Grand Est),"
        " cde-070 (Grand Paris Sud Est Avenir): say which"
    )


@pytest.mark.parametrize(
    ("text", "choices", "near"),
    [
        ("roubiax", CITES, ["cde-063"]),
        ("marseile", CITES, ["cde-009"]),
        ("indicateur_national", TABLES, ["indicateurs_nationaux"]),
        ("freins", TABLES, ["actions_innovantes_freins"]),
        ("suivi", TABLES, ["suivi_remontees"]),
        ("indicateurs", TABLES, []),  # four tables: the list says them all
        ("cde-099", CITES, []),
        ("zzz", TABLES, []),
        ("", TABLES, []),
        ("lyon", CITES, []),
    ],
)
def test_only_what_is_near_is_asked_about(text, choices, near):
    assert nearest_to(text, choices) == near


@pytest.mark.parametrize("text", ["", "  ", "-", "cde-0", "freins", "partenaire"])
def test_nothing_is_guessed(text):
    assert (meanings(text, CITES, parts=True), meanings(text, TABLES)) == ([], [])


@pytest.mark.parametrize("text", ["indicateurs nationaux", "Indicateurs nationaux", "INDICATEURS-NATIONAUX"])
def test_a_table_is_known_by_its_title_too(text):
    assert the_one_meant(text, TABLES, "x") == "indicateurs_nationaux"


def test_a_code_that_lost_its_zeros_in_a_spreadsheet_is_known():
    assert meanings("1", {"01": ("Ain",), "11": ("Aude",)}) == ["01"]


def test_a_refusal_asks_then_lists():
    choices = {"a_b": ("Alpha bêta",), "c": ()}
    assert unknown("alpha beto", choices, "no x") == "no x; did you mean a_b (Alpha bêta)? there are: a_b, c"
    assert unknown("q", choices, "no x") == "no x; there are: a_b, c"
    assert unknown("q", {}, "no x") == "no x; there are: none"


def test_a_long_list_is_cut():
    assert unknown("lyon", CITES, "no x").endswith("cde-011, cde-012 and 72 more")
