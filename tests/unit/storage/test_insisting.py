"""A run is not given up for one moment of bad network."""

import pytest

from orchestration.errors import StorageError
from orchestration.storage import insisting as room
from orchestration.storage.insisting import insisting


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    told = []
    monkeypatch.setattr(room.time, "sleep", told.append)
    return told


def failing(times: int, answer: bool):
    left = [StorageError("no answer")] * times

    def ask() -> bool:
        if left:
            raise left.pop()
        return answer

    return ask


@pytest.mark.parametrize("answer", [True, False])
def test_an_answer_is_taken_at_once(pauses, answer):
    assert (insisting(failing(0, answer)), pauses) == (answer, [])


def test_silence_is_asked_again_after_growing_pauses(pauses):
    assert (insisting(failing(3, True)), pauses) == (True, [0.5, 1.0, 1.5])


def test_lasting_silence_is_told():
    with pytest.raises(StorageError, match="no answer"):
        insisting(failing(4, True))
