"""The records of a story come in the order they came out, and what is only related to them beside them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import Article, Signature, TextRelation
from db.queries import stories
from tests.db.rows import Page

CLUSTER = f"{1:016}"


def row(number: int, cluster: int | None = 1, *, day: int = 1, **fields: Any) -> Article:
    url = f"https://news.example.cn/{number}"
    article = Page(number=number, id=f"{number:016}", url=url, day=day).article()
    article.cluster_id = f"{cluster:016}" if cluster else None
    for name, value in {"text_digest": f"digest {number}", **fields}.items():
        setattr(article, name, value)
    return article


def store(engine: Engine, *rows: Any) -> None:
    with writing(engine) as session:
        session.add_all(rows)


def relate(engine: Engine, one: int, other: int, relation: str, **figures: float) -> None:
    """What the text of one record is to another's, which is made known by its number."""
    reverse = {"contains": "contained-in", "contained-in": "contains"}.get(relation, relation)
    shares = {"jaccard": 0.4, "containment": 0.9, "begins": 0.5, "ends": 0.9, **figures}
    store(
        engine,
        TextRelation(signature_id=one, other_id=other, relation=relation, **shares),
        TextRelation(signature_id=other, other_id=one, relation=reverse, **shares),
    )


def sign(engine: Engine, *numbers: int) -> None:
    for number in numbers:
        store(engine, Signature(text_digest=f"digest {number}", keys=b"", indexed=True))


def test_members_come_in_the_order_they_came_out(engine: Engine) -> None:
    store(
        engine,
        row(1, day=9, published_at="2026-01-05T10:00:00+08:00"),
        row(2, day=9, published_at="2026-01-05T10:30:00+09:00"),
        row(3, day=9, published_at="2026-01-05"),
        row(4, day=5),
        row(5, day=2),
        row(6, cluster=7),
        row(7, cluster=None),
    )

    with reading(engine) as session:
        assert [int(member.id) for member in stories.members(session, CLUSTER)] == [5, 3, 4, 2, 1]


def test_a_member_came_out_when_it_was_first_captured_whichever_capture_it_is_read_from(
    engine: Engine,
) -> None:
    page = Page(number=1, id=CLUSTER, day=3)
    capture = page.capture()
    capture.article_id, capture.outcome = CLUSTER, "article"
    store(engine, capture, row(1, day=8))

    with reading(engine) as session:
        [member] = stories.members(session, CLUSTER)
        assert (member.first_captured, member.came_out) == (
            page.captured_at,
            datetime.datetime(2026, 1, 3, tzinfo=datetime.UTC),
        )
        assert stories.first_captured(session, CLUSTER) == page.captured_at
        assert stories.first_captured(session, "f" * 16) is None


def test_records_come_whole_in_the_order_they_are_asked_for(engine: Engine) -> None:
    store(engine, *(row(number) for number in range(1, 8)))

    with reading(engine) as session:
        wanted = [f"{number:016}" for number in (5, 2, 99, 7)]
        assert [int(article.id) for article in stories.articles_of(session, wanted)] == [5, 2, 7]


@pytest.mark.parametrize(
    ("filters", "clusters"),
    [
        ({}, [(4, 3), (1, 2), (8, 2)]),
        ({"sources": ["other"]}, [(1, 2)]),
        ({"since": datetime.datetime(2026, 1, 3, tzinfo=datetime.UTC)}, [(4, 3), (8, 2)]),
        ({"until": datetime.datetime(2026, 1, 3, tzinfo=datetime.UTC)}, [(4, 3), (1, 2)]),
        ({"sources": ["none"]}, []),
    ],
)
def test_the_largest_stories_are_those_that_a_chosen_record_is_part_of(
    engine: Engine, filters: dict[str, Any], clusters: list[tuple[int, int]]
) -> None:
    store(
        engine,
        row(1, 1),
        row(2, 1, source="other"),
        row(3, None),
        *(row(number, 4, day=number - 2) for number in (4, 5, 6)),
        row(8, 8, day=5),
        row(9, 8, day=5),
    )

    with reading(engine) as session:
        found = stories.largest(session, 10, **filters)
        assert [(int(cluster), size) for cluster, size in found] == clusters
        assert stories.largest(session, 1, **filters) == found[:1]


def test_what_is_related_is_outside_the_story_and_tells_where_it_stands(engine: Engine) -> None:
    store(engine, row(1), row(2), row(3, None), row(4, 4), row(5, 4), row(6, None))
    sign(engine, 1, 2, 3, 4, 5, 6)
    relate(engine, 1, 2, "near")
    relate(engine, 3, 1, "contains", containment=0.95, begins=0.1)
    relate(engine, 3, 2, "contains", containment=0.85)
    relate(engine, 5, 1, "contained-in", containment=0.99, begins=0.7, ends=1.0)
    relate(engine, 6, 3, "near")

    with reading(engine) as session:
        found, count = stories.related(session, ["digest 1", "digest 2"], CLUSTER, 10)
        assert [(int(one.article.id), one.text_digest, one.relation, one.begins) for one in found] == [
            (5, "digest 1", "contains", 0.7),
            (3, "digest 1", "contained-in", 0.1),
        ]
        assert count == 2
        fewer, count = stories.related(session, ["digest 1"], CLUSTER, 1)
        assert ([int(one.article.id) for one in fewer], count) == ([5], 2)
        assert stories.related(session, ["digest of none"], None, 10) == ([], 0)


def test_a_record_of_no_story_is_not_related_to_itself(engine: Engine) -> None:
    store(engine, row(1, None), row(2, None), row(3, 3), row(4, 3))
    sign(engine, 1, 2, 3)
    relate(engine, 1, 2, "contains")
    relate(engine, 1, 3, "near")

    with reading(engine) as session:
        found, _ = stories.related(session, ["digest 1"], None, 10)
        assert [int(one.article.id) for one in found] == [2, 3]


def test_of_a_story_that_is_related_the_original_is_told_with_how_many_more_are(engine: Engine) -> None:
    store(
        engine,
        row(1, None),
        row(2, 2, duplicate_of=f"{4:016}"),
        row(3, 2, duplicate_of=f"{4:016}"),
        row(4, 2),
    )
    store(engine, row(5, 5, duplicate_of=f"{6:016}"), row(6, 5), row(7, None))
    sign(engine, *range(1, 8))
    for other, containment in ((2, 0.99), (3, 0.9), (4, 0.8), (5, 0.7), (7, 0.85)):
        relate(engine, 1, other, "contains", containment=containment)

    with reading(engine) as session:
        found, count = stories.related(session, ["digest 1"], None, 2)
        assert [(int(one.article.id), one.others) for one in found] == [(7, 0), (4, 2)]
        assert count == 3
        found, _ = stories.related(session, ["digest 1"], None, 3)
        assert (int(found[-1].article.id), found[-1].others) == (5, 0)
