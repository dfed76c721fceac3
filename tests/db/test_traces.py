"""What the tables know of one address, in whichever table."""

from __future__ import annotations

from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import Base, CrawlUrl, Revisit
from db.queries import traces
from tests.db.rows import NOW, Page, index, save, start

URL = "https://news.example.cn/a.html"


def add(engine: Engine, *rows: Base) -> None:
    with writing(engine) as session:
        session.add_all(rows)


def met(crawl_id: int, key: int, url: str, state: str = "stored") -> CrawlUrl:
    return CrawlUrl(crawl_id=crawl_id, key=key, url=url, state=state, discovered_at=NOW)


def test_addresses_are_found_with_the_queries_and_fragments_they_are_held_by(engine: Engine) -> None:
    crawl_id = start(engine)
    add(engine, met(crawl_id, 1, f"{URL}?spm=1"), met(crawl_id, 2, f"{URL}l"), met(crawl_id, 3, URL))
    index(engine, Page(number=1, url=f"{URL}#top"), Page(number=2, url=f"{URL}?spm=1"))

    with reading(engine) as session:
        assert traces.decorated(session, [URL]) == {f"{URL}?spm=1", f"{URL}#top"}


def test_a_url_is_found_in_every_crawl_that_met_it(engine: Engine) -> None:
    first, second = start(engine), start(engine)
    add(engine, met(second, 1, URL, "known"), met(first, 1, URL), met(second, 2, f"{URL}?page=2"))

    with reading(engine) as session:
        found = traces.meetings(session, [URL])
        assert [(one.crawl.id, one.url.state) for one in found] == [(first, "stored"), (second, "known")]


def test_captures_are_found_by_their_url_and_by_the_article_they_gave(engine: Engine) -> None:
    save(
        engine,
        start(engine),
        Page(number=1, id="a" * 16),
        Page(number=2, id="b" * 16, url="https://m.example.cn/a"),
    )
    index(engine, Page(number=3, day=2))

    with reading(engine) as session:
        found = traces.captures(session, [URL], ["b" * 16])
        assert [row.record_id[-1] for row in found] == ["1", "2", "3"]


def test_versions_and_judgements_are_told_with_the_run_that_made_them(engine: Engine) -> None:
    crawl, again = start(engine), start(engine, "reparse")
    save(engine, crawl, Page(number=1, reason="empty"))
    save(engine, again, Page(number=1, title="旧桥", parser="p2"))

    with reading(engine) as session:
        [version] = traces.versions(session, ["a" * 16])
        [judged] = traces.rejudged(session, [Page(number=1).record_id])
        assert (version.crawl.kind, version.version.changed) == ("reparse", ["created"])
        assert version.captured_at == Page(number=1).captured_at
        assert judged.crawl.id == again
        assert judged.version.quarantined is not None
        assert judged.version.quarantined["reason"] == "empty"


def test_visits_are_found_in_whichever_source(engine: Engine) -> None:
    start(engine)
    add(engine, Revisit(source="news", key="a" * 16, url=URL, kind="article", first_at=NOW))

    with reading(engine) as session:
        assert [row.source for row in traces.visits(session, ["a" * 16, "b" * 16])] == ["news"]


def test_the_next_addresses_of_the_host_are_beside_a_url(engine: Engine) -> None:
    crawl_id, site = start(engine), "https://news.example.cn/"
    urls = [f"{site}{name}.html" for name in ("1", "2", "4", "5")]
    elsewhere = ["https://news.example.cm/3.html", "https://news.example.co/3.html"]
    add(engine, *(met(crawl_id, key, url) for key, url in enumerate([*urls, *elsewhere])))

    with reading(engine) as session:
        assert traces.beside(session, f"{site}3.html", site, 1) == [urls[1], urls[2]]
        assert traces.beside(session, f"{site}3.html", site, 9) == [urls[1], urls[0], urls[2], urls[3]]


def test_lists_are_those_that_the_crawl_read(engine: Engine) -> None:
    first, second = start(engine), start(engine)
    add(engine, met(first, 1, "https://a.cn/1/", "listing"), met(second, 2, "https://a.cn/2/", "listing"))
    add(engine, met(first, 3, "https://a.cn/3/", "failed:timeout"))

    with reading(engine) as session:
        assert [row.url for row in traces.lists_read(session, first, 10)] == ["https://a.cn/1/"]
