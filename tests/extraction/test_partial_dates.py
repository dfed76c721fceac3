"""Dates stated in part."""

import pytest

from crawler.extraction.text.partial_dates import (
    DayOfYear,
    date_in_pieces,
    date_of_address,
    date_of_short_year,
    day_of_year,
    year_of_address,
)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("18-03-08", "2018-03-08"),
        ("18-03-08 12:00", "2018-03-08T12:00:00+08:00"),
        ("24.3.5", "2024-03-05"),
        ("’23/7/10 08:09", "2023-07-10T08:09:00+08:00"),
        ("发布时间：19-09-07 08:01", "2019-09-07T08:01:00+08:00"),
        ("24年3月5日", "2024-03-05"),
        ("2018-03-08", None),
        ("1.2.3.4", None),
        ("24.13.5", None),
        ("24-02-30", None),
        ("12:30:15", None),
        ("110-12-12", None),
        ("03-05 08:01", None),
        ("0-0-0", None),
    ],
)
def test_a_year_of_two_digits_comes_first(text: str, date: str | None) -> None:
    assert date_of_short_year(text, "+08:00") == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021 03 / 05 08:01:02", "2021-03-05T08:01:02+08:00"),
        ("2019 09/07 08:01", "2019-09-07T08:01:00+08:00"),
        ("2019 | 09/07 | 08:01", "2019-09-07T08:01:00+08:00"),
        ("2019年 3月", None),
        ("2019 13/40", None),
    ],
)
def test_a_date_may_stand_in_pieces(text: str, date: str | None) -> None:
    assert date_in_pieces(text, "+08:00") == date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03-05 08:01", DayOfYear(3, 5, "08:01")),
        ("3月5日", DayOfYear(3, 5)),
        ("2024-03-05", None),
        ("13-05", None),
        ("08:01", None),
    ],
)
def test_a_day_may_lack_its_year(text: str, day: DayOfYear | None) -> None:
    assert day_of_year(text) == day


def test_a_day_is_put_into_a_year_that_has_it() -> None:
    assert DayOfYear(2, 29, "08:01").in_year(2024, "+08:00") == "2024-02-29T08:01:00+08:00"
    assert DayOfYear(2, 29).in_year(2023, "+08:00") is None


ADDRESSES = [
    ("/2024/03/05/a.html", "2024-03-05"),
    ("/n1/2019/0907/c1001-31340.html", "2019-09-07"),
    ("/2019-09/07/c_1124.htm", "2019-09-07"),
    ("/gn/2019/09-07/8950.shtml", "2019-09-07"),
    ("/c/2019-09-07/doc-iicezz.shtml", "2019-09-07"),
    ("/19/0907/13/EOFC0BB9.html", "2019-09-07"),
    ("/omn/20190907A03XXX00", "2019-09-07"),
    ("/a/201909071234567890.html", "2019-09-07"),
    ("/202403/t20240305_123.html", "2024-03-05"),
    ("/html/2024-03/05/content_9.htm", "2024-03-05"),
    ("/content_123_2024-03/05", "2024-03-05"),
    ("/2024/3/5/9.html", "2024-03-05"),
    ("/web/20240301101010/http://a.example/2023/03/05/1.html", "2023-03-05"),
    ("/web/20240301101010/http://a.example/1.html", None),
    ("/a/338012345_1.html", None),
    ("/id/20191345.html", None),
    ("/1985/03/05/a.html", None),
    ("", None),
]


@pytest.mark.parametrize(("path", "date"), ADDRESSES)
def test_an_address_tells_the_day_its_path_names(path: str, date: str | None) -> None:
    assert date_of_address(f"http://paper.example{path}") == date


@pytest.mark.parametrize(
    ("path", "year"), [("/2024/12.html", 2024), ("/202403/12.html", 2024), ("/a/12.html", None)]
)
def test_an_address_may_tell_the_year_alone(path: str, year: int | None) -> None:
    assert year_of_address(f"http://paper.example{path}") == year


@pytest.mark.parametrize("text", ["1-" * 100_000, "2024 " * 40_000, "2024/" * 40_000, "3月" * 100_000])
def test_a_text_without_end_holds_no_date_and_costs_little(text: str) -> None:
    date_of_short_year(text, "+08:00")
    date_in_pieces(text, "+08:00")
    day_of_year(text)
    assert date_of_address(f"http://paper.example/{text.replace(' ', '')}") is None
