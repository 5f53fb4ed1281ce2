"""From a file dropped to a figure published, and all that can happen on the way."""

import hashlib
import json

import duckdb
import pytest

from orchestration.storage.opening import open_storage
from tests.making.files import make
from tests.making.returns import valid_return


def outreach(desk, quarter="2023-T4"):
    rows = {row["trimestre"]: row for row in desk.table("indicateurs_nationaux")}
    return rows[quarter]["nouveaux_beneficiaires"]


def followed(desk, cite="cde-001", quarter="2023-T4"):
    return next(
        r for r in desk.table("suivi_remontees") if (r["code_cite"], r["trimestre"]) == (cite, quarter)
    )


def larger(cite="cde-001"):
    """The same return with one outreach action more, of ten newcomers."""
    book = valid_return(cite)
    return book.add_row("aller_vers", id_action="AV-PLUS")


def rejected(cite="cde-001"):
    return valid_return(cite).set("aller_vers", column="femmes", value=99)


def in_all(book):
    return book.totals()["nouveaux_beneficiaires"]


def test_one_return_becomes_one_published_figure(desk):
    desk.drop("a.xlsx", valid_return())
    assert "release r0001-" in desk.run().out
    national = desk.table("indicateurs_nationaux")
    assert [
        (r["trimestre"], r["statut"], r["cites_attendues"], r["cites_repondantes"]) for r in national
    ] == [("2023-T4", "partiel", 84, 1)]
    assert outreach(desk) == in_all(valid_return())
    cites = desk.table("indicateurs_cites")
    assert len(cites) == 84
    assert [r["partenaires"] for r in cites if r["statut_remontee"] == "manquante"] == [None] * 83


