"""A database that earlier code made and filled, opened by this one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, create_engine, insert, select

from db.engine import MIGRATIONS, open_database
from db.models import Article, ArticleVersion, Base, Crawl, Staged, table_of, values_of
from tests.db.rows import NOW, Page, articles, contents, save, start

PAGE = Page(number=1)


def migrate(url: str, *steps: Callable[[Config], None], filling: Iterable[Base] = ()) -> None:
    """Takes the database through the steps, then puts in what its tables take of the rows."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        for step in steps:
            step(config)
        for row in filling:
            table = Table(row.__tablename__, MetaData(), autoload_with=connection)
            values = values_of(row).items()
            taken = {name: value for name, value in values if name in table.c and value is not None}
            connection.execute(insert(table).values(taken))
    engine.dispose()


def up(revision: str) -> Callable[[Config], None]:
    return lambda config: command.upgrade(config, revision)


def down(revision: str) -> Callable[[Config], None]:
    return lambda config: command.downgrade(config, revision)


@contextlib.contextmanager
def opened(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    yield engine
    engine.dispose()


def test_articles_of_before_there_was_provenance_get_it_when_they_are_read_again(url: str) -> None:
    judged = PAGE.capture()
    judged.article_id, judged.normalized_url, judged.parser, judged.outcome = (
        PAGE.id,
        PAGE.url,
        "p1",
        "article",
    )
    migrate(url, up("0002"), filling=[PAGE.article(), judged])

    with opened(url) as engine:
        assert list(articles(engine).values()) == [{**values_of(PAGE.article()), "provenance": {}}]
        save(engine, start(engine), PAGE)
        assert list(articles(engine).values()) == [values_of(PAGE.article())]


def test_provenance_can_be_taken_out_again(url: str) -> None:
    migrate(url, up("head"), filling=[PAGE.article(), PAGE.capture()])
    with opened(url) as engine:
        before = contents(engine)

    migrate(url, down("0002"), up("head"))

    before["articles"][PAGE.id]["provenance"] = {}
    with opened(url) as engine:
        assert contents(engine) == before


def test_repairs_that_were_only_named_count_once_each_and_can_lose_their_counts_again(url: str) -> None:
    names = ["double-escaped", "blank-runs"]
    mended, whole = PAGE.article(), Page(number=2, id="b" * 16, url="https://news.example.cn/b").article()
    mended.repairs, whole.repairs = names, []  # type: ignore[assignment]  # as they were
    version = ArticleVersion(
        crawl_id=1,
        article_id=mended.id,
        record_id=mended.record_id,
        parser="p",
        changed=["repairs"],
        earlier=values_of(mended),
    )
    first = ArticleVersion(
        crawl_id=1, article_id=whole.id, record_id=whole.record_id, parser="p", changed=["created"]
    )
    staged = Staged(
        record_id=mended.record_id,
        parser="p",
        outcome="article",
        verdict="equal",
        article=values_of(whole),
    )
    run = Crawl(kind="crawl", started_at=NOW)
    migrate(url, up("0004"), filling=[run, mended, whole, version, first, staged])

    migrate(url, up("head"))
    counted = dict.fromkeys(names, 1)
    assert repairs_of(url) == ([counted, {}], [counted, None], [{}])
    migrate(url, down("0004"))
    assert repairs_of(url) == ([names, []], [names, None], [[]])


def repairs_of(url: str) -> tuple[list[Any], list[Any], list[Any]]:
    """Of the articles, of the rows their versions keep, and of the rows staged."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(select(table_of(Article).c.repairs).order_by(Article.id)).scalars().all()
        versions = select(table_of(ArticleVersion).c.earlier).order_by(ArticleVersion.id)
        kept = connection.execute(versions).scalars().all()
        staged = connection.execute(select(table_of(Staged).c.article)).scalars().all()
    engine.dispose()
    return list(rows), [row and row["repairs"] for row in kept], [row["repairs"] for row in staged]
