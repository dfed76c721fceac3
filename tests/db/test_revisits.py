from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from crawler.extraction.learned import site_of
from db.engine import reading, writing
from db.models import Revisit, values_of
from db.queries import revisits

NOW = "2025-03-09T12:00:00.000Z"


def due(number: int, **columns: Any) -> Revisit:
    stated = {"next_at": f"2025-03-{number % 8 + 1:02d}T00:00:00.000Z", "interval": 3600 * number} | columns
    url = stated.pop("url", f"http://www.beixi.example/{number}.html")
    kind = stated.pop("kind", "article")
    site = site_of(url) or ""
    return Revisit(
        source="beixi", key=f"{number:016x}", url=url, site=site, kind=kind, first_at=NOW, **stated
    )


def add(engine: Engine, *rows: Revisit) -> None:
    with writing(engine) as session:
        revisits.put(session, [values_of(row) for row in rows])


def asked(engine: Engine, limit: int) -> list[int]:
    with reading(engine) as session:
        urls = revisits.due_articles(
            session, "beixi", NOW, limit=limit, on=lambda site: True, wanted=lambda url: "x" not in url[30:]
        )
    return [int(url.rpartition("/")[2].removesuffix(".html")) for url in urls]


def test_most_of_what_is_asked_for_is_due_often_and_some_is_due_longest(engine: Engine) -> None:
    add(engine, *(due(number) for number in range(1, 13)))
    add(engine, due(90, next_at="2025-01-01T00:00:00.000Z"), due(91, next_at="2025-03-10T00:00:00.000Z"))
    assert asked(engine, 4) == [1, 2, 3, 90]
    assert asked(engine, 0) == []
    assert len(asked(engine, 100)) == 13


def test_the_next_that_is_due_is_a_list_or_an_article_of_the_source_or_of_a_host(engine: Engine) -> None:
    add(
        engine,
        due(1),
        due(2, next_at="2025-02-01T00:00:00.000Z", url="http://nanpu.example:8080/1.html"),
        due(3, next_at="2025-01-01T00:00:00.000Z", url="http://nanpu.example.cn/1.html"),
        due(4, next_at=None),
    )
    with reading(engine) as session:
        assert revisits.next_due(session, "beixi") == "2025-01-01T00:00:00.000Z"
        assert revisits.next_due(session, "beixi", host="nanpu.example") == "2025-02-01T00:00:00.000Z"
        assert revisits.next_due(session, "beixi", host="beixi.example") == "2025-03-02T00:00:00.000Z"
        assert revisits.next_due(session, "beixi", host="other.example") is None
        assert revisits.next_due(session, "other") is None


def test_an_article_is_asked_for_by_the_site_it_is_on(engine: Engine) -> None:
    add(
        engine,
        due(1),
        due(2, url="http://nanpu.example:8080/2.html"),
        due(3, url="http://www.beixi.example/x/3.html"),
        due(4, kind="held-back"),
        due(5, kind="listing"),
    )

    def of(limit: int, *sites: str) -> list[str]:
        with reading(engine) as session:
            return revisits.due_articles(
                session,
                "beixi",
                NOW,
                limit=limit,
                on=lambda s: s in sites,
                wanted=lambda url: "/x/" not in url,
            )

    begin = "http://www.beixi.example/"
    assert of(9, "beixi.example") == [f"{begin}1.html", f"{begin}4.html"]
    assert of(9, "nanpu.example", "beixi.example")[1] == "http://nanpu.example:8080/2.html"
    assert of(9, "other.example") == []
