"""A batch leaves rows, reports and events behind; nothing counts before the commit, and doing it again is the same."""

import io
import json
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from contracts.loading import load_contract
from orchestration.storage.folder import Folder
from orchestration.submissions import batch as batch_module
from orchestration.submissions.findings import fingerprint
from orchestration.submissions.register import Register
from orchestration.warehouse.schemas import staged_schema
from tests.integration.submissions.conftest import Drop
from tests.making.files import make
from tests.making.returns import valid_return

CONTRACT = load_contract()


def distinct(cite="cde-001", quarter="2023-T4", **fields):
    """A return whose actions bear its quarter."""
    book = valid_return(cite, quarter, **fields)
    for sheet in ("aller_vers", "actions_innovantes"):
        for row in book.rows[sheet]:
            row["id_action"] = f"{row['id_action']}-{quarter}"
    return book


@pytest.fixture
def mixed(drop):
    """Four files: accepted, accepted with a warning, rejected, unreadable."""
    drop.put("a.xlsx", distinct())
    drop.put("b.ods", distinct("cde-002", etp_coordination=4), "ods")
    drop.put("nord/c.zip", distinct("cde-003", "2024-T1", trimestre="2021-T4"), "zip")
    drop.put("d.xlsx", b"not a workbook")
    return drop


def by_name(batch):
    return {judgement.fichier: judgement for judgement in batch.judgements}


def test_every_file_gets_one_verdict_one_report_and_one_event(mixed):
    batch = mixed.judge()
    assert {name: judgement.verdict for name, judgement in by_name(batch).items()} == {
        "a.xlsx": "acceptee",
        "b.ods": "acceptee",
        "c.zip": "rejetee",
        "d.xlsx": "rejetee",
    }
    reports = {key: json.loads(data) for key, data in mixed.objects("reports/").items()}
    judged = {judgement.empreinte: judgement for judgement in batch.judgements}
    assert {report["empreinte"]: report for report in reports.values()} == {
        fingerprint: judgement.as_report() for fingerprint, judgement in judged.items()
    }
    assert [event["empreinte"] for event in batch.events] == [
        judgement.empreinte for judgement in batch.judgements
    ]


def test_a_report_lies_under_its_quarter_and_cite(mixed):
    judged = by_name(mixed.judge())
    assert set(mixed.objects("reports/")) == {
        f"reports/2023-T4/cde-001/{judged['a.xlsx'].empreinte}.json",
        f"reports/2023-T4/cde-002/{judged['b.ods'].empreinte}.json",
        f"reports/inconnu/inconnue/{judged['c.zip'].empreinte}.json",
        f"reports/inconnu/inconnue/{judged['d.xlsx'].empreinte}.json",
    }


def test_an_event_tells_what_was_judged_and_how(mixed):
    judged = by_name(mixed.judge())
    events = {event["cle"]: event for event in Register.load(mixed.storage).of_kind("jugee")}
    accepted, rejected = events["landing/b.ods"], events["landing/nord/c.zip"]
    assert accepted == {
        "numero": accepted["numero"],
        "evenement": "jugee",
        "instant": "2024-08-01T09:30:00.000000Z",
        "empreinte": judged["b.ods"].empreinte,
        "code_cite": "cde-002",
        "trimestre": "2023-T4",
        "trimestre_lu": "2023-T4",
        "verdict": "acceptee",
        "recue_le": "2024-02-01T00:00:00.000000Z",
        "cle": "landing/b.ods",
        "date_remontee": "2024-01-12",
        "bloquants": 0,
        "alertes": 1,
        "doutes": [],
        "constats": fingerprint(judged["b.ods"].constats),
        "version_contrat": CONTRACT.version,
        "lot": accepted["lot"],
        "synthese": judged["b.ods"].synthese,
        "actions": judged["b.ods"].actions,
    }
    assert (rejected["code_cite"], rejected["trimestre"], rejected["trimestre_lu"]) == (
        "cde-003",
        None,
        "2021-T4",
    )
    assert (rejected["bloquants"], rejected["doutes"]) == (1, ["I02"])
    assert not {"synthese", "actions"} & set(rejected)


