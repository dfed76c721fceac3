"""A piece of HTML to paragraphs of plain text: for bodies that are stored as markup, not for whole pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import lxml.etree
import lxml.html

_BLOCKS: Final = frozenset(
    [
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figure",
        ),
        *(
            "figcaption",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
        ),
        *("ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr", "ul", "br"),
    ]
)
_CELLS: Final = frozenset(["td", "th"])
_UNSEEN: Final = frozenset(
    [
        *(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "object",
            "svg",
            "math",
            "head",
            "title",
            "button",
        ),
        *("select", "textarea", "audio", "video", "canvas", "form"),
    ]
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHART: Final = re.compile(r"\bEmImageRemark\b")
_BREAK: Final = "\n"


def paragraphs_of(html: str) -> list[str]:
    """The visible paragraphs of the fragment in order, white space as it stands; a <br> ends a paragraph."""
    if not html.strip():
        return []
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True)
    body = f"<html><body>{html}</body></html>".encode("utf-8", "replace")
    tree = lxml.html.document_fromstring(body, parser=parser)
    lines = re.sub(r"[ \t\r\f]*\n[\s]*", _BREAK, "".join(_visible(tree))).split(_BREAK)
    return [line.strip() for line in lines if line.strip()]


def _visible(root: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of the tree with a line break at every edge of a block; no recursion, for deep trees."""
    skipped: lxml.html.HtmlElement | None = None
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment" or not isinstance(element.tag, str):
            if skipped is None:
                yield _flat(element.tail)
            continue
        if event == "start":
            if skipped is None and _is_unseen(element):
                skipped = element
            elif skipped is None:
                yield _edge(element) + _flat(element.text)
            continue
        if skipped is element:
            skipped = None
        if skipped is None:
            yield _edge(element) + _flat(element.tail)


def _edge(element: lxml.html.HtmlElement) -> str:
    if element.tag in _CELLS:
        return " "
    return _BREAK if element.tag in _BLOCKS else ""


def _flat(text: str | None) -> str:
    """Line breaks of the source are white space like any other."""
    return re.sub(
        r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]+[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])",
        "",
        text or "",
    ).replace("\n", " ")


def _is_unseen(element: lxml.html.HtmlElement) -> bool:
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
        or _CHART.search(element.get("class") or "") is not None
    )
