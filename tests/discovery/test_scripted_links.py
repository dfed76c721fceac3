# ruff: noqa: E501 - lines of HTML
"""Lists that a page keeps in its scripts."""

import pytest

from crawler.discovery.links import is_record_list, page_links
from crawler.discovery.listing_structure import Targets, targets_of
from crawler.discovery.pagination import next_listing_url

URL = "http://www.xian.example/col/col1021/index.html"
TITLES = ("沅水大桥主桥今晨合龙通车在即", "山核桃迎来采收季价格看涨", "老城区背街小巷改造年底完工")


def items(template: str, between: str = "") -> str:
    return between.join(template % {"n": n, "title": title} for n, title in enumerate(TITLES, 1))


RECORD = '<record><![CDATA[<li><a href="/art/2024/3/%(n)s/art_1021_4500%(n)s.html" title="%(title)s">%(title)s</a><span>2024-03-0%(n)s</span></li>]]></record>'
DATASTORE = f'<script type="text/xml"><datastore><recordset>{items(RECORD)}</recordset></datastore></script>'
ITEM = '{"id":%(n)s,"title":"%(title)s","cover":"/i/%(n)s.jpg","url":"/detail/71000%(n)s","author":{"name":"沈立文","url":"/u/%(n)s"}}'
NEXT_DATA = f'<script id="__NEXT_DATA__" type="application/json"> {{"props":{{"list":[{items(ITEM, ",")}]}}}}</script>'
STATE = f'<script>var a={{b:[1]}}, c=[{{"x":1}},;\nwindow.__INITIAL_STATE__ = {{"list":[{items(ITEM, ",")}]}};\n(function(){{}})()</script>'
ESCAPED = STATE.replace("/detail/", "\\/detail\\/")


@pytest.mark.parametrize(
    ("script", "address"),
    [
        (DATASTORE, "/art/2024/3/{n}/art_1021_4500{n}.html"),
        (NEXT_DATA, "/detail/71000{n}"),
        (STATE, "/detail/71000{n}"),
        (ESCAPED, "/detail/71000{n}"),
    ],
)
def test_articles_are_found_in_markup_and_json_of_scripts(script: str, address: str) -> None:
    page = f'<html><body><div class="nav"><a href="/">首页</a></div>{script}</body></html>'
    found = targets_of(page.encode(), URL)
    assert found.articles == tuple("http://www.xian.example" + address.format(n=n) for n in range(1, 4))


@pytest.mark.parametrize(
    "script",
    [
        '<script type="text/template"><li><a href="/art/{{id}}.html">{{title}}沅水大桥主桥今晨合龙</a></li></script>',
        '<script type="application/json">{"title":"沅水大桥主桥今晨合龙通车在即"',
        '<script type="application/json">{"title":"沅水大桥主桥今晨合龙通车在即","imgUrl":"/i/1"}</script>',
        '<script>var menu = [{"name":"要闻","url":"/yw/"}];</script>',
        f"<script>var deep = {'[' * 100_000}</script>",
        "<script type='text/xml'>href <![CDATA[]]></script>",
    ],
)
def test_what_is_no_list_leads_nowhere(script: str) -> None:
    found = targets_of(f"<html><body>{script}</body></html>".encode(), URL)
    assert found == Targets(articles=(), lists=(), unsure=())


NEXT_GROUP = (
    '<nextgroup><![CDATA[<a href="/module/dataproxy.jsp?page=1&amp;columnid=1021"></a>]]></nextgroup>'
)


def test_the_next_group_of_records_is_the_next_page_of_the_list() -> None:
    first = f'<html><script type="text/xml"><datastore>{NEXT_GROUP}</datastore></script></html>'
    following = next_listing_url(first.encode(), URL)
    assert following == "http://www.xian.example/module/dataproxy.jsp?page=1&columnid=1021"


def test_a_group_of_records_is_read_as_a_list() -> None:
    group = (
        f'<?xml version="1.0" encoding="utf-8"?><datastore><recordset>{items(RECORD)}</recordset></datastore>'
    )
    found = targets_of(group.encode(), URL, content_type="text/xml")
    assert len(found.articles) == 3
    assert is_record_list(group.encode())
    assert not is_record_list(b'<?xml version="1.0"?><rss version="2.0"></rss>')


def test_links_in_scripts_are_links_of_the_page() -> None:
    page = f'<html><a href="/yw/">要闻</a>{NEXT_DATA}</html>'
    assert [link.text for link in page_links(page.encode(), URL)] == [
        "要闻",
        *(text for title in TITLES for text in (title, "沈立文")),
    ]
