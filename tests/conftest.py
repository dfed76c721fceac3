"""What several test modules share, made once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

from tests.crawled_sites import CrawledSites, crawl_all
from tests.revisited_paper import Course, five_crawls

SHARED_AMONG_MODULES = {"crawled_sites", "revisited"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is costly to make is made once: tests that share it run in one process, whichever modules they are of.

    A test over the network that shares nothing goes wherever there is time for it; all others stay with their module.
    """
    for item in items:
        shared = _shared(item)
        if among_modules := SHARED_AMONG_MODULES & shared.keys():
            item.add_marker(pytest.mark.xdist_group(min(among_modules)))
        elif shared or not item.get_closest_marker("network"):
            module, _, _ = item.nodeid.partition("::")
            item.add_marker(pytest.mark.xdist_group(f"{module}{_made_for(item, shared)}"))


def _shared(item: pytest.Item) -> dict[str, pytest.FixtureDef[Any]]:
    """Our fixtures that are made once for several tests, by name."""
    known = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return {
        name: made
        for name, (*_, made) in known.items()
        if made.scope != "function" and made.func.__module__.startswith("tests.")
    }


def _made_for(item: pytest.Item, shared: Iterable[str]) -> list[str]:
    """The parameters that such fixtures are made anew for."""
    parameters = (
        item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    )
    return [str(value) for name, value in parameters.items() if name in shared]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """More than there are cores: a test that crawls waits about half of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def crawled_sites(tmp_path_factory: pytest.TempPathFactory) -> CrawledSites:
    """Not to be written to: copy the folder first."""
    return crawl_all(tmp_path_factory.mktemp("crawled"))


@pytest.fixture(scope="session")
def revisited(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Not to be written to."""
    return five_crawls(tmp_path_factory.mktemp("revisits"))


@pytest.fixture
def scrapy_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int | str | None, str, str]]:
    """The command line in this process, a second faster, on the SQLite database named first: gives exit code, stdout
    and stderr."""
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")

    def run(database: Path, *arguments: str) -> tuple[int | str | None, str, str]:
        settings = Settings()
        settings.setmodule("crawler.settings")
        settings.set("DATABASE_URL", f"sqlite:///{database}", priority="cmdline")
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", *arguments], settings)
        return ended.value.code, *capsys.readouterr()

    return run
