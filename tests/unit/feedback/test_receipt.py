"""The receipt of an accepted return: what was counted, what to verify, what it replaces."""

import datetime

import pytest

from orchestration.feedback.page import receipt_page
from orchestration.feedback.receipt import receipt
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, judge_book
from tests.unit.feedback.html import Page

DAY = datetime.date(2024, 2, 1)
BEFORE = {"partenaires": 3, "comites_pilotage": 1, "actions_aller_vers": 3, "nouveaux_beneficiaires": 1054}
PREVIOUS = {
    "empreinte": "ab" * 32,
    "recue_le": "2024-01-14T23:30:00.000000+00:00",
    "synthese": {**BEFORE, "actions_innovantes": 2, "beneficiaires_accompagnes": 20},
}


def told(book=None, previous=None, **more):
    more.setdefault("demo", False)
    judgement = judge_book(book or valid_return())
    assert judgement.verdict == "acceptee"
    return receipt(judgement, CONTRACT, previous, DAY, **more)


def page(*args, **more):
    return Page(receipt_page(told(*args, **more)))


def plain(texts):
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]


def test_the_six_totals_are_told_by_their_labels():
    assert told()["totals"] == (
        ("Partenaires actifs en fin de trimestre", "3"),
        ("Comités de pilotage tenus", "1"),
        ("Actions d'aller-vers commencées", "2"),
        ("Nouveaux bénéficiaires repérés", "54"),
        ("Actions innovantes commencées", "2"),
        ("Bénéficiaires accompagnés", "24"),
    )


def test_what_a_correction_changes_is_told_total_by_total():
    said = told(previous=PREVIOUS)
    assert said["columns"] == ("Total", "Version précédente", "Cette version", "Différence")
    assert [plain(row[1:]) for row in said["totals"]] == [
        ["3", "3", "aucune"],
        ["1", "1", "aucune"],
        ["3", "2", "−1"],
        ["1 054", "54", "−1 000"],
        ["2", "2", "aucune"],
        ["20", "24", "+4"],
    ]


def test_a_total_that_the_version_before_did_not_have_has_no_difference():
    said = told(previous={**PREVIOUS, "synthese": BEFORE})
    assert said["totals"][5] == ("Bénéficiaires accompagnés", "", "24", "")


@pytest.mark.parametrize(
    ("standing", "verdict"),
    [
        ("counts", "Merci\u00a0: votre remontée est acceptée. C'est elle qui compte pour ce trimestre."),
        (
            "superseded",
            "Merci. Votre remontée est acceptée, mais une version reçue plus tard compte à sa place.",
        ),
        (
            "trial",
            "Vous pouvez envoyer cette remontée telle quelle. Elle n'est pas encore envoyée ni enregistrée.",
        ),
    ],
)
def test_the_verdict_tells_where_the_return_stands(standing, verdict):
    assert told(standing=standing)["verdict"] == verdict


@pytest.mark.parametrize(
    ("standing", "previous", "first"),
    [
        ("counts", None, "C'est la première version acceptée pour ce trimestre."),
        ("trial", None, "Ce serait la première version acceptée pour ce trimestre."),
        (
            "counts",
            PREVIOUS,
            "Elle remplace la version reçue le 15/01/2024 (empreinte abababababab…), qui reste dans l'historique.",
        ),
        (
            "trial",
            PREVIOUS,
            "Elle remplacerait la version reçue le 15/01/2024 (empreinte abababababab…), qui reste dans l'historique.",
        ),
        (
            "superseded",
            None,
            "Une version plus récente est déjà acceptée pour ce trimestre : c'est elle qui compte, pas celle-ci.",
        ),
        (
            "superseded",
            PREVIOUS,
            "Une version plus récente, reçue le 15/01/2024, est déjà acceptée pour ce trimestre : c'est elle qui compte, pas "
            "celle-ci.",
        ),
    ],
)
def test_the_version_that_it_replaces_is_told_with_its_day_in_paris(standing, previous, first):
    assert plain(told(previous=previous, standing=standing)["replacement"])[0] == first


def test_a_version_that_does_not_count_is_told_what_to_do_and_no_figure_of_the_one_that_does():
    said = told(previous=PREVIOUS, standing="superseded")
    assert plain(said["replacement"])[1].startswith(
        "La version qui compte est la bonne ? Vous n'avez rien à faire."
    )
    assert said["columns"] == ("Total", "Valeur")


@pytest.mark.parametrize(
    ("synthese", "sentence"),
    [
        (PREVIOUS["synthese"], "Les chiffres de votre cité changent comme dans le tableau ci-dessus."),
        (
            judge_book(valid_return()).synthese,
            "Les six totaux de votre cité ne changent pas ; le détail a pu changer.",
        ),
    ],
)
def test_whether_the_figures_change_is_told(synthese, sentence):
    assert plain(told(previous={**PREVIOUS, "synthese": synthese})["replacement"])[1] == sentence


