"""The database as commands want it that only read: it must be there, and hold something."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings
from sqlalchemy.orm import Session

from db.engine import DatabaseUnavailableError, open_database, reading
from db.queries import articles


@contextlib.contextmanager
def holdings(settings: BaseSettings) -> Iterator[Session]:
    """A session over the articles held. DatabaseUnavailableError, naming the database, when there are none."""
    engine = open_database(settings["DATABASE_URL"], must_exist=True)
    try:
        with reading(engine) as session:
            if not articles.newest(session, 1):
                place = engine.url.render_as_string(hide_password=True)
                raise DatabaseUnavailableError(
                    f"the database {place} holds no records yet; scrapy ingest or scrapy crawl brings some in"
                )
            yield session
    finally:
        engine.dispose()


def check_sources(session: Session, wanted: list[str] | None) -> None:
    """UsageError for a source of which nothing is held; the message lists those there are."""
    held = articles.counts_by_source(session)
    missing = [name for name in wanted or () if name not in held]
    if missing:
        there = ", ".join(f"{name} ({count:,})" for name, count in held.items())
        raise UsageError(f"no records of source {', '.join(missing)}; there are {there}", print_help=False)
