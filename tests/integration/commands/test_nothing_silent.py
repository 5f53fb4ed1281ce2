"""What was lost or altered behind the pipeline's back is noticed before a figure depends on it."""

from pathlib import Path

import duckdb
import pytest

from orchestration.storage.opening import open_storage
from tests.integration.commands.test_life_of_a_return import followed, larger
from tests.making.returns import valid_return


def register_of(desk):
    return open_storage(desk.url).local_path("register/00000001.jsonl").parent


def withdraw(desk, cite="cde-001"):
    return desk.ask("withdraw", "--cite", cite, "--quarter", "2023-T4", "--reason", "essai")


def test_a_register_that_lost_its_end_is_refused_every_time(desk):
    desk.drop("a.xlsx", valid_return())
    desk.drop("b.xlsx", valid_return("cde-002"))
    desk.run()
    withdraw(desk)
    desk.run()
    (register_of(desk) / "00000002.jsonl").unlink()
    for name in ("cde-003", "cde-004"):
        desk.drop(f"{name}.xlsx", valid_return(name))
        answer = desk.run(status=1)
        assert ("00000002" in answer.err, answer.err.count("cites: ")) == (True, 1)
    assert [path.name for path in register_of(desk).iterdir()] == ["00000001.jsonl"]
    assert withdraw(desk, "cde-002").status == 1
    assert followed(desk)["statut_remontee"] == "manquante"


@pytest.mark.parametrize("column", ["cout_total", "nouveaux_beneficiaires"])
def test_staged_rows_that_were_altered_are_not_published(desk, column):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    storage = open_storage(desk.url)
    for entry in list(storage.entries("staged/")):
        path = str(storage.local_path(entry.key))
        rows = f"read_parquet('{path}', hive_partitioning=false)"
        if column in duckdb.sql(f"from {rows}").columns:
            duckdb.sql(
                f"create or replace table altered as select * replace ({column} * 10 as {column}) from {rows}"
            )
            duckdb.sql(f"copy altered to '{path}.new' (format parquet)")
            Path(f"{path}.new").replace(path)
    desk.drop("b.xlsx", valid_return("cde-002"))
    before = desk.releases()
    answer = desk.run(status=1)
    assert "is gone or is not what was written there: no figure was computed from it" in answer.err
    assert desk.releases() == before


def test_staged_rows_that_were_lost_are_missed(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    storage = open_storage(desk.url)
    (lost,) = storage.entries("staged/partenaires/")
    storage.delete(lost.key)
    desk.drop("b.xlsx", valid_return("cde-002"))
    assert f"{lost.key} is gone" in desk.run(status=1).err


def test_staged_rows_that_no_batch_wrote_count_for_nothing(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    storage = open_storage(desk.url)
    for entry in list(storage.entries("staged/")):
        storage.write(entry.key.replace(".parquet", "0.parquet"), storage.read(entry.key))
    assert desk.ask("withdraw", "--cite", "cde-001", "--quarter", "2023-T4", "--reason", "essai").status == 0
    assert desk.run().status == 0
    assert followed(desk)["versions"] == 1


def test_a_current_release_that_lost_a_file_is_not_passed_over(desk):
    desk.drop("a.xlsx", valid_return())
    desk.run()
    release = desk.releases()[0]["release"]
    for name in ("parquet/indicateurs_cites.parquet", "manifest.json"):
        open_storage(desk.url).delete(f"releases/{release}/{name}")
        said = desk.run(status=1).err
        assert (name in said, "missing: the release is not whole" in said) == (True, True)


def test_findings_that_were_lost_are_missed(desk):
    desk.drop("a.xlsx", valid_return())
    desk.drop("bad.xlsx", valid_return("cde-002").set("aller_vers", column="femmes", value=99))
    desk.run()
    storage = open_storage(desk.url)
    for entry in list(storage.entries("staged/constats/")):
        storage.delete(entry.key)
    desk.drop("c.xlsx", valid_return("cde-003"))
    assert "staged/constats/trimestre=2023-T4/" in desk.run(status=1).err


def test_a_release_names_the_returns_that_count_also_where_no_figure_changes(desk):
    desk.drop("a.xlsx", valid_return(), "2024-01-15")
    desk.drop(
        "b.xlsx", valid_return().set("identification", column="commentaire", value="relu"), "2024-01-20"
    )
    desk.run()
    first = _named(desk)
    withdraw(desk)
    desk.run()
    assert len(first) == len(_named(desk)) == 1
    assert first != _named(desk)


def _named(desk):
    import json

    current = json.loads(open_storage(desk.url).read("releases/current.json"))["release"]
    manifest = json.loads(open_storage(desk.url).read(f"releases/{current}/manifest.json"))
    return [line["empreinte"] for line in manifest["remontees"]]


def test_an_old_withdrawal_excuses_no_later_vanishing(desk, tmp_path, monkeypatch):
    from pathlib import Path

    import contracts

    desk.drop("a.xlsx", valid_return("cde-001"), "2024-01-15")
    desk.drop("b.xlsx", valid_return("cde-002"), "2024-01-15")
    desk.run()
    withdraw(desk, "cde-002")
    desk.drop("c.xlsx", larger("cde-002"), "2024-01-20")
    desk.run()
    shipped = Path(contracts.__file__).parent / "reference"
    for name in ("cites.csv", "qpv.csv"):
        lines = (shipped / name).read_text(encoding="utf-8").splitlines()
        kept = [line for line in lines if "cde-002" not in line]
        (tmp_path / name).write_text("\n".join(kept) + "\n", encoding="utf-8")
    monkeypatch.setenv("CITES_REFERENCE", str(tmp_path))
    assert "vanishes" in desk.run(status=3).err


def test_a_kept_copy_that_is_damaged_is_replaced_by_the_good_bytes(desk):
    import hashlib

    from tests.making.files import make

    data = make(valid_return())
    fingerprint = hashlib.sha256(data).hexdigest()
    storage = open_storage(desk.url)
    storage.write(f"returns/{fingerprint[:2]}/{fingerprint}", b"junk")
    desk.drop("a.xlsx", data)
    desk.run()
    assert storage.read(f"returns/{fingerprint[:2]}/{fingerprint}") == data
    assert followed(desk)["statut_remontee"] == "acceptee"
