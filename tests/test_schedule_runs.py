"""A crawl as a process of its own: it ends by itself, when its time is over, or when it is told to."""

from __future__ import annotations

import datetime
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from crawler.commands.schedule_runs import (
    EXIT_OUT_OF_TIME,
    Logs,
    Run,
    last_lines,
    word_for,
)

BEGUN = datetime.datetime(2026, 3, 5, 4, 0, tzinfo=datetime.UTC)
LONG = datetime.timedelta(hours=1)
SLEEPING = "import time; print('begun', flush=True); time.sleep(600)"
DEAF = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPING}"
PARENT = (
    "import os, subprocess, sys, signal;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); os.kill(os.getpid(), signal.SIGSEGV)"
)


def run(folder: Path, code: str, limit: datetime.timedelta = LONG) -> Run:
    return Run(
        [sys.executable, "-c", code],
        environment=os.environ,
        log=folder / "crawl.log",
        begun=BEGUN,
        time_limit=limit,
    )


def ended(one: Run) -> int:
    deadline = time.monotonic() + 60
    while not one.has_ended():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert one.exit_code is not None
    return one.exit_code


def wait_for_words(one: Run) -> str:
    deadline = time.monotonic() + 60
    while not (said := last_lines(one.log, 1)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return said[0]


@pytest.mark.parametrize(
    ("code", "exit_code", "word"),
    [
        ("pass", 0, "done"),
        ("raise SystemExit(1)", 1, "failed"),
        ("raise SystemExit(4)", 4, "done, alert"),
        ("raise SystemExit(5)", 5, "busy"),
        ("raise SystemExit(77)", 77, "failed (77)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", 139, "crashed (SIGSEGV)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", 143, "stopped"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137, "crashed (SIGKILL)"),
    ],
)
def test_how_it_ended_is_told_in_a_word(tmp_path: Path, code: str, exit_code: int, word: str) -> None:
    one = run(tmp_path, code)
    assert ended(one) == exit_code
    assert word_for(exit_code) == word


def test_all_it_says_is_in_its_log(tmp_path: Path) -> None:
    one = run(
        tmp_path, "import sys; print('新闻'); sys.stdout.flush(); print('最后', file=sys.stderr); print()"
    )
    assert ended(one) == 0
    assert one.log.read_text(encoding="utf-8").split() == ["新闻", "最后"]


def test_the_last_lines_of_a_long_log_are_found(tmp_path: Path) -> None:
    log = tmp_path / "long.log"
    log.write_bytes("长".encode() * 100_000 + b"\nlast\n\nof all\n\n")
    assert last_lines(log, 2) == ["last", "of all"]


def test_one_whose_time_is_over_is_stopped(tmp_path: Path) -> None:
    assert ended(run(tmp_path, SLEEPING, datetime.timedelta(seconds=0.2))) == EXIT_OUT_OF_TIME


def test_one_that_comes_to_its_end_just_then_keeps_its_exit_code(tmp_path: Path) -> None:
    ending = f"import signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(4)); {SLEEPING}"
    one = run(tmp_path, ending, datetime.timedelta(seconds=2))
    wait_for_words(one)
    assert ended(one) == 4


def test_one_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    one = run(tmp_path, DEAF)
    wait_for_words(one)
    one.stop(within=0.2)
    assert ended(one) == 128 + signal.SIGKILL


def test_what_a_crashed_one_had_started_ends_with_it(tmp_path: Path) -> None:
    one = run(tmp_path, PARENT)
    child = int(wait_for_words(one))
    assert ended(one) == 128 + signal.SIGSEGV
    assert not is_alive(child)


def is_alive(pid: int) -> bool:
    """Not so for what nobody has waited for yet: it was killed."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state == "Z":
            return False
        time.sleep(0.02)
    return True


def test_the_newest_logs_of_each_target_are_kept(tmp_path: Path) -> None:
    logs = Logs(folder=tmp_path / "logs", kept=3)
    for number in range(5):
        logs.new("news a.example:8000/../x", BEGUN + number * LONG).touch()
    logs.new("paper", BEGUN).touch()
    found = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.log"))
    assert found == [
        "logs/news@a.example%3A8000%2F..%2Fx/20260305T060000.000000Z.log",
        "logs/news@a.example%3A8000%2F..%2Fx/20260305T070000.000000Z.log",
        "logs/news@a.example%3A8000%2F..%2Fx/20260305T080000.000000Z.log",
        "logs/paper/20260305T040000.000000Z.log",
    ]


def test_only_one_log_is_kept_where_that_is_wanted(tmp_path: Path) -> None:
    logs = Logs(folder=tmp_path, kept=1)
    for number in range(3):
        logs.new("paper", BEGUN + number * LONG).touch()
    assert [path.name for path in tmp_path.rglob("*.log")] == ["20260305T060000.000000Z.log"]


def test_a_target_of_many_sites_has_a_folder_too(tmp_path: Path) -> None:
    logs = Logs(folder=tmp_path, kept=3)
    sites = [f"news {' '.join(f'paper{number}.example.cn' for number in range(last))}" for last in (40, 41)]
    for target in sites:
        logs.new(target, BEGUN).touch()
    assert len(list(tmp_path.iterdir())) == 2
