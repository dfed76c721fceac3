"""A page's text to one tree, read the way a browser reads it."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.items import ExtractionError

MAX_CHARACTERS = 20_000_000
_MAX_DEPTH = 200  # elements deeper than this are unwrapped: recursion further on has no such limit
_TOO_DEEP = etree.XPath("/*" * _MAX_DEPTH + "//*")
_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|title|meta|div|p|br|table|td|span|a|h[1-6]|article|section|main|ul|"
    r"font|center|frameset|form|img|strong|b|i|em))\b",
    re.IGNORECASE,
)
_FIRST_TAG = re.compile(r"<([A-Za-z][\w:]*)")
_FEED_TAGS = frozenset(["rss", "feed", "urlset", "sitemapindex", "rdf:RDF"])
# Not in XML at all: a browser drops or replaces these, libxml2 cuts the page there.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Browsers go on reading after the ends of `html` and `body`, where libxml2 stops; the end of a `br` is one to them; and
# an `embed` holds nothing, where libxml2 takes all that follows for its content.
_MISREAD_TAG = re.compile(
    r"<(?:/\s*+(?:body|html|(?P<br>br)|embed)|(?P<embed>embed))\b[^<>]*+>", re.IGNORECASE
)
_PARAGRAPH_EDGE = re.compile(
    r"<(?P<end>/)?(?:(?P<p>p)|address|article|aside|blockquote|center|details|div|dl|dd|dt|fieldset|figure|footer|form|"
    r"h[1-6]|header|hr|li|main|nav|ol|pre|section|table|td|th|ul)(?=[\s>/])",
    re.IGNORECASE,
)
_END = re.compile(r"</html\s*+>", re.IGNORECASE)
_OPEN_TAG = re.compile(r"<(?:/?(?:[a-z][^<>]*)?|!-{0,2})\Z", re.IGNORECASE)
_EMBEDDED_FILE = re.compile(r"data:[a-z]+/[\w.+-]+;base64,[A-Za-z0-9+/=\s]{500,}")


def parse_html(text: str) -> HtmlElement:
    """The tree of a page; every element is an HtmlElement, comments are left out.

    Raises ExtractionError: `empty`, `not-html`, `too-large`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExtractionError("too-large", f"{len(text)} characters")
    if not text.strip():
        raise ExtractionError("empty")
    first = _FIRST_TAG.search(text)
    if first is None or first[1] in _FEED_TAGS or not _TAG.search(text):
        raise ExtractionError("not-html", text.strip()[:80])
    root = etree.fromstring(mended(text).encode("utf-8"), _parser())
    if root is None or len(root) == 0:
        raise ExtractionError("not-html", text.strip()[:80])
    _flatten(root)
    return root


def mended(text: str) -> str:
    """The page without what makes libxml2 stop where a browser goes on."""
    if "base64," in text:
        text = _EMBEDDED_FILE.sub("data:,", text)
    if is_cut(text):
        text = text[: text.rindex("<")]
    text = _MISREAD_TAG.sub(_as_meant, _UNREADABLE.sub("", text).replace("\f", " "))
    return _with_paragraph_starts(text) if _ends_more_paragraphs(text) else text


def _as_meant(tag: re.Match[str]) -> str:
    return f"{tag[0]}</embed>" if tag["embed"] else "<br>" if tag["br"] else ""


def _ends_more_paragraphs(text: str) -> bool:
    ends = text.count("</p>")
    if ends > text.count("<p>") and ends > text.count("<p>") + text.count("<p "):
        return True
    return "</P>" in text and text.count("</P>") > text.count("<P>") + text.count("<P ")


def _with_paragraph_starts(text: str) -> str:
    """`甲</p>乙</p>` are two lines in a browser, which opens what is only closed; libxml2 joins them."""
    written: list[str] = []
    at, is_open = 0, False
    for edge in _PARAGRAPH_EDGE.finditer(text):
        if edge["p"] and edge["end"] and not is_open:
            written += (text[at : edge.start()], "<p>")
            at = edge.start()
        is_open = bool(edge["p"]) and not edge["end"]
    return "".join((*written, text[at:]))


def is_cut(text: str) -> bool:
    """Whether a page surely ends early: inside a tag. Many whole pages do not close their last elements."""
    return _OPEN_TAG.match(text, max(text.rfind("<"), 0)) is not None and not ends(text)


def ends(text: str) -> bool:
    """Whether the page is closed."""
    return _END.search(text) is not None


def _parser() -> etree.HTMLParser:
    """One per page: a parser keeps what it has read alive.

    One element class for all tags is several times faster to look up than lxml.html's class for each tag.
    """
    parser = etree.HTMLParser(
        encoding="utf-8",
        collect_ids=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _flatten(root: HtmlElement) -> None:
    for element in reversed(cast("list[HtmlElement]", _TOO_DEEP(root))):
        element.drop_tag()
