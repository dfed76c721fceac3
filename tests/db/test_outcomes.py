from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import reading
from db.models import ArticleVersion
from db.queries import articles as stored
from db.queries.outcomes import SaveCounts
from tests.db.rows import Page, articles, contents, index, judged, save, start

ID = "a" * 16
NEWER = Page(number=2, day=2, text="村里修了一座新桥，长三十米。")
OLDER = Page(number=1, day=1)
RIVAL = Page(number=3, day=3, url="https://other.example.cn/a.html")


def versions(engine: Engine) -> list[tuple[int, list[str], Any]]:
    with reading(engine) as session:
        rows = session.scalars(select(ArticleVersion).order_by(ArticleVersion.id)).all()
    return [(row.crawl_id, row.changed, row.earlier and row.earlier["text"]) for row in rows]


def quarantined(engine: Engine) -> dict[str, tuple[str, str, str]]:
    rows = contents(engine)["quarantine"]
    return {key: (row["stage"], row["reason"], row["detail"]) for key, row in rows.items()}


def tally(counts: SaveCounts) -> dict[str, int]:
    numbers = dataclasses.asdict(counts) | {"conflicts": len(counts.conflicts)}
    del numbers["fates"]  # the same by record
    return {name: number for name, number in numbers.items() if number}


def test_a_new_article_is_stored_whole(engine: Engine) -> None:
    run = start(engine)

    assert tally(save(engine, run, OLDER)) == {"stored": 1}

    with reading(engine) as session:
        row = stored.by_id(session, ID)
    assert row is not None
    assert (row.text, row.authors, row.record_id) == (OLDER.text, ["林小满"], OLDER.record_id)
    assert judged(engine, OLDER) == ("article", "p1")
    assert versions(engine) == [(run, ["created"], None)]


def test_saving_the_same_again_changes_nothing(engine: Engine) -> None:
    save(engine, start(engine), OLDER)
    before = contents(engine)

    assert tally(save(engine, start(engine), OLDER)) == {"unchanged": 1}

    assert contents(engine) == before
    assert len(versions(engine)) == 1


def test_a_capture_need_not_be_indexed_first_and_its_index_row_is_kept(engine: Engine) -> None:
    index(engine, dataclasses.replace(NEWER, source="indexed"))

    save(engine, start(engine), NEWER, OLDER)

    rows = contents(engine)["captures"]
    assert rows[NEWER.record_id]["source"] == "indexed"
    assert rows[OLDER.record_id]["offset"] == 100


def test_a_newer_capture_takes_the_row_and_the_earlier_is_kept(engine: Engine) -> None:
    save(engine, start(engine), OLDER)
    run = start(engine)

    assert tally(save(engine, run, NEWER)) == {"updated": 1}

    assert articles(engine)[ID]["text"] == NEWER.text
    assert versions(engine)[1:] == [(run, ["text", "text_digest"], OLDER.text)]


def test_an_older_capture_never_takes_the_row(engine: Engine) -> None:
    save(engine, start(engine), NEWER)

    assert tally(save(engine, start(engine), OLDER)) == {"older": 1}

    assert articles(engine)[ID]["text"] == NEWER.text
    assert judged(engine, OLDER) == ("article", "p1")


