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
    read = contacts(content)
    assert (read.addresses, read.problems) == ({"cde-001": ("a@example.org",)}, ())


@pytest.mark.parametrize(
    "content",
    [
        "code_cite;courriel\ncde-001;a@example.org\nCDE-001;b@example.org\ncde-001;a@example.org",
        'code_cite;courriel\ncde-001;"a@example.org ; b@example.org"',
        'code_cite,courriel\ncde-001,"a@example.org, b@example.org"',
    ],
)
def test_a_cite_may_have_several_addresses(contacts, content):
    assert contacts(content).addresses == {"cde-001": ("a@example.org", "b@example.org")}


def test_a_bad_line_is_told_with_its_number_and_stops_no_other(contacts):
    read = contacts("code_cite;courriel\ncde-009;x@example.org\ncde-002;nobody\ncde-001;a@example.org\n")
    assert read.addresses == {"cde-001": ("a@example.org",)}
    assert read.problems == (
        "contacts.csv, line 2: 'cde-009' is not a cité of cites.csv; the line is left out",
        "contacts.csv, line 3: what stands for cde-002 is no e-mail address; it is left out",
    )


def test_of_two_addresses_the_good_one_is_kept(contacts):
    read = contacts('code_cite;courriel\ncde-001;"secret, a@example.org"')
    assert read.addresses == {"cde-001": ("a@example.org",)}
    assert read.problems == (
        "contacts.csv, line 2: what stands for cde-001 is no e-mail address; it is left out",
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "contacts.csv: no column code_cite; its first line must be code_cite;courriel"),
        ("code_cite;mail\ncde-001;a@example.org", "contacts.csv: no column courriel; its first line must be"),
    ],
)
def test_a_file_without_the_columns_is_refused(contacts, content, told):
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
        "Zoé <secret@example.org>",
        "sécret@example.org",
        "secret@example..org",
    ],
)
def test_what_is_no_address_is_left_out_without_being_repeated(contacts, address):
    read = contacts(f'code_cite;courriel\ncde-001;"{address}"')
    assert read.addresses == {}
    assert read.problems == (
        "contacts.csv, line 2: what stands for cde-001 is no e-mail address; it is left out",
    )


def test_a_line_break_in_an_address_adds_no_header_to_a_message(contacts):
    read = contacts('code_cite;courriel\ncde-001;"a@example.org\nBcc: b@example.org"')
    assert (read.addresses, len(read.problems)) == ({}, 1)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"no such file: .*absent.csv"):
        read_contacts(tmp_path / "absent.csv", CODES)
