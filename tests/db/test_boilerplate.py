"""What is learned of a site is kept by host and source, and tells which captures are to be read again."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import LearnedSite
from db.queries import boilerplate, captures, staging
from db.queries.boilerplate import Site
from tests.db.rows import NOW, Page, index, save, start

PARSERS = {"ingest": "p2", "news": "p2"}
HOST = "town.example.cn"


def table(version: str = "aaaaaaaa", *, source: str = "news", host: str = HOST) -> LearnedSite:
    return LearnedSite(
        source=source, host=host, version=version, pages=9, learned_at=NOW, lines={"镇报，陪您看家乡": 9}
    )


def page(number: int, *, host: str = HOST, parser: str = "p2", **changes: str | int | bool | None) -> Page:
    fields = {"id": f"{number:016d}", "url": f"https://{host}/{number}.html", "parser": parser} | changes
    return Page(number=number, **fields)  # type: ignore[arg-type]


def keep(engine: Engine, *tables: LearnedSite) -> None:
    with writing(engine) as session:
        for row in tables:
            boilerplate.keep(session, row)


def unread(engine: Engine, *, again: bool = False) -> list[int]:
    with reading(engine) as session:
        rows = captures.unread(session, PARSERS, again=again)
        assert len(rows) == captures.count_unread(session, PARSERS, again=again)
    return [row.offset // 100 for row in rows]


def test_only_the_pages_of_a_site_that_was_learned_are_to_be_read_again(engine: Engine) -> None:
    run = start(engine)
    save(engine, run, page(1), page(2, reason="no-text"), page(3, host="city.example.cn"))
    save(engine, run, page(4, source="ingest"), page(5, passed=True))
    assert unread(engine) == []
    keep(engine, table())
    assert unread(engine) == [1, 2]
    save(engine, run, page(1, parser="p2 learned aaaaaaaa"))
    assert unread(engine) == [2]


@pytest.mark.parametrize("sites", [1, 40])  # beyond 24 groups the index is asked otherwise
def test_what_is_learned_anew_or_forgotten_is_read_again(engine: Engine, sites: int) -> None:
    hosts = [f"town{n}.example.cn" for n in range(sites)]
    run = start(engine)
    for n, host in enumerate(hosts):
        save(engine, run, page(n, host=host, parser=f"p2 learned {n:08d}"))
        keep(engine, table(f"{n:08d}", host=host))
    assert unread(engine) == []
    keep(engine, table("bbbbbbbb", host=hosts[0]))
    assert unread(engine) == [0]
    with writing(engine) as session:
        assert boilerplate.forget(session, hosts=[hosts[0]]) == 1
    assert unread(engine) == [0]
    with writing(engine) as session:
        assert boilerplate.forget(session) == sites - 1
    assert unread(engine) == list(range(sites))


def test_a_page_that_is_no_article_stays_read_whatever_is_learned(engine: Engine) -> None:
    save(engine, start(engine), page(1, passed=True), page(2))
    keep(engine, table())
    assert unread(engine, again=True) == [2]


def test_what_was_staged_before_the_site_was_learned_is_let_go(engine: Engine) -> None:
    index(engine, page(1), page(2, host="city.example.cn"))
    one, other = page(1), page(2, host="city.example.cn")
    with writing(engine) as session:
        staging.stage(session, articles=[(one.article(), one.capture()), (other.article(), other.capture())])
    keep(engine, table())
    with writing(engine) as session:
        staging.keep_only(session, PARSERS)
        assert staging.count(session) == 1


def test_sites_are_counted_by_articles_and_read_by_their_newest_capture(engine: Engine) -> None:
    save(
        engine,
        start(engine),
        page(1, day=3),
        page(2, day=1),
        page(3, day=2, id=f"{1:016d}", url="https://town.example.cn/1.html"),
    )
    save(engine, start(engine), page(4, source="ingest"), page(5, host="city.example.cn"))
    with reading(engine) as session:
        found = boilerplate.sites(session)
        assert found == [
            Site(source="ingest", host=HOST, articles=1),
            Site(source="news", host="city.example.cn", articles=1),
            Site(source="news", host=HOST, articles=2),
        ]
        assert boilerplate.sites(session, sources=["news"], at_least=2) == found[2:]
        assert boilerplate.records_of(session, found[2]) == [page(2).record_id, page(1).record_id]


def test_tables_are_shown_and_forgotten_by_source_or_site(engine: Engine) -> None:
    keep(engine, table(), table(source="ingest"), table(host="city.example.cn"))
    with writing(engine) as session:
        assert [row.source for row in boilerplate.tables(session, hosts=[HOST])] == ["ingest", "news"]
        assert boilerplate.forget(session, sources=["ingest"], hosts=["city.example.cn"]) == 0
        assert boilerplate.forget(session, sources=["news"]) == 2
        assert [row[:2] for row in boilerplate.learned(session)] == [("ingest", HOST)]
