"""`cites reminders`: messages written, and sent through a real SMTP conversation, once; no address kept anywhere."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from orchestration.reminders.mail_server import mail_server
from orchestration.reminders.sending import Mailer, Refused
from tests.integration.reminders.conftest import NOW
from tests.integration.reminders.smtp_server import MailHost, serving
from tests.making.returns import valid_return

ADDRESSES = {"cde_012": "nancy@example.org", "cde_018": "sedan@example.org"}


@pytest.fixture
def contacts(desk):
    return desk.contacts(**ADDRESSES)


def states(answer):
    """The last column of the table, by code."""
    rows = [line for line in answer.out.splitlines() if line.startswith("cde-")]
    return {row.split()[0]: row.rsplit("  ", 1)[1].strip() for row in rows}


def test_messages_are_written_for_the_missing_and_the_rejected(desk):
    answer = desk.remind()
    place = desk.storage.location("reminders/2024-T1")
    assert answer.status == 0
    assert answer.out.splitlines() == [
        f"Relances 2024-T1 (échéance : 30 avril 2024) : 2 messages dans {place}",
        "code     cité                      motif       retard",
        "───────  ────────────────────────  ─────────  ───────",
        "cde-012  Métropole du Grand Nancy  rejetée    8 jours",
        "cde-018  Sedan                     manquante  8 jours",
    ]
    assert list(desk.kept("reminders/")) == [
        "reminders/2024-T1/cde-012.txt",
        "reminders/2024-T1/cde-018.txt",
        "reminders/2024-T1/cde-018.xlsx",
    ]


def test_a_rejected_cite_reads_which_rules_are_not_respected(desk):
    desk.remind()
    text = desk.kept("reminders/")["reminders/2024-T1/cde-012.txt"].decode().replace("\u00a0", " ")
    assert (
        "• Aller-vers (I2) : Le nombre de nouveaux bénéficiaires est la somme des femmes et des hommes."
        in text
    )
    assert "elle a 8 jours de retard" in text


def test_where_everybody_has_sent_nothing_is_written(desk):
    desk.keep_only("cde-001")
    answer = desk.remind()
    assert answer.out == "Relances 2024-T1 : aucune, toutes les remontées attendues sont acceptées.\n"
    assert desk.kept("reminders/") == {}


def test_with_contacts_alone_nothing_is_sent(desk):
    answer = desk.remind("--contacts", desk.contacts(cde_012="nancy@example.org"))
    assert states(answer) == {"cde-012": "prête à partir", "cde-018": "sans adresse"}


def test_each_cite_gets_its_message(desk, contacts, mail_host):
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    assert (answer.status, states(answer)) == (0, {"cde-012": "envoyée", "cde-018": "envoyée"})
    assert mail_host.recipients == ["nancy@example.org", "sedan@example.org"]


def test_a_message_is_whole_when_it_arrives(desk, contacts, mail_host):
    desk.send_through(mail_host)
    desk.remind("--contacts", contacts, "--send")
    sender, _, message = mail_host.taken[1]
    assert sender == "equipe@example.org"
    assert message["From"] == "Équipe nationale <equipe@example.org>"
    assert message["To"] == "sedan@example.org"
    assert (
        message["Subject"].replace("\u00a0", " ")
        == "Cités de l'emploi : votre remontée 2024-T1 est en retard"
    )
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Date"].datetime.tzinfo is not None
    text = message.get_body(("plain",)).get_content().replace("\u00a0", " ").replace("\r\n", "\n")
    assert text.startswith("Bonjour,\n\nLa remontée de la cité Sedan (cde-018) pour 2024-T1")
    assert "elle a 8 jours de retard" in text


def test_the_template_arrives_with_the_message(desk, contacts, mail_host):
    desk.send_through(mail_host)
    desk.remind("--contacts", contacts, "--send")
    (attached,) = mail_host.taken[1][2].iter_attachments()
    assert attached.get_filename() == "remontee-cde-018-2024-T1.xlsx"
    page = openpyxl.load_workbook(io.BytesIO(attached.get_content()))["Identification"]
    assert page["B7"].value == "cde-018"


@pytest.mark.parametrize(("days", "sent"), [(0, 2), (6, 2), (7, 4)])
def test_the_same_is_not_told_twice_within_a_week(desk, contacts, mail_host, days, sent):
    desk.send_through(mail_host)
    desk.remind("--contacts", contacts, "--send")
    desk.clock(NOW + datetime.timedelta(days=days))
    desk.remind("--contacts", contacts, "--send")
    assert len(mail_host.taken) == sent


def test_the_second_round_says_when_the_first_was(desk, contacts, mail_host):
    desk.send_through(mail_host)
    desk.remind("--contacts", contacts, "--send")
    assert states(desk.remind("--contacts", contacts))["cde-012"] == "déjà envoyée le 08/05/2024"


def test_a_new_rejection_is_told_at_once(desk, contacts, mail_host):
    desk.send_through(mail_host)
    desk.remind("--contacts", contacts, "--send")
    desk.receive(valid_return("cde-018", "2024-T1").set("aller_vers", column="hommes", value=2))
    answer = desk.remind("--contacts", contacts, "--send")
    assert states(answer) == {"cde-012": "déjà envoyée le 08/05/2024", "cde-018": "envoyée"}


def test_a_withdrawn_return_is_told_as_such_and_once(desk, mail_host):
    desk.ask("withdraw", "--cite", "cde-001", "--quarter", "2024-T1", "--reason", "double compte")
    contacts = desk.contacts(cde_001="angers@example.org")
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    assert "cde-001  CU Angers Loire Métropole  retirée    8 jours  envoyée" in answer.out
    text = desk.kept("reminders/")["reminders/2024-T1/cde-001.txt"].decode().replace("\u00a0", " ")
    assert "a été acceptée, puis elle a été retirée" in text and "n'est pas encore arrivée" not in text
    assert states(desk.remind("--contacts", contacts))["cde-001"] == "déjà envoyée le 08/05/2024"


def test_no_address_is_kept_or_shown(desk, contacts, mail_host, caplog):
    mail_host.refused["sedan@example.org"] = 550
    desk.send_through(mail_host)
    before = set(desk.home.rglob("*"))
    answer = desk.remind("--contacts", contacts, "--send")
    written = [path for path in set(desk.home.rglob("*")) - before if path.is_file()]
    assert len(written) == 6  # three letters and templates, three entries of the journal
    for data in [path.read_bytes() for path in written] + list(desk.kept().values()):
        assert b"nancy@" not in data and b"sedan@" not in data
    assert "@" not in answer.out + answer.err + caplog.text


def test_a_refused_address_stops_nobody_else_and_is_tried_again(desk, contacts, mail_host):
    mail_host.refused["nancy@example.org"] = 550
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    assert answer.status == 1
    assert states(answer) == {"cde-012": "refusée par le serveur (550)", "cde-018": "envoyée"}
    mail_host.refused.clear()
    assert desk.remind("--contacts", contacts, "--send").status == 0
    assert mail_host.recipients == ["sedan@example.org", "nancy@example.org"]


@pytest.mark.parametrize("refusal", [{"refused_data": 554}, {"refused_sender": 553}])
def test_what_the_server_will_not_take_is_told_by_its_code(desk, contacts, mail_host, refusal):
    for name, code in refusal.items():
        setattr(mail_host, name, code)
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    told = f"refusée par le serveur ({next(iter(refusal.values()))})"
    assert (answer.status, states(answer)) == (1, {"cde-012": told, "cde-018": told})


@pytest.mark.parametrize(
    ("is_lost_late", "told", "again"),
    [
        (False, "the message to cde-018 and those after it did not leave", "envoyée"),
        (
            True,
            "the message to cde-018 may have left, those after it did not",
            "déjà envoyée le 08/05/2024",
        ),
    ],
)
def test_a_server_that_hangs_up_is_told_in_one_line(desk, contacts, mail_host, is_lost_late, told, again):
    mail_host.lost_after, mail_host.is_lost_late = 1, is_lost_late
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    assert answer.status == 1
    assert states(answer) == {"cde-012": "envoyée", "cde-018": "non envoyée"}
    assert answer.err == f"cites: the mail server 127.0.0.1:{mail_host.port} broke the connection; {told}\n"
    mail_host.lost_after = None
    assert states(desk.remind("--contacts", contacts, "--send"))["cde-018"] == again


@pytest.mark.parametrize("takes_accents", [True, False])
def test_a_sender_s_accents_that_the_server_cannot_take_are_told_before_anything_is_noted(
    desk, contacts, monkeypatch, takes_accents
):
    with serving(MailHost(takes_accents=takes_accents)) as host:
        desk.send_through(host)
        monkeypatch.setenv("CITES_SMTP_FROM", "Équipe <équipe@example.org>")
        answer = desk.remind("--contacts", contacts, "--send")
        told = (
            f"cites: nothing was sent: the mail server 127.0.0.1:{host.port} takes no address with accents; "
            "see CITES_SMTP_FROM\n"
        )
        assert (answer.status, answer.err) == ((0, "") if takes_accents else (1, told))
        assert len(host.taken) == (2 if takes_accents else 0)
        assert bool(desk.kept("reminders/journal/")) == takes_accents
        desk.send_through(host)
        desk.remind("--contacts", contacts, "--send")
        assert len(host.taken) == 2


def test_where_nobody_was_expected_yet_that_is_told(desk):
    answer = desk.ask("reminders", "--quarter", "2019-T1")
    assert answer.out == (
        "Relances 2019-T1 : aucune. Aucune cité n'était encore attendue, la collecte commence plus tard.\n"
    )


def test_a_server_that_is_not_there_is_told_in_one_line_and_nothing_is_noted(desk, contacts, mail_host):
    desk.send_through(MailHost(port=1))
    answer = desk.remind("--contacts", contacts, "--send")
    assert answer.status == 1
    assert answer.err.startswith("cites: nothing was sent: the mail server 127.0.0.1:1 cannot be reached (")
    assert answer.err.count("\n") == 1
    assert desk.kept("reminders/journal/") == {}


def test_a_password_is_given_and_a_wrong_one_told_without_it(desk, contacts, mail_host):
    mail_host.password = "juste"
    desk.send_through(mail_host, user="cites:juste@")
    assert desk.remind("--contacts", contacts, "--send").status == 0
    desk.clock(NOW + datetime.timedelta(days=8))
    desk.send_through(mail_host, user="cites:perdu@")
    answer = desk.remind("--contacts", contacts, "--send")
    assert answer.err == (
        f"cites: nothing was sent: the mail server 127.0.0.1:{mail_host.port} refuses the user or the password; "
        "see CITES_SMTP_URL\n"
    )
    assert len(mail_host.taken) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--send"], "--send needs --contacts FILE.csv, with the columns code_cite;courriel"),
        (
            ["--send", "--contacts", "{contacts}"],
            "nothing is sent: set CITES_SMTP_URL (smtp://host:port), or leave",
        ),
        (["--contacts", "absent.csv"], "no such file: absent.csv"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_written(desk, contacts, arguments, told):
    answer = desk.remind(*(argument.format(contacts=contacts) for argument in arguments))
    assert answer.status == 2
    assert answer.err.startswith(f"cites: {told}")
    assert answer.err.count("\n") == 1
    assert desk.kept("reminders/") == {}


def test_a_quarter_that_goes_on_is_refused(desk):
    answer = desk.ask("reminders", "--quarter", "2024-T2")
    assert (answer.status, answer.err) == (
        2,
        "cites: 2024-T2 ends on 2024-06-30: nobody is to be reminded of its return before\n",
    )


def test_a_demonstration_is_never_sent(desk, contacts, mail_host):
    desk.storage.write("landing/demo/2024-T1/cde-001-1.xlsx", b"x")
    desk.send_through(mail_host)
    answer = desk.remind("--contacts", contacts, "--send")
    assert (answer.status, mail_host.taken) == (2, [])
    assert "this storage holds the demonstration: its reminders are not sent" in answer.err


def test_an_address_with_accents_that_the_server_cannot_take_is_refused_alone():
    with (
        serving(MailHost(takes_accents=False)) as host,
        Mailer(mail_server(host.url, "a@example.org")) as mailer,
    ):
        with pytest.raises(Refused) as refused:
            mailer.send("équipe@example.org", "x", "y")
        mailer.send("equipe@example.org", "x", "y")
    assert (refused.value.code, host.recipients) == (553, ["equipe@example.org"])
