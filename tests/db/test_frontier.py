"""The URLs of crawls: written in batches, given back in their order, handed on and pruned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import CrawlUrl
from db.queries import crawls, frontier
from db.queries.frontier import BEHIND_OTHERS, Batch
from tests.db.rows import NOW

LATER = "2026-03-07T08:00:00.000Z"


def begun(engine: Engine, *, target: str = "news", at: str = NOW, arguments: Mapping[str, str] = {}) -> int:
    with writing(engine) as session:
        return crawls.start(session, "crawl", "news", at, target=target, arguments=arguments)


def row(number: int, state: str = "waiting", *, priority: int = 0, **columns: Any) -> dict[str, Any]:
    return {
        "url": f"https://news.example.cn/{number}.html",
        "state": state,
        "found_on": None,
        "priority": priority,
        "place": number,
        "request": None,
        "attempts": 0,
        "leased_at": None,
        "start": 1,
        "readings": 0,
        "record_id": None,
        "discovered_at": NOW,
        "ended_at": None,
        **columns,
    }


def batch(*rows: dict[str, Any]) -> Batch:
    """By keys that are their places, negative for every second: a key is any number of 8 bytes."""
    made = Batch()
    for each in rows:
        made.discover(key_of(each["place"]), each)
    return made


def key_of(place: int) -> int:
    return (1 << 62) + place if place % 2 else -place


def save(engine: Engine, crawl_id: int, saved: Batch) -> None:
    with writing(engine) as session:
        frontier.save(session, crawl_id, saved)


def rows(engine: Engine, crawl_id: int) -> dict[int, CrawlUrl]:
    with reading(engine) as session:
        every = frontier.waiting(session, crawl_id, start=1, limit=100)
        return {row.place: row for row in every}


def states(engine: Engine, crawl_id: int) -> dict[int, str]:
    with reading(engine) as session:
        return {key: state for key, state, _ in frontier.states(session, crawl_id)}


def waiting(engine: Engine, crawl_id: int, **asked: Any) -> list[int]:
    with reading(engine) as session:
        return [
            row.place for row in frontier.waiting(session, crawl_id, **{"start": 1, "limit": 99, **asked})
        ]


def test_what_waits_comes_by_priority_and_then_by_place(engine: Engine) -> None:
    crawl = begun(engine)
    save(engine, crawl, batch(row(1), row(2, priority=20), row(3, priority=-1), row(4), row(5, priority=20)))
    save(engine, begun(engine), batch(row(6, priority=99)))
    assert waiting(engine, crawl) == [2, 5, 1, 4, 3]
    assert waiting(engine, crawl, limit=3) == [2, 5, 1]
    assert waiting(engine, crawl, since=(20, 3)) == [5, 1, 4, 3]
    assert waiting(engine, crawl, since=(0, 2), limit=2) == [4, 3]
    assert waiting(engine, crawl, since=(-1, 4)) == []


def test_what_is_under_way_or_at_its_end_or_of_an_earlier_start_does_not_wait(engine: Engine) -> None:
    crawl = begun(engine)
    save(
        engine,
        crawl,
        batch(row(1, leased_at=NOW), row(2, "stored"), row(3, start=0), row(4, "unread"), row(5)),
    )
    assert waiting(engine, crawl) == [5]


def test_changes_of_one_batch_and_of_the_next_add_up(engine: Engine) -> None:
    crawl = begun(engine)
    first = batch(row(1), row(2), row(3))
    first.change(key_of(1), {"state": "unread"})
    first.attempt(key_of(1))
    save(engine, crawl, first)
    second = Batch()
    second.change(key_of(2), {"priority": 7, "request": {"method": "POST"}})
    second.change(key_of(1), {"state": "waiting"})
    second.attempt(key_of(1), 2)
    second.attempt(key_of(2))
    second.forget(key_of(3))
    save(engine, crawl, second)
    found = rows(engine, crawl)
    assert {place: each.attempts for place, each in found.items()} == {1: 3, 2: 1}
    assert (found[2].priority, found[2].request) == (7, {"method": "POST"})


def test_a_batch_that_waits_for_another_is_the_same_as_two() -> None:
    first, second = batch(row(1), row(2)), Batch()
    second.change(key_of(1), {"state": "stored"})
    second.attempt(key_of(1))
    second.forget(key_of(2))
    second.discover(key_of(4), row(4))
    second.change(key_of(6), {"state": "gone"})
    first.add(second)
    assert {row["place"]: (row["state"], row["attempts"]) for row in first.discovered.values()} == {
        1: ("stored", 1),
        4: ("waiting", 0),
    }
    assert first.changed == {key_of(6): {"state": "gone"}}
    assert key_of(2) in first.forgotten


def test_what_was_forgotten_may_be_discovered_again(engine: Engine) -> None:
    crawl = begun(engine)
    save(engine, crawl, batch(row(1, "listing", attempts=4)))
    again = Batch()
    again.forget(key_of(1))
    again.discover(key_of(1), row(1))
    save(engine, crawl, again)
    assert rows(engine, crawl)[1].attempts == 0


def test_a_crawl_that_goes_on_waits_for_all_that_was_not_at_its_end(engine: Engine) -> None:
    crawl = begun(engine)
    save(engine, crawl, batch(row(1, leased_at=NOW), row(2, "unread"), row(3, "stored"), row(4)))
    with writing(engine) as session:
        frontier.reopen(session, crawl)
        assert frontier.not_met(session, crawl, 2) == {
            key_of(place): f"https://news.example.cn/{place}.html" for place in (1, 2, 4)
        }
        assert frontier.take_up(session, crawl, 2) == 3
    assert waiting(engine, crawl, start=2) == [1, 2, 4]


def test_states_tell_what_no_filter_held_back(engine: Engine) -> None:
    crawl = begun(engine)
    save(engine, crawl, batch(row(1, "listing", request={"dont_filter": True}), row(2, "stored")))
    with reading(engine) as session:
        assert set(frontier.states(session, crawl)) == {
            (key_of(1), "listing", True),
            (key_of(2), "stored", False),
        }


def test_the_last_place_is_the_highest_of_either_kind(engine: Engine) -> None:
    crawl = begun(engine)
    with reading(engine) as session:
        assert frontier.last_place(session, crawl) == 0
    save(engine, crawl, batch(row(3), row(BEHIND_OTHERS + 7), row(5)))
    with reading(engine) as session:
        assert frontier.last_place(session, crawl) == 7


def test_counts_and_urls_of_a_crawl(engine: Engine) -> None:
    crawl = begun(engine)
    save(engine, crawl, batch(row(1, "stored"), row(2, "known"), row(3, "stored", priority=20), row(4)))
    with reading(engine) as session:
        assert frontier.counts(session, crawl) == {"stored": 2, "known": 1, "waiting": 1}
        assert list(frontier.urls(session, crawl, but={"known", "waiting"})) == [
            ("https://news.example.cn/1.html", "stored", 0),
            ("https://news.example.cn/3.html", "stored", 20),
        ]


@pytest.mark.parametrize(
    ("state", "arguments", "waits"),
    [
        pytest.param("running", {}, True, id="killed"),
        pytest.param("stopped", {}, True, id="stopped"),
        pytest.param("failed", {}, True, id="failed"),
        pytest.param("finished", {}, False, id="finished"),
        pytest.param("stopped", {"author": "1"}, False, id="of-other-arguments"),
    ],
)
def test_an_unfinished_crawl_hands_on_what_waits(
    engine: Engine, state: str, arguments: Mapping[str, str], waits: bool
) -> None:
    earlier = begun(engine, arguments=arguments)
    save(
        engine,
        earlier,
        batch(
            row(1, "stored"),
            row(2, request={"callback": "parse"}, found_on="x", readings=3),
            row(3, "unread"),
        ),
    )
    if state != "running":
        with writing(engine) as session:
            crawls.finish(session, earlier, state, {}, NOW)
    begun(engine, target="other")
    crawl = begun(engine, at=LATER)
    save(engine, crawl, batch(row(3, "stored")))
    with writing(engine) as session:
        found = frontier.unfinished_before(session, crawl, target="news", arguments={})
        assert found == (earlier if waits else None)
        if found is not None:
            assert frontier.hand_on(session, found, crawl, LATER) == 1
            assert frontier.hand_on(session, found, crawl, LATER) == 0
    if waits:
        assert waiting(engine, crawl) == []
        assert waiting(engine, crawl, start=0) == [2]
        with reading(engine) as session:
            assert frontier.readings(session, crawl) == {key_of(2): 3}
        assert states(engine, crawl)[key_of(3)] == "stored"


def test_old_urls_that_brought_nothing_are_taken_out(engine: Engine) -> None:
    old, new, going = begun(engine), begun(engine, at=LATER), begun(engine)
    for crawl in (old, new, going):
        save(engine, crawl, batch(row(1, "stored"), row(2, "known"), row(3, "trap"), row(4)))
    with writing(engine) as session:
        for crawl in (old, new):
            crawls.finish(session, crawl, "finished", {"urls/known": 1}, LATER)
        taken = [frontier.prune(session, before=LATER, states={"known", "trap"}, limit=1) for _ in range(3)]
        assert taken == [1, 1, 0]
        assert frontier.counts(session, old) == {"stored": 1, "waiting": 1}
        assert frontier.counts(session, new).total() == frontier.counts(session, going).total() == 4


def test_what_can_never_be_written_is_left_out_alone(engine: Engine) -> None:
    crawl, bad = begun(engine), "https://news.example.cn/\udc80.html"
    whole = batch(*(row(number) for number in range(1, 8)), row(8, url=bad))
    whole.change(key_of(9), {"state": "known"})
    with writing(engine) as session:
        left_out = frontier.save_all_but_bad(session, crawl, whole)
    assert [(url, type(error)) for url, error in left_out] == [(bad, UnicodeEncodeError)]
    assert waiting(engine, crawl) == [1, 2, 3, 4, 5, 6, 7]
    gone = Batch()
    gone.forget(key_of(1))
    gone.change(key_of(2), {"url": bad})
    with writing(engine) as session:
        [(url, _)] = frontier.save_all_but_bad(session, crawl, gone)
    assert url == "https://news.example.cn/2.html"
    assert waiting(engine, crawl) == [2, 3, 4, 5, 6, 7]
