"""Authorities and media by their names alone, as they stand without a label. Written for these tests."""

import pytest

from crawler.extraction.fields.infoline import facts_of
from crawler.extraction.formats.plain import read_plain
from crawler.extraction.lines.statements import statements
from crawler.extraction.names.places import is_medium, is_office
from crawler.extraction.names.runs import is_likely_name, split_run
from crawler.sources import ANY_SITE
from tests.extraction.records import saved_record

OFFICE, DATE = "临河市政府办公室", "2021年03月05日 18:20"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OFFICE, True),
        ("臨河縣教育局", True),
        ("临河县城关镇人民政府", True),
        ("临河市中级人民法院", True),
        ("各县教育局", False),
        ("办公室", False),
        ("临河市的老街", False),
        ("临河日报", False),
    ],
)
def test_is_office_wants_a_place_and_an_authority_s_ending(text: str, expected: bool) -> None:
    assert is_office(text) is expected


@pytest.mark.parametrize(
    "lines",
    [
        [f"{OFFICE} {DATE} 作者：张晓梅"],
        [OFFICE, DATE, "作者：张晓梅"],
        [DATE, OFFICE, "作者：张晓梅"],
    ],
    ids=["one line", "above the date", "below the date"],
)
def test_an_authority_beside_the_date_is_who_publishes(lines: list[str]) -> None:
    facts = facts_of(lines, "h1", "+08:00")
    assert (facts.publisher, facts.authors) == (OFFICE, ("张晓梅",))
    assert facts.published_at == "2021-03-05T18:20:00+08:00"


def test_an_authority_and_a_day_at_the_end_of_a_notice_are_its_text() -> None:
    lines = [
        "关于老街封路检修的通知",
        "",
        "老街自下周一起封路检修，请过往车辆绕行，检修约需十天。",
        f"{OFFICE} {DATE}",
    ]
    assert statements(lines[-1]) == ()
    assert read_plain("\n".join(lines), saved_record(), ANY_SITE).paragraphs == tuple(lines[2:])


@pytest.mark.parametrize(("text", "expected"), [("东方财经", False), ("欧阳日报", False), ("欧阳晓梅", True)])
def test_a_medium_that_begins_like_a_double_surname_is_nobody(text: str, expected: bool) -> None:
    assert is_likely_name(text) is expected


@pytest.mark.parametrize(
    "names",
    [
        ("龐少華", "喬振聲"),
        ("畢曉燕", "應國強"),
        ("樓玉龍", "闞建軍"),
        ("稅曉明", "盤建國"),
        ("諶玉龍", "藺國強"),
    ],
    ids="".join,
)
def test_surnames_are_known_in_traditional_script(names: tuple[str, ...]) -> None:
    assert all(map(is_likely_name, names))
    assert split_run("".join(names)) == names


@pytest.mark.parametrize("name", ["晨鐘號", "臨河電視臺", "臨河論壇", "江邊雜誌", "臨河財經", "江邊頻道"])
def test_media_are_known_in_traditional_script_by_their_endings(name: str) -> None:
    assert is_medium(name)
