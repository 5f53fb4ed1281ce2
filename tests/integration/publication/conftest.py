"""Where publications are made: releases of the same tables are assembled once."""

import pytest

from orchestration.publication import writing
from tests.unit.publication.publishing import Assembler


@pytest.fixture(scope="session")
def assembler(tmp_path_factory) -> Assembler:
    return Assembler(tmp_path_factory.mktemp("assembled"))


@pytest.fixture(scope="session")
def candidates(tmp_path_factory):
    return tmp_path_factory.mktemp("candidates")


@pytest.fixture(autouse=True)
def quickly(monkeypatch, assembler):
    monkeypatch.setattr(writing, "assemble", assembler)
