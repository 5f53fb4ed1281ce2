"""Personal data that somebody typed is in the file that was sent, and nowhere else."""

import io
import json
import logging

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.cli import main
from orchestration.submissions.judging.history import History
from orchestration.submissions.judging.judge import judge
from tests.making.files import make
from tests.making.returns import valid_return
from tests.rules.cases import CONTRACT, TODAY, submitted
from tests.rules.reading import read

FREE = [
    ("identification", "nom_cite"),
    ("identification", "commentaire"),
    ("partenaires", "nom"),
    ("aller_vers", "intitule"),
    ("actions_innovantes", "intitule"),
]
SECRETS = [
    "zoe.quidam@courrier.fr",
    "06 98 76 54 32",
    "2 95 10 99 126 111 93",
    "Zoé Quidam, née le 3 mars 1985",
]
OTHER_FAULTS = {
    "none": lambda book: book,
    "a name that is not the code's": lambda book: book.set(
        "identification", column="nom_cite", value="Ailleurs"
    ),
    "a sum": lambda book: book.set("aller_vers", column="femmes", value=99),
    "a missing column": lambda book: book.drop_column("aller_vers", "modalite"),
    "an unknown column": lambda book: book.add_column("partenaires", "Nom du contact", {0: "x"}),
    "a wrong code": lambda book: book.set("partenaires", column="categorie", value="fanfare"),
    "a wrong lead": lambda book: book.set("aller_vers", column="siret_porteur", value="30000001700017"),
    "the same SIRET twice": lambda book: book.set(
        "partenaires", column="siret", value=book.get("partenaires", column="siret", row=1)
    ),
}


def found_in(shown, secret):
    """What of a secret, its words or its digits in a row, an output gives away."""
    traces = {secret, secret.replace(" ", ""), "quidam", "zoe", "zoé", "3 mars"}
    return sorted(trace for trace in traces if trace.lower() in shown.lower())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from(FREE),
    secret=st.sampled_from(SECRETS),
    around=st.tuples(st.sampled_from(["", "voir ", "é" * 400]), st.sampled_from(["", " ", " (matin)"])),
    fault=st.sampled_from(sorted(OTHER_FAULTS)),
    container=st.sampled_from(["xlsx", "ods", "zip"]),
)
def test_no_output_of_judging_holds_what_was_planted(place, secret, around, fault, container):
    sheet, column = place
    book = OTHER_FAULTS[fault](valid_return())
    book.set(sheet, column=column, value=f"{around[0]}{secret}{around[1]}")
    judged = judge([submitted(read(make(book, container), CONTRACT))], CONTRACT, History(), TODAY)
    [judgement] = judged.judgements
    assert [finding.colonne for finding in judgement.constats if finding.regle == "S09"] == [column]
    rows = [frame.to_json(force_ascii=False) for frame in (judged.findings, *judged.tables.values())]
    assert found_in(json.dumps(judgement.as_report(), ensure_ascii=False), secret) == []
    assert found_in(" ".join(rows), secret) == []
    assert found_in(repr(judgement), secret) == []


@pytest.fixture
def planted(drop):
    """A landing area with every secret in every free text, each in a return of its own."""
    for number, (sheet, column) in enumerate(FREE):
        for position, secret in enumerate(SECRETS):
            book = valid_return(f"cde-{number + 1:03d}").set(sheet, column=column, value=f"voir {secret}")
            drop.put(f"{number}-{position}.xlsx", book)
    return drop


def test_a_batch_keeps_it_in_the_file_as_sent_and_nowhere_else(planted, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    batch = planted.judge()
    assert {judgement.verdict for judgement in batch.judgements} == {"rejetee"}
    written = {
        key: data for key, data in planted.objects("").items() if not key.startswith(("returns/", "landing/"))
    }
    assert {key.split("/")[0] for key in written} == {"reports", "register", "staged"}
    assert {key.split("/")[1] for key in written if key.startswith("staged/")} == {"constats"}
    outputs = [_text(key, data) for key, data in written.items()]
    outputs += [caplog.text, *capfd.readouterr(), repr(batch)]
    for secret in SECRETS:
        assert [found_in(output, secret) for output in outputs if found_in(output, secret)] == []


def _text(key, data):
    """What an object of the storage says; a compressed table by its rows."""
    return str(pq.read_table(io.BytesIO(data)).to_pylist()) if key.endswith(".parquet") else data.decode()


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_check_on_the_spot_does_not_show_it(options, tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("CITES_STORAGE", str(tmp_path / "storage"))
    paths = []
    for number, secret in enumerate(SECRETS):
        book = valid_return()
        for sheet, column in FREE:
            book.set(sheet, column=column, value=secret)
        paths.append(tmp_path / f"{number}.xlsx")
        paths[-1].write_bytes(make(book))
    assert main(["check", *options, *map(str, paths)]) == 1
    shown = "".join(capfd.readouterr())
    assert shown.count("S09") == len(FREE) * len(SECRETS)
    assert [found_in(shown, secret) for secret in SECRETS if found_in(shown, secret)] == []