def test_accepted_rows_and_all_findings_are_staged_by_quarter(mixed):
    mixed.judge()
    staged = mixed.objects("staged/")
    [lot] = {Path(key).stem for key in staged}
    rows = {key: pq.read_table(io.BytesIO(data)) for key, data in staged.items()}
    assert {key: table.num_rows for key, table in rows.items()} == {
        f"staged/identification/trimestre=2023-T4/{lot}.parquet": 2,
        f"staged/partenaires/trimestre=2023-T4/{lot}.parquet": 6,
        f"staged/gouvernance/trimestre=2023-T4/{lot}.parquet": 4,
        f"staged/aller_vers/trimestre=2023-T4/{lot}.parquet": 4,
        f"staged/actions_innovantes/trimestre=2023-T4/{lot}.parquet": 4,
        f"staged/synthese/trimestre=2023-T4/{lot}.parquet": 2,
        f"staged/constats/trimestre=2023-T4/{lot}.parquet": 1,
        f"staged/constats/trimestre=2021-T4/{lot}.parquet": 1,
        f"staged/constats/trimestre=inconnu/{lot}.parquet": 1,
    }
    for key, table in rows.items():
        assert table.schema.equals(staged_schema(CONTRACT, key.split("/")[1]))


def test_nothing_new_leaves_nothing_behind(mixed):
    mixed.judge()
    before = mixed.objects("")
    batch = mixed.judge()
    assert (batch.judgements, batch.events) == ([], [])
    assert mixed.objects("") == before


def test_a_run_that_died_before_its_commit_is_done_again_with_the_same_bytes(mixed):
    mixed.judge(commit=False)
    died = mixed.objects("staged/") | mixed.objects("reports/")
    mixed.judge()
    assert mixed.objects("staged/") | mixed.objects("reports/") == died


def test_rows_that_were_never_committed_do_not_count_twice(mixed):
    mixed.judge(commit=False)
    mixed.put("e.xlsx", distinct("cde-004"))
    mixed.judge()
    lots = {Path(key).stem for key in mixed.objects("staged/")}
    assert lots == {event["lot"] for event in Register.load(mixed.storage).of_kind("jugee")}
    assert len(lots) == 1


def test_committed_rows_of_earlier_batches_stay(mixed):
    mixed.judge()
    before = mixed.objects("staged/")
    mixed.put("e.xlsx", distinct("cde-004"))
    mixed.judge()
    after = mixed.objects("staged/")
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 6


def test_small_chunks_give_the_same_bytes_as_one(tmp_path, pool, monkeypatch):
    contents = {"x.xlsx": make(distinct("cde-003", trimestre="2021-T4"))}
    for cite in ("cde-001", "cde-002"):
        contents[f"{cite}-t4.xlsx"] = make(distinct(cite))
        contents[f"{cite}-t1.xlsx"] = make(distinct(cite, "2024-T1", etp_coordination=4))
    left = []
    for number, chunk in enumerate((1, 2, 400)):
        monkeypatch.setattr(batch_module, "_CHUNK", chunk)
        drop = Drop(tmp_path / str(number), pool)
        for name, content in contents.items():
            drop.put(name, content)
        events = drop.judge().events
        left.append((events, drop.objects("staged/"), drop.objects("reports/")))
    assert left[0] == left[1] == left[2]


def test_files_are_judged_in_their_turn_whatever_their_names(drop):
    drop.put("a-late.xlsx", distinct("cde-001", "2024-T1"))
    drop.put("b-second.xlsx", distinct("cde-002", "2023-T4"), day=3)
    drop.put("c-first.xlsx", distinct("cde-001", "2023-T4"), day=2)
    drop.put("d-broken.xlsx", b"?", day=1)
    batch = drop.judge()
    assert [judgement.fichier for judgement in batch.judgements] == [
        *["c-first.xlsx", "b-second.xlsx", "a-late.xlsx", "d-broken.xlsx"]
    ]


