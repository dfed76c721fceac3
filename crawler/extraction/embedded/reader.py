"""The article a page carries beside what it shows: in a script for its own use, or as markup written out as text."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from crawler.extraction.body.reader import Body
from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.article_detail import read_article_detail
from crawler.extraction.embedded.escaped_body import read_escaped
from crawler.extraction.embedded.fields import read_nodes
from crawler.extraction.embedded.nodes import article_nodes
from crawler.extraction.embedded.places import values_of


def read_carried(
    page: str,
    tree: HtmlElement,
    utc_offset: str,
    *,
    titles: Iterable[str | None] = (),
    url: str | None = None,
) -> EmbeddedArticle | None:
    """What the page carries of the article it is about; None where nothing in it surely is that article.

    `page` is the text the tree was made of; `titles` are what the page itself says its title is.

    Raises ExtractionError, `private` or `soft-404`, for a page that says there is nothing to be read.
    """
    detail, written = read_article_detail(page, utc_offset), read_escaped(tree, page, utc_offset)
    if detail is not None or written is not None:
        return detail.or_else(written) if detail else written
    found = article_nodes(values_of(page, tree), [title for title in titles if title], url)
    return read_nodes(found, utc_offset)


def chosen_body(carried: EmbeddedArticle | None, shown: Body) -> Body:
    """What is shown, unless that is much less than what is carried."""
    if carried is None or not carried.lines:
        return shown
    if sum(map(len, shown.lines)) * 2 < sum(map(len, carried.lines)):
        return Body(lines=carried.lines, rule="embedded", place=carried.place)
    return shown
