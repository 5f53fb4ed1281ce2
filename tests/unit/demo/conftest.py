from __future__ import annotations

import pytest

from contracts.loading import load_contract
from contracts.model import Contract
from orchestration.demo.files import DemoFile, make_demo


@pytest.fixture(scope="session")
def contract() -> Contract:
    return load_contract()


@pytest.fixture(scope="session")
def demo(contract) -> list[DemoFile]:
    return make_demo(contract)
