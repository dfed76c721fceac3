"""What is held in quarantine, counted and chosen."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading
from db.queries import quarantine
from db.queries.quarantine import Chosen
from tests.db.rows import Page, save, start


def refused(number: int, reason: str, **fields: Any) -> Page:
    url = f"https://news.example.cn/{number}.html"
    return Page(number=number, id=f"{number:016x}", url=url, reason=reason, **fields)


PAGES = (
    refused(1, "no-text", day=1),
    refused(2, "no-text", day=3),
    refused(3, "no-text", day=2),
    refused(4, "login-wall", day=2),
    refused(5, "layout-changed", day=4, source="finews"),
    Page(number=6, id="f" * 16, url="https://news.example.cn/6.html"),
)


@pytest.fixture
def held(engine: Engine) -> Engine:
    save(engine, start(engine), *PAGES)
    return engine


def numbers(engine: Engine, chosen: Chosen, limit: int | None = None) -> list[int]:
    with reading(engine) as session:
        return [int(row.article_id, 16) for row in quarantine.pages(session, chosen, limit=limit)]


def test_pages_are_counted_by_source_and_reason_with_the_newest_of_each(held: Engine) -> None:
    with reading(held) as session:
        found = quarantine.held(session)
    assert [(one.source, one.reason, one.pages, int(one.newest.article_id, 16)) for one in found] == [
        ("finews", "layout-changed", 1, 5),
        ("news", "no-text", 3, 2),
        ("news", "login-wall", 1, 4),
    ]


def test_nothing_is_counted_where_nothing_is_held(engine: Engine) -> None:
    with reading(engine) as session:
        assert quarantine.held(session) == []


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Chosen(), [5, 2, 3, 4, 1]),
        (Chosen(sources=["finews"]), [5]),
        (Chosen(reasons=["no-text", "layout-changed"]), [5, 2, 3, 1]),
        (Chosen(since=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)), [5, 2, 3, 4]),
        (Chosen(until=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC)), [1]),
        (Chosen(sources=["news"], reasons=["layout-changed"]), []),
    ],
)
def test_a_part_can_be_chosen(held: Engine, chosen: Chosen, expected: list[int]) -> None:
    assert numbers(held, chosen) == expected
    assert numbers(held, chosen, limit=2) == expected[:2]
    with reading(held) as session:
        counted = sum(one.pages for one in quarantine.held(session, chosen))
        assert counted == len(quarantine.record_ids(session, chosen)) == len(expected)


def test_what_is_still_held_is_counted_by_its_reason_of_now(held: Engine) -> None:
    ids = [page.record_id for page in PAGES]
    with reading(held) as session:
        assert quarantine.reasons_of(session, [*ids, "urn:uuid:none"]) == {
            "no-text": 3,
            "login-wall": 1,
            "layout-changed": 1,
        }
        assert quarantine.reasons_of(session, []) == {}
