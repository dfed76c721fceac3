"""A body whose markup a server wrote out as text: title, account, the escaped HTML, and keywords, each an element."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.markup import TAG, markup_lines
from crawler.extraction.fields.titles import bare
from crawler.extraction.formats.keywords import keywords_of
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.text.dates import iso_date, states_only_a_date

_BEGINS: Final = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|section|blockquote|span|b|strong)\b[^<>]*>", re.IGNORECASE
)
_ENDS: Final = re.compile(r"</(?:p|div|h[1-6]|li)\s*>", re.IGNORECASE)
_HOLDERS: Final = etree.XPath(
    "//body//*[text()[contains(., '</')]][not(ancestor-or-self::script or ancestor-or-self::style"
    " or ancestor-or-self::pre or ancestor-or-self::code or ancestor-or-self::textarea)]"
)
_SEEN: Final = "text()[normalize-space()][not(parent::script or parent::style or parent::title)]"
_TEXTS_BEFORE: Final = etree.XPath(f"preceding::{_SEEN}")
_TEXTS_AFTER: Final = etree.XPath(f"following::{_SEEN}")
_ESCAPED_END: Final = re.compile(r"&(?:lt|#0*60|#x0*3c);?/(?:p|div|h[1-6]|li)\b", re.IGNORECASE)
_LEAST_SHARE: Final = 0.5  # of the words of the page, or it is a page about markup
_LONGEST_NICKNAME: Final = 24
_LONGEST_KEYWORD: Final = 12
_MOST_BEFORE: Final = 8  # texts between the title and the body


def read_escaped(tree: HtmlElement, page: str, utc_offset: str) -> EmbeddedArticle | None:
    """The article of a page whose longest text is markup; None where a reader sees an article drawn.

    `page` is the text the tree was made of.
    """
    if not _ESCAPED_END.search(page):
        return None
    block = _block(list(_holders(tree)))
    if not block or not _is_most_of(tree, block):
        return None
    lines = markup_lines(map(_own_text, block))
    title, below = _above(tree, block[0])
    return EmbeddedArticle(
        lines=tuple(lines),
        title=title,
        account=next(filter(None, map(_account, below)), None),
        published_at=next((iso_date(text, utc_offset) for text in below if states_only_a_date(text)), None),
        tags=_keywords(block[-1], "\n".join(lines)),
        place="markup written out as text",
        whole=True,
    )


def _holders(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in cast("list[HtmlElement]", _HOLDERS(tree)):
        text = _own_text(element).lstrip()
        if _BEGINS.match(text) and _ENDS.search(text):
            yield element


def _own_text(element: HtmlElement) -> str:
    return "".join((element.text or "", *(child.tail or "" for child in element)))


def _block(holders: list[HtmlElement]) -> list[HtmlElement]:
    """The element with the longest markup and, where each piece has one of its own, its neighbours."""
    if not holders:
        return []
    longest = max(holders, key=lambda element: len(_own_text(element)))
    parent = longest.getparent()
    first, *others = [holder for holder in holders if holder.getparent() is parent]
    if not others:
        return [first]
    following = itertools.takewhile(lambda element: element is not others[-1], first.itersiblings())
    return [first, *following, others[-1]]


def _is_most_of(tree: HtmlElement, block: list[HtmlElement]) -> bool:
    body = tree.find("body")
    shown = sum(map(_words, lines_of(body))) if body is not None else 0
    return sum(_words(_own_text(element)) for element in block) >= shown * _LEAST_SHARE


def _words(text: str) -> int:
    return len(bare(TAG.sub("", text)))


def _above(tree: HtmlElement, holder: HtmlElement) -> tuple[str | None, list[str]]:
    """The title, which is what the page's own title begins with or a heading, and the texts between it and the body."""
    texts = _texts(_TEXTS_BEFORE, holder)[-_MOST_BEFORE:]
    page_title = bare(tree.findtext(".//title") or "")
    named = [at for at, text in enumerate(texts) if bare(text) and page_title.startswith(bare(text))]
    headings = {bare(heading.text_content()) for heading in tree.iter("h1")}
    headed = [at for at, text in enumerate(texts) if bare(text) in headings]
    if named or headed:
        at = max(named or headed, key=lambda at: len(texts[at]))
    elif len(texts) > 1 and not page_title:
        at = len(texts) - 2
    else:
        return None, []
    return texts[at], texts[at + 1 :]


def _account(text: str) -> str | None:
    """The name, with or without a label such as 作者 before it."""
    stated = statements(text)
    if stated:
        return next((one.value for one in stated if one.kind is Kind.BYLINE and one.value), None)
    is_name = (
        len(text) <= _LONGEST_NICKNAME and re.search(r"\w", text) and not re.search(r"[。！？；“”]", text)
    )
    return text if is_name and not states_only_a_date(text) else None


def _keywords(holder: HtmlElement, body: str) -> tuple[str, ...]:
    """The words below the body up to the last that occurs in it: what follows is the page's furniture."""
    texts = _texts(_TEXTS_AFTER, holder)
    below = list(itertools.takewhile(lambda text: len(text) <= _LONGEST_KEYWORD, texts))
    while below and below[-1] not in body:
        below.pop()
    return keywords_of(below or texts[:1], body)


def _texts(path: etree.XPath, holder: HtmlElement) -> list[str]:
    return [" ".join(text.split()) for text in cast("list[str]", path(holder))]
