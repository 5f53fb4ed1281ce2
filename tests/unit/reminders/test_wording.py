"""A reminder is short, French, and says what is wrong, by when, how late, and what to do."""

import pytest

from orchestration.reminders.wording import Enclosure, body, subject

PLACE = Enclosure(place="/srv/modeles/cde-012.xlsx")
ATTACHED = Enclosure(is_attached=True)


def spaced(text):
    """With ordinary spaces, to be compared."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_who_sent_nothing_gets_deadline_delay_and_template(reminder):
    assert spaced(body(reminder(), [], PLACE, "depot@example.org")) == (
        "Bonjour,\n\n"
        "La remontée de la cité Métropole du Grand Nancy (cde-012) pour 2024-T1 (du 1er janvier au 31 mars 2024) "
        "n'est pas encore arrivée.\n"
        "Elle était attendue au plus tard le 30 avril 2024 : elle a 8 jours de retard.\n\n"
        "Ce qu'il vous reste à faire :\n"
        "1. Ouvrez le modèle, déjà prérempli pour votre cité : /srv/modeles/cde-012.xlsx\n"
        "2. Remplissez-le : sa feuille « Mode d'emploi » vous guide.\n"
        "3. Envoyez le fichier complet à : depot@example.org\n\n"
        "Vous venez de l'envoyer ? Ne tenez pas compte de ce message.\n\n"
        "L'équipe nationale des Cités de l'emploi\n"
    )


def test_who_was_rejected_gets_what_is_wrong_and_the_report(reminder):
    points = ["Aller-vers (I14) : Le total est faux."]
    assert spaced(body(reminder(rejet="ab12"), points, ATTACHED, None)) == (
        "Bonjour,\n\n"
        "La remontée de la cité Métropole du Grand Nancy (cde-012) pour 2024-T1 (du 1er janvier au 31 mars 2024) "
        "est arrivée, mais elle n'a pas pu être acceptée.\n"
        "Elle était attendue au plus tard le 30 avril 2024 : elle a 8 jours de retard.\n\n"
        "Les règles qui ne sont pas respectées :\n"
        "• Aller-vers (I14) : Le total est faux.\n\n"
        "Ce qu'il vous reste à faire :\n"
        "1. Lisez le rapport joint à ce message : il donne chaque erreur et ce qu'il faut faire.\n"
        "2. Corrigez votre fichier.\n"
        "3. Envoyez le fichier complet là où l'équipe nationale vous l'a demandé.\n\n"
        "Vous venez de l'envoyer ? Ne tenez pas compte de ce message.\n\n"
        "L'équipe nationale des Cités de l'emploi\n"
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "Elle est attendue au plus tard le 30 avril 2024."),
        (1, "Elle était attendue au plus tard le 30 avril 2024 : elle a 1 jour de retard."),
        (2, "Elle était attendue au plus tard le 30 avril 2024 : elle a 2 jours de retard."),
        (1119, "Elle était attendue au plus tard le 30 avril 2024 : elle a 1 119 jours de retard."),
    ],
)
def test_the_delay_is_counted_as_in_french(reminder, days, said):
    assert said in spaced(body(reminder(jours_de_retard=days), [], PLACE, None)).splitlines()


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"jours_de_retard": 0}, "attendue"),
        ({"jours_de_retard": 1}, "en retard"),
        ({"rejet": "ab"}, "à corriger"),
    ],
)
def test_the_subject_says_what_it_is_about(reminder, changes, what):
    assert spaced(subject(reminder(**changes))) == f"Cités de l'emploi : votre remontée 2024-T1 est {what}"


@pytest.mark.parametrize(
    ("enclosure", "said"),
    [
        (
            Enclosure("/srv/r.html"),
            "1. Lisez le rapport (il donne chaque erreur et ce qu'il faut faire) : /srv/r.html",
        ),
        (
            Enclosure(),
            "1. Demandez le rapport en répondant à ce message : il donne chaque erreur et ce qu'il faut faire.",
        ),
    ],
)
def test_the_report_is_found_at_its_place_or_asked_for(reminder, enclosure, said):
    assert said in spaced(body(reminder(rejet="ab12"), [], enclosure, None)).splitlines()


def test_the_template_is_found_in_the_message(reminder):
    said = "1. Ouvrez le modèle joint à ce message : il est déjà prérempli pour votre cité."
    assert said in spaced(body(reminder(), [], ATTACHED, None)).splitlines()


@pytest.mark.parametrize(
    ("count", "shown", "last"),
    [
        (5, 5, "• point 5"),
        (6, 6, "• et 1 autre point."),
        (12, 6, "• et 7 autres points."),
    ],
)
def test_five_points_are_named_and_the_others_counted(reminder, count, shown, last):
    points = [f"point {number}" for number in range(1, count + 1)]
    listed = [
        line for line in spaced(body(reminder(rejet="ab"), points, PLACE, None)).splitlines() if "•" in line
    ]
    assert (len(listed), listed[-1]) == (shown, last)


def test_a_notice_stands_above_everything(reminder):
    assert body(reminder(), [], PLACE, None, "DONNÉES FICTIVES").startswith("DONNÉES FICTIVES\n\nBonjour,")
