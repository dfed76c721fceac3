"""What one page tells of its site."""

from __future__ import annotations

import dataclasses

import pytest

from crawler.learning.observation import Observation, observe
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.garbling.mirror import Mirror, corrupted
from tests.sites.writing import piece
from tests.standing_pages import PROMOTION, SLOGAN, furnished_page, headlines, plain_page

URL = "http://dukou.example.cn/2024-03/05/4.html"


def observed(page: str, url: str = URL) -> Observation:
    seen = observe(capture(page, url=url), ANY_SITE)
    assert seen is not None
    return seen


def test_a_page_tells_its_text_what_stands_beside_it_and_its_dates() -> None:
    page = furnished_page(4).replace("<h1>", "<div>渡口镇报电子版</div><div>首页</div><h1>")
    seen = observed(page)
    assert seen.text == (*piece(4).paragraphs, PROMOTION, SLOGAN, *headlines(4))
    assert seen.beside == ("渡口镇报电子版", "发布时间：2019-03-01 08:00")
    assert seen.title == piece(4).title
    assert seen.stamp == "2019-03-01T08:00:00+08:00"
    assert seen.other_dates == ("2024-01-06", "2024-03-05")


def test_a_date_of_the_day_of_capture_is_contradicted_by_none() -> None:
    page = capture(furnished_page(4), url=URL)
    today = furnished_page(4).replace("2019-03-01", page.record.captured_at.date().isoformat())
    assert observed(today).other_dates == ()


def test_one_piece_at_two_addresses_is_one_piece() -> None:
    one, again = (
        observed(plain_page(4, "a.example.cn")),
        observed(plain_page(4, "a.example.cn"), f"{URL}?from=m"),
    )
    assert one.piece == again.piece
    assert observed(plain_page(5, "a.example.cn")).piece != one.piece


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        ("<html><body><div id='app'></div></body></html>", "text/html"),
        ("老码头的钟楼今晚重新敲响。\n" * 9, "text/plain"),
        ("", "text/html"),
    ],
    ids=["image", "empty-shell", "plain-text", "nothing"],
)
def test_what_is_no_article_s_page_tells_nothing(body: bytes | str, content_type: str) -> None:
    assert observe(capture(body, content_type=content_type), ANY_SITE) is None


def test_a_page_of_several_is_read_by_itself() -> None:
    page = capture(plain_page(4, "a.example.cn"), url=URL)
    whole = dataclasses.replace(
        page, continuations=(capture(plain_page(5, "a.example.cn"), url=f"{URL}?page=2"),)
    )
    assert observe(whole, ANY_SITE) == observe(page, ANY_SITE)


@pytest.mark.parametrize("seed", range(3))
def test_a_mirror_s_page_tells_what_it_was_before_it_was_corrupted(seed: int) -> None:
    page = furnished_page(4).replace("<h1>", "<div>渡口镇报电子版：办事服务专栏</div><h1>")
    torn = corrupted(page, Mirror(seed=seed, share=1.0)).text
    assert "電子版" not in page
    assert "電" in torn
    assert observed(torn).beside == observed(page).beside
    assert observed(torn).text == observed(page).text
