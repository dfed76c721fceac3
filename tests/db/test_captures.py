from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.queries import captures, staging
from db.queries.captures import Selection
from tests.db.rows import Page, contents, index, judged, save, sorted_out, start

PARSERS = {"ingest": "p1", "news": "p2"}


def page(number: int, **changes: Any) -> Page:
    return Page(number=number, id=f"{number:016x}", url=f"https://news.example.cn/{number}", **changes)


def found(engine: Engine, parsers: dict[str, str] = PARSERS, **wanted: Any) -> list[int]:
    """The numbers of the unread captures; counting them must come to the same."""
    with reading(engine) as session:
        numbers = [row.offset // 100 for row in captures.unread(session, parsers, **wanted)]
        if not {"after", "limit"} & set(wanted):
            assert captures.count_unread(session, parsers, **wanted) == len(numbers)
    return numbers


def test_an_indexed_record_stays_as_it_is(engine: Engine) -> None:
    index(engine, page(1))
    index(engine, dataclasses.replace(page(1), source="other", warc_file="copy.warc.gz"))

    row = contents(engine)["captures"][page(1).record_id]
    assert (row["source"], row["warc_file"]) == ("news", "one.warc.gz")


def test_a_file_is_never_indexed_back(engine: Engine) -> None:
    for indexed_to, torn_at in ((500, None), (300, 480), (900, None)):
        with writing(engine) as session:
            captures.index_captures(
                session, [], warc_file="one.warc.gz", indexed_to=indexed_to, torn_at=torn_at
            )
        with reading(engine) as session:
            file = captures.warc_files(session)["one.warc.gz"]
            assert (file.indexed_to, file.torn_at) == (max(500, indexed_to), torn_at)


@pytest.mark.parametrize(
    ("url", "file_name", "digest", "held"),
    [
        ("https://news.example.cn/1", None, "sha1:1", True),
        ("https://news.example.cn/1", None, "sha1:2", False),
        ("https://news.example.cn/2", None, "sha1:1", False),
        ("https://news.example.cn/1", "1.html", "sha1:1", False),
        (None, None, "sha1:1", False),
        (None, "saved.html", "sha1:3", True),
        (None, "other.html", "sha1:3", False),
    ],
)
def test_a_saved_page_is_held_by_url_name_and_bytes(
    engine: Engine, url: str | None, file_name: str | None, digest: str, held: bool
) -> None:
    saved = page(3).capture()
    saved.url, saved.file_name = None, "saved.html"
    with writing(engine) as session:
        captures.index_captures(session, [page(1).capture(), saved], warc_file="one", indexed_to=1)

    with reading(engine) as session:
        assert held == captures.held_saved_page(session, url=url, file_name=file_name, payload_digest=digest)


def test_held_records_are_told_from_others(engine: Engine) -> None:
    index(engine, page(1), page(2))

    with reading(engine) as session:
        asked = [f"urn:uuid:{number:08d}" for number in range(2000)]
        assert captures.held_records(session, asked) == {page(1).record_id, page(2).record_id}


def test_the_first_whole_record_of_a_payload_is_found(engine: Engine) -> None:
    rows = [page(number).capture() for number in (1, 2, 3, 4)]
    for row in rows:
        row.payload_digest = "sha1:same"
    rows[0].record_type = "revisit"
    with writing(engine) as session:
        captures.index_captures(session, rows, warc_file="one.warc.gz", indexed_to=1)

    with reading(engine) as session:

        def first(url: str | None) -> str | None:
            row = captures.first_with_payload(session, "sha1:same", url)
            return row.record_id if row else None

        assert first("https://news.example.cn/3") == page(3).record_id
        assert first("https://news.example.cn/1") == page(2).record_id
        assert first(None) == page(2).record_id
        assert captures.first_with_payload(session, "sha1:none", None) is None
        row = captures.capture_by_record_id(session, page(1).record_id)
        assert row is not None
        assert row.record_type == "revisit"
        assert captures.capture_by_record_id(session, "urn:uuid:none") is None


def test_what_lies_in_place_can_be_left_out_of_the_search_for_a_payload(engine: Engine) -> None:
    rows = [page(number).capture() for number in (1, 2)]
    rows[0].warc_file = "/elsewhere/crawl.warc.gz"
    for row in rows:
        row.payload_digest = "sha1:same"
        with writing(engine) as session:
            captures.index_captures(session, [row], warc_file=row.warc_file, indexed_to=1)

    with reading(engine) as session:
        for in_archive, number in ((False, 1), (True, 2)):
            row = captures.first_with_payload(session, "sha1:same", page(1).url, in_archive=in_archive)
            assert row is not None
            assert row.record_id == page(number).record_id


def test_unread_is_what_the_present_parser_of_the_source_has_not_read(engine: Engine) -> None:
    run = start(engine)
    index(engine, *(page(number) for number in range(1, 9)))
    save(engine, run, page(1, parser="p1"), page(2, parser="p2"), page(3, parser="p2", reason="no-text"))
    save(engine, run, page(4, parser="p1", reason="no-text"), page(5, parser="p2"))
    with writing(engine) as session:
        captures.mark_passed(session, [page(6).record_id], "p2")
        captures.mark_passed(session, [page(7).record_id], "p1")

    assert found(engine) == [1, 4, 7, 8]
    assert found(engine, never_read=True) == [8]
    assert found(engine, again=True) == [1, 2, 3, 4, 5, 7, 8]  # 6 was passed over by the present parser
    assert found(engine, {"ingest": "p2"}) == [1, 4, 7, 8]
    assert found(engine, {"ingest": "p9"}) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_a_source_without_a_parser_of_its_own_is_read_by_that_of_ingest(engine: Engine) -> None:
    index(engine, page(1, source="unknown"), page(2, source="unknown"))
    save(engine, start(engine), page(1, source="unknown", parser="p1"))

    assert found(engine) == [2]


def test_unread_takes_filters(engine: Engine) -> None:
    run = start(engine)
    index(engine, page(1, day=1), page(2, day=2), page(3, day=3, source="other"), page(4, day=4))
    save(engine, run, page(1, day=1, reason="no-text"), page(4, day=4, reason="binary"))

    assert found(engine, selection=Selection(sources=["other"])) == [3]
    assert found(engine, selection=Selection(sources=[])) == []
    assert found(engine, selection=Selection(since=datetime(2026, 1, 2, tzinfo=UTC))) == [2, 3, 4]
    assert found(engine, selection=Selection(until=datetime(2026, 1, 3, tzinfo=UTC))) == [1, 2]
    assert found(engine, selection=Selection(reasons=["no-text", "other"])) == [1]
    assert found(engine, selection=Selection(reasons=["no-text"], sources=["other"]), again=True) == []


def test_unread_leaves_out_what_the_present_parser_has_staged(engine: Engine) -> None:
    index(engine, page(1), page(2), page(3))
    with writing(engine) as session:
        staging.stage(session, **sorted_out([page(1, parser="p2"), page(2, parser="old")]))

    assert found(engine) == [1, 2, 3]
    assert found(engine, skip_staged=True) == [2, 3]


@pytest.mark.parametrize("sources", [1, 3, 40])
def test_unread_pages_through_the_archive_in_its_order(engine: Engine, sources: int) -> None:
    """Few pairs of source and parser are merged, many are scanned: both give the same."""
    pages = [
        page(number, source=f"s{number % sources}", warc_file=f"{number % 2}.warc.gz")
        for number in range(1, 121)
    ]
    index(engine, *pages)
    save(engine, start(engine), *(p for p in pages if p.number % 5 == 0))
    expected = [p.number for p in sorted(pages, key=lambda p: (p.warc_file, p.number)) if p.number % 5]

    numbers: list[int] = []
    after = None
    with reading(engine) as session:
        while rows := captures.unread(session, {"ingest": "p1"}, after=after, limit=7):
            numbers += [row.offset // 100 for row in rows]
            after = rows[-1].warc_file, rows[-1].offset

    assert numbers == expected
    assert found(engine, {"ingest": "p1"}, limit=200) == expected


def test_count_read_tells_what_is_skipped(engine: Engine) -> None:
    run = start(engine)
    index(engine, *(page(number, day=number) for number in range(1, 6)))
    save(engine, run, page(1, day=1, parser="p2"), page(2, day=2, parser="p2", reason="no-text"))
    save(engine, run, page(3, day=3, parser="p1"))
    with writing(engine) as session:
        captures.mark_passed(session, [page(4).record_id], "p2")

    with reading(engine) as session:
        assert captures.count_read(session, PARSERS) == 2
        assert captures.count_read(session, PARSERS, Selection(since=datetime(2026, 1, 2, tzinfo=UTC))) == 1
        assert captures.count_read(session, PARSERS, Selection(reasons=["no-text"])) == 1
        assert captures.count_read(session, PARSERS, Selection(sources=["other"])) == 0


def test_mark_passed_refuses_a_capture_that_gave_an_article(engine: Engine) -> None:
    index(engine, page(1), page(2))
    save(engine, start(engine), page(1))

    with writing(engine) as session, pytest.raises(ValueError, match="00000001 has been read"):
        captures.mark_passed(session, [page(1).record_id], "p2")
    with writing(engine) as session:
        captures.mark_passed(session, [page(2).record_id], "p2")

    assert judged(engine, page(1)) == ("article", "p1")
    assert judged(engine, page(2)) == ("passed", "p2")
