from datetime import UTC, datetime, timedelta, timezone

import pytest

from db.times import from_text, instant, to_text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 3, 5, 1, 2, 3, tzinfo=UTC), "2026-03-05T01:02:03.000Z"),
        (datetime(2026, 3, 5, 1, 2, 3, 456_999, tzinfo=UTC), "2026-03-05T01:02:03.456Z"),
        (datetime(2026, 3, 5, 1, 2, 3, tzinfo=timezone(timedelta(hours=8))), "2026-03-04T17:02:03.000Z"),
        (datetime(999, 1, 1, tzinfo=UTC), "0999-01-01T00:00:00.000Z"),
    ],
)
def test_to_text_is_utc_with_milliseconds(moment: datetime, text: str) -> None:
    assert to_text(moment) == text


def test_to_text_refuses_a_time_without_a_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        to_text(datetime(2026, 3, 5))  # noqa: DTZ001


def test_from_text_gives_back_what_to_text_was_given() -> None:
    moment = datetime(2026, 3, 5, 1, 2, 3, 456_000, tzinfo=UTC)

    assert from_text(to_text(moment)) == moment
    assert from_text(to_text(moment)).tzinfo is not None


@pytest.mark.parametrize(
    "text",
    ["", "2026-03-05", "2026-03-05T01:02:03Z", "2026-03-05T01:02:03.456", "2026-03-05T01:02:03.456+08:00"],
)
def test_from_text_refuses_other_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_text(text)


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        ("2026-03-05T09:15:00+08:00", "2026-03-05T01:15:00.000Z"),
        ("2026-03-05T09:15:00+09:00", "2026-03-05T00:15:00.000Z"),
        ("2026-03-05T09:15:00Z", "2026-03-05T09:15:00.000Z"),
        ("2026-03-05T09:15", "2026-03-05T01:15:00.000Z"),
        ("2026-03-05", "2026-03-04T16:00:00.000Z"),
    ],
)
def test_what_a_page_states_without_an_offset_is_chinas_time(stated: str, moment: str) -> None:
    assert to_text(instant(stated)) == moment


def test_what_is_no_date_is_no_instant() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        instant("2026年3月5日")
