"""The row that a person means: found by its values, or told what exists."""

import pytest

from orchestration.errors import UsageError
from orchestration.explanation.rows import pairs, the_row

COLUMNS = {"niveau": ("Niveau",), "code": (), "trimestre": (), "partenaires": ("Partenaires actifs",)}
LABELS = {"code": {"11": ("Île-de-France", "Aude"), "1": ("Vague 1",)}, "niveau": {"region": ("Région",)}}
COLUMN_ASKED = (
    "t has no column 'partenaire'; did you mean partenaires (Partenaires actifs)?"
    " there are: niveau, code, trimestre, partenaires"
)
ROWS = [
    {"niveau": "region", "code": "11", "trimestre": "2022-T1", "partenaires": 5},
    {"niveau": "region", "code": "11", "trimestre": "2022-T2", "partenaires": 7},
    {"niveau": "vague", "code": "1", "trimestre": "2022-T1", "partenaires": None},
]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], {}),
        (["trimestre=2022-T1"], {"trimestre": "2022-T1"}),
        (["niveau=region,code=11"], {"niveau": "region", "code": "11"}),
        (["niveau=region", "code = 11 "], {"niveau": "region", "code": "11"}),
        (["code=11", "code=11"], {"code": "11"}),
        (["libelle=Café, thé,trimestre=2022-T1"], {"libelle": "Café, thé", "trimestre": "2022-T1"}),
        (["libelle=Café, thé", "trimestre=2022-T1"], {"libelle": "Café, thé", "trimestre": "2022-T1"}),
        ([r"libelle=Café\, a=b,code=11"], {"libelle": "Café, a=b", "code": "11"}),
        ([r"libelle=Café\,"], {"libelle": "Café,"}),
        (["libelle=a=b"], {"libelle": "a=b"}),
        (["nom="], {"nom": ""}),
        (["nom=,code=11"], {"nom": "", "code": "11"}),
        (["nom=(empty)"], {"nom": ""}),
    ],
)
def test_pairs_come_repeated_or_with_commas(texts, expected):
    assert pairs(texts) == expected


@pytest.mark.parametrize("text", ["", "trimestre", "=2022-T1", "a=1,,b=2", "a=1,", "a=1,=2"])
def test_what_is_no_pair_is_refused(text):
    with pytest.raises(UsageError, match="--where takes column=value pairs"):
        pairs([text])


def test_a_column_given_twice_is_refused():
    with pytest.raises(UsageError, match="--where gives code twice, as '11' and '12': keep one"):
        pairs(["code=11", "code=12"])


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({"trimestre": "2022-T2"}, 1),
        ({"niveau": "vague"}, 2),
        ({"niveau": "region", "code": "11", "trimestre": "2022-T1"}, 0),
        ({"partenaires": "7"}, 1),
        ({"partenaires": ""}, 2),
        ({"code": "ile-de-france", "trimestre": "T2 2022"}, 1),
        ({"region": "Île de France", "trimestre": "1er trimestre 2022"}, 0),
        ({"vague": "vague 1"}, 2),
        ({"Partenaires actifs": "7"}, 1),
        ({"Niveau": "Région", "CODE": "ile", "trimestre": "2T2022"}, 1),
    ],
)
def test_the_row_with_these_values_is_found(wanted, index):
    assert the_row("t", ROWS, COLUMNS, wanted, LABELS) is ROWS[index]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({}, "3 rows of t match; add niveau=…, one of: region, vague"),
        ({"niveau": "region"}, "2 rows of t match; add trimestre=…, one of: 2022-T1, 2022-T2"),
        ({"annee": "11"}, "t has no column 'annee'; there are: niveau, code, trimestre, partenaires"),
        ({"niveau": ""}, "no row of t has niveau=(empty); there are: region, vague"),
        (
            {"niveau": "vague", "partenaires": "1"},
            "no row of t has partenaires=1 beside niveau=vague; there are: (empty)",
        ),
        ({"niveau": "pays"}, "no row of t has niveau=pays; there are: region, vague"),
        (
            {"niveau": "regoin"},
            "no row of t has niveau=regoin; did you mean region (Région)? there are: region, vague",
        ),
        ({"partenaire": "7", "niveau": "x"}, COLUMN_ASKED),
        (
            {"niveau": "vague", "trimestre": "2022-T2"},
            "no row of t has trimestre=2022-T2 beside niveau=vague; there are: 2022-T1",
        ),
    ],
)
def test_no_row_or_several_say_what_exists(wanted, message):
    with pytest.raises(UsageError) as refused:
        the_row("t", ROWS, COLUMNS, wanted, LABELS)
    assert str(refused.value) == message


def test_long_lists_are_cut():
    rows = [{"code": f"{n:02d}"} for n in range(15)]
    with pytest.raises(UsageError, match=r"there are: 00, 01, .*, 11 and 3 more$"):
        the_row("t", rows, {"code": ()}, {"code": "99"}, {})


def test_an_empty_table_has_nothing_to_explain():
    with pytest.raises(UsageError, match="t has no row in this release"):
        the_row("t", [], COLUMNS, {}, {})