def test_a_newer_capture_of_the_same_content_makes_no_version(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    assert tally(save(engine, start(engine), dataclasses.replace(NEWER, text=OLDER.text))) == {"unchanged": 1}

    row = articles(engine)[ID]
    assert (row["record_id"], row["captured_at"]) == (NEWER.record_id, NEWER.captured_at)
    assert len(versions(engine)) == 1


def test_another_parser_that_reads_the_same_makes_no_version(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    save(engine, start(engine), dataclasses.replace(OLDER, parser="p2"))

    assert articles(engine)[ID]["parser"] == "p2"
    assert judged(engine, OLDER) == ("article", "p2")
    assert len(versions(engine)) == 1


def test_a_refused_capture_is_quarantined_with_its_reason(engine: Engine) -> None:
    assert tally(save(engine, start(engine), dataclasses.replace(OLDER, reason="no-text"))) == {"refused": 1}

    assert quarantined(engine) == {OLDER.record_id: ("extraction", "no-text", "")}
    assert judged(engine, OLDER) == ("refused", "p1")
    assert articles(engine) == {}


def test_a_capture_that_succeeds_leaves_quarantine(engine: Engine) -> None:
    save(engine, start(engine), dataclasses.replace(OLDER, reason="no-text"))

    save(engine, start(engine), dataclasses.replace(OLDER, parser="p2"))

    assert quarantined(engine) == {}
    assert judged(engine, OLDER) == ("article", "p2")


def test_a_newer_capture_that_is_refused_leaves_the_article(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    save(engine, start(engine), dataclasses.replace(NEWER, reason="no-text"))

    assert articles(engine)[ID]["text"] == OLDER.text


@pytest.mark.parametrize("change", [{"reason": "binary"}, {"passed": True}])
def test_when_an_article_s_capture_gives_none_the_other_captures_are_opened(
    engine: Engine, change: dict[str, Any]
) -> None:
    save(engine, start(engine), OLDER, NEWER)
    run = start(engine)

    counts = save(engine, run, dataclasses.replace(NEWER, parser="p2", **change))

    assert (counts.removed, counts.reopened) == (1, 1)
    assert articles(engine) == {}
    assert judged(engine, OLDER) == (None, None)
    assert versions(engine)[-1] == (run, ["removed"], NEWER.text)

    save(engine, run, dataclasses.replace(OLDER, parser="p2"))
    assert articles(engine)[ID]["text"] == OLDER.text


def test_a_capture_whose_id_changes_takes_its_article_along(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    counts = save(engine, start(engine), dataclasses.replace(OLDER, id="b" * 16, parser="p2"))

    assert tally(counts) == {"stored": 1, "removed": 1}
    assert list(articles(engine)) == ["b" * 16]


def test_the_same_id_for_another_url_is_refused_and_both_are_named(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    counts = save(engine, start(engine), RIVAL)

    assert tally(counts) == {"conflicts": 1}
    (conflict,) = counts.conflicts
    assert (conflict.record_id, conflict.stage, conflict.reason) == (
        RIVAL.record_id,
        "storage",
        "id-conflict",
    )
    assert str(OLDER.url) in conflict.detail
    assert str(RIVAL.url) in conflict.detail
    assert articles(engine)[ID]["url"] == OLDER.url
    assert judged(engine, RIVAL) == ("refused", "p1")
    assert list(quarantined(engine)) == [RIVAL.record_id]


def test_the_url_archived_first_has_the_id_even_when_it_is_read_last(engine: Engine) -> None:
    save(engine, start(engine), RIVAL)

    counts = save(engine, start(engine), OLDER)

    assert tally(counts) == {"updated": 1, "conflicts": 1}
    assert [row.record_id for row in counts.conflicts] == [RIVAL.record_id]
    assert articles(engine)[ID]["url"] == OLDER.url
    assert list(quarantined(engine)) == [RIVAL.record_id]


def test_a_later_capture_of_the_holder_does_not_lose_to_a_rival_in_between(engine: Engine) -> None:
    last = dataclasses.replace(NEWER, number=9, day=9)
    save(engine, start(engine), OLDER, last)

    save(engine, start(engine), RIVAL)

    assert articles(engine)[ID]["record_id"] == last.record_id
    assert list(quarantined(engine)) == [RIVAL.record_id]


def test_a_page_without_a_url_fits_any_url_of_its_id(engine: Engine) -> None:
    save(engine, start(engine), dataclasses.replace(OLDER, url=None))

    assert tally(save(engine, start(engine), NEWER)) == {"updated": 1}

    assert tally(save(engine, start(engine), RIVAL)) == {"conflicts": 1}


def test_when_the_holder_is_refused_the_rival_is_opened_and_gets_the_id(engine: Engine) -> None:
    save(engine, start(engine), OLDER, RIVAL)

    counts = save(engine, start(engine), dataclasses.replace(OLDER, reason="no-text", parser="p2"))
    assert (counts.removed, counts.reopened) == (1, 1)
    assert judged(engine, RIVAL) == (None, None)
    assert list(quarantined(engine)) == [OLDER.record_id]

    save(engine, start(engine), dataclasses.replace(RIVAL, parser="p2"))
    assert articles(engine)[ID]["url"] == RIVAL.url


def test_articles_of_one_text_are_linked_to_the_one_captured_first(engine: Engine) -> None:
    late, early, other = (
        Page(number=n, id=letter * 16, url=f"https://{letter}.cn/", day=day, text=text)
        for n, letter, day, text in (
            (1, "b", 5, "同一篇。"),
            (2, "c", 2, "同一篇。"),
            (3, "d", 1, "另一篇。"),
        )
    )
    save(engine, start(engine), late, other)
    assert articles(engine)[late.id]["cluster_id"] is None

    save(engine, start(engine), early)

    rows = articles(engine)
    cluster = early.id
    names = ("duplicate_of", "duplicate_kind", "similarity", "cluster_id")
    assert {key: tuple(row[name] for name in names) for key, row in rows.items()} == {
        late.id: (early.id, "exact", 1.0, cluster),
        early.id: (None, None, None, cluster),
        other.id: (None, None, None, None),
    }


def test_a_cluster_left_by_its_original_is_linked_anew(engine: Engine) -> None:
    first, second, third = (
        Page(number=n, id=letter * 16, url=f"https://{letter}.cn/", day=n, text="同一篇。")
        for n, letter in ((1, "b"), (2, "c"), (3, "d"))
    )
    save(engine, start(engine), first, second, third)

    save(engine, start(engine), dataclasses.replace(first, text="改过的一篇。", parser="p2"))
    rows = articles(engine)
    assert (rows[first.id]["cluster_id"], rows[second.id]["duplicate_of"]) == (None, None)
    assert rows[third.id]["duplicate_of"] == second.id

    save(engine, start(engine), dataclasses.replace(third, reason="no-text", parser="p2"))
    assert articles(engine)[second.id]["cluster_id"] is None


def test_of_one_text_the_article_published_first_is_the_original_however_late_it_is_captured(
    engine: Engine,
) -> None:
    dates = {"b": None, "c": "2026-01-03T09:00:00+08:00", "d": "2026-01-02"}
    pages = {
        letter: Page(
            number=n, id=letter * 16, url=f"https://{letter}.cn/", day=n, text="同一篇。", published_at=date
        )
        for n, (letter, date) in enumerate(dates.items(), 1)
    }
    save(engine, start(engine), *pages.values())

    assert {key[0]: row["duplicate_of"] for key, row in articles(engine).items()} == {
        "b": "d" * 16,
        "c": "d" * 16,
        "d": None,
    }


def test_a_link_to_a_duplicate_is_no_version(engine: Engine) -> None:
    save(engine, start(engine), OLDER)

    save(engine, start(engine), dataclasses.replace(OLDER, number=7, id="b" * 16, url="https://b.cn/"))

    assert [changed for _, changed, _ in versions(engine)] == [["created"], ["created"]]


def test_of_a_capture_given_twice_the_last_word_counts(engine: Engine) -> None:
    counts = save(engine, start(engine), OLDER, dataclasses.replace(OLDER, reason="no-text"))

    assert tally(counts) == {"refused": 1}
    assert judged(engine, OLDER) == ("refused", "p1")
