"""Where PostgreSQL is may be shown; how to get in may not."""

from __future__ import annotations

import pytest
from psycopg.conninfo import conninfo_to_dict

from orchestration.serving.address import ServingFailed, address, parameters


@pytest.mark.parametrize(
    ("dsn", "shown"),
    [
        ("postgresql://charge:mot-de-passe@pg.example:5433/cites", "postgresql://charge@pg.example:5433/cites"),
        ("postgres://charge:mot-de-passe@pg.example/cites", "postgresql://charge@pg.example/cites"),
        ("host=pg.example dbname=cites user=charge password=mot-de-passe", "postgresql://charge@pg.example/cites"),
        ("host=pg.example password='mot-de-passe'", "postgresql://pg.example/"),
        ("dbname=cites", "postgresql:///cites"),
        (
            "postgresql://charge:mot-de-passe@h/cites?sslmode=require&sslpassword=mot-de-passe&options=-cx%3Dmot-de-passe",
            "postgresql://charge@h/cites?sslmode=require",
        ),
        ("postgresql://h1:5001,h2:5002/cites", "postgresql://h1:5001,h2:5002/cites"),
        ("host=h1,h2 port=5001 dbname=cites", "postgresql://h1:5001,h2:5001/cites"),
        ("postgresql://[::1]:5433/cites", "postgresql://[::1]:5433/cites"),
        ("host=/var/run/postgresql dbname=cites", "postgresql://%2Fvar%2Frun%2Fpostgresql/cites"),
        ("service=cites password=mot-de-passe", "postgresql:///?service=cites"),
        ("host='pg.example' dbname='la base' user='élise d''or'", "postgresql://%C3%A9lise%20d%27or@pg.example/la%20base"),
    ],
)  # fmt: skip
def test_the_address_says_where_and_keeps_secrets(dsn, shown):
    assert address(dsn.replace("d''or", r"d\'or")) == shown


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://charge:mot-de-passe@pg.example:5433/cites?sslmode=require",
        "host=/var/run/postgresql port=5433 dbname='la base' user='é@/:' password='mot-de-passe@/:'",
        "postgresql://charge@h1:5001,h2:5002/cites",
        "postgresql://[::1]/cites",
    ],
)
def test_the_address_is_itself_a_url_of_the_same_place(dsn):
    known = conninfo_to_dict(dsn)
    known.pop("password", None)
    assert conninfo_to_dict(address(dsn)) == known


@pytest.mark.parametrize(
    ("written", "password"), [("mot%40de%2Fpasse", "mot@de/passe"), ("mot?de[passe", "mot?de[passe")]
)
def test_parameters_keep_the_password_decoded(written, password):
    assert parameters(f"postgresql://charge:{written}@h/cites")["password"] == password


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://charge:mot@de-passe@pg.example/cites",
        "postgresql://charge:mot/de-passe@pg.example/cites",
        "postgresql://charge:5432/mot-de-passe@pg.example/cites",
        "postgresql://charge:mot%de-passe@pg.example/cites",
        "postgresql://charge:mot%zzde-passe@pg.example/cites",
        "host=pg.example password=mot de-passe",
        "host=pg.example pass=mot-de-passe",
        "host=pg.example port=mot-de-passe",
        "mot-de-passe",
        "postgresql+psycopg://charge:mot-de-passe@pg.example/cites",
        "mysql://charge:mot-de-passe@pg.example/cites",
    ],
)
@pytest.mark.parametrize("asked", [address, parameters])
def test_what_is_no_address_is_refused_without_quoting_it(dsn, asked):
    with pytest.raises(ServingFailed) as caught:
        asked(dsn)
    text = str(caught.value)
    assert text.startswith("CITES_POSTGRES is no PostgreSQL address: write postgresql://")
    assert "passe" not in text and "mot" not in text
    assert caught.value.__context__ is None or caught.value.__suppress_context__
