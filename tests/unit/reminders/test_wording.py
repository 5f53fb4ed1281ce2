"""A reminder is short, French, and says what is wrong, by when, how late, and what to do."""

from datetime import date

import pytest

from orchestration.reminders.wording import body, subject

ATTACHED = True


def spaced(text):
    """With ordinary spaces, to be compared."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_who_sent_nothing_gets_deadline_delay_and_template(reminder):
    assert spaced(body(reminder(), [], ATTACHED, "depot@example.org")) == (
        "Bonjour,\n\n"
        "La remontée de la cité Métropole du Grand Nancy (cde-012) pour 2024-T1 (du 1er janvier au 31 mars 2024) "
        "n'est pas encore arrivée.\n"
        "Elle était attendue au plus tard le 30 avril 2024 : elle a 8 jours de retard.\n\n"
        "Ce qu'il vous reste à faire :\n"
        "1. Ouvrez le modèle joint à ce message : il est déjà prérempli pour votre cité.\n"
        "2. Remplissez-le : sa feuille « Mode d'emploi » vous guide.\n"
        "3. Envoyez le fichier complet à : depot@example.org\n\n"
        "Vous venez de l'envoyer ? Ne tenez pas compte de ce message.\n\n"
        "L'équipe nationale des Cités de l'emploi\n"
    )


def test_who_was_rejected_gets_what_is_wrong_and_the_report(reminder):
    points = ["Aller-vers (I14) : Le total est faux."]
    assert spaced(body(reminder(rejet="ab12"), points, ATTACHED, None)) == (
        "Bonjour,\n\n"
        "Merci pour votre envoi. La remontée de la cité Métropole du Grand Nancy (cde-012) pour 2024-T1 (du 1er janvier au 31 "
        "mars 2024) est arrivée, mais elle n'a pas pu être acceptée.\n"
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
    assert said in spaced(body(reminder(jours_de_retard=days), [], ATTACHED, None)).splitlines()


def said(reminder):
    return spaced(body(reminder, [], ATTACHED, None))


def test_a_file_that_came_in_time_is_not_called_late(reminder):
    letter = reminder(rejet="ab12", arrivee=date(2024, 4, 30))
    assert (
        "Elle est arrivée à temps, le 30 avril 2024. L'échéance du 30 avril 2024 est passée : corrigez-la dès que possible."
    ) in said(letter)
    assert "retard" not in said(letter) + subject(letter)
    assert "elle a 8 jours de retard" in said(reminder(rejet="ab12", arrivee=date(2024, 5, 1)))


def test_a_rejected_correction_is_told_which_version_goes_on_counting(reminder):
    letter = said(reminder(rejet="ab12", en_vigueur=date(2024, 4, 12), arrivee=date(2024, 4, 20)))
    assert "La version reçue le 12 avril 2024 continue de compter en attendant." in letter
    assert "retard" not in letter and "attendue" not in letter


def test_a_file_that_does_not_count_is_told_which_one_does_and_what_to_do(reminder):
    letter = said(reminder(accepte="ab12", en_vigueur=date(2024, 4, 12)))
    assert "une version plus récente, reçue le 12 avril 2024, compte à sa place" in letter
    assert "un fichier déjà reçu, renvoyé sans changement, ne compte pas" in letter


def test_of_a_version_in_force_that_is_in_doubt_no_day_is_told(reminder):
    letter = said(reminder(accepte="ab12"))
    assert "est acceptée, mais une version plus récente compte à sa place." in letter
    assert "attendue" not in letter and "retard" not in letter


def test_who_is_accepted_is_thanked_and_has_nothing_to_do(reminder):
    letter = said(reminder(accepte="ab12", compte=True, en_vigueur=date(2024, 4, 12)))
    assert "Merci : la remontée de la cité Métropole du Grand Nancy" in letter
    assert "Vous n'avez rien à faire : gardez le reçu joint." in letter
    assert "attendue" not in letter and "Envoyez" not in letter


@pytest.mark.parametrize(
    ("changes", "answer"),
    [({"rejet": "ab12"}, "la réponse aussi."), ({"accepte": "ab12", "compte": True}, "rien ne change.")],
)
def test_who_sent_the_same_file_again_is_told_so(reminder, changes, answer):
    again = f"Vous l'avez renvoyée sans changement : le fichier est le même, {answer}"
    assert again in said(reminder(renvois=1, **changes))
    assert again not in said(reminder(**changes))


def test_a_cite_whose_file_is_in_doubt_is_not_told_that_nothing_came_nor_what_came(reminder):
    letter = said(reminder(en_doute=1))
    assert (
        "Nous n'avons pas encore de remontée acceptée de la cité Métropole du Grand Nancy (cde-012)" in letter
    )
    assert (
        "1. Vous l'avez déjà envoyée ? Dites-le en répondant à ce message, avec le nom de votre cité."
        in letter
    )
    assert "n'est pas encore arrivée" not in letter


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"jours_de_retard": 0}, "attendue"),
        ({"jours_de_retard": 1}, "en retard"),
        ({"rejet": "ab"}, "à corriger"),
        ({"retirees": 1}, "à renvoyer"),
        ({"accepte": "ab", "compte": True}, "acceptée"),
    ],
)
def test_the_subject_says_what_it_is_about(reminder, changes, what):
    assert spaced(subject(reminder(**changes))) == f"Cités de l'emploi : votre remontée 2024-T1 est {what}"


def test_a_report_that_is_not_attached_is_asked_for(reminder):
    said = "1. Demandez le rapport en répondant à ce message : il donne chaque erreur et ce qu'il faut faire."
    assert said in spaced(body(reminder(rejet="ab12"), [], not ATTACHED, None)).splitlines()


@pytest.mark.parametrize(
    ("days", "asked"),
    [
        (0, "Une nouvelle version est attendue au plus tard le 30 avril 2024."),
        (8, "Une nouvelle version est attendue : l'échéance était le 30 avril 2024, il y a 8 jours."),
    ],
)
def test_who_was_withdrawn_does_not_read_that_nothing_came(reminder, days, asked):
    text = spaced(body(reminder(retirees=1, jours_de_retard=days), [], ATTACHED, None))
    assert "est arrivée et a été acceptée, puis elle a été retirée : elle ne compte plus." in text
    assert asked in text.splitlines()
    assert "n'est pas encore arrivée" not in text and "renvoyé sans changement, il ne compterait pas" in text


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
        line
        for line in spaced(body(reminder(rejet="ab"), points, ATTACHED, None)).splitlines()
        if "•" in line
    ]
    assert (len(listed), listed[-1]) == (shown, last)


def test_a_notice_stands_above_everything(reminder):
    assert body(reminder(), [], ATTACHED, None, "DONNÉES FICTIVES").startswith("DONNÉES FICTIVES\n\nBonjour,")
