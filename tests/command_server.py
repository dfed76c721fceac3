"""Commands of the project without the wait for what they import: each in a process forked from one that did it all.

What a command does for itself stays its own: it reads its environment and the settings, takes a reactor, starts its
workers, and ends as a Python process ends. `python -m tests.command_server SOCKET` serves until its stdin is closed.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
CLIENT = HERE / "command_client.py"
NO_NETWORK = HERE / "no_network"
MOVED_CLOCK = HERE / "moved_clock"
STARTED_BY = "COMMANDS_STARTED_BY"
ROOMS = ("crawler", "pipelines", "db")
FRAMEWORK = ("scrapy.cmdline", "scrapy.commands.runspider", "scrapy.core.engine", "alembic.command")
LATER = ("crawler.settings", "db.migrations")  # which reads the environment; which Alembic imports by itself

_starting = threading.Lock()


def command(variables: Mapping[str, str]) -> list[str]:
    """What stands before the arguments of `scrapy`: the client; Python itself where it finds code of a test's."""
    told = _of_python(variables)
    alike = {**_of_python(os.environ), "PYTHONIOENCODING": "utf-8"}
    if told not in (alike, {**alike, **without_network()}, {**alike, **with_moved_clock()}):
        return [sys.executable, "-m", "scrapy"]
    with _starting:
        return [sys.executable, "-IS", str(CLIENT), _server(tuple(sorted(told.items())))]


def started_alike(program: Path, variables: Mapping[str, str]) -> dict[str, str]:
    """The variables under which a command starts others, as the scheduler does its crawls, by this server too.

    `program` is written, and stands there for Python: `PROGRAM -m scrapy ARGUMENT...`.
    """
    program.write_text(f'#!/bin/sh\nshift 2\nexec {shlex.join(command(variables))} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return {STARTED_BY: str(program)}


def without_network() -> dict[str, str]:
    """The variables under which no Python process can reach any network."""
    return _first_on_the_path(NO_NETWORK)


def with_moved_clock() -> dict[str, str]:
    """The variables under which every process goes by the clock that MOVED_CLOCK names, see tests/moving_clock.py."""
    return _first_on_the_path(MOVED_CLOCK, HERE.parent)


def _first_on_the_path(*folders: Path) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(filter(None, (*map(str, folders), os.environ.get("PYTHONPATH"))))}


def _of_python(variables: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in variables.items() if name.startswith("PYTHON")}


@functools.cache
def _server(told: tuple[tuple[str, str], ...]) -> str:
    folder = tempfile.TemporaryDirectory(prefix="shoulu-commands-")
    path = f"{folder.name}/socket"
    others = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.command_server", path],
        cwd=HERE.parent,
        env={**others, **dict(told)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    for step in (folder.cleanup, process.stdout.close, process.wait, process.stdin.close):
        atexit.register(step)  # the last first
    return path


def serve(path: str) -> list[str] | None:
    """Takes requests until stdin is closed; returns, in each process that is to run a command, its arguments."""
    _import_everything()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen(16)
        os.write(1, b"ready\n")
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            asking, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                return _forked(asking)
            asking.close()
            _reap()
    return None


def _forked(asking: socket.socket) -> list[str] | None:
    """The arguments in the process of the command; None in the one that waits for it, when it told how it ended."""
    length, files, _, _ = socket.recv_fds(asking, 4, 3)
    with asking, asking.makefile("rb") as requests:
        request = json.loads(requests.read(int.from_bytes(length, "big")))
        if pid := os.fork():
            for file in (
                0,
                1,
                2,
                *files,
            ):  # whoever reads what the command prints waits until all have closed it
                os.close(file)
            threading.Thread(target=_kill_when_left, args=(asking, pid), daemon=True).start()
            asking.sendall(b"%d" % os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            os._exit(0)
    for own, file in enumerate(files):
        os.dup2(file, own)
        os.close(file)
    os.environ.clear()
    os.environ.update(request["variables"])
    sys.executable = os.environ.pop(STARTED_BY, sys.executable)
    return list(request["arguments"])


def _kill_when_left(asking: socket.socket, pid: int) -> None:
    if not asking.recv(1):
        os.kill(pid, signal.SIGKILL)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _import_everything() -> None:
    for name in FRAMEWORK:
        importlib.import_module(name)
    for room in ROOMS:
        for module in pkgutil.walk_packages(importlib.import_module(room).__path__, f"{room}."):
            if not module.name.startswith(LATER):
                importlib.import_module(module.name)
    for name in LATER:
        sys.modules.pop(name, None)
    assert "twisted.internet.reactor" not in sys.modules
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    asked_for = serve(sys.argv[1])
    if asked_for is not None:
        sys.argv = ["scrapy", *asked_for]
        runpy.run_module("scrapy", run_name="__main__", alter_sys=True)
