"""Messages and passwords are encrypted where the server can; a certificate that nobody vouches for is refused."""

from __future__ import annotations

import datetime
import ipaddress
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from orchestration.reminders.mail_server import MailServer
from orchestration.reminders.sending import Mailer, MailServerLost
from tests.integration.reminders.smtp_server import MailHost, serving


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of 127.0.0.1 that only its own file vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def host(certificate):
    """A mail server that can encrypt."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(MailHost(context=context)) as one:
        yield one


def server(host, **changes):
    return MailServer(
        **{"host": "127.0.0.1", "port": host.port, "encrypted": False, "sender": "e@example.org"} | changes
    )


def test_a_message_is_encrypted_where_the_server_offers_it(host, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Mailer(server(host)) as mailer:
        mailer.send("a@example.org", "Objet", "Texte")
    assert (host.recipients, host.encrypted) == (["a@example.org"], [True])


def test_smtps_is_encrypted_from_the_first_byte(host, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with (
        serving(MailHost(context=host.context, is_encrypted_from_the_start=True)) as strict,
        Mailer(server(strict, encrypted=True)) as mailer,
    ):
        mailer.send("a@example.org", "Objet", "Texte")
    assert (strict.recipients, strict.encrypted) == (["a@example.org"], [True])


def test_a_certificate_that_nobody_vouches_for_is_refused(host):
    with pytest.raises(MailServerLost, match="shows a certificate that is not trusted"), Mailer(server(host)):
        pass
    assert host.taken == []


def test_no_password_travels_in_clear_to_another_machine(monkeypatch):
    # the name stands for another machine, whatever it resolves to here
    monkeypatch.setattr("orchestration.reminders.sending._is_this_machine", lambda _: False)
    with (
        serving(MailHost(password="secret")) as host,
        pytest.raises(MailServerLost) as told,
        Mailer(server(host, user="cites", password="secret")),
    ):
        pass
    assert "offers no encryption: the password would travel in clear" in str(told.value)
    assert host.passwords == []


def test_lines_that_begin_with_a_dot_and_accents_arrive_as_written():
    text = "Été à la cité\n.seul\n..deux\n" + "long " * 300 + "\n"
    with serving(MailHost()) as host:
        with Mailer(server(host)) as mailer:
            mailer.send("a@example.org", "Échéance", text)
        (_, _, message), *_ = host.taken
    assert message.get_content().replace("\r\n", "\n") == text
    assert message["Subject"] == "Échéance"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("rapport.html", "text/html"),
        ("rapport.pdf", "application/pdf"),
        ("remontee.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_an_enclosed_file_says_what_it_is(name, kind):
    with serving(MailHost()) as host:
        with Mailer(server(host)) as mailer:
            mailer.send("a@example.org", "Objet", "Texte", [(name, b"\x00\xff contenu")])
        (attached,) = host.taken[0][2].iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (name, kind)
    assert attached.get_payload(decode=True) == b"\x00\xff contenu"
