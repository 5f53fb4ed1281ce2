"""Reading `CITES_POSTGRES`: a libpq URL or DSN, and how it is shown.

Belongs here: what a person may see of it. Does not belong here: connecting (`connection`).
"""

from __future__ import annotations

from itertools import cycle
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from orchestration.errors import CitesError

_SHOWN = ("hostaddr", "sslmode", "service")
"""What is shown beside user, host, port and database; everything else may be a secret."""


class ServingFailed(CitesError):
    """PostgreSQL does not serve the release; the release itself stands in the storage."""


def parameters(dsn: str) -> dict[str, str]:
    """The parameters of a URL or DSN. Raises ServingFailed where it is none, without quoting any of it."""
    try:
        found = {name: str(value) for name, value in conninfo_to_dict(dsn).items()}
    except (psycopg.Error, ValueError):  # psycopg decodes what was percent-encoded as UTF-8
        raise _unreadable() from None
    if not _is_split_rightly(found):
        raise _unreadable()
    return found


def _is_split_rightly(found: dict[str, str]) -> bool:
    """An `@`, `/` or `:` in a password that is not encoded puts pieces of it into host, port or database."""
    ports = found.get("port", "").split(",")
    places = found.get("host", "") + found.get("dbname", "")
    return "@" not in places and all(port.isdecimal() for port in ports if port)


def _unreadable() -> ServingFailed:
    return ServingFailed(
        "CITES_POSTGRES is no PostgreSQL address: write postgresql://user:password@host:5432/database, "
        "special characters of the password percent-encoded (@ as %40, / as %2F, : as %3A), "
        "or host=… port=… dbname=… user=…"
    )


def address(dsn: str) -> str:
    """The same place as a libpq URL, without password or any other secret. Raises ServingFailed."""
    known = parameters(dsn)
    user = quote(known["user"], safe="") + "@" if "user" in known else ""
    path = f"/{quote(known['dbname'], safe='')}" if "dbname" in known else "/"
    beside = urlencode({name: known[name] for name in _SHOWN if name in known})
    return f"postgresql://{user}{_places(known)}{path}{'?' if beside else ''}{beside}"


def _places(known: dict[str, str]) -> str:
    hosts, ports = known.get("host", "").split(","), known.get("port", "").split(",")
    pairs = zip(hosts, cycle(ports) if len(ports) == 1 else ports, strict=False)
    return ",".join(_host(host) + (f":{port}" if port else "") for host, port in pairs)


def _host(host: str) -> str:
    return f"[{host}]" if ":" in host else quote(host, safe="")
