"""Where a publication goes: once to a folder, once to an S3 server. Releases of the same tables are assembled once."""

import pytest

from orchestration.publication import writing
from orchestration.storage.opening import open_storage
from tests.servers import s3_server, s3_url
from tests.unit.publication.publishing import Assembler

__all__ = ["s3_server", "s3_url"]


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def empty_storage(request, tmp_path):
    if request.param == "folder":
        return open_storage(str(tmp_path / "storage"))
    return open_storage(request.getfixturevalue("s3_url"))


@pytest.fixture(scope="session")
def assembler(tmp_path_factory) -> Assembler:
    return Assembler(tmp_path_factory.mktemp("assembled"))


@pytest.fixture(scope="session")
def candidates(tmp_path_factory):
    return tmp_path_factory.mktemp("candidates")


@pytest.fixture(autouse=True)
def quickly(monkeypatch, assembler):
    monkeypatch.setattr(writing, "assemble", assembler)
