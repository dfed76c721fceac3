"""A web in which one story travels: who published it, who carried it and how, and what only looks like it.

The pages are those of the replicas, with other articles; each host names its own in a sitemap, so that
`scrapy crawl news` finds them whatever the host is made by. `CARRIERS` is the gold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from html import escape
from typing import Final
from urllib.parse import urlsplit

from tests.sites.reposts.carriers import CARRIERS, Carrier
from tests.sites.site import Page, Site

NOT_FOUND: Final = Page(status=404, body="<html><body><h1>404</h1><p>没有这一页</p></body></html>".encode())


def sites() -> tuple[Site, ...]:
    by_host = defaultdict(list)
    for carrier in CARRIERS:
        by_host[urlsplit(carrier.url).netloc].append(carrier)
    return tuple(_site(host, carriers) for host, carriers in by_host.items())


def roots() -> tuple[str, ...]:
    """The addresses to begin with."""
    return tuple(f"http://{site.hosts[0]}/" for site in sites())


def _site(host: str, carriers: Iterable[Carrier]) -> Site:
    pages = {urlsplit(one.url).path: one.page for one in carriers}
    links = "".join(
        f'<li><a href="{urlsplit(one.url).path}">{escape(one.title)}</a></li>' for one in carriers
    )
    entries = "".join(f"<url><loc>{one.url}</loc></url>" for one in carriers)
    robots = f"User-agent: *\nAllow: /\nSitemap: http://{host}/sitemap.xml\n"
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    home = f"<html><head><meta charset='utf-8'><title>首页</title></head><body><ul>{links}</ul></body></html>"
    return Site(
        name=f"reposts:{host}",
        hosts=(host,),
        pages={
            "/": Page(body=home.encode()),
            "/robots.txt": Page(body=robots.encode(), content_type="text/plain"),
            "/sitemap.xml": Page(body=sitemap.encode(), content_type="application/xml"),
            **pages,
        },
        not_found=NOT_FOUND,
        expected={one.url: one.gold for one in carriers},
    )
