"""Every model and data test of dbt says what it is."""

from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[3] / "dbt_project"


def described(folder: str, kind: str) -> dict[str, str]:
    documents = [
        yaml.safe_load(path.read_text(encoding="utf-8")) or {} for path in (ROOT / folder).rglob("*.yml")
    ]
    return {each["name"]: each.get("description", "") for read in documents for each in read.get(kind) or ()}


def test_every_model_has_a_description():
    told = described("models", "models")
    assert sorted(path.stem for path in (ROOT / "models").rglob("*.sql") if not told.get(path.stem)) == []


def test_every_data_test_has_a_description():
    told = described("tests", "data_tests")
    assert sorted(path.stem for path in (ROOT / "tests").glob("*.sql") if not told.get(path.stem)) == []
