import pytest

from tests.servers import s3_server, s3_url

__all__ = ["s3_server", "s3_url"]


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def url(request, tmp_path):
    """Where an empty storage is: once in a folder, once on an S3 server."""
    if request.param == "folder":
        return str(tmp_path / "storage")
    return request.getfixturevalue("s3_url")
