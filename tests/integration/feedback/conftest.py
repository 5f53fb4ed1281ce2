"""Where answers go: once to a folder, once to an S3 server."""

import pytest

from orchestration.storage.opening import open_storage
from tests.servers import s3_server, s3_url

__all__ = ["s3_server", "s3_url"]


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def empty_storage(request, tmp_path):
    if request.param == "folder":
        return open_storage(str(tmp_path / "storage"))
    return open_storage(request.getfixturevalue("s3_url"))
