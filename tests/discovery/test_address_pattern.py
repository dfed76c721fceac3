"""Patterns are narrow enough to leave lists out and wide enough to take tomorrow's articles."""

import re
from urllib.parse import urlsplit

import pytest

from crawler.discovery.address_pattern import article_pattern, listing_pattern

HOST = "http://www.a.example"


def matches(pattern: str | None, path: str) -> bool:
    parts = urlsplit(HOST + path)
    assert pattern is not None
    return re.search(pattern, parts.path + (f"?{parts.query}" if parts.query else "")) is not None


@pytest.mark.parametrize(
    ("seen", "tomorrow", "others"),
    [
        (
            ["/news/2022/0304/12345.html", "/local/2022/0305/12346.html"],
            ["/news/2023/0101/9.html", "/sports/2024/1231/999999.html"],
            ["/news/", "/about.html", "/news/2022/0304/12345_2.html", "/12345.html"],
        ),
        (["/html/202203/t20220304_1234567.html"], ["/html/202512/t20251231_88.html"], ["/html/202203/"]),
        (["/show.php?id=12", "/show.php?id=13"], ["/show.php?id=90001"], ["/show.php", "/list.php?id=12"]),
        (
            ["/a/20220304/how-to-be-fine.html"],
            ["/a/20250101/another-long-name.html"],
            ["/a/", "/b/20220304/x-y-z"],
        ),
        (["/n/2022/0304/c12-12345.html"], ["/n/2022/0304/c99-1.html"], ["/n/2022/0304/12345.html"]),
        (["/p/3f9a1b2c4d"], ["/p/77aa01bb2c"], ["/p/", "/q/3f9a1b2c4d"]),
        (
            ["/a/8fK2xQ", "/a/VaxJFq", "/a/9VaxJF", "/a/TTnmWs"],
            ["/a/kkHH33"],
            ["/a/", "/c/tech", "/a/8fK2xQ/x"],
        ),
        (
            ["/posts/river-tea/", "/posts/lamp20/", "/posts/old-bridge-road/"],
            ["/posts/boat/"],
            ["/posts/", "/tags/tea/"],
        ),
        (
            [
                *(
                    "/news/local/council-delays-vote/article_3f2a8c1e-20f1.html",
                    "/news/local/new-bridge-opens/article_ab12-77.html",
                ),
                *(
                    "/news/local/rain-stops-play/article_9-8-ff.html",
                    "/sports/home-side-wins/article_77fe-1.html",
                ),
                *("/sports/cup-final-drawn/article_0a9-21.html", "/sports/coach-to-leave/article_e4-5.html"),
            ],
            ["/news/local/mayor-says-no/article_1b-2.html", "/sports/what-a-game/article_1b-2.html"],
            ["/news/local/", "/news/local/council-delays-vote/page_3f2.html"],
        ),
        (
            [
                *(
                    "/news/home/2024-03-05/12.html",
                    "/news/far/2024-03-05/13.html",
                    "/news/far/2024-03-06/14.html",
                ),
                *("/town/2024-03-05/22.html", "/town/2024-03-05/23.html", "/town/2024-03-06/24.html"),
            ],
            ["/news/home/2025-01-01/1.html", "/town/2025-01-01/2.html"],
            ["/town/", "/town/22.html", "/news/home/index_2.html"],
        ),
        (["/item/5.shtml"], ["/item/6.shtml"], ["/item/6.html", "/item.shtml"]),
    ],
)
def test_articles_yet_to_come_match_and_other_pages_do_not(
    seen: list[str], tomorrow: list[str], others: list[str]
) -> None:
    pattern = article_pattern(HOST + path for path in seen)
    assert [path for path in seen + tomorrow if not matches(pattern, path)] == []
    assert [path for path in others if matches(pattern, path)] == []


def test_a_shape_that_lists_share_is_told_apart_by_its_folders() -> None:
    pattern = article_pattern([f"{HOST}/xw/12.html", f"{HOST}/dt/13.html"], but=[f"{HOST}/list/3.html"])
    assert matches(pattern, "/xw/99.html")
    assert not matches(pattern, "/list/3.html")


def test_the_style_most_addresses_keep_to_is_taken() -> None:
    urls = [f"{HOST}/2024/05/06/one/", f"{HOST}/2024/05/07/two/", f"{HOST}/?p=3"]
    assert (
        article_pattern(urls, (r"^/\?p=\d+$", r"^/\d{4}/\d{2}/\d{2}/[^/]+/$"))
        == r"^/\d{4}/\d{2}/\d{2}/[^/]+/$"
    )


def test_addresses_that_nothing_tells_apart_give_no_pattern() -> None:
    assert article_pattern([f"{HOST}/about.html", f"{HOST}/contact"]) is None
    assert article_pattern([]) is None


@pytest.mark.parametrize(
    ("lists", "pages", "others"),
    [
        (
            ["/news/"],
            ["/", "/news/", "/news/index_2.html", "/news/list-3.shtml", "/news/page/4/"],
            ["/news/12/"],
        ),
        (["/list/3.html"], ["/list/3.html", "/list/3_2.html", "/list/8.html"], ["/lists/3.html"]),
        (
            ["/list.php?cid=3"],
            ["/list.php?cid=9", "/list.php?cid=3&page=2"],
            ["/list.php", "/show.php?cid=3"],
        ),
        (["/local"], ["/local", "/local/", "/local/page/2", "/local?page=2"], ["/localities"]),
        (["/c/a.html", "/c/b.html", "/c/d.html"], ["/c/e.html", "/c/a_2.html"], ["/c/", "/d/a.html"]),
    ],
)
def test_lists_match_with_their_further_pages(lists: list[str], pages: list[str], others: list[str]) -> None:
    pattern = listing_pattern(HOST + path for path in lists)
    assert [path for path in pages if not matches(pattern, path)] == []
    assert [path for path in others if matches(pattern, path)] == []
