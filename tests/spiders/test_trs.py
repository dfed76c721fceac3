"""Sites of the TRS family: their addresses, the pages of their lists, and one crawled that declares nothing more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crawler.spiders.families.trs import LISTING_URL, PERMALINKS, next_by_count, urls_in_scripts
from tests.sites.shiqiao import site
from tests.spiders.crawling import Crawled, crawl

LIST = "https://www.shiqiao.example/xwzx/zwyw/"
WITH_ITS_OWN = ("-s", "SPIDER_MODULES=crawler.spiders,tests.spiders.shiqiao")


@pytest.mark.parametrize(
    ("path", "article", "listing"),
    [
        ("/xwzx/zwyw/202310/t20231011_532101.html", True, False),
        ("/xwzx/zwyw/202310/t20231011_532101.htm", True, False),
        ("/xwzx/zwyw/202310/t20231011_532101.shtml", True, False),
        ("/xwzx/202310/t20231011_532101.shtml?from=home", True, False),
        ("/202310/t20231011_532101.html", True, False),
        ("/xwzx/t20231011_532101.html", True, False),
        ("/t20231011_532101.html", True, False),
        ("/xwzx/zwyw/202310/t20231011_532101_1.html", False, False),  # its second page
        ("/xwzx/zwyw/202310/P020231011532101.pdf", False, False),
        ("/xwzx/zwyw/202310/", False, False),
        ("/xwzx/zwyw/", False, True),
        ("/xwzx/zwyw/index.shtml", False, True),
        ("/xwzx/list.html", False, True),
        ("/", False, True),
        ("/xwzx/zwyw/index_1.html", False, False),  # reached from the page before it, or not at all
        ("/images/", False, False),
        ("/art/2023/10/11/art_123_456.html", False, False),
        ("/xwzx/about.html", False, False),
    ],
)
def test_the_address_says_what_a_page_is(path: str, article: bool, listing: bool) -> None:
    said = tuple(re.search(pattern, path) is not None for pattern in (PERMALINKS[0], LISTING_URL))
    assert said == (article, listing)


@pytest.mark.parametrize(
    ("script", "url", "following"),
    [
        ("var currentPage = 0;var countPage = 3", LIST, "index_1.html"),
        ("var currentPage = 1;\nvar countPage = 3", f"{LIST}index_1.html", "index_2.html"),
        ("var currentPage = 2;\nvar countPage = 3", f"{LIST}index_2.html", None),
        ("var countPage = 3//共多少页\nvar currentPage = 0;//当前页", f"{LIST}index.shtml", "index_1.shtml"),
        ('var currentPage=0;var countPage=2;w("index_"+nextPage+"."+"shtml")', LIST, "index_1.shtml"),
        ("Pager({size:12, current:0, prefix:'index', suffix:'htm'});", LIST, "index_1.htm"),
        ("document.write('<font size=3>'); var current = 0;", LIST, None),
        ("Pager({size:'12', current:'11', prefix:'index', suffix:'htm'});", f"{LIST}index_11.htm", None),
        ("var countPage = 1; var currentPage = 0;", LIST, None),
        ("var countPage = 8;", LIST, None),
        ("", LIST, None),
    ],
)
def test_a_script_that_counts_the_pages_names_the_next(script: str, url: str, following: str | None) -> None:
    found = next_by_count(f"<ul></ul><script>{script}</script>".encode(), url)
    assert found == (LIST + following if following else None)


def test_a_list_that_a_script_writes_names_its_articles() -> None:
    body = b"""<!-- <a href="./202201/t20220101_99.html">gone</a> --><SCRIPT type="text/javascript"><!--
    var a = './202310/t20231011_1234.html', b = "../tzgg/202310/t20231012_1235.shtml";
    var c = "t20231013_1236.html"; var d = "./202310/W02023.jpg"; var e = "t2023_1.html"; //--></SCRIPT>"""
    assert list(urls_in_scripts(body, LIST)) == [
        f"{LIST}202310/t20231011_1234.html",
        "https://www.shiqiao.example/xwzx/tzgg/202310/t20231012_1235.shtml",
        f"{LIST}t20231013_1236.html",
    ]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    folder: Path = tmp_path_factory.mktemp("shiqiao")
    return crawl(site(), folder, *WITH_ITS_OWN)


@pytest.mark.network
def test_a_crawl_brings_every_article_as_it_was_written(crawled: Crawled) -> None:
    assert crawled.differences() == {}


@pytest.mark.network
def test_every_list_is_read_to_its_end_and_no_page_twice(crawled: Crawled) -> None:
    lists = {f"https://{host}{path}" for host in site().hosts for path in site().pages if path.endswith("/")}
    assert lists <= set(crawled.requested)
    assert {f"{LIST}index_1.shtml", f"{LIST}index_2.shtml"} <= set(crawled.requested)
    assert f"{LIST}index_3.shtml" not in crawled.requested
    assert len(crawled.requested) == len(set(crawled.requested))
