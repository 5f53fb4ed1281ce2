"""Only staged rows that a committed batch wrote, byte for byte, are computed from."""

import hashlib

import pytest

from orchestration.errors import StorageError
from orchestration.warehouse.staged_files import demand_committed

KEY = "staged/aller_vers/trimestre=2023-T4/lot1.parquet"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / KEY).parent.mkdir(parents=True)
    (tmp_path / KEY).write_bytes(b"rows")
    return tmp_path


def judged(fingerprint: str | None = hashlib.sha256(b"rows").hexdigest()):
    files = {} if fingerprint is None else {"fichiers_du_lot": {KEY: fingerprint}}
    return [{"evenement": "recue"}, {"evenement": "jugee", "lot": "lot1", **files}]


def test_files_as_they_were_written_are_taken(folder):
    demand_committed(judged(), folder, "staged/")
    assert (folder / KEY).read_bytes() == b"rows"


def test_an_altered_file_is_refused(folder):
    (folder / KEY).write_bytes(b"other rows")
    with pytest.raises(StorageError, match=f"{KEY} is gone or is not what was written there"):
        demand_committed(judged(), folder, "staged/")


def test_a_lost_file_is_refused(folder):
    (folder / KEY).unlink()
    with pytest.raises(StorageError, match="put it back from a backup"):
        demand_committed(judged(), folder, "staged/")


def test_a_file_of_no_committed_batch_is_left_out(folder):
    stranger = folder / KEY.replace("lot1", "lot2")
    stranger.write_bytes(b"rows")
    demand_committed(judged(), folder, "staged/")
    assert ((folder / KEY).exists(), stranger.exists()) == (True, False)


def test_a_register_without_fingerprints_is_taken_at_its_word(folder):
    (folder / KEY).write_bytes(b"other rows")
    demand_committed(judged(None), folder, "staged/")
    assert (folder / KEY).read_bytes() == b"other rows"
