"""Whatever a site calls itself, the file of its source is Python and the name is on one line."""

from __future__ import annotations

import pytest

from crawler.commands.source_draft import site_name_of, source_file
from crawler.sources import Source
from crawler.spiders.families.registry import FAMILIES
from crawler.spiders.survey import SeenPage


def home(head: str) -> SeenPage:
    page = f"<html><head><meta charset='utf-8'>{head}</head><body></body></html>"
    return SeenPage(url="http://www.a.example/", status=200, headers=(), body=page.encode())


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>首页 - 清河在线</title>", "清河在线"),
        ("<title>清河在线_首頁</title>", "清河在线"),
        ("<title>\n  清河\n在线\n</title>", "清河 在线"),
        ('<meta property="og:site_name" content="清河&amp;在线"><title>首页</title>', "清河&在线"),
        ("<title>清河\u200b在线\u0007</title>", "清河在线"),
        ("<title>首页</title>", None),
        ("", None),
    ],
)
def test_what_a_site_calls_itself(head: str, name: str | None) -> None:
    assert site_name_of(home(head)) == name


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "name", ['清河"在线"', "清河\\", '"""', "清河在线\\n", "'清河'", "{清河}", "清河" * 40], ids=repr
)
def test_the_file_declares_what_was_proposed(family: str, name: str) -> None:
    declared = Source(
        name="drafted",
        site_name=name,
        hosts=("www.a.example",),
        seeds=("http://www.a.example/",),
        feeds=("http://www.a.example/feed?a=1&b=2",),
        article_url=r"^/[^/]+/\d{4}/\d+\.html$",
        listing_url=r"^/$|^/list_\d+\.html(?:\?page=\d+)?$|^/" + "a" * 90 + "$",
        selectors=FAMILIES[family].selectors,
        boilerplate=FAMILIES[family].boilerplate,
    )
    names: dict[str, object] = {}
    exec(source_file(declared, FAMILIES[family]), names)
    assert vars(names["DraftedSpider"])["source"] == declared
