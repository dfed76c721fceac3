"""The commands that are killed, each over sites or files with some trouble of their own."""

from __future__ import annotations

import functools
import sqlite3

from tests.foreign_archives import article, heritrix, packed, responses, wget
from tests.killing import HURRIED, Scenario
from tests.project import Project, completed
from tests.sites import wordpress, zblog
from tests.sites.finews import site as finews
from tests.sites.jinri import site as jinri
from tests.sites.meipian import site as meipian
from tests.sites.tibet import site as tibet

OLD = "shoulu 0.0.1 of long ago"
HOST = "killed.example"
FILES = 12
IN_STEPS = ("-s", "REPARSE_TRANSACTION_ROWS=3")


@functools.cache
def files() -> dict[str, bytes]:
    """Saved pages, some of them alike, one of them no article, and archives of other tools."""
    pages = {f"{number:02}.html": article(number).encode() for number in range(FILES)}
    archives = {
        "crawl": packed(*responses(range(20, 20 + FILES), HOST)),
        "wget": wget(),
        "heritrix": heritrix(),
    }
    return {
        **pages,
        "again.html": article(1).encode(),
        "empty.html": b"<html><body><div id='app'></div></body></html>",
        **{f"{name}.warc.gz": archive for name, archive in archives.items()},
    }


def write_files(project: Project) -> None:
    folder = project.folder / "files"
    folder.mkdir()
    for name, body in files().items():
        (folder / name).write_bytes(body)


def ingest(project: Project) -> None:
    write_files(project)
    project.scrapy("ingest", project.folder / "files")


def read_by_a_worse_parser(project: Project) -> None:
    """All texts with a line too many, and some titles missing, as a parser of long ago left them."""
    ingest(project)
    connection = sqlite3.connect(project.database)
    with connection:
        connection.execute("UPDATE captures SET parser = ?", [OLD])
        connection.execute("UPDATE articles SET parser = ?, text = text || char(10) || '分享到微信'", [OLD])
        connection.execute("UPDATE articles SET title = NULL WHERE url LIKE '%3.html'")
    connection.close()


def reparse(project: Project) -> None:
    read_by_a_worse_parser(project)
    completed(project.scrapy("reparse", *IN_STEPS))


def _crawl(name: str, *arguments: str) -> tuple[str, ...]:
    return ("crawl", name, *arguments, *HURRIED)


SCENARIOS = (
    Scenario(name="finews", command=_crawl("finews"), sites=(finews(),)),
    Scenario(name="jinri", command=_crawl("jinri"), sites=(jinri(),)),
    Scenario(name="tibet", command=_crawl("tibet"), sites=(tibet(),)),
    Scenario(name="meipian", command=_crawl("meipian"), sites=(meipian(),)),
    Scenario(
        name="news wordpress",
        command=_crawl("news", "-a", f"url=http://{wordpress.HOST}/"),
        sites=(wordpress.site(),),
    ),
    Scenario(
        name="news zblog", command=_crawl("news", "-a", f"url=http://{zblog.HOST}/"), sites=(zblog.site(),)
    ),
    Scenario(name="ingest", kind="ingest", command=("ingest", "{folder}/files"), prepare=write_files),
    Scenario(name="reparse", kind="reparse", command=("reparse", *IN_STEPS), prepare=read_by_a_worse_parser),
    Scenario(
        name="reparse undo",
        kind="reparse",
        done="undone",
        command=("reparse", "--undo", "2"),
        prepare=reparse,
    ),
)