def test_a_superseded_return_is_compared_with_nothing():
    said = told(previous=PREVIOUS, standing="superseded")
    assert said["columns"] == ("Total", "Valeur")
    assert "ab" * 32 not in str(said)


def test_a_version_without_its_time_is_told_by_its_fingerprint():
    previous = {name: value for name, value in PREVIOUS.items() if name != "recue_le"}
    assert "la version (empreinte abababababab…)" in told(previous=previous)["replacement"][0]


def test_the_fingerprint_and_the_days_are_told():
    assert told(previous=PREVIOUS)["references"] == (
        ("Date du contrôle", "01/02/2024"),
        ("Signée le", "12/01/2024"),
        ("Fichier", "remontee-0.xlsx"),
        ("Empreinte (SHA-256)", f"{0:064x}"),
        ("Empreinte de la version remplacée", "ab" * 32),
    )


def test_alerts_are_told_with_their_places():
    said = told(valid_return(etp_coordination=5, nom_cite="Angers"))
    assert [place for place, _ in said["alerts"]] == ["Identification, B4", "Identification, B7"]
    assert said["verdict"].replace("\u00a0", " ").endswith("2 points sont à vérifier.")


def test_many_alerts_are_cut_and_counted():
    book = valid_return()
    for number in range(53):
        book.add_sheet(f"Notes {number}", [["x"]])
    said = told(book)
    assert len(said["alerts"]) == 50
    assert said["more_alerts"].replace("\u00a0", " ") == "… et 3 autres."


def test_the_page_is_in_french_with_headings_and_scopes():
    opened = page(valid_return(etp_coordination=5), PREVIOUS)
    assert opened.all("html")[0].attributes["lang"] == "fr"
    assert opened.texts("h1") == ["Votre remontée est acceptée"]
    assert opened.texts("h2") == ["Ce qui est compté", "À vérifier", "Références de ce reçu"]
    assert {one.attributes.get("scope") for one in opened.all("th")} == {"col", "row"}
    assert len(opened.texts("caption")) == 3


def test_the_page_leaves_alerts_out_where_there_are_none():
    assert page().texts("h2") == ["Ce qui est compté", "Références de ce reçu"]


def test_the_page_calls_a_demonstration_fictitious():
    assert page(demo=True).texts("p")[0].startswith("DONNÉES FICTIVES")
    assert "FICTIVES" not in page().source


def test_a_trial_is_not_called_accepted():
    assert page(standing="trial").texts("h1") == ["Votre remontée est prête"]


@pytest.mark.parametrize(
    ("standing", "heading", "mending", "footer"),
    [
        ("counts", "Ce qui est compté", "la nouvelle version remplacera celle-ci.", "que vous avez envoyé."),
        (
            "superseded",
            "Les totaux de cette version",
            "la version reçue plus tard ne l'a plus.",
            "avez envoyé.",
        ),
        ("trial", "Ce qui sera compté", "corrigez votre fichier avant de l'envoyer.", "le fichier contrôlé."),
    ],
)
def test_the_page_speaks_of_the_return_as_it_stands(standing, heading, mending, footer):
    opened = page(valid_return(etp_coordination=5), standing=standing)
    assert opened.texts("h2")[0] == heading
    assert any(text.endswith(mending) for text in opened.texts("p"))
    assert opened.texts("footer")[0].endswith(footer)
    assert ("envoyé." in opened.texts("footer")[0]) == (standing != "trial")


def test_a_trial_names_the_version_in_force_and_replaces_none():
    assert told(previous=PREVIOUS, standing="trial")["references"][-1] == (
        "Empreinte de la version en vigueur",
        "ab" * 32,
    )


def test_a_submitted_text_is_nothing_but_text():
    opened = page(valid_return(nom_cite="<script>alert(1)</script>"))
    assert not opened.all("script")
    assert "<script>alert(1)</script>" in opened.all("main")[0].text


@pytest.mark.parametrize("name", ["À corriger", "Corrections proposées"])
def test_a_sheet_of_our_own_that_came_back_is_nothing_to_verify(name):
    said = told(valid_return(etp_coordination=5).add_sheet(name, [["Votre remontée est à corriger"]]))
    assert [place for place, _ in said["alerts"]] == ["Identification, B7"]
    assert said["verdict"].endswith("1\u00a0point est à vérifier.")
    assert plain(said["replacement"])[-1] == (
        f"La feuille « {name} », qui vient de notre réponse précédente, n'est pas prise en compte."
    )


def test_a_sheet_of_the_cite_is_to_be_verified():
    said = told(valid_return().add_sheet("Notes", [["x"]]))
    assert [place.replace("\u00a0", " ") for place, _ in said["alerts"]] == ["Feuille « Notes »"]
    assert len(said["replacement"]) == 1
