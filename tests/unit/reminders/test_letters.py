"""The letters of a quarter are kept as text, with the template beside them, and tell no more than is true now."""

import io
import json

import openpyxl
import pytest

from orchestration.reminders.letters import attachments_of, folder, write_letters
from orchestration.submissions.register import Register

REPORT = "reports/2024-T1/cde-013/ab12"


@pytest.fixture
def written(storage, contract):
    def write(*reminders, send_to=None):
        return write_letters(storage, Register.load(storage), contract, reminders, "2024-T1", send_to)

    return write


def keys(storage):
    return [entry.key for entry in storage.entries("reminders/")]


def plain(data):
    return data.decode().replace("\u00a0", " ")


def test_who_sent_nothing_has_a_text_and_a_template(storage, written, reminder):
    written(reminder(), send_to="depot@example.org")
    assert keys(storage) == ["reminders/2024-T1/cde-012.txt", "reminders/2024-T1/cde-012.xlsx"]
    text = plain(storage.read("reminders/2024-T1/cde-012.txt"))
    assert text.startswith("Objet : Cités de l'emploi : votre remontée 2024-T1 est en retard\nÀ joindre : ")
    assert f"À joindre : {storage.location('reminders/2024-T1/cde-012.xlsx')}\n\nBonjour,\n" in text
    assert "3. Envoyez le fichier complet à : depot@example.org" in text


def test_the_template_is_that_cite_s_for_that_quarter(storage, written, reminder):
    written(reminder())
    page = openpyxl.load_workbook(io.BytesIO(storage.read("reminders/2024-T1/cde-012.xlsx")))[
        "Identification"
    ]
    assert [page["B7"].value, page["B9"].value] == ["cde-012", "2024-T1"]


def test_who_was_rejected_has_a_text_that_goes_with_the_report(storage, written, reminder):
    storage.write(f"{REPORT}.json", json.dumps({"constats": []}).encode())
    storage.write(f"{REPORT}/a-corriger.html", b"page")
    written(reminder("cde-013", rejet="ab12"))
    assert keys(storage) == ["reminders/2024-T1/cde-013.txt"]
    header, _, text = plain(storage.read("reminders/2024-T1/cde-013.txt")).partition("\n\n")
    assert header.endswith(f"\nÀ joindre : {storage.location(f'{REPORT}/a-corriger.html')}")
    assert "1. Lisez le rapport joint à ce message" in text


def test_a_message_names_no_place_of_this_machine(storage, written, reminder):
    storage.write(f"{REPORT}/a-corriger.html", b"page")
    for letter in written(
        reminder(), reminder("cde-013", rejet="ab12"), reminder("cde-014", rejet="cd34"), reminder(retirees=1)
    ):
        assert storage.url not in letter.mail
        assert letter.file.partition("\n\n")[2] == letter.mail


def test_the_template_goes_with_the_message(storage, written, reminder):
    (letter,) = written(reminder())
    ((name, data),) = attachments_of(storage, letter)
    assert name == "remontee-cde-012-2024-T1.xlsx"
    assert data == storage.read("reminders/2024-T1/cde-012.xlsx")


@pytest.mark.parametrize(
    ("name", "attached"),
    [(".json", []), ("/a-corriger.html", [("cde-013-2024-T1-a-corriger.html", b"page")])],
)
def test_only_a_report_made_for_people_goes_with_the_message(storage, written, reminder, name, attached):
    storage.write(f"{REPORT}.json", b'{"constats": []}')
    if name != ".json":
        storage.write(f"{REPORT}{name}", b"page")
    (letter,) = written(reminder("cde-013", rejet="ab12"))
    assert attachments_of(storage, letter) == attached
    assert ("joint à ce message" in letter.mail) is bool(attached)


def test_who_needs_no_reminder_any_more_has_none(storage, written, reminder):
    written(reminder(), reminder("cde-014"))
    written(reminder("cde-014"))
    assert keys(storage) == ["reminders/2024-T1/cde-014.txt", "reminders/2024-T1/cde-014.xlsx"]


def test_who_sent_something_that_was_rejected_keeps_no_template(storage, written, reminder):
    storage.write(f"{REPORT}.json", b'{"constats": []}')
    written(reminder("cde-013"))
    written(reminder("cde-013", rejet="ab12"))
    assert keys(storage) == ["reminders/2024-T1/cde-013.txt"]


def test_other_quarters_and_the_journal_are_left_alone(storage, written, reminder):
    storage.write("reminders/2023-T4/cde-012.txt", b"x")
    storage.write("reminders/journal/2024-T1/00000001.jsonl", b"x")
    written()
    assert keys(storage) == ["reminders/2023-T4/cde-012.txt", "reminders/journal/2024-T1/00000001.jsonl"]


def test_writing_again_writes_the_same(storage, written, reminder):
    written(reminder())
    before = {key: storage.read(key) for key in keys(storage)}
    written(reminder())
    assert {key: storage.read(key) for key in keys(storage)} == before


def test_a_demonstration_says_so_on_every_letter(storage, written, reminder):
    storage.write("landing/demo/2024-T1/cde-001.xlsx", b"x")
    (letter,) = written(reminder())
    assert letter.mail.startswith("DONNÉES FICTIVES")
    assert "DONNÉES FICTIVES" in letter.file


def test_letters_of_a_quarter_lie_in_its_folder():
    assert folder("2024-T1") == "reminders/2024-T1"
