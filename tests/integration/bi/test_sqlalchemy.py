"""What a dashboard tool on SQLAlchemy finds in PostgreSQL: tables, keys, French words, and no right to change anything.

Superset and Redash come with psycopg2, newer tools with psycopg: both are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from orchestration.publication.references import reference_of
from tests.unit.audit.small_world import small_contract, tables

CONTRACT = small_contract()
SCHEMA = "publication"


@pytest.fixture(scope="module", params=["psycopg", "psycopg2"])
def engine(request, served) -> Iterator[Engine]:
    server, database = served
    url = URL.create(
        f"postgresql+{request.param}", "tableau_de_bord", "lecture", "127.0.0.1", server.port, database
    )
    made = sa.create_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def looking(engine: Engine) -> sa.Inspector:
    return sa.inspect(engine)


@pytest.fixture(scope="module")
def reflected(engine: Engine) -> dict[str, sa.Table]:
    metadata = sa.MetaData()
    metadata.reflect(engine, schema=SCHEMA)
    return {table.name: table for table in metadata.tables.values()}


def test_it_lists_the_schema_and_exactly_the_published_tables(looking):
    assert SCHEMA in looking.get_schema_names()
    assert sorted(looking.get_table_names(SCHEMA)) == sorted(CONTRACT.published)


def test_every_column_has_its_type_and_its_words_in_french(looking):
    kinds = {"VARCHAR": sa.TEXT, "BIGINT": sa.BIGINT, "DATE": sa.DATE}
    for table in CONTRACT.published.values():
        found = looking.get_columns(table.name, SCHEMA)
        assert [column["name"] for column in found] == [column.name for column in table.columns]
        for seen, known in zip(found, table.columns, strict=True):
            assert isinstance(seen["type"], kinds.get(known.sql_type, sa.NUMERIC)), known.name
            assert seen["nullable"] is not known.required
            assert seen["comment"].startswith(known.description)


def test_a_share_keeps_its_decimals(looking):
    rate = {c["name"]: c["type"] for c in looking.get_columns("indicateurs_nationaux", SCHEMA)}[
        "taux_remontee"
    ]
    assert (rate.precision, rate.scale) == (18, 4)


def test_every_table_has_its_words_and_its_key(looking):
    for table in CONTRACT.published.values():
        assert looking.get_table_comment(table.name, SCHEMA) == {"text": f"{table.grain} {table.description}"}
        key = looking.get_pk_constraint(table.name, SCHEMA)["constrained_columns"]
        assert tuple(key) == table.primary_key


def test_relations_between_tables_are_found_as_dashboards_join_them(looking):
    for table in CONTRACT.published.values():
        expected = reference_of(table.name, [column.name for column in table.columns], CONTRACT.published)
        found = [
            (tuple(key["constrained_columns"]), key["referred_schema"], key["referred_table"])
            for key in looking.get_foreign_keys(table.name, SCHEMA)
        ]
        assert found == ([(expected.columns, SCHEMA, expected.table)] if expected else [])


def test_a_join_is_made_from_the_reflected_keys_alone(engine, reflected):
    followed, cites = reflected["suivi_remontees"], reflected["indicateurs_cites"]
    query = sa.select(cites.c.nom_cite, followed.c.statut_remontee).select_from(followed.join(cites))
    with engine.connect() as connection:
        rows = connection.execute(query).fetchall()
    assert len(rows) == len(tables()["suivi_remontees"])


def test_an_aggregate_of_a_reflected_table_gives_the_published_sum(engine, reflected):
    cites = reflected["indicateurs_cites"]
    query = sa.select(cites.c.trimestre, sa.func.sum(cites.c.nouveaux_beneficiaires)).group_by(
        cites.c.trimestre
    )
    with engine.connect() as connection:
        found = {quarter: int(total) for quarter, total in connection.execute(query)}
    national = tables()["indicateurs_nationaux"]
    assert found == {row["trimestre"]: row["nouveaux_beneficiaires"] for row in national}


def test_pandas_reads_a_table_by_its_name(engine):
    frame = pd.read_sql_table("indicateurs_nationaux", engine, schema=SCHEMA)
    assert list(frame.columns) == [c.name for c in CONTRACT.published["indicateurs_nationaux"].columns]
    assert list(frame.sort_values("trimestre")["cites_repondantes"]) == [3, 4, 3]


@pytest.mark.parametrize(
    "statement",
    [
        "insert into publication.indicateurs_nationaux (trimestre) values ('2030-T1')",
        "update publication.indicateurs_nationaux set partenaires = 0",
        "drop table publication.indicateurs_nationaux",
        "create table publication.essai (a int)",
    ],
)
def test_a_dashboards_user_can_change_nothing(engine, statement):
    with (
        engine.connect() as connection,
        pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|must be owner"),
    ):
        connection.execute(sa.text(statement))


def test_the_release_that_is_read_can_be_shown_on_the_dashboard(engine):
    with engine.connect() as connection:
        said = connection.execute(sa.text("select obj_description('publication'::regnamespace)")).scalar_one()
    assert "Version r0001-" in said


def test_the_guides_expression_makes_a_date_of_a_quarter(engine):
    guide = Path(__file__).parents[3] / "docs" / "how-to" / "bi-tool-by-tool.md"
    expression = re.search(r"make_date\(.*\)", guide.read_text(encoding="utf-8"))[0]
    query = f"select {expression} from publication.indicateurs_nationaux order by 1"
    with engine.connect() as connection:
        found = connection.execute(sa.text(query)).scalars().all()
    assert found == [date(2022, 1, 1), date(2022, 4, 1), date(2022, 7, 1)]
