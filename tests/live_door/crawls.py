"""Crawls of small sites of our own through the whole live door, and what each left behind."""

from __future__ import annotations

import collections
import dataclasses
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from tests.project import FAST, Project, completed
from tests.sites.site import Page, Site

SPIDER = "tests/live_door/asking.py"
PATIENCE = ("-s", "RETRY_BACKOFF=0.05", "-s", "DOWNLOAD_TIMEOUT=20")
NOT_FOUND = Page(status=404, body=b"<p>not here</p>")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Crawl:
    """What came of it: pages as the spider got them, Scrapy's stats, the log, and the archive it wrote."""

    pages: Sequence[Mapping[str, Any]]
    stats: Mapping[str, Any]
    log: str
    project: Project

    @property
    def states(self) -> dict[str, int]:
        return {
            name.removeprefix("urls/"): count
            for name, count in self.stats.items()
            if name.startswith("urls/") and name != "urls/discovered"
        }

    @property
    def urls(self) -> list[str]:
        return sorted(page["url"] for page in self.pages)

    def archived(self) -> collections.Counter[tuple[str, str]]:
        """URL and status of each response in the archive, as warcio reads it."""
        return collections.Counter(
            (url, line[:3]) for kind, url, line, _ in self._records() if kind in ("response", "revisit")
        )

    def requests(self) -> collections.Counter[str]:
        """The URL of each request in the archive."""
        return collections.Counter(url for kind, url, _, _ in self._records() if kind == "request")

    def cut_off(self) -> dict[str, str]:
        """Why the body of a response is not whole, by URL."""
        return {url: why for _, url, _, why in self._records() if why}

    def _records(self) -> Iterator[tuple[str, str, str, str | None]]:
        for path in sorted(self.project.archive_folder.glob("*.warc.gz")):
            with path.open("rb") as stream:
                for record in ArchiveIterator(stream):
                    header = record.rec_headers.get_header
                    line = record.http_headers.statusline if record.http_headers else ""
                    yield record.rec_type, header("WARC-Target-URI"), line, header("WARC-Truncated")


def site(host: str, pages: Mapping[str, Page], **fields: Any) -> Site:
    return Site(name="own", hosts=(host,), pages=pages, not_found=NOT_FOUND, expected={}, **fields)


def text(body: str, **fields: Any) -> Page:
    return Page(body=body.encode(), content_type="text/plain", **fields)


def robots(*lines: str, **fields: Any) -> Page:
    return text("\n".join(lines), **fields)


def article(number: int) -> Page:
    paragraph = (
        f"<p>第{number}号简报：河堤加固工程昨日完工，沿岸三个村的村民参加了验收，来年的巡查安排同时公布。</p>"
    )
    title = f"<title>第{number}号简报</title>"
    return Page(
        body=f"<html><head>{title}</head><body><article>{paragraph * 4}</article></body></html>".encode()
    )


def articles(count: int) -> dict[str, Page]:
    return {f"/a/{number}.html": article(number) for number in range(count)}


def crawl(
    folder: Path, urls: Sequence[str], *options: str, environment: Mapping[str, str], code: int = 0
) -> Crawl:
    """Asks for the URLs, fast unless the options say otherwise, and waits for the end."""
    folder.mkdir(parents=True, exist_ok=True)
    project = Project(folder=folder, environment=environment)
    process = completed(project.scrapy(*command(folder, urls), *FAST, *PATIENCE, *options), code=code)
    found = json.loads((folder / "report.json").read_text())
    return Crawl(pages=found["pages"], stats=found["stats"], log=process.stderr, project=project)


def command(folder: Path, urls: Sequence[str]) -> list[str]:
    return [
        "runspider",
        SPIDER,
        "-a",
        f"urls={json.dumps(list(urls))}",
        "-a",
        f"report={folder / 'report.json'}",
    ]


def bomb(size: int) -> bytes:
    """`size` zeros as gzip, a thousandth of that in bytes: members of ten million, one behind the other."""
    return gzip.compress(bytes(10_000_000), mtime=0) * (size // 10_000_000)
