"""A program of the user's choice is really run: what it is given, and what becomes of one that fails or hangs."""

from __future__ import annotations

import dataclasses
import datetime
import json
import sys
import time
from pathlib import Path

import pytest

from crawler.alerts.alert import Alert
from crawler.alerts.command import parted, run
from crawler.alerts.errors import NotToldError

ALERT = Alert.trial(datetime.datetime(2026, 3, 4, tzinfo=datetime.UTC))


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return sys.executable, "-c", code, *arguments


def test_the_alert_comes_on_standard_input_and_in_variables(tmp_path: Path) -> None:
    got = tmp_path / "got.json"
    code = (
        "import json, os, sys; own = {k: v for k, v in os.environ.items() if k.startswith('ALERT_')};"
        "json.dump([json.load(sys.stdin), own, sys.argv[1:]], open(sys.argv[1], 'w'))"
    )
    run(python(code, str(got), "$HOME; echo"), ALERT, seconds=30)
    told, variables, arguments = json.loads(got.read_text())
    assert told == ALERT.as_json()
    assert arguments[1] == "$HOME; echo"
    assert variables["ALERT_TEXT"] == ALERT.text
    assert variables["ALERT_KIND"] == variables["ALERT_CAUSE"] == "trial"


@pytest.mark.parametrize("length", [1, 1_000_000])
def test_a_program_need_not_read_what_it_is_given(length: int) -> None:
    run(python("pass"), dataclasses.replace(ALERT, message="长" * length), seconds=30)


def test_what_a_page_says_can_be_given_to_a_program(tmp_path: Path) -> None:
    got = tmp_path / "got"
    odd = dataclasses.replace(ALERT, subject="a\x00b", message="题\ud83d\x00目")
    code = "import os, sys; open(sys.argv[1], 'w').write(os.environ['ALERT_SUBJECT'] + sys.stdin.read())"
    run(python(code, str(got)), odd, seconds=30)
    assert got.read_text().startswith("a\ufffdb{")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("/no/such/program",), "program cannot be run: No such file or directory"),
        (("/",), "cannot be run"),
        (("a\x00b",), "cannot be run: embedded null byte"),
        (
            python("import sys; print('one\\nno such room', file=sys.stderr); sys.exit(3)"),
            "exit code 3: no such room",
        ),
        (python("import sys; sys.exit(1)"), "ended with exit code 1$"),
        (python("import os; os.kill(os.getpid(), 9)"), "ended by signal 9"),
    ],
)
def test_what_fails_is_said(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(NotToldError, match=said):
        run(arguments, ALERT, seconds=30)


def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    alive.touch()
    child = f"(while :; do echo . >> '{alive}'; sleep 0.01; done) & wait"
    with pytest.raises(NotToldError, match=r"sh took longer than 0\.5 seconds \(ALERT_SECONDS\)"):
        run(("sh", "-c", child), ALERT, seconds=0.5)
    size = alive.stat().st_size
    time.sleep(0.2)
    assert alive.stat().st_size == size


def test_what_a_program_leaves_running_keeps_nobody_waiting() -> None:
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3)'])"
    run(python(code), ALERT, seconds=30)


def test_a_command_is_parted_as_a_shell_parts_it() -> None:
    assert parted("mail -s 'alert of news' me@example.org") == (
        "mail",
        "-s",
        "alert of news",
        "me@example.org",
    )
    assert parted("  ") == ()
    with pytest.raises(ValueError, match="quotation"):
        parted("mail -s 'alert")
