from datetime import date

import pytest

from contracts.loading import load_contract
from orchestration.reminders.due import Reminder
from orchestration.storage.folder import Folder


@pytest.fixture(scope="session")
def contract():
    return load_contract()


@pytest.fixture
def storage(tmp_path):
    return Folder(tmp_path / "storage")


@pytest.fixture
def reminder():
    """A cité that has sent nothing for 2024-T1, eight days after the deadline."""

    def make(code="cde-012", **changes):
        return Reminder(
            **{
                "code_cite": code,
                "nom_cite": "Métropole du Grand Nancy",
                "trimestre": "2024-T1",
                "echeance": date(2024, 4, 30),
                "jours_de_retard": 8,
                "rejet": None,
            }
            | changes
        )

    return make
