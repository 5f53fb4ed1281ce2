"""Each letter goes to its cité once, a refusal stops nobody else, a lost server stops the round."""

from datetime import UTC, datetime

import pytest

from orchestration.reminders.journal import Journal
from orchestration.reminders.letters import write_letters
from orchestration.reminders.post import Post
from orchestration.reminders.sending import MailServerLost, Refused
from orchestration.submissions.register import Register

NOW = datetime(2024, 5, 8, 9, tzinfo=UTC)
CONTACTS = {
    "cde-012": ("douze@example.org",),
    "cde-013": ("treize@example.org",),
    "cde-014": ("quatorze@example.org",),
}


class Mailbox:
    """A mail server as the post sees it; `answers` are raised in place of taking the message for an address."""

    def __init__(self, **answers):
        self.taken = []
        self.opened = 0
        self.answers = {f"{name}@example.org": answer for name, answer in answers.items()}

    def __call__(self):
        self.opened += 1
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def send(self, address, subject, text, attachments=()):
        if address in self.answers:
            raise self.answers[address]
        self.taken.append((address, subject, [name for name, _ in attachments]))


@pytest.fixture
def letters(storage, contract, reminder):
    return write_letters(
        storage,
        Register.load(storage),
        contract,
        [reminder(code) for code in sorted(CONTACTS)],
        "2024-T1",
        None,
    )


@pytest.fixture
def post(storage):
    def open_post(contacts=CONTACTS, now=NOW):
        return Post(storage, contacts, Journal(storage, "2024-T1"), lambda: now)

    return open_post


def states(outcomes):
    return [(outcome.letter.reminder.code_cite, outcome.state) for outcome in outcomes]


def test_each_letter_goes_to_the_address_of_its_cite_with_its_template(post, letters):
    box = Mailbox()
    outcomes, problem = post().send(letters, box)
    assert problem is None
    assert states(outcomes) == [(code, "envoyee") for code in sorted(CONTACTS)]
    assert [(address, file) for address, _, file in box.taken] == [
        ("douze@example.org", ["remontee-cde-012-2024-T1.xlsx"]),
        ("treize@example.org", ["remontee-cde-013-2024-T1.xlsx"]),
        ("quatorze@example.org", ["remontee-cde-014-2024-T1.xlsx"]),
    ]


def test_a_second_round_sends_nothing_and_connects_to_nothing(post, letters):
    post().send(letters, Mailbox())
    box = Mailbox()
    outcomes, _ = post().send(letters, box)
    assert [(outcome.state, outcome.detail) for outcome in outcomes] == [("deja_envoyee", "08/05/2024")] * 3
    assert (box.opened, box.taken) == (0, [])


def test_a_cite_without_an_address_is_told_and_the_others_are_written_to(post, letters):
    box = Mailbox()
    outcomes, _ = post({"cde-013": ("treize@example.org",)}).send(letters, box)
    assert states(outcomes) == [
        ("cde-012", "sans_adresse"),
        ("cde-013", "envoyee"),
        ("cde-014", "sans_adresse"),
    ]
    assert [address for address, *_ in box.taken] == ["treize@example.org"]


def test_a_refused_message_stops_nobody_else_and_may_be_sent_again(post, letters):
    box = Mailbox(treize=Refused(550))
    outcomes, problem = post().send(letters, box)
    assert problem is None
    assert states(outcomes) == [("cde-012", "envoyee"), ("cde-013", "refusee"), ("cde-014", "envoyee")]
    assert outcomes[1].detail == "550"
    again = Mailbox()
    post().send(letters, again)
    assert [address for address, *_ in again.taken] == ["treize@example.org"]


TWO = {"cde-013": ("treize@example.org", "douze@example.org")}


def test_every_address_of_a_cite_gets_its_letter(post, letters):
    box = Mailbox()
    outcomes, _ = post(TWO).send(letters, box)
    assert states(outcomes)[1] == ("cde-013", "envoyee")
    assert [address for address, *_ in box.taken] == ["treize@example.org", "douze@example.org"]


