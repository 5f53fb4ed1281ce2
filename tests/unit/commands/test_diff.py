"""Differences on a terminal: row by row, causes beneath, within 80 columns."""

import pytest

from orchestration.commands.diff import as_dict, details, summary
from orchestration.publication.coverage import Coverage

WHOLE, LACKING = Coverage(84, 84, "complet"), Coverage(83, 84, "provisoire")


def cause(name="correction", part=12, remontees="cde-004 2023-T2", cites=1):
    return {
        "cause": name,
        "part": part,
        "code_cite": "cde-004",
        "cites": cites,
        "fichiers": 1,
        "empreinte": "f",
        "remontees": remontees,
    }


def difference(
    *causes, column="partenaires", before=10, after=22, stood_for=LACKING, stands_for=WHOLE, **key
):
    return {
        "table": "indicateurs_nationaux",
        "cle": key or {"trimestre": "2023-T2"},
        "colonne": column,
        "avant": before,
        "apres": after,
        "couverture_avant": stood_for,
        "couverture_apres": stands_for,
        "causes": list(causes) or [cause()],
    }


def test_a_value_is_followed_by_its_causes():
    two = [cause(part=2), cause("retrait", 10_000.5, "cde-001 2023-T1")]
    assert list(details([difference(*two)])) == [
        "indicateurs_nationaux, trimestre=2023-T2",
        "  partenaires: 10 (83/84 provisoire) → 22 (84/84 complet)",
        "            +2  correction: cde-004 2023-T2",
        "     +10 000.5  withdrawal: cde-001 2023-T1",
        "",
    ]


@pytest.mark.parametrize(
    ("cites", "told"), [(1, "correction: 1\u00a0cité"), (12, "correction: 12\u00a0cités")]
)
def test_a_cause_that_names_no_cite_says_how_many(cites, told):
    (line,) = (
        line for line in details([difference(cause(remontees=None, cites=cites))]) if "correction" in line
    )
    assert line.endswith(told)


def test_a_cause_without_any_file_stands_alone():
    lines = list(details([difference(cause("regles_ou_code", remontees=None, cites=0))]))
    assert lines[2].endswith("+12  change of rules, reference or code")


def test_the_values_of_one_row_stand_under_it():
    found = list(details([difference(column="a"), difference(column="b"), difference(trimestre="2023-T3")]))
    assert [line for line in found if line.startswith("indicateurs")] == [
        "indicateurs_nationaux, trimestre=2023-T2",
        "indicateurs_nationaux, trimestre=2023-T3",
    ]


def test_words_have_no_part_and_nothing_is_a_dash():
    changed = difference(cause(part=None), column="statut", before=None, after="partiel")
    assert list(details([changed]))[1:3] == [
        "  statut: — → partiel",
        "                correction: cde-004 2023-T2",
    ]


@pytest.mark.parametrize(
    ("stood_for", "stands_for", "lines"),
    [
        (None, WHOLE, ["  partenaires: 10 → 22 (84/84 complet)"]),
        (Coverage(1, 2, "partiel"), LACKING, ["  partenaires: 10 (1/2 partiel) → 22 (83/84 provisoire)"]),
        (
            Coverage(7, 8, "partiel", 8, of_returns=True),
            Coverage(8, 8, "complet", 8, of_returns=True),
            ["  partenaires: 10 (7/8 partiel) → 22 (8/8 complet)"],
        ),
        # the figure of one return is no total
        (
            Coverage(0, 1, "partiel", of_returns=True),
            Coverage(1, 1, "complet", of_returns=True),
            ["  partenaires: 10 → 22"],
        ),
    ],
)
def test_a_total_stands_beside_what_it_stood_for_and_stands_for(stood_for, stands_for, lines):
    found = list(details([difference(stood_for=stood_for, stands_for=stands_for)]))
    assert found[1:-2] == lines


def test_a_total_that_does_not_fit_beside_its_coverage_is_told_on_two_lines():
    total = Coverage(662, 672, "provisoire", 8)
    changed = difference(
        column="cumul_beneficiaires_accompagnes", before=61221, after=61453, stood_for=total, stands_for=total
    )
    assert list(details([changed]))[1:3] == [
        "  cumul_beneficiaires_accompagnes: 61221 (662/672 provisoire)",
        "    → 61453 (662/672 provisoire)",
    ]


def test_as_data_a_coverage_is_plain():
    told = as_dict(difference(stood_for=None))
    assert told["couverture_avant"] is None
    assert told["couverture_apres"] == {"recues": 84, "attendues": 84, "statut": "complet", "trimestres": 1}


def test_no_line_is_longer_than_a_terminal():
    long = difference(
        cause(remontees=", ".join(["cde-004 2023-T2"] * 9)),
        before="x" * 99,
        **{f"colonne_{n}": "une valeur" for n in range(9)},
    )
    assert max(map(len, details([long]))) <= 80


def test_what_comes_from_a_file_does_not_steer_the_terminal():
    assert "\x1b" not in "".join(details([difference(before="\x1b[31mrouge")]))


def test_the_summary_counts_the_values_of_each_cause():
    found = [difference(cause(), cause("retrait")), difference(cause()), difference(cause("regles_ou_code"))]
    lines = list("\n".join(summary(found)).splitlines())
    assert lines[2:] == [
        "change of rules, reference or code       1",
        "withdrawal                               1",
        "correction                               2",
        "",
        "3 values differ",
    ]
