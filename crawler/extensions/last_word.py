"""What only the database can tell of a crawl's articles once all are stored."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from db.engine import open_database, reading
from db.queries import articles, versions

DUPLICATE = "duplicate"


class LastWord(NamedTuple):
    """The state of an article's URL, where it is in one of the states `instead_of`."""

    url: str
    state: str
    instead_of: Collection[str]


def last_words(
    database_url: str, crawl_id: int | None, since: datetime.datetime, read_again: Mapping[str, str]
) -> Iterator[LastWord]:
    """Which articles were new after all, and then which of them repeat others, in a crawl that began then.

    `read_again` are the URLs, by record, of what it read twice, as an earlier start of it may have stored them.
    """
    engine = open_database(database_url)
    try:
        with reading(engine) as session:
            fates = {} if crawl_id is None else versions.fates(session, crawl_id, read_again)
            copies = list(articles.urls(session, since=since, duplicates="only"))
    finally:
        engine.dispose()
    for record_id, fate in fates.items():
        yield LastWord(read_again[record_id], fate, ("unchanged",))
    for url in copies:
        yield LastWord(url, DUPLICATE, ("stored", "updated"))
