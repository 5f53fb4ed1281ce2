"""Nothing is told to the makers of Dagster, whatever its home says."""

from pathlib import Path

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.mark.parametrize("place", ["dagster.yaml", "production/dagster.yaml"])
def test_every_configuration_turns_telemetry_off(place):
    assert yaml.safe_load((DEPLOY / place).read_text(encoding="utf-8"))["telemetry"] == {"enabled": False}


@pytest.mark.parametrize("service", ["cites-daemon", "cites-webserver"])
def test_both_services_send_nothing_where_their_home_has_no_configuration(service):
    unit = (DEPLOY / "systemd" / f"{service}.service").read_text(encoding="utf-8")
    (set_here,) = [line for line in unit.splitlines() if line.startswith("Environment=")]
    assert "DAGSTER_DISABLE_TELEMETRY=yes" in set_here.removeprefix("Environment=").split()
