"""An alert told to a program of the user's choice."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from typing import IO, Final

from crawler.alerts.alert import Alert, one_line, plain
from crawler.alerts.errors import NotToldError

_LONGEST: Final = 20_000  # characters of a variable; Linux takes 128 KiB
_LAST_BYTES: Final = 2_000  # of what the program says of itself
_SHOWN: Final = 200  # characters of it


def parted(command: str) -> tuple[str, ...]:
    """The program and its arguments, in the words of a shell. ValueError where a quotation has no end."""
    return tuple(shlex.split(command))


def run(arguments: Sequence[str], alert: Alert, *, seconds: float) -> None:
    """Runs the program with the alert as JSON on its standard input, and in variables ALERT_...; no shell.

    What it prints is not shown. NotToldError where it is not there, fails, or takes longer; what it started is then
    ended too. Input and output are files: no pipe that a program leaves to its children keeps us waiting.
    """
    name = os.path.basename(arguments[0])  # noqa: PTH119 - what a person wrote, also where it is no path
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as said:
        told.write(plain(json.dumps(alert.as_json(), ensure_ascii=False)).encode() + b"\n")
        told.seek(0)
        try:
            program = subprocess.Popen(
                arguments,
                stdin=told,
                stdout=subprocess.DEVNULL,
                stderr=said,
                env={**os.environ, **_variables(alert)},
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise NotToldError(f"{name} cannot be run: {why}") from error
        code = _ended(program, name, seconds)
        if code:
            how = f"ended by signal {-code}" if code < 0 else f"ended with exit code {code}"
            raise NotToldError(f"{name} {how}{_last_line(said)}")


def _ended(program: subprocess.Popen[bytes], name: str, seconds: float) -> int:
    try:
        return program.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise NotToldError(f"{name} took longer than {seconds:g} seconds (ALERT_SECONDS)") from error
    finally:
        if program.returncode is None:  # also where we are interrupted
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def _variables(alert: Alert) -> dict[str, str]:
    values = {
        "ALERT_KIND": alert.kind,
        "ALERT_TARGET": alert.target,
        "ALERT_CAUSE": alert.cause,
        "ALERT_SUBJECT": alert.subject,
        "ALERT_HEADLINE": alert.headline,
        "ALERT_TEXT": alert.text,
        "ALERT_SINCE": alert.began_at,
    }
    return {name: plain(value)[:_LONGEST] for name, value in values.items()}


def _last_line(said: IO[bytes]) -> str:
    said.seek(0, os.SEEK_END)
    said.seek(max(0, said.tell() - _LAST_BYTES))
    lines = said.read().decode("utf-8", "replace").strip().splitlines()
    return f": {one_line(lines[-1])[:_SHOWN]}" if lines else ""
