"""How long a Retry-After says to wait, a table of its forms."""

from __future__ import annotations

import datetime

import pytest
from scrapy.http import Response

from crawler.middlewares.retry import retry_after

NOW = datetime.datetime(2026, 3, 2, 8, 0, 0, tzinfo=datetime.UTC)
IN_A_MINUTE = "Mon, 02 Mar 2026 08:01:00 GMT"


@pytest.mark.parametrize(
    ("stated", "date", "seconds"),
    [
        (None, None, None),
        ("", None, None),
        ("soon", None, None),
        ("-5", None, None),
        ("1.5", None, None),
        ("²", None, None),
        ("0", None, 0.0),
        ("120", None, 120.0),
        (" 120 ", None, 120.0),
        ("9" * 400, None, 999999999999.0),
        (IN_A_MINUTE, None, 60.0),
        ("Monday, 02-Mar-26 08:01:00 GMT", None, 60.0),
        ("Mon Mar  2 08:01:00 2026", None, 60.0),
        ("Mon, 02 Mar 2026 07:00:00 GMT", None, 0.0),
        ("Mon, 32 Mar 2026 08:01:00 GMT", None, None),
        (f"Mon, {'9' * 20} Mar 2026 08:01:00 GMT", None, None),
        (f"Mon, 02 Mar 2026 08:01:00 +{'9' * 20}", None, None),
        (IN_A_MINUTE, "Mon, 02 Mar 2026 08:00:50 GMT", 10.0),
        (IN_A_MINUTE, "nonsense", 60.0),
        (IN_A_MINUTE, f"Mon, 02 Mar 2026 08:00:50 +{'9' * 20}", 60.0),
    ],
)
def test_retry_after_is_seconds_or_a_date_by_the_clock_of_the_server(
    stated: str | None, date: str | None, seconds: float | None
) -> None:
    headers = {name: value for name, value in (("Retry-After", stated), ("Date", date)) if value is not None}
    assert retry_after(Response("http://door.example/", headers=headers), NOW) == seconds
