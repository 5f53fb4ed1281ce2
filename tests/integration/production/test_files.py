"""What the deployment ships: units that systemd understands, settings that agree, a guide that hides nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.integration.production.guide import ROOT, blocks
from tests.integration.production.machine import read_unit

UNITS = ["cites-daemon", "cites-webserver"]
PRODUCTION = ROOT / "deploy" / "production"


@pytest.mark.parametrize("name", UNITS)
def test_systemd_finds_nothing_to_complain_about(name, tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("no systemd-analyze is installed here")
    text = (ROOT / "deploy" / "systemd" / f"{name}.service").read_text(encoding="utf-8")
    unit = tmp_path / f"{name}.service"
    # the programs and the account are not on this machine
    text = text.replace("/opt/cites/current/.venv/bin/", "/usr/bin/env ").replace("User=cites", "User=daemon")
    text = (
        text.replace("Group=cites", "Group=daemon")
        .replace("file:///opt", "file:///")
        .replace("postgresql.service", "")
    )
    unit.write_text(text, encoding="utf-8")
    done = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if unit.name in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("name", UNITS)
def test_a_service_is_no_root_and_writes_to_its_home_only(name):
    unit = read_unit(name)
    assert (unit["User"], unit["NoNewPrivileges"], unit["PrivateTmp"]) == ("cites", "true", "true")
    assert (unit["ProtectSystem"], unit["ReadWritePaths"], unit["UMask"]) == (
        "strict",
        "/var/lib/cites",
        "0077",
    )


def test_the_ui_listens_on_the_loopback_only():
    assert "-h 127.0.0.1 " in read_unit("cites-webserver")["ExecStart"]


def test_both_settings_of_dagster_agree_where_they_speak_of_the_same():
    one, other = (
        yaml.safe_load((ROOT / "deploy" / name).read_text(encoding="utf-8"))
        for name in ("dagster.yaml", "production/dagster.yaml")
    )
    both = {key: {name: other[key].get(name) for name in said} for key, said in one.items()}
    assert both == one


def test_no_secret_stands_in_what_is_shipped():
    for path in (ROOT / "deploy").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8").lower()
            assert not any(word in text for word in ("password=", "secret_access_key=", "change-me")), path


def test_a_command_runs_as_the_services_do(tmp_path):
    (tmp_path / "etc/cites").mkdir(parents=True)
    (tmp_path / "opt/cites/current/.venv/bin").mkdir(parents=True)
    (tmp_path / "etc/cites/cites.env").write_text(
        'CITES_STORAGE=s3://a/b\nCITES_SMTP_FROM="É <a@b>"\n', encoding="utf-8"
    )
    program = tmp_path / "opt/cites/current/.venv/bin/cites"
    program.write_text('#!/bin/sh\necho "$CITES_STORAGE|$CITES_SMTP_FROM|$PWD|$1"\n', encoding="utf-8")
    program.chmod(0o755)
    script = (PRODUCTION / "in-cites").read_text(encoding="utf-8").replace("/etc/", f"{tmp_path}/etc/")
    copy = tmp_path / "in-cites"
    copy.write_text(script.replace("/opt/", f"{tmp_path}/opt/"), encoding="utf-8")
    done = subprocess.run(
        ["bash", str(copy), "cites", "two words"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"s3://a/b|É <a@b>|{tmp_path}/opt/cites/current|two words\n"


@pytest.mark.parametrize("guide", ["deploy", "back-up-the-register"])
def test_what_was_not_tried_says_why(guide):
    reasons = [block.text.splitlines()[0] for block in blocks(guide) if not block.is_tried]
    assert reasons
    assert all(len(reason.removeprefix("# not tried")) > 10 for reason in reasons)


@pytest.mark.parametrize("guide", ["deploy", "back-up-the-register", "be-notified"])
def test_every_file_that_a_guide_points_to_is_there(guide):
    import re

    here = ROOT / "docs" / "how-to"
    text = (here / f"{guide}.md").read_text(encoding="utf-8")
    linked = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert [link for link in linked if link and not (here / Path(link)).exists()] == []
