"""Which articles a crawl need not ask for."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import Engine, update

from db import models
from db.engine import reading, writing
from db.queries import articles, crawls
from db.queries.known import known_articles, last_whole_crawl
from tests.db.rows import Page, save, start

PAGE = Page(number=1)


def known(engine: Engine, *article_ids: str) -> dict[str, str]:
    with reading(engine) as session:
        found = known_articles(
            session,
            article_ids,
            source="beixi",
            unfinished_flags=("partial",),
            passing_reasons=("challenge", "listing"),
        )
    return {key: each.at for key, each in found.items()}


def flag(engine: Engine, *flags: str) -> None:
    with writing(engine) as session:
        session.execute(update(models.Article).values(flags=list(flags)))


def test_an_article_that_is_held_is_known_by_the_time_of_its_capture(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    assert known(engine, PAGE.id, "b" * 16) == {PAGE.id: PAGE.captured_at}
    assert known(engine) == {}


def test_an_article_that_is_not_whole_is_not_known(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    flag(engine, "garbled")
    assert known(engine, PAGE.id)
    flag(engine, "garbled", "partial")
    assert not known(engine, PAGE.id)


@pytest.mark.parametrize(("reason", "lasts"), [("no-text", True), ("challenge", False)])
def test_a_refused_page_is_known_where_the_reason_lasts(engine: Engine, reason: str, lasts: bool) -> None:
    save(engine, start(engine), dataclasses.replace(PAGE, reason=reason))
    assert bool(known(engine, PAGE.id)) is lasts


def test_the_newest_refusal_counts(engine: Engine) -> None:
    first = dataclasses.replace(PAGE, reason="no-text")
    later = dataclasses.replace(PAGE, number=2, day=2, reason="challenge")
    save(engine, start(engine), first, later)
    assert not known(engine, PAGE.id)


@pytest.mark.parametrize("brought", [0, 2])
def test_a_page_that_has_been_a_list_is_not_known_by_a_refusal(engine: Engine, brought: int) -> None:
    save(engine, start(engine), dataclasses.replace(PAGE, reason="not-article"))
    moment = PAGE.captured_at
    row = models.Revisit(
        source="beixi", key=PAGE.id, url="http://www.beixi.example/", kind="listing", first_at=moment
    )
    row.changes = brought
    with writing(engine) as session:
        session.add(row)
    assert bool(known(engine, PAGE.id)) is (brought == 0)


def test_an_article_stays_known_when_a_later_visit_is_refused(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    save(engine, start(engine), dataclasses.replace(PAGE, number=2, day=2, reason="challenge"))
    assert known(engine, PAGE.id)


def test_the_last_whole_crawl_is_the_last_of_its_target_that_finished(engine: Engine) -> None:
    runs = [
        ("crawl", "news a.example", "finished", "2026-01-01T00:00:00.000Z"),
        ("crawl", "news a.example", "failed", "2026-01-02T00:00:00.000Z"),
        ("crawl", "news b.example", "finished", "2026-01-03T00:00:00.000Z"),
        ("ingest", "news a.example", "finished", "2026-01-04T00:00:00.000Z"),
    ]
    with writing(engine) as session:
        for kind, target, state, at in runs:
            crawl_id = crawls.start(session, kind, "news", at, target=target)
            crawls.finish(session, crawl_id, state, {}, at)
        crawls.start(session, "crawl", "news", "2026-01-05T00:00:00.000Z", target="news a.example")
    with reading(engine) as session:
        assert last_whole_crawl(session, "news a.example") == "2026-01-01T00:00:00.000Z"
        assert last_whole_crawl(session, "news c.example") is None


def test_articles_are_found_by_a_flag(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    with reading(engine) as session:
        assert articles.records_with_flag(session, "partial") == []
    flag(engine, "partial")
    with reading(engine) as session:
        assert articles.records_with_flag(session, "partial") == [PAGE.record_id]
        assert articles.records_with_flag(session, "part") == []
