"""Article, list or neither: what a page of a site nobody has declared shows itself to be."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.decode import decode
from crawler.extraction.fields.headline import find_headline
from crawler.extraction.fields.infoline import facts_near
from crawler.extraction.fields.titles import bare
from crawler.extraction.markup.head import Head, read_head
from crawler.extraction.markup.html import parse_html
from crawler.extraction.page_kinds.outline import Outline, outline_of
from crawler.items import ExtractionError
from crawler.url_shape import Shape, shape_of


class PageKind(enum.Enum):
    ARTICLE = enum.auto()
    LISTING = enum.auto()
    OTHER = enum.auto()


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What a page is, and what spoke for an article and for a list, with weights."""

    kind: PageKind
    article: tuple[tuple[str, float], ...]
    listing: tuple[tuple[str, float], ...]


Reasons = Iterator[tuple[str, float]]

_ARTICLE_METAS: Final = (
    *("articletitle", "pubdate", "publishdate", "publish_date", "contentsource", "datepublished"),
    *("article:author", "article:section", "citation_title", "parsely-pub-date", "bytedance:published_time"),
)
_COLLECTION: Final = re.compile(
    r"""["']@type["']\s*:\s*\[?\s*["'](?:CollectionPage|SearchResultsPage|ItemList|Blog|ProfilePage|ImageGallery)["']"""
)
_PAGER: Final = re.compile(
    r"^[<«‹\s]*(?:下一?页|下一頁|后页|末页|尾页|最后一?页|next(?:\s+page)?|older(?:\s+posts)?|last)[>»›→\s]*$",
    re.I,
)
_SHAPES_OF_ARTICLES: Final = {Shape.ARTICLE: 3.0, Shape.LIKELY_ARTICLE: 1.0}
_SHAPES_OF_LISTS: Final = {Shape.LISTING: 4.0, Shape.LIKELY_LISTING: 1.0}
_LEAST: Final = 3.0  # what must speak for an article: text alone does not


def judge(tree: HtmlElement, head: Head, url: str | None) -> Judgement:
    """The same for the same page and address, always. An address that tells nothing may be None."""
    shape = shape_of(url) if url else Shape.UNKNOWN
    if shape in (Shape.HOME, Shape.SERVICE):
        kind = PageKind.LISTING if shape is Shape.HOME else PageKind.OTHER
        return Judgement(kind=kind, article=(), listing=((shape.name.lower(), 10.0),))
    outline = outline_of(tree)
    article = tuple(_for_article(tree, head, shape, outline))
    listing = tuple(_for_listing(tree, head, shape, outline))
    return Judgement(kind=_kind(article, listing, outline, shape), article=article, listing=listing)


def kind_of_page(body: bytes, url: str, *, content_type: str = "") -> PageKind:
    """The kind of a page as it came; OTHER for what is no page at all."""
    try:
        tree = parse_html(decode(body, content_type).text)
    except ExtractionError:
        return PageKind.OTHER
    return judge(tree, read_head(tree), url).kind


def refuse_other_pages(tree: HtmlElement, head: Head, url: str | None) -> None:
    """Raises ExtractionError("listing" | "not-article") for a page that is no page of an article."""
    judgement = judge(tree, head, url)
    if judgement.kind is PageKind.ARTICLE:
        return
    reason = "listing" if judgement.kind is PageKind.LISTING else "not-article"
    said = ", ".join(name for name, _ in judgement.listing)
    raise ExtractionError(reason, said)


def _kind(
    article: tuple[tuple[str, float], ...],
    listing: tuple[tuple[str, float], ...],
    outline: Outline,
    shape: Shape,
) -> PageKind:
    for_article, for_listing = (sum(weight for _, weight in reasons) for reasons in (article, listing))
    if for_article > for_listing and for_article >= _LEAST:
        return PageKind.ARTICLE
    is_list = outline.items >= 3 or outline.pictures or shape is Shape.LISTING
    return PageKind.LISTING if is_list else PageKind.OTHER


def _for_article(tree: HtmlElement, head: Head, shape: Shape, outline: Outline) -> Reasons:
    if shape in _SHAPES_OF_ARTICLES:
        yield "address", _SHAPES_OF_ARTICLES[shape]
    if head.article and not _is_collection(tree):
        yield "json-ld", 3
    if head.all(*_ARTICLE_METAS):
        yield "metas", 3
    elif head.meta("article:published_time"):
        yield "published", 2
    if head.meta("og:type") == "article":
        yield "og:type", 1
    yield from _headed(tree, head)
    for least, points in ((1000, 4), (300, 3), (120, 2), (40, 1)):
        if outline.prose >= least:
            yield "text", points
            break


def _headed(tree: HtmlElement, head: Head) -> Reasons:
    headline = find_headline(tree, head, ())
    element = headline.element
    if element is None or len(bare(headline.text or "")) < 6 or _is_linked(element):
        return
    yield "headline", 3 if len(bare(headline.text or "")) >= 12 else 2
    facts = facts_near(element, "+08:00")
    if facts.published_at or facts.publisher:
        yield "dated", 2


def _is_linked(element: HtmlElement) -> bool:
    """Whether a heading leads to another page: the headline of an item."""
    return element.find(".//a[@href]") is not None or any(
        parent.tag == "a" for parent in element.iterancestors()
    )


def _for_listing(tree: HtmlElement, head: Head, shape: Shape, outline: Outline) -> Reasons:
    if shape in _SHAPES_OF_LISTS:
        yield "address", _SHAPES_OF_LISTS[shape]
    if _is_collection(tree):
        yield "collection", 2
    if head.meta("og:type") in ("website", "blog", "profile"):
        yield "og:type", 1
    if outline.dated >= 3:
        yield "dated links", (3 if outline.dated >= 5 else 1.5) / (1 if outline.item_share > 0.25 else 3)
    if outline.items >= 3 and outline.item_share > 0.6:
        yield "links", 2 if outline.item_share > 0.8 else 1
    if outline.excerpted >= 3:
        yield "excerpts", 2
    if outline.pictures >= 6:
        yield "pictures", 1
    if (outline.items >= 3 or outline.pictures) and _has_pager(tree):
        yield "pager", 1.5
    if outline.prose + outline.excerpts < 40:
        yield "no text", 2


def _is_collection(tree: HtmlElement) -> bool:
    return any(
        _COLLECTION.search(script.text or "")
        for script in tree.iter("script")
        if (script.get("type") or "").lower() == "application/ld+json"
    )


def _has_pager(tree: HtmlElement) -> bool:
    return any(_PAGER.match("".join(link.itertext()).strip()) for link in tree.iter("a"))
