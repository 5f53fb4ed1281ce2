"""What is served is the release, value by value, with its keys and its words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from orchestration.serving.serve import needs_serving, served
from tests.integration.serving.reading import content_served
from tests.unit.audit.small_world import small_contract

CONTRACT = small_contract()

TEXTS = [
    "",
    " ",
    "Cité de l’emploi – « Évry » œuvre",
    "a\tb\nc\rd\\e",
    "\\N",
    "\\.",
    "NULL",
    "'; drop schema publication cascade; --",
    '"guillemets"',
    "𝔘 🏙 e\u0301 \u200b",
    "%s %(nom)s {}",
    "=1+1",
]


def columns(sql, table: str) -> list[tuple[str, str, bool]]:
    return sql.execute(
        "select attname, format_type(atttypid, atttypmod), attnotnull from pg_attribute "
        "where attrelid = %s::regclass and attnum > 0 order by attnum",
        [f"publication.{table}"],
    ).fetchall()


def keys(sql, kind: str) -> list[tuple[str, str]]:
    return sql.execute(
        "select conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint "
        "where contype = %s and connamespace = 'publication'::regnamespace order by 1, 2",
        [kind],
    ).fetchall()


def test_an_empty_database_serves_nothing(dsn):
    assert served(dsn) is None
    assert needs_serving(dsn, "r0001-00000000")


def test_the_schema_holds_exactly_the_published_tables(reading):
    found = reading.execute(
        "select relname from pg_class where relnamespace = 'publication'::regnamespace and relkind <> 'i'"
    ).fetchall()
    assert {name for (name,) in found} == set(CONTRACT.published)


def test_what_is_served_is_known_by_its_id(dsn, shelf):
    release = shelf.release()
    shelf.serve(dsn, release)
    assert served(dsn) == release.id
    assert not needs_serving(dsn, release.id)
    assert needs_serving(dsn, "r0001-00000000")


def test_every_table_arrives_as_it_was_released(reading, shelf):
    assert content_served(reading, CONTRACT) == shelf.release().content_hash


def test_texts_arrive_character_by_character(dsn, sql, shelf):
    def tricky(rows):
        for row, text in zip(rows["dictionnaire"], TEXTS, strict=False):
            row["description"] = text

    release = shelf.release(tricky)
    shelf.serve(dsn, release)
    found = {text for (text,) in sql.execute("select description from publication.dictionnaire").fetchall()}
    assert set(TEXTS) <= found
    assert content_served(sql, CONTRACT) == release.content_hash


def test_numbers_dates_and_nulls_arrive_exactly(dsn, sql, shelf):
    cost, share = Decimal("9999999999999999999999.99"), Decimal("0.01")

    def extremes(rows):
        rows["actions_innovantes_freins"][0].update(cout_total=cost, part_cite=share, actions=2**63 - 1)
        rows["suivi_remontees"][0].update(date_remontee=date(9999, 12, 31), retard_jours=None)

    release = shelf.release(extremes)
    shelf.serve(dsn, release)
    found = sql.execute(
        "select cout_total, part_cite, actions from publication.actions_innovantes_freins"
    ).fetchall()
    assert (cost, share, 2**63 - 1) in found
    followed = sql.execute("select date_remontee, retard_jours from publication.suivi_remontees").fetchall()
    assert (date(9999, 12, 31), None) in followed
    assert content_served(sql, CONTRACT) == release.content_hash


def test_an_empty_table_is_served_empty(dsn, sql, shelf):
    shelf.serve(dsn, shelf.release(lambda rows: rows["indicateurs_qpv"].clear()))
    assert sql.execute("select count(*) from publication.indicateurs_qpv").fetchone() == (0,)


def test_more_rows_than_a_batch_arrive(dsn, sql, shelf, monkeypatch):
    from orchestration.serving import loading

    monkeypatch.setattr(loading, "_BATCH", 2)
    release = shelf.release()
    shelf.serve(dsn, release)
    assert content_served(sql, CONTRACT) == release.content_hash


def test_columns_have_the_contracts_order_types_and_required_values(reading):
    assert columns(reading, "suivi_remontees") == [
        ("code_cite", "text", True),
        ("trimestre", "text", True),
        ("statut_remontee", "text", True),
        ("date_remontee", "date", False),
        ("retard_jours", "bigint", False),
        ("versions", "bigint", True),
        ("rejets", "bigint", True),
        ("erreurs", "bigint", True),
        ("alertes", "bigint", True),
    ]
    for table in CONTRACT.published.values():
        assert [(name, required) for name, _, required in columns(reading, table.name)] == [
            (column.name, column.required) for column in table.columns
        ]


def test_decimals_keep_their_precision_and_scale(reading):
    types = {name: kind for name, kind, _ in columns(reading, "indicateurs_nationaux")}
    assert types["taux_remontee"] == "numeric(18,4)"
    assert types["partenaires_mediane"] == "numeric(18,1)"


def test_every_table_has_its_primary_key(reading):
    assert dict(keys(reading, "p")) == {
        f"publication.{table.name}": f"PRIMARY KEY ({', '.join(table.primary_key)})"
        for table in CONTRACT.published.values()
    }


def test_tables_about_a_quarter_refer_to_it_and_those_about_a_cite_to_the_cite(reading):
    quarter = "FOREIGN KEY (trimestre) REFERENCES publication.indicateurs_nationaux(trimestre)"
    cite = "FOREIGN KEY (code_cite, trimestre) REFERENCES publication.indicateurs_cites(code_cite, trimestre)"
    of_a_cite = {"indicateurs_qpv", "suivi_remontees"}
    expected = {name: cite if name in of_a_cite else quarter for name in CONTRACT.published}
    for alone in ("indicateurs_nationaux", "dictionnaire"):
        del expected[alone]
    assert dict(keys(reading, "f")) == {f"publication.{name}": key for name, key in expected.items()}


def test_a_foreign_key_that_the_release_does_not_keep_is_not_declared(dsn, sql, shelf):
    release = shelf.release(lambda rows: rows["qualite_regles"][0].update(trimestre="2031-T1"))
    shelf.serve(dsn, release)
    assert "publication.qualite_regles" not in dict(keys(sql, "f"))
    assert content_served(sql, CONTRACT) == release.content_hash


def test_tables_and_columns_say_in_french_what_they_are(reading):
    for table in CONTRACT.published.values():
        place = f"publication.{table.name}"
        said = reading.execute("select obj_description(%s::regclass)", [place]).fetchone()
        assert said == (f"{table.grain} {table.description}",)
        comments = reading.execute(
            "select col_description(attrelid, attnum) from pg_attribute where attrelid = %s::regclass and attnum > 0 "
            "order by attnum",
            [place],
        ).fetchall()
        units = [f" Unité : {column.unit}." if column.unit else "" for column in table.columns]
        assert [text for (text,) in comments] == [
            column.description + unit for column, unit in zip(table.columns, units, strict=True)
        ]


def test_the_schema_says_which_release_it_holds(dsn, sql, shelf):
    release = shelf.release()
    shelf.serve(dsn, release)
    assert sql.execute("select obj_description('publication'::regnamespace)").fetchone() == (
        f"Cités de l'emploi : indicateurs publiés. Version {release.id}, "
        f"empreinte du contenu {release.content_hash}.",
    )


def test_a_demonstration_says_so(dsn, sql, shelf):
    release = shelf.release(demo=True)
    shelf.serve(dsn, release)
    (said,) = sql.execute("select obj_description('publication'::regnamespace)").fetchone()
    assert said.startswith("DONNÉES FICTIVES : démonstration. ")
    assert served(dsn) == release.id
