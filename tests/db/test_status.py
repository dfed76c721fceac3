"""What is counted of targets: what they hold, how full its fields are, and how their crawls ended."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import Base, Crawl, CrawlUrl, Revisit
from db.queries import status
from db.queries.status import Held, Part
from tests.db.rows import NOW, Page, save, start


def add(engine: Engine, *rows: Base) -> None:
    with writing(engine) as session:
        session.add_all(rows)


def crawl(day: int, target: str = "luhe", state: str = "finished") -> Crawl:
    begun = f"2026-03-{day:02d}T00:00:00.000Z"
    return Crawl(kind="crawl", source=target.partition(" ")[0], started_at=begun, target=target, state=state)


def page(number: int, **fields: Any) -> Page:
    url = f"https://{fields.pop('host', 'luhe.example.cn')}/{number}.html"
    text = f"第{number}座桥今天通车，{'河' * number}边的人都来看。"
    return Page(number=number, id=f"{number:016x}", url=url, text=text, source="luhe", **fields)


def test_of_each_target_the_newest_crawl_is_the_last(engine: Engine) -> None:
    add(engine, crawl(1), crawl(2, "luhe baihe.example.cn"), crawl(3), Crawl(kind="reparse", started_at=NOW))

    with reading(engine) as session:
        assert [(row.target, row.id) for row in status.last_crawls(session)] == [
            ("luhe", 3),
            ("luhe baihe.example.cn", 2),
        ]
        assert [row.id for row in status.crawls_of(session, "luhe", 1)] == [3]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["finished"], None),
        (["failed", "finished"], None),
        (["finished", "failed", "failed"], (2, "2026-03-02T00:00:00.000Z")),
        (["failed", "stopped", "failed"], (1, "2026-03-03T00:00:00.000Z")),
        (["failed"], (1, "2026-03-01T00:00:00.000Z")),
        ([], None),
    ],
)
def test_a_target_fails_since_the_first_of_its_bad_crawls_in_a_row(
    engine: Engine, states: list[str], expected: tuple[int, str] | None
) -> None:
    add(engine, *(crawl(number, state=state) for number, state in enumerate(states, 1)))
    add(engine, crawl(20, "baihe", "failed"))

    with reading(engine) as session:
        found = status.failing(session, "luhe")
    assert (found and (found.crawls, found.since)) == expected


def test_the_urls_of_a_crawl_are_counted_by_state(engine: Engine) -> None:
    add(engine, crawl(1), crawl(2))
    add(
        engine,
        *(
            CrawlUrl(
                crawl_id=1 + key // 4, key=key, url=f"https://a.cn/{key}", state=state, discovered_at=NOW
            )
            for key, state in enumerate(["stored", "stored", "waiting", "refused:empty", "stored"])
        ),
    )

    with reading(engine) as session:
        assert status.url_states(session, [1, 2, 3]) == {
            1: {"stored": 2, "waiting": 1, "refused:empty": 1},
            2: {"stored": 1},
        }


def test_what_is_held_is_counted_by_source_and_by_site(engine: Engine) -> None:
    pages = [
        page(1, day=1, published_at="2025-12-31T08:00:00+08:00"),
        page(2, day=2, published_at="2026-01-03", host="luhe.example.cn"),
        page(3, day=2, published_at="2031-01-01", host="baihe.example.cn"),
    ]
    save(engine, start(engine), *pages, page(4, reason="listing"))

    with reading(engine) as session:
        captured = pages[1].captured_at
        assert status.held_by_source(session) == {
            "luhe": Held(records=3, captured_at=captured, published_at="2026-01-03")
        }
        assert status.held_by_site(session, "luhe") == {
            "luhe.example.cn": Held(records=2, captured_at=captured, published_at="2026-01-03"),
            "baihe.example.cn": Held(records=1, captured_at=captured),
        }
        assert status.held_by_site(session, "nobody") == {}
        assert status.totals(session).quarantined == {"listing": 1}


def test_copies_are_counted(engine: Engine) -> None:
    twin = page(1).text
    save(engine, start(engine), page(1), page(2, day=2))
    save(
        engine,
        start(engine),
        Page(number=3, id="3" * 16, url="https://b.cn/3", text=twin, source="luhe", day=3),
    )

    with reading(engine) as session:
        assert status.held_by_source(session)["luhe"].duplicates == 1
        assert status.totals(session).duplicates == 1


def test_fields_are_counted_of_the_newest_records_of_a_time(engine: Engine) -> None:
    save(
        engine,
        start(engine),
        page(1, day=1, authors=(), publisher="芦河日报"),
        page(2, day=2, authors=("林小满",), published_at="2026-01-02"),
        page(3, day=3, authors=(), title="", host="baihe.example.cn"),
    )

    with reading(engine) as session:
        of_all = status.filled(session, Part(source="luhe"))
        newest = status.filled(session, Part(source="luhe"), limit=1)
        before = status.filled(session, Part(source="luhe"), until="2026-01-02T00:00:00.000Z")
        site = status.filled(session, Part(source="luhe", sites=("luhe.example.cn",)), since="2026-01-02")
        nothing = status.filled(session, Part(source="nobody"))
    shown = ("title", "published_at", "authors", "publisher")
    assert (of_all.records, [of_all.fields[name] for name in shown]) == (3, [2, 1, 1, 1])
    assert (newest.records, newest.share("title"), newest.share("authors")) == (1, 0, 0)
    assert (before.records, before.share("publisher")) == (1, 1)
    assert (site.records, site.share("authors"), site.share("title")) == (1, 1, 1)
    assert (nothing.records, nothing.share("title")) == (0, None)


def test_the_lists_of_a_site_are_told_those_due_first_in_front(engine: Engine) -> None:
    def visited(number: int, url: str, kind: str = "listing", **columns: Any) -> Revisit:
        return Revisit(source="luhe", key=f"{number:016x}", url=url, kind=kind, first_at=NOW, **columns)

    add(
        engine,
        visited(1, "https://www.luhe.example.cn/", next_at="2026-03-06T00:00:00.000Z"),
        visited(2, "http://luhe.example.cn/life/", next_at="2026-03-05T09:00:00.000Z"),
        visited(3, "http://luhe.example.cn.example.org/"),
        visited(4, "https://luhe.example.cn/1.html", kind="article", gone_at=NOW, gone_confirmed_at=NOW),
        visited(5, "https://luhe.example.cn/2.html", kind="article", gone_at=NOW),
    )

    with reading(engine) as session:
        site = status.listings(session, Part(source="luhe", sites=("luhe.example.cn",)))
        assert [row.key[-1] for row in site] == ["2", "1"]
        assert len(status.listings(session, Part(source="luhe"))) == 3
        assert (status.gone(session, "luhe"), status.gone(session, "baihe")) == (1, 0)
