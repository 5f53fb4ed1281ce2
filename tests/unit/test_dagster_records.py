"""A PostgreSQL that keeps Dagster's records and does not answer is told at once, and without secrets."""

from __future__ import annotations

import socket

import pytest

from orchestration.dagster_records import out_of_reach


@pytest.fixture
def nobody() -> str:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def home(folder, storage: str) -> str:
    (folder / "dagster.yaml").write_text(storage, encoding="utf-8")
    return str(folder)


def test_an_address_in_the_environment_is_tried(tmp_path, monkeypatch, nobody):
    monkeypatch.setattr(
        "orchestration.dagster_records.named_variable",
        {"DAGSTER_POSTGRES": f"postgresql://u:hush@127.0.0.1:{nobody}/dagster"}.get,
    )
    said = out_of_reach(home(tmp_path, "storage: {postgres: {postgres_url: {env: DAGSTER_POSTGRES}}}"))
    assert said == f"127.0.0.1:{nobody}: Connection refused"


def test_an_address_in_parts_is_tried(tmp_path, nobody):
    parts = f"{{username: u, password: hush, hostname: 127.0.0.1, db_name: d, port: {nobody}}}"
    said = out_of_reach(home(tmp_path, f"storage: {{postgres: {{postgres_db: {parts}}}}}"))
    assert said == f"127.0.0.1:{nobody}: Connection refused"


@pytest.mark.parametrize("address", ["postgresql://u:hush@[nonsense", "host='hush"])
def test_an_address_that_is_none_is_told_without_repeating_it(tmp_path, address):
    said = out_of_reach(home(tmp_path, f'storage: {{postgres: {{postgres_url: "{address}"}}}}'))
    assert said is not None
    assert "hush" not in said


@pytest.mark.parametrize(
    "storage",
    [
        "storage: {sqlite: {base_dir: /tmp}}",
        "telemetry: {enabled: false}",
        "storage: {postgres: {postgres_url: {env: NOT_SET_ANYWHERE}}}",
        "storage: [",
        "just words",
        "",
    ],
)
def test_where_no_server_is_named_there_is_nothing_to_reach(tmp_path, storage):
    assert out_of_reach(home(tmp_path, storage)) is None


def test_a_home_without_settings_is_for_dagster_to_judge(tmp_path):
    assert out_of_reach(str(tmp_path / "nowhere")) is None
