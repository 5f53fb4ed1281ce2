"""`cites explain` leads from a published figure to the very cells of the files received, and `cites diff` says why it changed."""

import hashlib
import io
import shutil
import zipfile
from datetime import date

import openpyxl
import pytest

from orchestration.cli import main
from tests.integration.commands.conftest import Answer, Desk
from tests.making.returns import valid_return
from tests.unit.page.editions import plain

ANGERS, MUREAUX = "cde-001", "cde-008"


def larger():
    return valid_return(ANGERS).add_row("aller_vers", id_action="AV-PLUS")


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """Two releases: a workbook and a zip of CSV files; then the workbook is corrected, and a rejected one comes in."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("storage")
        patch.setenv("CITES_STORAGE", str(home))
        patch.delenv("DAGSTER_HOME", raising=False)
        desk = Desk(str(home), lambda *arguments: Answer(main(list(arguments)), "", ""))
        files = {"a.xlsx": desk.drop("a.xlsx", valid_return(ANGERS), "2024-01-15")}
        files["b.zip"] = desk.drop("b.zip", valid_return(MUREAUX), "2024-01-16", "zip")
        desk.run()
        files["c.xlsx"] = desk.drop("c.xlsx", larger(), "2024-01-20")
        spoiled = valid_return(MUREAUX).set("aller_vers", column="femmes", value=99)
        files["d.xlsx"] = desk.drop("d.xlsx", spoiled, "2024-01-21")
        desk.run()
        yield home, files


@pytest.fixture
def asked(lived, monkeypatch, ask):
    monkeypatch.setenv("CITES_STORAGE", str(lived[0]))
    return ask


@pytest.fixture
def files(lived):
    return lived[1]


def explained(asked, table, column, where, *more):
    answer = asked("explain", table, "--where", where, "--column", column, "--json", *more)
    assert answer.status == 0, answer.err
    return answer.json


def test_the_cells_listed_are_those_of_the_workbook_received(asked, files):
    found = explained(asked, "indicateurs_nationaux", "nouveaux_beneficiaires", "trimestre=2023-T4")
    book = openpyxl.load_workbook(io.BytesIO(files["c.xlsx"]), data_only=True)
    angers = next(each for each in found["apports"] if each["code_cite"] == ANGERS)
    assert (angers["fichier"], angers["empreinte"]) == ("c.xlsx", hashlib.sha256(files["c.xlsx"]).hexdigest())
    assert angers["recue_le"].startswith("2024-01-20T12:00")
    cells = angers["cellules"]
    assert [book["Aller-vers"][cell["cellule"]].value for cell in cells] == [cell["valeur"] for cell in cells]
    assert (
        sum(cell["valeur"] for cell in cells)
        == angers["valeur"]
        == larger().totals()["nouveaux_beneficiaires"]
    )


def test_the_lines_listed_are_those_of_the_csv_received(asked, files):
    found = explained(asked, "indicateurs_nationaux", "nouveaux_beneficiaires", "trimestre=2023-T4")
    with zipfile.ZipFile(io.BytesIO(files["b.zip"])) as archive:
        member = next(
            name for name in archive.namelist() if name.endswith("aller_vers.csv") or "ller" in name
        )
        lines = archive.read(member).decode("utf-8-sig").splitlines()
    mureaux = next(each for each in found["apports"] if each["code_cite"] == MUREAUX)
    column = lines[0].split(";").index("nouveaux_beneficiaires")
    for cell in mureaux["cellules"]:
        assert cell["cellule"] is None
        assert lines[cell["ligne"] - 1].split(";")[column] == cell["texte"] == str(cell["valeur"])


def test_what_is_listed_makes_the_figure_and_says_so(asked):
    found = explained(asked, "indicateurs_nationaux", "nouveaux_beneficiaires", "trimestre=2023-T4")
    assert found["egal"] is True
    assert found["valeur"] == found["retrouve"] == sum(each["valeur"] for each in found["apports"])


def test_an_older_release_is_explained_by_the_returns_that_counted_then(asked):
    found = explained(
        asked, "indicateurs_nationaux", "actions_aller_vers", "trimestre=2023-T4", "--release", "r0001"
    )
    assert {each["fichier"] for each in found["apports"]} == {"a.xlsx", "b.zip"}
    assert (found["release"][:5], found["egal"]) == ("r0001", True)


def test_a_delay_is_explained_by_the_signature(asked):
    found = explained(asked, "suivi_remontees", "retard_jours", f"code_cite={ANGERS},trimestre=2023-T4")
    (only,) = found["apports"]
    assert only["cellules"][0]["feuille"] == "identification"
    assert only["cellules"][0]["cellule"].startswith("B")
    assert found["retrouve"] == max(0, (date.fromisoformat(only["valeur"]) - date(2024, 1, 30)).days)


def test_rejected_files_and_findings_are_listed_too(asked, files):
    found = explained(asked, "suivi_remontees", "erreurs", f"code_cite={MUREAUX},trimestre=2023-T4")
    assert [each["fichier"] for each in found["apports"]] == ["d.xlsx"]
    assert {cell["texte"] for cell in found["apports"][0]["cellules"]} == {"R05"}
    rule = explained(asked, "qualite_regles", "constats", "regle=R05", "--by-cite")
    assert [(each["code_cite"], each["valeur"]) for each in rule["apports"]] == [(MUREAUX, 1)]
    assert rule["apports"][0]["cellules"][0]["cellule"] is not None


EXITS = (
    "actions_innovantes_freins",
    "--where",
    "frein=mobilite,trimestre=2023-T4",
    "--column",
    "sorties_emploi",
)


def test_a_measure_that_no_table_tells_by_cite_names_no_cite(asked):
    told = asked("explain", *EXITS).out
    assert ("cde-" in told, "empreinte" in told, ".xlsx" in told) == (False, False, False)
    assert "Ce qui y entre\u00a0: 2\u00a0cités, 2\u00a0fichiers, 2\u00a0cellules" in told
    assert told.endswith("égal au chiffre publié\n")
    data = asked("explain", *EXITS, "--json").json
    assert (data["par_cite"], data["cites"], data["fichiers"], data["apports"], data["egal"]) == (
        *(False, 2, 2, []),
        True,
    )


def test_who_may_open_the_originals_asks_for_the_cells(asked):
    data = asked("explain", *EXITS, "--json", "--by-cite").json
    assert [each["code_cite"] for each in data["apports"]] == [ANGERS, MUREAUX]
    assert sum(each["valeur"] for each in data["apports"]) == data["valeur"]


@pytest.mark.parametrize(
    "where",
    [
        "code_cite=cde-001,trimestre=2023-T4",
        "cite=angers,trimestre=T4 2023",
        "code_cite=CU Angers Loire Métropole (cde-001),trimestre=4ᵉ trimestre 2023",
        "cite=CDE 1,trimestre=2023t4",
    ],
)
def test_a_row_is_named_as_people_write_it(asked, where):
    found = asked(
        "explain", "Indicateurs par cité", "--where", where, "--column", "Partenaires actifs", "--json"
    ).json
    assert (found["table"], found["colonne"]) == ("indicateurs_cites", "partenaires")
    assert found["cle"] == {"code_cite": ANGERS, "trimestre": "2023-T4"}


@pytest.mark.parametrize(
    "where", ["niveau=region,code=pays-de-la-loire", "region=Pays de la Loire", "Région=52"]
)
def test_a_territory_is_named_as_people_write_it(asked, where):
    found = explained(asked, "indicateurs_territoriaux", "partenaires", f"{where},trimestre=T4 2023")
    assert found["cle"] == {"niveau": "region", "code": "52", "trimestre": "2023-T4"}


def test_people_read_the_way_down_in_french(asked):
    answer = asked(
        "explain", "indicateurs_nationaux", "--where", "trimestre=2023-T4", "--column", "partenaires_par_cite"
    )
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert lines[0] == "indicateurs_nationaux, trimestre=2023-T4"
    assert "Formule\u00a0: moyenne des apports, arrondie à 2 décimales" in lines
    assert any(line.startswith("  c.xlsx, reçu le 20/01/2024") for line in lines)
    assert any(line.startswith("    Partenaires, ") and "« " in line.replace("\u00a0", " ") for line in lines)
    assert plain(lines[2]) == "3,00 partenaires par cité (2 cités sur 84 — partiel)"
    assert lines[-1] == "égal au chiffre publié"
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["indicateurs_cites", "--column", "partenaires"],
            "84 rows of indicateurs_cites match; add code_cite=…",
        ),
        (
            ["indicateurs_cites", "--column", "nom_cite"],
            "'nom_cite' of indicateurs_cites is not explained; there are: ",
        ),
        (
            ["dictionnaire", "--column", "type"],
            "'dictionnaire' is not explained; there are: indicateurs_nationaux",
        ),
        (
            ["indicateurs_nationaux", "--column", "partenaires", "--where", "trimestre=2021-T1"],
            "no row of indicateurs_nationaux has trimestre=2021-T1; there are: 2023-T4",
        ),
        (
            ["indicateurs_nationaux", "--column", "partenaires", "--where", "annee=2021"],
            "indicateurs_nationaux has no column 'annee'; there are: trimestre, ",
        ),
        (
            ["indicateurs_nationaux", "--column", "partenaires", "--release", "r0009"],
            "no release is called 'r0009'",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_what_exists(asked, arguments, message):
    answer = asked("explain", *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"cites: {message}")
    assert answer.err.count("\n") == 1


def causes(asked, before, after, table, column):
    differences = asked("diff", before, after, "--json").json
    return [
        (d["avant"], d["apres"], [(c["cause"], c["part"], c["code_cite"]) for c in d["causes"]])
        for d in differences
        if (d["table"], d["colonne"]) == (table, column)
    ]


def test_a_difference_says_why(asked):
    assert causes(asked, "r0001", "r0002", "indicateurs_nationaux", "actions_aller_vers") == [
        (4, 5, [("correction", 1, ANGERS)])
    ]
    assert causes(asked, "r0001", "r0002", "suivi_remontees", "rejets") == [(0, 1, [("rejet", 1, MUREAUX)])]


def test_a_difference_says_what_each_side_stands_for(asked_later):
    (changed,) = (
        each
        for each in asked_later("diff", "r0002", "r0003", "--json").json
        if (each["table"], each["colonne"]) == ("indicateurs_nationaux", "cumul_actions_aller_vers")
    )
    two, one = ({"recues": n, "attendues": 84, "statut": "partiel", "trimestres": 1} for n in (2, 1))
    assert (changed["couverture_avant"], changed["couverture_apres"]) == (two, one)


def test_from_the_later_to_the_earlier_the_parts_are_undone(asked):
    assert causes(asked, "r0002", "r0001", "indicateurs_nationaux", "actions_aller_vers") == [
        (5, 4, [("correction", -1, ANGERS)])
    ]


def test_the_terminal_shows_causes_within_80_columns(asked):
    lines = asked("diff", "r0001", "r0002").out.splitlines()
    assert "            +1  correction: cde-001 2023-T4" in lines
    assert "  actions_aller_vers: 4 (2/84 partiel) → 5 (2/84 partiel)" in lines
    assert max(map(len, lines)) <= 80
    assert "in brackets: the returns in force, of those expected, and the status they make" in lines
    assert lines[-1].endswith(" values differ")


def test_revisions_are_pulled_with_the_release(asked):
    rows = asked("pull", "revisions", "--format", "json").json
    assert {row["cause"] for row in rows} == {"correction", "rejet"}
    assert asked("pull", "revisions", "--format", "json", "--release", "r0001").json == []


@pytest.fixture(scope="module")
def third(lived, tmp_path_factory):
    """The same life with a third release: the zip is withdrawn."""
    home = shutil.copytree(lived[0], tmp_path_factory.mktemp("third") / "storage")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CITES_STORAGE", str(home))
        patch.delenv("DAGSTER_HOME", raising=False)
        reason = ["--reason", "double compte"]
        assert main(["withdraw", "--cite", MUREAUX, "--quarter", "2023-T4", *reason]) == 0
        assert main(["run"]) == 0
    return home


@pytest.fixture
def asked_later(third, monkeypatch, ask):
    monkeypatch.setenv("CITES_STORAGE", str(third))
    return ask


def test_releases_that_do_not_follow_one_another_differ_by_all_that_came_between(asked_later):
    given = valid_return(MUREAUX).totals()["actions_aller_vers"]
    found = causes(asked_later, "r0001", "r0003", "indicateurs_nationaux", "actions_aller_vers")
    assert found == [(4, 5 - given, [("retrait", -given, MUREAUX), ("correction", 1, ANGERS)])]


def test_a_withdrawn_return_goes_into_no_figure_any_more(asked_later):
    found = explained(asked_later, "indicateurs_nationaux", "cites_repondantes", "trimestre=2023-T4")
    assert (found["valeur"], found["egal"]) == (1, True)
    assert [each["code_cite"] for each in found["apports"] if each["empreinte"]] == [ANGERS]


def test_a_silent_cite_has_no_figure_to_list_anything_for(asked_later):
    where = f"code_cite={MUREAUX},trimestre=2023-T4"
    answer = asked_later("explain", "indicateurs_cites", "--where", where, "--column", "partenaires")
    assert answer.status == 0
    lines = answer.out.splitlines()
    assert "Rien n'y entre\u00a0: aucune remontée en vigueur." in lines
    assert [plain(line) for line in lines[-2:]] == [
        "Retrouvé : aucune valeur (0 remontée sur 1 — partiel),",
        "égal au chiffre publié",
    ]


def test_a_lost_original_is_named_and_dropping_it_again_puts_it_back(lived, tmp_path, monkeypatch, ask):
    home, files = shutil.copytree(lived[0], tmp_path / "storage"), lived[1]
    monkeypatch.setenv("CITES_STORAGE", str(home))
    sha = hashlib.sha256(files["c.xlsx"]).hexdigest()
    original = home / "returns" / sha[:2] / sha
    original.unlink()
    question = ("explain", "indicateurs_nationaux", "--column", "partenaires")
    answer = ask(*question)
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)
    assert f"the original of c.xlsx ({ANGERS}, 2023-T4) is missing" in answer.err
    assert str(original) in answer.err
    (home / "landing" / "once-more.xlsx").write_bytes(files["c.xlsx"])
    assert ask("run").status == 0
    assert ask(*question).status == 0


@pytest.mark.s3
def test_a_figure_in_a_bucket_is_explained_like_any_other(bucket_desk):
    data = bucket_desk.drop("a.xlsx", valid_return(ANGERS))
    bucket_desk.run()
    found = explained(bucket_desk.ask, "indicateurs_nationaux", "nouveaux_beneficiaires", "trimestre=2023-T4")
    (only,) = found["apports"]
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert [book["Aller-vers"][cell["cellule"]].value for cell in only["cellules"]] == [
        cell["valeur"] for cell in only["cellules"]
    ]
    assert found["egal"] is True
