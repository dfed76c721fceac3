"""What is learned of a site is taken out of its pages, and out of no other's."""

from __future__ import annotations

import pytest

from crawler.extraction.body.known import drop_known
from crawler.extraction.extract import extract
from crawler.extraction.learned import NOTHING_LEARNED, Learned, LearnedSites, site_of
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.extraction.version import parser_of
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.standing_pages import PROMOTION, SLOGAN, furnished_page, headlines, plain_page
from tests.values import record

LEARNED = Learned(lines=frozenset([PROMOTION, SLOGAN, "读报时间到"]), version="0123abcd")


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.dukou.example.cn/a/1.html", "dukou.example.cn"),
        ("http://DuKou.example.cn:8080/", "dukou.example.cn"),
        ("http://m.dukou.example.cn./a", "m.dukou.example.cn"),
        ("http://[::1]/a", "::1"),
        ("http://[broken/a", None),
        ("file:///home/a.html", None),
        ("", None),
        (None, None),
    ],
)
def test_a_site_is_a_host(url: str | None, site: str | None) -> None:
    assert site_of(url) == site


def test_what_is_learned_is_of_one_host_of_one_source() -> None:
    row = ("news", "dukou.example.cn", [SLOGAN], ["2019-03-01"], "0123abcd")
    sites = LearnedSites.of_rows([row])
    learned = sites.of(record(source="news", url="https://www.dukou.example.cn/a/1.html"))
    assert (learned.lines, learned.is_stamp("2019-03-01"), learned.version) == ({SLOGAN}, True, "0123abcd")
    for source, url in (
        ("finews", "https://dukou.example.cn/a"),
        ("news", "https://m.dukou.example.cn/a"),
        ("news", None),
    ):
        assert sites.of(record(source=source, url=url)) is NOTHING_LEARNED
    assert LearnedSites().of(record(source="news")) is NOTHING_LEARNED


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["渡船开了。", PROMOTION, "天亮了。", SLOGAN], ["渡船开了。", "天亮了。"]),
        (["读报时间到", "渡船开了。", "读报时间到"], ["渡船开了。"]),
        (
            ["一", "二", "三", "四", "读报时间到", *"五六七八九十百千万亿"],
            ["一", "二", "三", "四", "读报时间到", *"五六七八九十百千万亿"],
        ),
        ([SLOGAN], []),
        ([], []),
    ],
    ids=["long-anywhere", "short-at-the-ends", "short-amid-the-text", "nothing-else", "no-text"],
)
def test_known_lines_go(lines: list[str], kept: list[str]) -> None:
    assert LEARNED.without_known(lines) == kept
    assert LEARNED.without_known(kept) == kept
    assert NOTHING_LEARNED.without_known(lines) == lines


def test_known_blocks_go_before_the_text_is_searched_for_and_the_title_stays() -> None:
    tree = parse_html(
        f"<html><body><h2>读报时间到</h2><div><p>渡船 <b>开了</b>。</p>其余<ul><li> {SLOGAN}\n</li><li>水涨了</li></ul>"
        f"<div><p>{PROMOTION}</p></div></div></body></html>"
    )
    drop_known(tree, NOTHING_LEARNED, title=None)
    assert SLOGAN in lines_of(tree)
    drop_known(tree, LEARNED, title="读报时间到")
    assert lines_of(tree) == ["读报时间到", "渡船 开了。", "其余", "水涨了"]


def test_a_page_is_read_by_what_is_learned_and_says_so() -> None:
    page = capture(furnished_page(3), url="http://dukou.example.cn/a/3.html")
    before, after = extract(page, ANY_SITE), extract(page, ANY_SITE, LEARNED)
    assert [line for line in before.text.split("\n") if line not in (PROMOTION, SLOGAN)] == after.text.split(
        "\n"
    )
    assert headlines(3)[0] in after.text, "which nothing was learned of"
    assert after.parser == parser_of(ANY_SITE, LEARNED) == f"{before.parser} learned 0123abcd"


def test_nothing_learned_changes_nothing() -> None:
    page = capture(plain_page(3, "shili.example.cn"), url="http://shili.example.cn/a/3.html")
    assert extract(page, ANY_SITE) == extract(page, ANY_SITE, NOTHING_LEARNED)
