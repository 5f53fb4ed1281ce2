"""`diff` gives every published value that differs, and nothing else."""

import json

import pytest

from orchestration.errors import UsageError
from orchestration.publication.diff import diff
from tests.unit.audit.small_world import ANGERS, as_arrow, small_contract, tables
from tests.unit.publication.publishing import as_an_earlier_version_wrote_it, first_two_quarters


def two(press, before, after):
    press.publish(before)
    press.publish(after)
    return diff(press.storage, "r0001", "r0002")


def changed(table, row, **values):
    published = tables()
    published[table][row].update(values)
    return published


def test_a_release_does_not_differ_from_itself(storage):
    assert diff(storage, "r0002", "r0002") == []


def test_one_changed_value_is_one_difference(press):
    assert two(press, tables(), changed("suivi_remontees", 0, alertes=3)) == [
        {
            "table": "suivi_remontees",
            "cle": {"code_cite": ANGERS, "trimestre": "2022-T1"},
            "colonne": "alertes",
            "avant": 0,
            "apres": 3,
        }
    ]


def test_the_other_way_round_before_and_after_change_places(press):
    two(press, tables(), changed("suivi_remontees", 0, alertes=3))
    assert [(d["avant"], d["apres"]) for d in diff(press.storage, "r0002", "r0001")] == [(3, 0)]


@pytest.mark.parametrize(
    ("column", "value", "before", "after"),
    [
        ("date_remontee", None, "2023-01-05", None),
        ("retard_jours", None, 0, None),
        ("statut_remontee", "rejetee", "acceptee", "rejetee"),
    ],
)
def test_dates_texts_and_nulls_are_plain_values(press, column, value, before, after):
    found = two(press, tables(), changed("suivi_remontees", 0, **{column: value}))
    assert [(d["colonne"], d["avant"], d["apres"]) for d in found] == [(column, before, after)]


def test_a_decimal_is_compared_exactly_and_told_as_a_number(press):
    row = tables()["actions_innovantes_freins"][0]
    found = two(press, tables(), changed("actions_innovantes_freins", 0, cout_total=row["cout_total"] + 1))
    assert [(d["avant"], d["apres"]) for d in found] == [
        (float(row["cout_total"]), float(row["cout_total"]) + 1)
    ]


def test_a_row_that_appears_gives_all_its_values(press):
    published = tables()
    new = {
        "trimestre": "2022-T3",
        "regle": "R05",
        "gravite": "bloquant",
        "constats": 4,
        "fichiers": 2,
        "cites": 1,
    }
    published["qualite_regles"].append(new)
    found = two(press, tables(), published)
    assert [d["cle"] for d in found] == [{"regle": "R05", "trimestre": "2022-T3"}] * 4
    assert [(d["colonne"], d["avant"], d["apres"]) for d in found] == [
        ("gravite", None, "bloquant"),
        ("constats", None, 4),
        ("fichiers", None, 2),
        ("cites", None, 1),
    ]


def test_a_row_that_vanishes_gives_all_its_values(press):
    published = tables()
    published["qualite_regles"].clear()
    found = two(press, tables(), published)
    assert [(d["colonne"], d["avant"], d["apres"]) for d in found] == [
        ("gravite", "alerte", None),
        ("constats", 2, None),
        ("fichiers", 1, None),
        ("cites", 1, None),
    ]


def test_a_whole_quarter_more_is_told_value_by_value(storage):
    old, new = first_two_quarters(), tables()
    expected = set()
    for name, table in small_contract().published.items():
        sides = []
        for published in (old, new):
            rows = as_arrow(small_contract(), name, published[name]).to_pylist()
            sides.append({tuple(row[k] for k in table.primary_key): row for row in rows})
        before, after = sides
        for key in before.keys() | after.keys():
            for column in table.columns:
                values = [side.get(key, {}).get(column.name) for side in sides]
                if column.key_position is None and values[0] != values[1]:
                    expected.add((name, key, column.name))
    found = [(d["table"], tuple(d["cle"].values()), d["colonne"]) for d in diff(storage, "r0001", "r0002")]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_differences_come_by_table_key_and_column(storage):
    found = [
        (list(small_contract().published).index(d["table"]), *d["cle"].values())
        for d in diff(storage, "r0001", "r0002")
    ]
    assert found == sorted(found)


def test_it_can_be_written_as_json(storage):
    found = diff(storage, "r0001", "r0002")
    assert json.loads(json.dumps(found)) == found


def test_a_table_that_only_one_release_has_gives_all_its_values(storage):
    as_an_earlier_version_wrote_it(storage, "r0001", "qualite_regles")
    found = [d for d in diff(storage, "r0001", "r0002") if d["table"] == "qualite_regles"]
    assert [(d["colonne"], d["avant"]) for d in found] == [
        (name, None) for name in ("gravite", "constats", "fichiers", "cites")
    ]


def test_an_unknown_release_is_refused(storage):
    with pytest.raises(UsageError, match="no release is called 'r0003'"):
        diff(storage, "r0001", "r0003")
