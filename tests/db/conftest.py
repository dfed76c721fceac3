import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import open_database


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its tables made, to copy: making them takes Alembic a tenth of a second each time."""
    path = tmp_path_factory.mktemp("blank") / "news.db"
    open_database(f"sqlite:///{path}").dispose()
    return path


@pytest.fixture
def engine(tmp_path: Path, blank: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{shutil.copy(blank, tmp_path)}")
    yield engine
    engine.dispose()
