"""Whatever happened to the returns, every published figure is explained exactly, and every change attributed exactly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from contracts.quarters import deadline
from orchestration.explanation.contributions import contributions
from orchestration.explanation.formulas import computed
from orchestration.explanation.measures import MEASURES, measure
from orchestration.publication.revisions.cells import as_number
from orchestration.publication.revisions.table import revisions
from orchestration.warehouse.replay import replayed
from tests.integration.explanation.lives import life
from tests.integration.warehouse.world import three_cites

CONTRACT = three_cites()
SEEDS = range(6)


def explained(connection, table, row):
    key = {name: row[name] for name in CONTRACT.published[table].primary_key}
    for column in MEASURES[table]:
        made = measure(table, column, key)
        given = contributions(connection, table, key, made)
        silent = table == "indicateurs_cites" and not made.to_date and not given
        due = deadline(key["trimestre"], CONTRACT.submission.deadline_days)
        yield (table, key, column), row[column], None if silent else computed(made.formula, given, due)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_is_made_by_what_is_listed_for_it(seed, replays_of):
    history = life(seed)
    replays = replays_of(history)
    published, wrong, asked = replays(history.events).tables, [], 0
    with replayed(replays.statements, replays.workdir, history.events) as connection:
        for table in MEASURES:
            for row in published[table].to_pylist():
                for place, figure, found in explained(connection, table, row):
                    asked += 1
                    if found != figure:
                        wrong.append((place, figure, found))
    assert asked > 100
    assert wrong == []


def attributed(before, after, events, replays, rules_changed=False):
    table = revisions(
        "r0002-00000000",
        after.tables,
        ("r0001-00000000", before.tables),
        events,
        rules_changed,
        CONTRACT,
        replays,
    )
    return table.to_pylist()


def differences(before, after):
    found = {}
    for name, table in CONTRACT.published.items():
        sides = []
        for state in (before, after):
            rows = state.tables[name].to_pylist()
            sides.append({tuple(row[key] for key in table.primary_key): row for row in rows})
        for place in sides[0].keys() | sides[1].keys():
            for column in table.columns:
                was, now = (side.get(place, {}).get(column.name) for side in sides)
                if column.key_position is None and was != now:
                    found[name, place, column.name] = (was, now)
    return found


def parts_of(rows):
    parts = {}
    for row in rows:
        key = tuple(pair.partition("=")[2] for pair in row["cle"].split(" · "))
        parts.setdefault((row["nom_table"], key, row["colonne"]), []).append(row["part"])
    return parts


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("since", [3, 8])
def test_every_change_is_attributed_and_the_parts_add_up_to_it(seed, since, replays_of):
    history = life(seed)
    replays, then = replays_of(history), history.events[:since]
    before, after = replays(then), replays(history.events)
    rows = attributed(before, after, (then, history.events), replays)
    parts, changed = parts_of(rows), differences(before, after)
    assert parts.keys() == changed.keys()
    for place, (was, now) in changed.items():
        if None not in parts[place]:
            assert sum(parts[place]) == as_number(now) - as_number(was), place
    assert {row["cause"] for row in rows} <= {"retrait", "correction", "nouvelle_remontee", "rejet"}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_part_of_one_cite_names_files_of_that_cite(seed, replays_of):
    history = life(seed)
    replays, then = replays_of(history), history.events[:5]
    sent = {e["empreinte"]: e["code_cite"] for e in history.events if e["evenement"] == "jugee"}
    rows = attributed(replays(then), replays(history.events), (then, history.events), replays)
    named = [
        row
        for row in rows
        if row["empreinte"] and row["code_cite"] and row["nom_table"] == "indicateurs_nationaux"
    ]
    assert [row for row in named if sent[row["empreinte"]] != row["code_cite"]] == []


def test_a_change_of_the_code_is_told_apart_from_what_came_in(replays_of):
    """Under the code of before, partners who left counted too."""
    history = life(1)
    then = history.events[:6]
    replays = replays_of(history)
    older = replace(replays, statements=[_counting_twice(each) for each in replays.statements])
    rows = attributed(
        older(then), replays(history.events), (then, history.events), replays, rules_changed=True
    )
    of_partners = [
        r for r in rows if (r["nom_table"], r["colonne"]) == ("indicateurs_nationaux", "partenaires")
    ]
    assert "regles_ou_code" in {row["cause"] for row in of_partners}
    for row in of_partners:
        whole = sum(r["part"] for r in of_partners if r["cle"] == row["cle"])
        assert whole == Decimal(row["apres"] or 0) - Decimal(row["avant"] or 0)
    assert "non_etablie" not in {row["cause"] for row in rows}


def _counting_twice(statement):
    if statement.name != "int_partenaires__actifs":
        return statement
    return replace(
        statement, sql=f"select * from ({statement.sql}) union all select * from ({statement.sql})"
    )