def test_an_action_reported_before_is_refused_in_the_same_batch_and_in_the_next(drop):
    again = valid_return("cde-001", "2024-T1").set("aller_vers", column="id_action", value="AV-001-2023-T4")
    drop.put("t4.xlsx", distinct())
    drop.put("t1.xlsx", again)
    assert [finding.regle for finding in by_name(drop.judge())["t1.xlsx"].constats] == ["Q01"]
    drop.put("t1-again.xlsx", again.set("identification", column="commentaire", value="Bonjour"))
    assert [finding.regle for finding in by_name(drop.judge())["t1-again.xlsx"].constats] == ["Q01"]


def test_a_correction_replaces_the_return_in_force(drop):
    drop.put("t4.xlsx", distinct(), day=1)
    [first] = drop.judge().judgements
    drop.put("t4-corrected.xlsx", distinct(commentaire="Corrigé"), day=2)
    batch = drop.judge()
    assert batch.events[-1] == {
        "evenement": "remplacee",
        "instant": "2024-08-01T09:30:00.000000Z",
        "empreinte": first.empreinte,
        "par": batch.judgements[0].empreinte,
        "code_cite": "cde-001",
        "trimestre": "2023-T4",
    }
    in_force = Register.load(drop.storage).in_force()
    assert in_force["cde-001", "2023-T4"]["empreinte"] == batch.judgements[0].empreinte


def test_a_rejected_correction_replaces_nothing(drop):
    drop.put("t4.xlsx", distinct(), day=1)
    drop.judge()
    drop.put("t4-corrected.xlsx", distinct(validee_etat=False), day=2)
    assert [event["evenement"] for event in drop.judge().events] == ["jugee"]


def test_an_older_file_that_comes_later_was_received_later_and_counts(drop):
    drop.put("new.xlsx", distinct(commentaire="b"), day=9)
    [newer] = drop.judge().judgements
    drop.put("old.xlsx", distinct(commentaire="a"), day=1)
    batch = drop.judge()
    [later] = batch.judgements
    assert (batch.events[-1]["empreinte"], batch.events[-1]["par"]) == (newer.empreinte, later.empreinte)
    assert Register.load(drop.storage).in_force()["cde-001", "2023-T4"]["empreinte"] == later.empreinte


def test_of_two_files_that_come_together_the_older_is_replaced_at_once(drop):
    drop.put("new.xlsx", distinct(commentaire="b"), day=9)
    drop.put("old.xlsx", distinct(commentaire="a"), day=1)
    batch = drop.judge()
    older, newer = (by_name(batch)[name].empreinte for name in ("old.xlsx", "new.xlsx"))
    assert (batch.events[-1]["empreinte"], batch.events[-1]["par"]) == (older, newer)


class Remote(Folder):
    """A storage none of whose objects is a file of this machine."""

    def local_path(self, key):
        return None


def test_what_is_not_on_this_machine_is_fetched_and_not_left_behind(tmp_path, pool, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    near, far = Drop(tmp_path / "near", pool), Drop(tmp_path / "far", pool, Remote(tmp_path / "far"))
    contents = {f"{number}.xlsx": make(distinct(f"cde-{number:03d}")) for number in range(1, 21)}
    for drop in (near, far):
        for name, content in contents.items():
            drop.put(name, content)
        drop.judge()
    assert far.objects("staged/") == near.objects("staged/")
    assert far.objects("reports/") == near.objects("reports/")
    assert list(temporary.iterdir()) == []


def test_progress_is_told(mixed):
    told = []

    class Ears:
        def count(self, done, total, what):
            told.append((done, total, what))

    mixed.judge(progress=Ears())
    assert told == [(1, 4, "read"), (2, 4, "read"), (3, 4, "read"), (4, 4, "read"), (4, 4, "judged")]


def test_a_pool_that_was_lent_is_left_open(mixed):
    mixed.judge()
    mixed.put("e.xlsx", distinct("cde-004"))
    assert [judgement.verdict for judgement in mixed.judge().judgements] == ["acceptee"]
