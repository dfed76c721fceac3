"""One spider that cannot be imported keeps no other from being found."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.spider_loader import LenientSpiderLoader

SPIDER = "import scrapy\nclass Paper(scrapy.Spider):\n    name = 'paper'\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "papers_of_a_test"
    (folder / "broken").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "paper.py").write_text(SPIDER)
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith(folder.name)]:
        del sys.modules[name]


@pytest.mark.parametrize("where", ["a_first.py", "broken/__init__.py", "z_last.py"])
@pytest.mark.parametrize(
    "code", ["import nothing_of_this_name", "def", "1 / 0", "raise RuntimeError", "class A: b = c"]
)
def test_what_cannot_be_imported_is_left_out_and_named(package: Path, where: str, code: str) -> None:
    (package / where).write_text(code)
    loader = LenientSpiderLoader.from_settings(Settings({"SPIDER_MODULES": [package.name]}))
    assert loader.list() == ["paper"]
    name = where.removesuffix(".py").removesuffix("/__init__")
    assert list(loader.broken) == [f"{package.name}.{name}"]
