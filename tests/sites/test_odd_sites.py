"""The odd sites are whole: what they expect is served, what they name exists, and who reposts whom is told."""

import gzip
from urllib.parse import urlsplit

import pytest

from crawler.discovery.links import page_links
from tests.sites import bulk, charsets, feeds, gbk, plain
from tests.sites.site import Asked, Expected, Page, Site
from tests.sites.writing import piece

SITES = {site.name: site for site in (plain.site(), feeds.site())}


def page(site: Site, url: str) -> Page:
    parts = urlsplit(url)
    return site.answer(parts.path + (f"?{parts.query}" if parts.query else ""))


def reached(site: Site, root: str) -> set[str]:
    """Every page of the site that links lead to."""
    found, waiting = {root}, [root]
    while waiting:
        url = waiting.pop()
        answer = page(site, url)
        if "html" not in answer.content_type:
            continue
        links = {link.url for link in page_links(answer.body, url, content_type=answer.content_type)}
        new = {link for link in links - found if urlsplit(link).hostname in site.hosts}
        found |= new
        waiting += new
    return found


@pytest.mark.parametrize("name", SITES)
def test_every_expected_article_is_served_with_its_words(name: str) -> None:
    site = SITES[name]
    for url, gold in site.articles.items():
        body = page(site, url).body.decode()
        assert all(paragraph in body for paragraph in (gold.title or "", *gold.paragraphs))


def test_links_lead_to_every_article_of_the_site_without_feeds() -> None:
    site = SITES["plain_web"]
    urls = reached(site, f"http://{plain.HOST}/")
    assert set(site.expected) <= urls
    missing = [url for url in urls if page(site, url) is site.not_found]
    assert {url for url in missing if not url.endswith((".apk", ".jpg", ".css", ".js"))} == set()


def test_links_alone_do_not_lead_to_every_article_of_the_site_with_feeds() -> None:
    site = SITES["feeds_web"]
    listed = b"".join(
        one.body
        for path, one in site.pages.items()
        if "xml" in one.content_type or "text/plain" in one.content_type
    )
    listed += gzip.decompress(site.pages["/archive.xml.gz"].body)
    unlinked = set(site.expected) - {
        link.url for link in page_links(site.pages["/"].body, f"https://{feeds.HOST}/")
    }
    assert all(urlsplit(url).path.encode() in listed for url in unlinked)


@pytest.mark.parametrize("name", ["feeds_web"])
def test_an_article_of_one_site_is_carried_by_another(name: str) -> None:
    everything = {url: gold for site in SITES.values() for url, gold in site.articles.items()}
    for group in SITES[name].reposts:
        assert len({everything[url].text for url in group}) == 1
        assert len({urlsplit(url).hostname for url in group}) == 2
        dates = [everything[url].published_at or "" for url in group]
        assert dates == sorted(dates)


def test_an_article_by_number_is_always_the_same_and_shares_little_with_others() -> None:
    pieces = [piece(number) for number in range(60)]
    assert pieces == [piece(number) for number in range(60)]
    shingles = [
        {text[at : at + 5] for at in range(len(text) - 4)}
        for text in ("".join(one.paragraphs) for one in pieces)
    ]
    shares = [len(a & b) / len(a | b) for i, a in enumerate(shingles) for b in shingles[:i]]
    assert max(shares) < 0.2


def test_the_site_for_benchmarks_lists_each_of_its_articles_once() -> None:
    site = bulk.site()
    pages = [bulk.respond(asked(f"/list_{number}.html")) for number in range(1, 121)]
    listed = [
        link.url
        for one in pages
        if one
        for link in page_links(one.body, f"http://{bulk.HOST}/list.html")
        if link.url in site.expected
    ]
    assert len(listed) == len(set(listed)) == bulk.ARTICLES
    assert bulk.respond(asked("/list_121.html")) is None


def test_a_repost_of_the_site_for_benchmarks_has_the_words_of_an_earlier_article() -> None:
    site = bulk.site()
    assert len(site.reposts) == bulk.ARTICLES // bulk.REPOSTED_EVERY
    for first, second in list(site.reposts)[:5]:
        one, other = site.expected[first], site.expected[second]
        assert isinstance(one, Expected)
        assert isinstance(other, Expected)
        assert one.text == other.text
        assert one.title != other.title
        page = bulk.respond(asked(urlsplit(second).path))
        assert page is not None
        assert all(line in page.body.decode() for line in (other.title or "", *one.paragraphs))


def asked(target: str) -> Asked:
    return Asked(method="GET", scheme="http", host=bulk.HOST, target=target, headers={}, body=b"", times=0)


def test_the_gbk_site_says_gb2312_and_writes_what_gb2312_has_not() -> None:
    site = gbk.site()
    for url, gold in site.articles.items():
        body = page(site, url).body
        text = body.decode("gb18030")
        assert all(words in text for words in (gold.title or "", *gold.paragraphs, "charset=gb2312"))
    bodies = [one.body for one in site.pages.values()]
    assert sum(not decodes(body, "gb2312") for body in bodies) >= 2
    assert sum(not decodes(body, "gbk") for body in bodies) == 1


@pytest.mark.parametrize("lie", charsets.LIES, ids=lambda lie: lie.slug)
def test_a_lie_about_the_charset_is_told_as_it_is_declared(lie: charsets.Lie) -> None:
    site = charsets.site()
    answer, gold = site.pages[lie.path], site.articles[charsets.ROOT + lie.path]
    text = answer.body.removeprefix(lie.mark).decode(lie.written)
    assert all(words in text for words in (gold.title or "", *gold.paragraphs))
    assert (f"charset={lie.header}" in answer.content_type) == bool(lie.header)
    assert ("charset=" in text) == bool(lie.meta)


def decodes(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
