"""Saved pages with the record a person vouches for: `tests/fixtures/<source>/<slug>/`."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.commands.saved_fixture import (
    EXPECTED,
    FIELDS_READ,
    PAGE,
    RESPONSE,
    fixture_capture,
    write_fixture,
)
from crawler.items import Article, Capture

__all__ = ["Fixture", "comparable", "fixture_folders", "read_fixture", "write_fixture"]

FOLDER = Path(__file__).parent / "fixtures"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fixture:
    """One folder. `expected` is None where the page must be refused, and then `dropped` is the reason."""

    folder: Path
    capture: Capture
    expected: Mapping[str, Any] | None
    dropped: str | None
    reviewed: bool

    @property
    def source(self) -> str:
        return self.folder.parent.name

    @property
    def name(self) -> str:
        return f"{self.source}/{self.folder.name}"


def fixture_folders() -> list[Path]:
    return sorted(path.parent for path in FOLDER.glob(f"*/*/{PAGE}"))


def read_fixture(folder: Path) -> Fixture:
    """Raises ValueError for a key that names no field, or for nothing to compare with."""
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    reviewed = expected.pop("reviewed", True)
    dropped = expected.pop("dropped", None)
    unknown = set(expected) - set(FIELDS_READ)
    if unknown or not (expected or dropped) or (expected and dropped):
        raise ValueError(f"{folder / EXPECTED}: fields to compare, or dropped; unknown: {sorted(unknown)}")
    return Fixture(
        folder=folder,
        capture=_capture(folder),
        expected=None if dropped else expected,
        dropped=dropped,
        reviewed=reviewed is True,
    )


def comparable(article: Article, field: str) -> Any:
    """The field as JSON has it."""
    value = getattr(article, field)
    return list(value) if isinstance(value, tuple) else value


def _capture(folder: Path) -> Capture:
    response = json.loads((folder / RESPONSE).read_text(encoding="utf-8"))
    return fixture_capture(
        gzip.decompress((folder / PAGE).read_bytes()),
        url=response["url"],
        headers=tuple(response["headers"].items()),
        captured_at=datetime.datetime.fromisoformat(response["captured_at"]),
        source=folder.parent.name,
    )