def test_one_refused_address_of_two_is_told_and_the_letter_is_not_sent_twice(post, letters):
    box = Mailbox(treize=Refused(550))
    outcomes, _ = post(TWO).send(letters, box)
    assert (outcomes[1].state, outcomes[1].detail) == ("en_partie", "1 sur 2 ; 550")
    assert [address for address, *_ in box.taken] == ["douze@example.org"]
    assert states(post(TWO).planned(letters))[1] == ("cde-013", "deja_envoyee")


def test_a_letter_that_every_address_refused_may_be_sent_again(post, letters):
    outcomes, _ = post(TWO).send(letters, Mailbox(treize=Refused(550), douze=Refused(553)))
    assert (outcomes[1].state, outcomes[1].detail) == ("refusee", "550, 553")
    assert states(post(TWO).planned(letters))[1] == ("cde-013", "prete")


def test_a_server_lost_after_one_of_two_addresses_may_have_given_the_letter_away(post, letters):
    lost = MailServerLost("the mail server h:25 broke the connection", may_have_left=False)
    _, problem = post(TWO).send(letters, Mailbox(douze=lost))
    assert problem == (
        "the mail server h:25 broke the connection; the message to cde-013 may have left, those after it did not"
    )


def test_a_lost_server_ends_the_round_and_what_may_have_left_is_not_sent_twice(post, letters):
    box = Mailbox(treize=MailServerLost("the mail server h:25 broke the connection"))
    outcomes, problem = post().send(letters, box)
    assert states(outcomes) == [
        ("cde-012", "envoyee"),
        ("cde-013", "non_envoyee"),
        ("cde-014", "non_envoyee"),
    ]
    assert problem == (
        "the mail server h:25 broke the connection; the message to cde-013 may have left, those after it did not"
    )
    again = Mailbox()
    post().send(letters, again)
    assert [address for address, *_ in again.taken] == ["quatorze@example.org"]


def test_a_message_that_cannot_have_left_may_be_sent_again(post, letters):
    lost = MailServerLost("the mail server h:25 broke the connection", may_have_left=False)
    outcomes, problem = post().send(letters, Mailbox(treize=lost))
    assert problem == (
        "the mail server h:25 broke the connection; the message to cde-013 and those after it did not leave"
    )
    assert [outcome.state for outcome in outcomes] == ["envoyee", "non_envoyee", "non_envoyee"]
    again = Mailbox()
    post().send(letters, again)
    assert [address for address, *_ in again.taken] == ["treize@example.org", "quatorze@example.org"]


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        (datetime(2024, 5, 8, 21, 59, tzinfo=UTC), "08/05/2024"),
        (datetime(2024, 5, 8, 22, 0, tzinfo=UTC), "09/05/2024"),
    ],
)
def test_the_day_on_which_it_was_sent_is_that_of_paris(post, letters, sent, day):
    post(now=sent).send(letters, Mailbox())
    assert {outcome.detail for outcome in post(now=sent).planned(letters)} == {day}


def test_a_process_that_dies_while_sending_has_rather_sent_too_little(post, letters):
    with pytest.raises(KeyboardInterrupt):
        post().send(letters, Mailbox(treize=KeyboardInterrupt()))
    again = Mailbox()
    post().send(letters, again)
    assert [address for address, *_ in again.taken] == ["quatorze@example.org"]


def test_what_somebody_else_sent_meanwhile_is_not_sent_again(post, letters):
    here, there = post(), post()
    there.send(letters[:1], Mailbox())
    box = Mailbox()
    outcomes, _ = here.send(letters, box)
    assert states(outcomes)[0] == ("cde-012", "deja_envoyee")
    assert [address for address, *_ in box.taken] == ["treize@example.org", "quatorze@example.org"]


def test_a_plan_sends_nothing_and_notes_nothing(post, letters, storage):
    assert states(post({"cde-013": ("x@example.org",)}).planned(letters)) == [
        ("cde-012", "sans_adresse"),
        ("cde-013", "prete"),
        ("cde-014", "sans_adresse"),
    ]
    assert list(storage.entries("reminders/journal/")) == []
