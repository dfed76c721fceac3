from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.models import ArticleVersion, Crawl
from db.queries import crawls, undoing
from tests.db.rows import NOW, Page, articles, contents, judged, save, start

PAGE = Page(number=1)
OTHER = Page(number=5, id="b" * 16, url="https://news.example.cn/b.html", text="另一篇。")


def undo(engine: Engine, run: int) -> undoing.UndoCounts:
    with writing(engine) as session:
        return undoing.undo(session, run)


def state(engine: Engine, run: int) -> str:
    with reading(engine) as session:
        return session.scalars(select(Crawl.state).where(Crawl.id == run)).one()


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({"title": "老桥"}, (1, 0, 0)),
        ({"reason": "no-text"}, (1, 0, 1)),
        ({"passed": True}, (1, 0, 1)),
        ({"id": "c" * 16}, (1, 1, 1)),
    ],
)
def test_undo_restores_what_a_reparse_changed(
    engine: Engine, change: dict[str, Any], counts: tuple[int, int, int]
) -> None:
    save(engine, start(engine), PAGE, OTHER)
    before = contents(engine)
    run = start(engine, "reparse")
    save(engine, run, dataclasses.replace(PAGE, parser="p2", **change))

    assert dataclasses.astuple(undo(engine, run)) == counts

    assert contents(engine) == before
    assert state(engine, run) == "undone"


def test_undo_puts_a_refusal_back_with_its_reason(engine: Engine) -> None:
    save(engine, start(engine), dataclasses.replace(PAGE, reason="no-text"))
    before = contents(engine)
    run = start(engine, "reparse")
    save(engine, run, dataclasses.replace(PAGE, parser="p2"))

    assert dataclasses.astuple(undo(engine, run)) == (0, 1, 1)

    assert contents(engine) == before


def test_undo_gives_a_row_back_to_the_capture_it_was_read_from(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    before = articles(engine)
    run = start(engine)
    save(engine, run, dataclasses.replace(PAGE, number=2, day=2))
    save(engine, run, dataclasses.replace(PAGE, number=3, day=3))

    undo(engine, run)

    assert articles(engine) == before
    assert judged(engine, dataclasses.replace(PAGE, number=3)) == (None, None)


def test_undo_puts_back_how_an_article_was_read(engine: Engine) -> None:
    save(engine, start(engine), PAGE, OTHER)
    before = articles(engine)
    run = start(engine)
    save(engine, run, dataclasses.replace(PAGE, number=2, day=2))
    save(engine, run, dataclasses.replace(PAGE, number=3, day=3, rule="json-ld"))
    save(engine, run, dataclasses.replace(PAGE, number=4, day=4, rule="opengraph"))
    save(engine, run, dataclasses.replace(OTHER, title="石桥", rule="json-ld"))
    assert {row["provenance"]["title"]["rule"] for row in articles(engine).values()} == {
        "opengraph",
        "json-ld",
    }

    undo(engine, run)

    assert articles(engine) == before


def test_undo_of_a_change_noted_before_there_was_provenance_leaves_it_empty(engine: Engine) -> None:
    save(engine, start(engine), PAGE)
    run = start(engine)
    save(engine, run, dataclasses.replace(PAGE, title="石桥"))
    with writing(engine) as session:
        version = session.scalars(select(ArticleVersion).where(ArticleVersion.crawl_id == run)).one()
        version.earlier = {key: x for key, x in (version.earlier or {}).items() if key != "provenance"}

    undo(engine, run)

    (row,) = articles(engine).values()
    assert (row["title"], row["provenance"]) == (PAGE.title, {})


def test_a_killed_run_can_be_undone(engine: Engine) -> None:
    run = start(engine)
    save(engine, run, PAGE)

    assert undo(engine, run).removed == 1
    with reading(engine) as session:
        assert crawls.unfinished(session, "crawl") is None


@pytest.mark.parametrize(
    "change",
    [
        {"title": "石桥"},
        {"number": 2, "day": 2},
        {"number": 2, "day": 2, "title": "石桥"},
        {"reason": "no-text"},
    ],
)
def test_a_run_is_not_undone_under_a_later_one(engine: Engine, change: dict[str, Any]) -> None:
    save(engine, start(engine), PAGE)
    earlier, later = start(engine), start(engine)
    save(engine, earlier, dataclasses.replace(PAGE, title="老桥", parser="p2"), OTHER)
    save(engine, later, dataclasses.replace(PAGE, **({"title": "老桥"} | change), parser="p3"))
    before = contents(engine)

    with pytest.raises(undoing.UndoError, match=rf"run {later} has since read the article {PAGE.id} too"):
        undo(engine, earlier)

    assert contents(engine) == before
    undo(engine, later)
    undo(engine, earlier)
    assert articles(engine)[PAGE.id]["title"] == PAGE.title


def test_runs_over_different_articles_are_undone_in_any_order(engine: Engine) -> None:
    first, second = start(engine), start(engine)
    save(engine, first, PAGE)
    save(engine, second, OTHER)

    undo(engine, first)

    assert list(articles(engine)) == [OTHER.id]


@pytest.mark.parametrize("run", [1, 77])
def test_undo_names_a_run_that_is_not_there_or_undone(engine: Engine, run: int) -> None:
    undo(engine, start(engine))

    with pytest.raises(undoing.UndoError, match=rf"run {run}"):
        undo(engine, run)


def test_a_run_ends_finished_or_failed(engine: Engine) -> None:
    run = start(engine)

    with writing(engine) as session, pytest.raises(ValueError, match="'ended'"):
        crawls.finish(session, run, "ended", {}, NOW)
