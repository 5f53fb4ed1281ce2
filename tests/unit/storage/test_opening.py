"""Which storage an address names, and what a wrong address is told."""

import subprocess
import sys

import pytest

from orchestration.errors import StorageError
from orchestration.storage.opening import is_landing, open_storage


def test_a_path_is_a_folder(tmp_path):
    assert open_storage(f"{tmp_path}/data").url == f"{tmp_path}/data"


def test_the_home_folder_may_be_abbreviated(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert open_storage("~/data").url == f"{tmp_path}/data"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "gs://bucket/x",
            "CITES_STORAGE cannot be a gs:// address: write a folder's path or s3://bucket/prefix",
        ),
        (
            "file:///data",
            "CITES_STORAGE cannot be a file:// address: write a folder's path or s3://bucket/prefix",
        ),
        ("s3://", "s3:// names no bucket: write s3://bucket/prefix in CITES_STORAGE"),
        ("s3:///prefix", "s3:///prefix names no bucket: write s3://bucket/prefix in CITES_STORAGE"),
        (
            "s3://bucket/../x",
            "'../x' is no key of a storage: write a relative path without empty parts, `.` or `..`",
        ),
        (
            "s3://key:hush@bucket/x",
            "CITES_STORAGE holds a user or a key: write s3://bucket/prefix, credentials belong in AWS_…",
        ),
        (
            "~nobody-here/x",
            "~nobody-here/x begins with a user that this machine does not know: write the whole path",
        ),
    ],
)
def test_an_address_that_names_no_storage_is_told_what_to_write(url, said):
    with pytest.raises(StorageError) as refusal:
        open_storage(url)
    assert str(refusal.value) == said


def test_a_landing_area_is_no_storage_unless_a_register_is_there(tmp_path):
    landing = tmp_path / "landing"
    with pytest.raises(StorageError, match=f"a landing area, {landing}: name what it lies in, {tmp_path}$"):
        open_storage(f"{landing}/")
    assert not landing.exists()
    (landing / "register").mkdir(parents=True)
    (landing / "register" / "00000001.jsonl").write_bytes(b"{}")
    assert open_storage(str(landing)).url == str(landing)


def test_a_bucket_may_be_called_landing():
    urls = ("s3://landing", "s3://landing/", "s3://b/landing", "/landing", "/srv/cites")
    assert [is_landing(url) for url in urls] == [False, False, True, True, False]


def test_a_folder_is_opened_without_loading_the_client_of_s3(tmp_path):
    script = (
        "import sys; from orchestration.storage.opening import open_storage; open_storage(sys.argv[1]);"
        "print({'boto3', 'botocore'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
