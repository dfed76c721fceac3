"""What lies in deploy/ is what can be run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.project import ROOT, Project, completed

DEPLOY = ROOT / "deploy"
UNITS = ("shoulu.service", "shoulu-once.service", "shoulu-once.timer")
PLACE, PROGRAM = "/opt/shoulu", "/opt/shoulu/.venv/bin/scrapy"


def test_the_example_schedule_can_be_gone_by(tmp_path: Path) -> None:
    project = Project(folder=tmp_path, environment={"SCHEDULE_FILE": str(DEPLOY / "schedule.toml")})
    told = completed(project.scrapy("schedule", "--list")).stdout
    assert "*/20 6-23 * * *" in told
    assert "paper.example" in told


@pytest.mark.parametrize("name", ["shoulu.service", "shoulu-once.service", "crontab"])
def test_the_commands_of_units_and_cron_are_the_project_s(name: str) -> None:
    lines = (DEPLOY / name).read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if ".venv/bin/scrapy schedule" in line and not line.startswith("#")]
    assert len(commands) == 1
    assert commands[0].endswith("scrapy schedule" if name == "shoulu.service" else "scrapy schedule --once")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name in UNITS:  # to verify a unit, systemd wants its program to be there
        text = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(PROGRAM, "/bin/true").replace(PLACE, str(tmp_path)))
    ended = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
