"""Hand letters to a mail server.

Belongs here: one connection, one message to one address. Does not belong here: who gets what, and whether again
(`round`). No address is repeated in what is raised.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from ipaddress import ip_address
from types import TracebackType
from typing import Any

from orchestration.errors import CitesError
from orchestration.reminders.mail_server import MailServer

_SECONDS = 30
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_KINDS = {"xlsx": _XLSX, "html": ("text", "html"), "pdf": ("application", "pdf")}

_NO_SUCH_NAME = 553
"""What a server answers to an address that it cannot take (RFC 6531, 3.5); smtplib says it in its place."""

Attachment = tuple[str, bytes]


class Refused(CitesError):
    """The server would not take this one message; the others may pass. `code` is its answer (RFC 5321)."""

    def __init__(self, code: int) -> None:
        super().__init__(f"the mail server refused a message ({code})")
        self.code = code


class MailServerLost(CitesError):
    """The connection broke or never was. `may_have_left` tells whether the message under way was already being handed over."""

    def __init__(self, told: str, *, may_have_left: bool = True) -> None:
        super().__init__(told)
        self.may_have_left = may_have_left


class _Watched(smtplib.SMTP):
    """Remembers whether a message itself was given to the server: until then it cannot have left."""

    has_given = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.has_given = True
        return super().data(msg)


class _WatchedEncrypted(_Watched, smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""


class Mailer:
    """A connection to the mail server, to be used with `with`."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: _Watched | None = None

    def __enter__(self) -> Mailer:
        """Connect, encrypt where the server can, log in where a user is given. Raises MailServerLost."""
        try:
            self._smtp = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerLost(
                f"nothing was sent: the mail server {self._server.name} {_why(error)}; see CITES_SMTP_URL"
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye, if anybody is still there."""
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()

    def send(self, address: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> None:
        """One message to one address. Raises Refused, or MailServerLost, which knows whether it may have left."""
        smtp = self._smtp
        if smtp is None:
            raise RuntimeError("send() outside of `with Mailer(…)`")
        message = self._message(address, subject, text, attachments)
        smtp.has_given = False
        try:
            smtp.send_message(message)
        except smtplib.SMTPServerDisconnected:
            raise self._lost("broke the connection", smtp) from None
        except smtplib.SMTPNotSupportedError:
            raise Refused(_NO_SUCH_NAME) from None
        except smtplib.SMTPRecipientsRefused as error:
            raise Refused(max(code for code, _ in error.recipients.values())) from None
        except smtplib.SMTPResponseException as error:
            raise Refused(error.smtp_code) from None
        except OSError as error:
            raise self._lost(_why(error), smtp) from None

    def _lost(self, why: str, smtp: _Watched) -> MailServerLost:
        return MailServerLost(f"the mail server {self._server.name} {why}", may_have_left=smtp.has_given)

    def _connected(self) -> _Watched:
        server = self._server
        trusted = ssl.create_default_context()
        smtp: _Watched
        if server.encrypted:
            smtp = _WatchedEncrypted(server.host, server.port, timeout=_SECONDS, context=trusted)
        else:
            smtp = _Watched(server.host, server.port, timeout=_SECONDS)
            smtp.ehlo()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=trusted)
            elif server.user and not _is_this_machine(server.host):
                smtp.close()
                raise smtplib.SMTPNotSupportedError(
                    "offers no encryption: the password would travel in clear"
                )
        if server.user:
            smtp.login(server.user, server.password or "")
        self._demand_name_taken(smtp)
        return smtp

    def _demand_name_taken(self, smtp: smtplib.SMTP) -> None:
        """Raise MailServerLost where every message would be refused for the accents of the sender's address."""
        smtp.ehlo_or_helo_if_needed()
        if not parseaddr(self._server.sender)[1].isascii() and not smtp.has_extn("smtputf8"):
            smtp.close()
            raise MailServerLost(
                f"nothing was sent: the mail server {self._server.name} takes no address with accents; see CITES_SMTP_FROM"
            )

    def _message(
        self, address: str, subject: str, text: str, attachments: Sequence[Attachment]
    ) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = address
        message["Subject"] = subject
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain=parseaddr(self._server.sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        for name, data in attachments:
            main, sub = _KINDS.get(name.rpartition(".")[2], ("application", "octet-stream"))
            message.add_attachment(data, maintype=main, subtype=sub, filename=name)
        return message


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _why(error: Exception) -> str:
    """What happened, in words that hold no address and no password."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "shows a certificate that is not trusted"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "refuses the user or the password"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"refuses us ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return str(error)
    if isinstance(error, smtplib.SMTPException):
        return "does not speak SMTP as it should"
    if isinstance(error, TimeoutError):
        return "does not answer"
    reason = error.strerror if isinstance(error, OSError) else None
    return f"cannot be reached ({reason or 'no answer'})"
