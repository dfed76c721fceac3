"""What a database holds whose status is told: targets that are well and in trouble, at one moment."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from db.engine import open_database, writing
from db.models import Crawl, CrawlUrl, Incident, Revisit, Schedule
from db.times import from_text, to_text
from tests.db.rows import Page, save, start

AT = from_text("2026-03-05T08:00:00.000Z")


def before(**span: float) -> str:
    return to_text(AT - datetime.timedelta(**span))


def crawl(target: str, state: str = "finished", *, hours: float = 2, **columns: Any) -> Crawl:
    """Begun so many hours ago, and ended five minutes later, unless it is running."""
    ended = None if state == "running" else before(hours=hours, minutes=-5)
    row = {
        "source": target.partition(" ")[0],
        "started_at": before(hours=hours),
        "finished_at": ended,
        **columns,
    }
    return Crawl(kind="crawl", target=target, state=state, **row)


def counted(**states: int) -> dict[str, int]:
    return {"stored": 9, "urls/discovered": sum(states.values())} | {
        f"urls/{name.replace('__', ':').replace('_', '-')}": count for name, count in states.items()
    }


def due(target: str, next_at: str) -> Schedule:
    return Schedule(target=target, source=target.partition(" ")[0], rule="every 1h", next_at=next_at)


FINISHED = crawl(
    "luhe", counts=counted(stored=7, duplicate=2, updated=1, known=40, listing=5, refused__not_article=3)
)
ROWS = (
    crawl("luhe", "stopped", hours=26, reason="shutdown", counts=counted(stored=2, waiting=8)),
    FINISHED,
    crawl("baihe", "running", hours=30),
    crawl("news example.org", hours=50, arguments={"url": "https://example.org/"}),
    crawl("news example.org", "failed", hours=26, reason="archive-unwritable", arguments={"url": "https://example.org/"}),
    crawl("news example.org", "failed", hours=2, reason="archive-unwritable", arguments={"url": "https://example.org/"}),
    crawl("jinhe", "stopped", reason="shutdown", counts=counted(stored=1, waiting=2)),
    crawl("yunzhou", counts=counted(listing=1)),
    crawl("nanpu"),
    crawl("qiaotou", "running", hours=1),
    due("luhe", before(minutes=-40)),
    due("nanpu", before(hours=5)),
    due("xinan", before(hours=-3)),
    Incident(
        target="yunzhou",
        cause="field-missing",
        subject="title",
        message="No headline in 12 of 12 pages; before in all.",
        evidence={"before": 1.0, "now": 0.0},
        began_at=before(days=2),
        seen_at=before(hours=2),
        times=3,
    ),
    Incident(
        target="luhe",
        cause="dns",
        message="Gone by.",
        began_at=before(days=9),
        seen_at=before(days=9),
        ended_at=before(days=8),
    ),
    Revisit(
        source="luhe",
        key="1" * 16,
        url="https://luhe.example.cn/[red]news/",
        kind="listing",
        first_at=before(days=9),
        visited_at=before(hours=2),
        changed_at=before(hours=5),
        next_at=before(minutes=-20),
        interval=5400,
        visits=9,
        changes=4,
    ),
)  # fmt: skip
FRONTIER = {"baihe": ["stored", "waiting", "waiting", "unread"], "qiaotou": ["stored", "stored", "waiting"]}


def page(number: int, source: str, *, day: int, **fields: Any) -> Page:
    url = f"https://{source}.example.cn/{number}.html"
    return Page(
        number=number,
        id=f"{number:016x}",
        url=url,
        text=f"第{number}版" * 9,
        source=source,
        day=day,
        **fields,
    )


def write_rows(path: Path) -> None:
    """Into a new database."""
    engine = open_database(f"sqlite:///{path}")
    ingest = start(engine, "ingest")
    save(
        engine,
        ingest,
        page(1, "luhe", day=28, published_at="2026-01-27T10:00:00+08:00"),
        page(2, "luhe", day=1),
    )
    save(engine, ingest, page(3, "saved", day=3), page(4, "luhe", day=2, reason="listing"))
    with writing(engine) as session:
        rows = [type(row)(**_columns(row)) for row in ROWS]
        session.add_all(rows)
        session.flush()
        ids = {row.target: row.id for row in rows if isinstance(row, Crawl)}
        for target, states in FRONTIER.items():
            session.add_all(
                CrawlUrl(
                    crawl_id=ids[target],
                    key=key,
                    url=f"https://a.cn/{key}",
                    state=state,
                    discovered_at=before(),
                )
                for key, state in enumerate(states)
            )
    engine.dispose()


def _columns(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name != "id"}
