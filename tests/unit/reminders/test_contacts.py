"""Contacts are read from the CSV that the office suites write; a mistake is told with its line, without an address."""

import pytest

from orchestration.errors import UsageError
from orchestration.reminders.contacts import read_contacts

CODES = ["cde-001", "cde-002", "cde-003"]


@pytest.fixture
def contacts(tmp_path):
    def read(content):
        path = tmp_path / "contacts.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_contacts(path, CODES)

    return read


@pytest.mark.parametrize(
    "content",
    [
        "code_cite;courriel\ncde-001;a@example.org\n",
        "code_cite,courriel\ncde-001,a@example.org\n",
        "code_cite\tcourriel\r\ncde-001\ta@example.org\r\n",
        "\ufeffcode_cite;courriel\ncde-001;a@example.org",
        "Courriel;Nom;Code cité\n a@example.org ;Zoé;CDE-001\n;;\n\n",
        "code_cite;nom;courriel\ncde-001;Zoé;a@example.org\n".encode("cp1252"),
        'code_cite;courriel\n"cde-001";"a@example.org"\ncde-002;\n',
    ],
)
def test_every_usual_csv_is_read(contacts, content):
    assert contacts(content) == {"cde-001": "a@example.org"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "contacts.csv: no column code_cite; its first line must be code_cite;courriel"),
        ("code_cite;mail\ncde-001;a@example.org", "contacts.csv: no column courriel; its first line must be"),
        (
            "code_cite;courriel\n\ncde-009;a@example.org",
            "contacts.csv, line 3: 'cde-009' is not a cité of cites.csv",
        ),
        (
            "code_cite;courriel\ncde-001;a@example.org\nCDE-001;b@example.org",
            "contacts.csv, line 3: cde-001 appears a second time; keep one address a cité",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(contacts, content, told):
    with pytest.raises(UsageError) as refused:
        contacts(content)
    assert told in str(refused.value)
    assert "@" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "secret",
        "secret@",
        "@example.org",
        "secret@example",
        "se cret@example.org",
        "secret@example.org, autre@example.org",
        "Zoé <secret@example.org>",
        "sécret@example.org",
        "secret@example..org",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(contacts, address):
    with pytest.raises(UsageError) as refused:
        contacts(f'code_cite;courriel\ncde-001;"{address}"')
    assert str(refused.value) == "contacts.csv, line 2: what stands for cde-001 is no e-mail address"


def test_a_line_break_in_an_address_adds_no_header_to_a_message(contacts):
    with pytest.raises(UsageError, match="is no e-mail address"):
        contacts('code_cite;courriel\ncde-001;"a@example.org\nBcc: b@example.org"')


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no such file: .*absent.csv"):
        read_contacts(tmp_path / "absent.csv", CODES)
