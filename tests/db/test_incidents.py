"""What is wrong with a target, from the first crawl that shows it to the first that shows it is over; and who knows."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from db.engine import reading, writing
from db.models import Incident
from db.queries import incidents
from db.queries.incidents import SAME_FAULT

MONDAY = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fault:
    cause: str
    subject: str = ""
    message: str = "the list is empty: 30 entries before, none now"
    evidence: dict[str, Any] = dataclasses.field(default_factory=dict)


EMPTY = Fault(cause="listing-empty")
NO_TITLE = Fault(cause="field-missing", subject="title", evidence={"before": 0.98, "now": 0.0})
NO_DATE = Fault(cause="field-missing", subject="published_at")


def note(
    engine: Engine,
    *faults: Fault,
    at: datetime.datetime = MONDAY,
    cleared: tuple[str, ...] = (),
    target: str = "finews",
    crawl_id: int | None = 1,
) -> None:
    with writing(engine) as session:
        incidents.found(session, target, crawl_id=crawl_id, faults=faults, cleared=cleared, now=at)


def kinds(rows: Any) -> list[tuple[str, str]]:
    return [(row.cause, row.subject) for row in rows]


def wrong(engine: Engine, target: str | None = None) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return kinds(incidents.open_now(session, target))


def held(engine: Engine) -> list[Incident]:
    with reading(engine) as session:
        return incidents.history(session)


def untold(engine: Engine, at: datetime.datetime) -> list[tuple[str, str]]:
    with reading(engine) as session:
        return [(one.turn, one.incident.cause) for one in incidents.pending(session, at)]


def tell(engine: Engine, at: datetime.datetime) -> list[str]:
    """Tells all there is to tell."""
    with writing(engine) as session:
        turns = incidents.pending(session, at)
        for one in turns:
            incidents.told(session, one.incident.id, one.turn, at)
        return [one.turn for one in turns]


def test_a_fault_is_one_incident_however_often_it_is_shown(engine: Engine) -> None:
    note(engine, EMPTY, NO_TITLE, crawl_id=7)
    note(engine, dataclasses.replace(EMPTY, message="still none"), at=MONDAY + DAY, crawl_id=8)
    assert wrong(engine) == [("listing-empty", ""), ("field-missing", "title")]
    empty, title = held(engine)
    assert (empty.times, empty.crawl_id, empty.message) == (2, 7, "still none")
    assert (empty.began_at, empty.seen_at) == ("2026-03-02T08:00:00.000Z", "2026-03-03T08:00:00.000Z")
    assert (title.times, title.evidence) == (1, {"before": 0.98, "now": 0.0})


def test_an_incident_lasts_until_its_cause_is_shown_to_be_in_order(engine: Engine) -> None:
    note(engine, NO_TITLE, NO_DATE)
    note(engine, at=MONDAY + DAY)
    note(engine, at=MONDAY + DAY, cleared=("dns", "listing-empty"))
    assert wrong(engine) == [("field-missing", "title"), ("field-missing", "published_at")]
    note(engine, NO_DATE, at=MONDAY + 2 * DAY, cleared=("field-missing",))
    assert wrong(engine) == [("field-missing", "published_at")]


def test_what_has_another_cause_now_is_not_over(engine: Engine) -> None:
    causes = ("layout-drift", "layout-changed")
    drift, changed = (Fault(cause=cause, subject="example.cn") for cause in causes)
    note(engine, drift, Fault(cause="layout-drift", subject="other.cn"))
    with writing(engine) as session:
        incidents.found(
            session,
            "finews",
            faults=[changed],
            cleared=causes,
            unsettled=["example.cn"],
            now=MONDAY + DAY,
        )
    assert wrong(engine) == [("layout-drift", "example.cn"), ("layout-changed", "example.cn")]
    note(engine, cleared=causes, at=MONDAY + 2 * DAY)
    assert wrong(engine) == []


def test_each_target_has_its_own(engine: Engine) -> None:
    note(engine, EMPTY)
    note(engine, EMPTY, target="news a.example.cn")
    note(engine, target="finews", cleared=("listing-empty",), at=MONDAY + DAY)
    with reading(engine) as session:
        assert [row.target for row in incidents.open_now(session)] == ["news a.example.cn"]
    assert wrong(engine, "finews") == []


def test_of_faults_alike_the_first_counts(engine: Engine) -> None:
    note(engine, EMPTY, dataclasses.replace(EMPTY, message="another"))
    assert [(row.times, row.message) for row in held(engine)] == [(1, EMPTY.message)]


def test_a_fault_that_is_soon_back_is_the_same(engine: Engine) -> None:
    note(engine, EMPTY)
    note(engine, at=MONDAY + HOUR, cleared=("listing-empty",))
    note(engine, EMPTY, at=MONDAY + 2 * HOUR)
    [incident] = held(engine)
    assert (incident.times, incident.ended_at) == (2, None)
    assert incident.returned_at == "2026-03-02T10:00:00.000Z"


def test_a_fault_that_is_back_after_long_is_another(engine: Engine) -> None:
    note(engine, EMPTY)
    note(engine, at=MONDAY + HOUR, cleared=("listing-empty",))
    note(engine, EMPTY, at=MONDAY + HOUR + SAME_FAULT)
    assert [row.ended_at is None for row in held(engine)] == [False, True]


def test_people_are_told_of_the_beginning_and_of_the_end_once(engine: Engine) -> None:
    note(engine, EMPTY)
    assert tell(engine, MONDAY) == ["opened"]
    note(engine, EMPTY, at=MONDAY + DAY)
    assert tell(engine, MONDAY + DAY) == []
    note(engine, at=MONDAY + 2 * DAY, cleared=("listing-empty",))
    assert tell(engine, MONDAY + 2 * DAY) == ["ended"]
    assert tell(engine, MONDAY + 3 * DAY) == []


def test_what_nobody_told_is_still_to_be_told(engine: Engine) -> None:
    note(engine, EMPTY, NO_TITLE)
    assert untold(engine, MONDAY + DAY) == [("opened", "listing-empty"), ("opened", "field-missing")]


def test_what_was_over_before_it_could_be_told_is_told_as_over(engine: Engine) -> None:
    note(engine, EMPTY)
    note(engine, at=MONDAY + DAY, cleared=("listing-empty",))
    assert tell(engine, MONDAY + DAY) == ["ended"]
    assert tell(engine, MONDAY + DAY) == []
    [incident] = held(engine)
    assert incident.told_at == incident.recovery_told_at == "2026-03-03T08:00:00.000Z"


def test_what_comes_and_goes_is_told_once(engine: Engine) -> None:
    told = []
    for hour in range(0, 12):
        at = MONDAY + hour * HOUR
        note(engine, *[EMPTY] * (hour % 2 == 0), at=at, cleared=("listing-empty",))
        told += tell(engine, at)
    assert told == ["opened", "ended"]


def test_what_came_back_and_stays_is_told_again(engine: Engine) -> None:
    note(engine, EMPTY)
    tell(engine, MONDAY)
    note(engine, at=MONDAY + HOUR, cleared=("listing-empty",))
    tell(engine, MONDAY + HOUR)
    back = MONDAY + 2 * HOUR
    note(engine, EMPTY, at=back)
    assert tell(engine, back) == []
    note(engine, EMPTY, at=back + SAME_FAULT)
    assert tell(engine, back + SAME_FAULT) == ["returned"]
    assert tell(engine, back + SAME_FAULT) == []
    note(engine, at=back + DAY, cleared=("listing-empty",))
    assert tell(engine, back + DAY) == ["ended"]


def test_what_ends_while_it_is_told_is_told_as_over_next(engine: Engine) -> None:
    note(engine, EMPTY)
    [incident] = held(engine)
    note(engine, at=MONDAY + HOUR, cleared=("listing-empty",))
    with writing(engine) as session:
        incidents.told(session, incident.id, "opened", MONDAY)
    assert tell(engine, MONDAY + HOUR) == ["ended"]


def test_a_channel_that_told_is_known_until_all_have(engine: Engine) -> None:
    note(engine, EMPTY)
    [incident] = held(engine)
    with writing(engine) as session:
        incidents.told_by(session, incident.id, "opened", "log")
        incidents.told_by(session, incident.id, "opened", "command")
    [incident] = held(engine)
    assert (incident.told_by, incident.told_at) == (["opened log", "opened command"], None)
    tell(engine, MONDAY)
    [incident] = held(engine)
    assert incident.told_by == []


@pytest.mark.parametrize("text", ["题\x00目", "题\ud83d目"])
def test_what_a_page_may_say_can_be_kept(engine: Engine, text: str) -> None:
    fault = Fault(cause="layout-changed", subject=text, message=text, evidence={"before": [text]})
    note(engine, fault)
    note(engine, fault, at=MONDAY + HOUR)
    [incident] = held(engine)
    assert incident.times == 2
    assert incident.message.replace("?", "") == "题目"


def test_how_long_it_lasted(engine: Engine) -> None:
    note(engine, EMPTY)
    [incident] = held(engine)
    assert incidents.seconds(incident, MONDAY + HOUR) == 3600
    assert incidents.seconds(incident, MONDAY - HOUR) == 0  # by a clock that was put back
    note(engine, at=MONDAY + 2 * HOUR, cleared=("listing-empty",))
    [incident] = held(engine)
    assert incidents.seconds(incident, MONDAY + DAY) == 7200


@pytest.mark.parametrize(
    ("target", "settled"),
    [
        ("news", ["news a.example.cn", "news b.example.cn"]),
        ("news a.example.cn", ["news a.example.cn"]),
        ("new", []),
        ("news%", []),
    ],
)
def test_a_person_can_settle_what_is_wrong(engine: Engine, target: str, settled: list[str]) -> None:
    for site in ("a", "b", "c"):
        fault = Fault(cause="layout-changed", subject=f"{site}.example.cn")
        note(engine, fault, EMPTY, target=f"news {site}.example.cn")
    with writing(engine) as session:
        incidents.settle(
            session,
            target,
            causes=("layout-changed",),
            subjects=("a.example.cn", "b.example.cn"),
            now=MONDAY + HOUR,
        )
    with reading(engine) as session:
        over = [row.target for row in incidents.history(session) if row.ended_at]
    assert over == settled
    assert len(wrong(engine)) == 6 - len(settled)