def test_nothing_new_changes_nothing(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    before = desk.releases()
    assert "nothing new" in desk.run().out
    assert desk.releases() == before


def test_the_same_bytes_again_are_recognised_and_change_nothing(desk):
    data = desk.drop("a.xlsx", valid_return())
    desk.run()
    before = desk.releases()
    desk.drop("sub/other name.xlsx", data)
    assert "nothing new" in desk.run().out
    assert desk.releases() == before
    assert followed(desk)["versions"] == 1


def test_a_correction_replaces_the_return_and_the_earlier_stays_in_the_history(desk):
    desk.drop("a.xlsx", valid_return(), "2024-01-15")
    desk.run()
    correction = desk.drop("b.ods", larger(), "2024-01-20", "ods")
    desk.run()
    assert outreach(desk) == in_all(larger())
    assert (followed(desk)["versions"], followed(desk)["rejets"]) == (2, 0)
    differences = desk.ask("diff", "r0001", "r0002", "--json").json
    changed = [
        d
        for d in differences
        if d["table"] == "indicateurs_nationaux" and d["colonne"] == "nouveaux_beneficiaires"
    ]
    one = {"recues": 1, "attendues": 84, "statut": "partiel", "trimestres": 1}
    assert changed == [
        {
            "table": "indicateurs_nationaux",
            "cle": {"trimestre": "2023-T4"},
            "colonne": "nouveaux_beneficiaires",
            "avant": in_all(valid_return()),
            "apres": in_all(larger()),
            "couverture_avant": one,
            "couverture_apres": one,
            "causes": [
                {
                    "cause": "correction",
                    "part": in_all(larger()) - in_all(valid_return()),
                    "code_cite": "cde-001",
                    "cites": 1,
                    "fichiers": 1,
                    "empreinte": hashlib.sha256(correction).hexdigest(),
                    "remontees": "cde-001 2023-T4",
                }
            ],
        }
    ]


def test_a_rejected_correction_leaves_the_accepted_one_in_force(desk):
    desk.drop("a.xlsx", valid_return(), "2024-01-15")
    desk.run()
    desk.drop("b.xlsx", rejected(), "2024-01-20")
    assert "1 rejected" in desk.run().out
    assert outreach(desk) == in_all(valid_return())
    line = followed(desk)
    assert (line["statut_remontee"], line["versions"], line["rejets"]) == ("acceptee", 1, 1)
    assert line["erreurs"] >= 1


def test_of_two_accepted_ones_the_one_that_came_last_counts_and_an_older_date_is_told(desk):
    desk.drop("late.xlsx", larger(), "2024-01-20")
    desk.run()
    desk.drop("early.xlsx", valid_return(), "2024-01-15")
    said = desk.run().out
    assert outreach(desk) == in_all(valid_return())
    assert followed(desk)["versions"] == 2
    assert "landing/early.xlsx (cde-001 2023-T4), of 2024-01-15 12:00 UTC: replaces landing/late.xlsx" in said
    assert "if one is an old copy: take it out with `cites withdraw`" in said


def test_an_accepted_file_that_does_not_count_is_told_with_what_to_do(desk):
    desk.drop("late.xlsx", larger(), "2024-01-20")
    early = desk.drop("early.xlsx", valid_return(), "2024-01-15")
    said = desk.run().out
    assert outreach(desk) == in_all(larger())
    assert "landing/early.xlsx (cde-001 2023-T4): landing/late.xlsx counts" in said
    assert (
        "if the earlier one is right: have it dated anew, saved and sent, or take the later one out" in said
    )
    sha = hashlib.sha256(early).hexdigest()
    told = (
        open_storage(desk.url)
        .read(f"reports/2023-T4/cde-001/{sha}/recu.html")
        .decode()
        .replace("\u00a0", " ")
    )
    assert "Une version plus récente, reçue le 20/01/2024, est déjà acceptée" in told
    assert "renvoyé sans changement, ne compte pas" in told


def test_a_withdrawal_brings_the_version_before_back_then_leaves_nothing(desk):
    desk.drop("a.xlsx", valid_return(), "2024-01-15")
    desk.drop("b.xlsx", larger(), "2024-01-20")
    desk.run()
    said = desk.ask("withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "double compte")
    assert said.status == 0
    assert "in force again" in said.out
    desk.run()
    assert outreach(desk) == in_all(valid_return())
    assert desk.ask("withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "aussi").status == 0
    desk.run()
    assert outreach(desk) == 0
    line = followed(desk)
    assert (line["statut_remontee"], line["versions"], line["retard_jours"]) == ("manquante", 2, None)
    assert desk.ask("withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "encore").status == 1


def test_a_quarter_appears_once_a_return_of_it_is_accepted(desk):
    desk.drop("a.xlsx", rejected())
    said = desk.run()
    assert "nothing" in said.out
    assert desk.ask("pull", "indicateurs_nationaux").status == 1
    desk.drop("b.xlsx", valid_return("cde-002"))
    desk.run()
    line = followed(desk)
    assert (line["statut_remontee"], line["versions"], line["rejets"]) == ("rejetee", 0, 1)


def test_reports_are_kept_beside_the_bytes(desk):
    data = desk.drop("a.xlsx", rejected())
    desk.run()
    storage = open_storage(desk.url)
    keys = [entry.key for entry in storage.entries("reports/2023-T4/cde-001/") if entry.key.endswith(".json")]
    report = json.loads(storage.read(keys[0]))
    assert report["verdict"] == "rejetee"
    assert "R05" in {finding["regle"] for finding in report["constats"]}
    assert storage.read(f"returns/{report['empreinte'][:2]}/{report['empreinte']}") == data


def test_going_back_is_not_undone_by_a_run_with_nothing_new(desk):
    desk.drop("a.xlsx", valid_return(), "2024-01-15")
    desk.run()
    desk.drop("b.xlsx", larger(), "2024-01-20")
    desk.run()
    assert desk.ask("rollback", "r0001", "--reason", "libellés erronés").status == 0
    assert outreach(desk) == in_all(valid_return())
    desk.run()
    assert [(r["release"][:5], r["courante"]) for r in desk.releases()] == [("r0002", False), ("r0001", True)]
    desk.drop("c.xlsx", valid_return("cde-003"), "2024-01-21")
    desk.run()
    newest = desk.releases()[0]
    assert (newest["release"][:5], newest["courante"]) == ("r0003", True)


def test_history_rules_look_at_other_quarters(desk, tmp_path):
    desk.drop("t3.xlsx", valid_return("cde-001", "2023-T3"))
    desk.run()
    again = valid_return("cde-001", "2023-T4")
    known = again.get("aller_vers", column="id_action")
    for sheet in ("aller_vers", "actions_innovantes"):
        for row in range(len(again.rows[sheet])):
            again.set(sheet, row=row, column="id_action", value=f"{sheet}-{row}")
    again.set("aller_vers", column="id_action", value=known.lower())
    path = tmp_path / "again.xlsx"
    path.write_bytes(make(again))
    report = desk.ask("check", path, "--json").json[0]
    assert [(f["regle"], f["feuille"]) for f in report["constats"]] == [("Q01", "Aller-vers")]


def test_the_released_database_answers_readers_while_the_next_run_goes_on(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    where = desk.ask("warehouse").out.splitlines()[0].rsplit(": ", 1)[1]
    with duckdb.connect(where, read_only=True) as reader:
        desk.drop("b.xlsx", valid_return("cde-002"))
        desk.run()
        assert reader.execute(
            "select cites_repondantes from publication.indicateurs_nationaux"
        ).fetchall() == [(1,)]
    after = desk.ask("warehouse").out.splitlines()[0].rsplit(": ", 1)[1]
    with duckdb.connect(after, read_only=True) as reader:
        assert reader.execute(
            "select cites_repondantes from publication.indicateurs_nationaux"
        ).fetchall() == [(2,)]


@pytest.mark.s3
def test_the_same_life_in_a_bucket(bucket_desk):
    desk = bucket_desk
    desk.drop("a é.xlsx", valid_return())
    assert "release r0001-" in desk.run().out
    assert "nothing new" in desk.run().out
    desk.drop("b.zip", rejected("cde-002"), container="zip")
    desk.run()
    assert outreach(desk) == in_all(valid_return())
    assert followed(desk, "cde-002")["statut_remontee"] == "rejetee"
    assert desk.ask("check", "--json", __file__).json[0]["constats"][0]["regle"] == "S01"
    assert desk.ask("rollback", "r0001", "--reason", "essai").status == 0
    assert desk.ask("warehouse").out.startswith("DuckDB file (read only): s3://")
