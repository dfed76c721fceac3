"""Whether a page is the second or a later one of an article that is spread over several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

# the marks of a page's number in its name, and how the first page is named instead
_NUMBERED_NAMES: Final = (
    (re.compile(r"[_-](?P<number>\d{1,2})(?P<end>\.\w+)$"), ("{end}", "_1{end}", "-1{end}", "_0{end}")),
    (re.compile(r"-(?P<number>\d{1,3})-(?P<end>\d{1,2}\.\w+)$"), ("-1-{end}",)),  # Discuz: thread-7-2-1.html
    (
        re.compile(r"(?<!/\d{4}/\d\d)(?<!/\d{4})/(?:page/?)?(?P<number>\d{1,2})(?P<end>/?)$"),
        ("{end}", "/", "", "/1{end}"),
    ),
    (re.compile(r"/(?:p|page)[_-]?(?P<number>\d{1,2})(?P<end>\.\w+)$"), ("{end}", "/", "/index{end}")),
)
_PAGE_KEYS: Final = frozenset(
    ["page", "p", "pn", "pageno", "pageindex", "paged", "pagenum", "pg", "pageid", "curpage"]
)
_TO_EARLIER: Final = re.compile(
    r"[\W_]*(?:第?\s*[1一]\s*页?|上一?[页頁]|前一?[页頁]|prev(?:ious)?(?:\s*page)?|first(?:\s*page)?|首页|第一[页頁])?[\W_]*",
    re.IGNORECASE,
)  # or an arrow
_SCRIPTED: Final = re.compile(
    r"""createPage\w*\s*\(\s*["']?\d+["']?\s*,\s*["']?(?P<number>\d+)["']?\s*,\s*["'](?P<name>[^"']+)["']"""
)


def is_later_page(tree: HtmlElement, url: str) -> bool:
    """By its number in the address, and a pager on the page that leads back to the first page of that name."""
    firsts = set(first_pages(url))
    if not firsts:
        return False
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    if (canonical and _resolved(url, canonical) in firsts) or _counts_itself_later(tree, url):
        return True
    return any(
        _resolved(url, link.get("href", "")) in firsts
        for link in tree.iter("a", "link")
        if link.get("rel") == "prev"
        or (link.tag == "a" and _TO_EARLIER.fullmatch("".join(link.itertext()).strip()))
    )


def _counts_itself_later(tree: HtmlElement, url: str) -> bool:
    """By the pager script of TRS: `createPageHTML(3, 1, "t20240305_118", "shtml")` on its second page, _1."""
    calls = (call for script in tree.iter("script") for call in _SCRIPTED.finditer(script.text or ""))
    name = urlsplit(url).path.rpartition("/")[2]
    return any(name.startswith(f"{call['name']}_{call['number']}.") for call in calls if int(call["number"]))


def first_pages(url: str) -> Iterator[str]:
    """What the first page may be called, where the address may be that of a later one."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for key, value in pairs:
        if (
            key.lower() in _PAGE_KEYS
            and value.isdigit()
            and 1 < int(value) < 500
            and (parts.path != "/" or len(pairs) > 1)
        ):
            rest = [pair for pair in pairs if pair[0] != key]
            yield _bare(parts._replace(query=urlencode(rest)).geturl())
            yield _bare(parts._replace(query=urlencode([*rest, (key, "1")])).geturl())
            yield _bare(
                parts._replace(query=urlencode([(k, "1" if k == key else v) for k, v in pairs])).geturl()
            )
    for pattern, forms in _NUMBERED_NAMES:
        match = pattern.search(parts.path)
        if match and int(match["number"]) > 0:
            start = parts.path[: match.start()]
            names = (start + form.format(end=match["end"]) for form in forms)
            yield from (
                _bare(urlunsplit(parts._replace(path=name)))
                for name in names
                if name.strip("/") and name != parts.path
            )


def _resolved(base: str, href: str) -> str | None:
    try:
        return _bare(urljoin(base, href.strip()))
    except ValueError:
        return None


def _bare(url: str) -> str:
    """For comparing: without scheme and fragment."""
    return urlunsplit(urlsplit(url)._replace(scheme="", fragment=""))
