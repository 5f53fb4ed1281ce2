"""Differences on a terminal: row by row, causes beneath, within 80 columns."""

from orchestration.commands.diff import details, summary


def cause(name="correction", part=12, remontees="cde-004 2023-T2"):
    return {
        "cause": name,
        "part": part,
        "code_cite": "cde-004",
        "fichiers": 1,
        "empreinte": "f",
        "remontees": remontees,
    }


def difference(*causes, column="partenaires", before=10, after=22, **key):
    return {
        "table": "indicateurs_nationaux",
        "cle": key or {"trimestre": "2023-T2"},
        "colonne": column,
        "avant": before,
        "apres": after,
        "causes": list(causes) or [cause()],
    }


def test_a_value_is_followed_by_its_causes():
    two = [cause(part=2), cause("retrait", 10_000.5, "cde-001 2023-T1")]
    assert list(details([difference(*two)])) == [
        "indicateurs_nationaux, trimestre=2023-T2",
        "  partenaires: 10 → 22",
        "            +2  correction: cde-004 2023-T2",
        "     +10 000.5  withdrawal: cde-001 2023-T1",
        "",
    ]


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
