"""A disk that is full, or has a fault, is one line that says what to do, wherever it was noticed."""

import errno
import logging

import pytest

from orchestration import cli
from orchestration.errors import StorageError
from orchestration.storage.folder import Folder


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "No space left on device: free some space on its disk"),
        (errno.EDQUOT, "Disk quota exceeded: free some space on its disk"),
        (errno.EIO, "Input/output error: the disk has a fault: check it (dmesg), then run again"),
    ],
)
def test_the_command_line_says_where_and_what_to_do(monkeypatch, capsys, number, told):
    from orchestration.commands import status

    def fail(_):
        import os

        raise OSError(number, os.strerror(number), "/somewhere/file")

    monkeypatch.setattr(status, "status", fail)
    assert cli.main(["status"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"cites: /somewhere/file: {told}")
    assert err.count("\n") == 1


def test_a_log_that_cannot_be_written_says_nothing_of_itself(monkeypatch, capsys):
    from orchestration.commands import status

    def log(_):
        handler = logging.FileHandler("/dev/full")
        handler.handle(logging.makeLogRecord({"msg": "lost"}))
        return 0

    monkeypatch.setattr(status, "status", log)
    assert cli.main(["status"]) == 0
    assert capsys.readouterr().err == ""


def test_a_limit_on_file_sizes_is_told_by_the_storage_and_leaves_nothing(tmp_path):
    """What a small disk does, without one: the kernel refuses the write in its middle."""
    import resource
    import signal

    storage = Folder(tmp_path / "storage")
    storage.write("reports/a", b"whole")
    before, ignored = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(
            StorageError, match="raise the limit and run again; nothing half-written was kept"
        ):
            storage.write("reports/a", bytes(10_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert storage.read("reports/a") == b"whole"
    assert list((tmp_path / "storage" / ".tmp").iterdir()) == []
