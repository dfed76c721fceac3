"""A database that earlier code made and filled, opened by this one."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, create_engine, insert

from db.engine import MIGRATIONS, open_database
from db.models import Base, values_of
from tests.db.rows import Page, articles, contents, save, start

PAGE = Page(number=1)


def migrate(path: Path, *steps: Callable[[Config], None], filling: Iterable[Base] = ()) -> None:
    """Takes the database through the steps, then puts in what its tables take of the rows."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        for step in steps:
            step(config)
        for row in filling:
            table = Table(row.__tablename__, MetaData(), autoload_with=connection)
            taken = {name: value for name, value in values_of(row).items() if name in table.c}
            connection.execute(insert(table).values(taken))
    engine.dispose()


def up(revision: str) -> Callable[[Config], None]:
    return lambda config: command.upgrade(config, revision)


def down(revision: str) -> Callable[[Config], None]:
    return lambda config: command.downgrade(config, revision)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def test_articles_of_before_there_was_provenance_get_it_when_they_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    judged = PAGE.capture()
    judged.article_id, judged.normalized_url, judged.parser, judged.outcome = (
        PAGE.id,
        PAGE.url,
        "p1",
        "article",
    )
    migrate(path, up("0002"), filling=[PAGE.article(), judged])

    with opened(path) as engine:
        assert list(articles(engine).values()) == [{**values_of(PAGE.article()), "provenance": {}}]
        save(engine, start(engine), PAGE)
        assert list(articles(engine).values()) == [values_of(PAGE.article())]


def test_provenance_can_be_taken_out_again(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    migrate(path, up("head"), filling=[PAGE.article(), PAGE.capture()])
    with opened(path) as engine:
        before = contents(engine)

    migrate(path, down("0002"), up("head"))

    before["articles"][PAGE.id]["provenance"] = {}
    with opened(path) as engine:
        assert contents(engine) == before
