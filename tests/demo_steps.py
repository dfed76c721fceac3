"""The steps of the demonstration: what they are, the commands they run, and what they promise."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.project import ROOT, Project


class StepFailedError(Exception):
    """What the step should have shown, and did not."""


def step(number: int, what: str) -> None:
    print(f"\n== {number}. {what}", flush=True)


def run(project: Project, *arguments: str) -> None:
    """Run a command with its output shown as it comes."""
    print(f"$ scrapy {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "scrapy", *arguments]
    ended = subprocess.run(command, cwd=ROOT, env=project.variables(), stderr=subprocess.STDOUT, check=False)
    expect(ended.returncode == 0, f"scrapy {arguments[0]} ended with exit code {ended.returncode}")


def expect(kept: bool, promise: str) -> None:
    if not kept:
        raise StepFailedError(promise)


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))
