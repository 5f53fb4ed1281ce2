import pytest

from orchestration.storage.opening import open_storage
from tests.integration.storage.faulty_proxy import between


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)])
def url(request, tmp_path):
    """Where an empty storage is: once in a folder, once on an S3 server."""
    if request.param == "folder":
        return str(tmp_path / "storage")
    return request.getfixturevalue("s3_url")


@pytest.fixture
def direct(s3_url):
    """The storage of this test, reached without the proxy."""
    return open_storage(s3_url)


@pytest.fixture
def proxy(s3_server, s3_url, direct, monkeypatch):
    """The way to the server of this test, on which nothing goes wrong yet; the environment leads over it."""
    with between(s3_server.endpoint) as way:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", way.endpoint)
        yield way
