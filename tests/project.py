"""A data folder of its own and the project's commands run over it, as a person runs them."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.command_server import command

ROOT = Path(__file__).resolve().parent.parent
FAST = (
    "-s",
    "DOWNLOAD_DELAY=0",
    "-s",
    "AUTOTHROTTLE_ENABLED=False",
    "-s",
    "CONCURRENT_REQUESTS_PER_DOMAIN=8",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Project:
    """`folder` holds the database and, unless `archive` says otherwise, the archive; `patience` is in seconds."""

    folder: Path
    archive: Path | None = None
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)
    patience: float = 150.0

    @property
    def database(self) -> Path:
        return self.folder / "shoulu.db"

    @property
    def archive_folder(self) -> Path:
        return self.archive or self.folder / "archive"

    def scrapy(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the project and wait for it; whether it failed is for the caller to see."""
        variables = self.variables()
        ended = subprocess.run(
            [*command(variables), *map(str, arguments)],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=self.patience,
            check=False,
        )
        ended.args = [sys.executable, "-m", "scrapy", *map(str, arguments)]
        return ended

    def variables(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": f"sqlite:///{self.database}",
            "ARCHIVE_DIR": str(self.archive_folder),
            "WORKERS": os.environ.get("WORKERS") or "2",
            "PYTHONIOENCODING": "utf-8",
        }
        return {**os.environ, **own, **self.environment}

    def rows(self, table: str, *, order_by: str) -> list[dict[str, Any]]:
        connection = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY {order_by}")]
        finally:
            connection.close()


def completed(
    process: subprocess.CompletedProcess[str], *, code: int = 0
) -> subprocess.CompletedProcess[str]:
    """The process, if it ended with that exit code and as it should; an AssertionError with what it printed if not."""
    shown = (
        f"{' '.join(process.args[3:])}: exit code {process.returncode}\n{process.stdout}\n{process.stderr}"
    )
    assert process.returncode == code, shown
    assert "Traceback" not in process.stderr, shown
    assert "NETWORK:" not in process.stderr, shown
    assert "internal meta keys" not in process.stderr, shown  # scrapy.spidermiddlewares.metacopy
    return process
