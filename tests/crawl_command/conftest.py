from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl_command.crawls import REPLICA
from tests.project import Project
from tests.sites.server import Serving, serving


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving([REPLICA]) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path, served: Serving) -> Project:
    return Project(folder=tmp_path, environment=served.environment)
