"""The article a page carries beside what it shows: in a script for its own use, or as markup written out as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.embedded.article_detail import read_article_detail
from crawler.extraction.embedded.blocks import lines_in
from crawler.extraction.embedded.escaped_body import read_escaped
from crawler.extraction.embedded.fields import read_nodes
from crawler.extraction.embedded.nodes import Found, objects_with_text, only_article, this_article
from crawler.extraction.embedded.places import values_of
from crawler.extraction.fields.titles import bare
from crawler.extraction.markup.blocks import lines_of

_SHELL: Final = 200  # characters that are shown
_LONGEST_NAME: Final = 10  # letters of the name of a site or of a kind of page


def read_carried(
    page: str,
    tree: HtmlElement,
    utc_offset: str,
    *,
    titles: Iterable[str | None] = (),
    url: str | None = None,
    article_body: str | None = None,
) -> EmbeddedArticle | None:
    """What the page carries of the article it is about; None where nothing in it surely is that article.

    `page` is the text the tree was made of; `titles` are what the page itself says its title is, and `article_body`
    is the text its JSON-LD states.

    Raises ExtractionError, `private` or `soft-404`, for a page that says there is nothing to be read.
    """
    detail, written = read_article_detail(page, utc_offset), read_escaped(tree, page, utc_offset)
    if detail is not None or written is not None:
        return detail.or_else(written) if detail else written
    named = [title for title in titles if title]
    found = objects_with_text(values_of(page, tree, named), named, url)
    article = read_nodes(this_article(found) or _article_of_shell(found, tree, named), utc_offset)
    if article_body is None or (article is not None and article.lines):
        return article
    stated = EmbeddedArticle(lines=tuple(lines_in(article_body)), place="ld+json articleBody")
    return article.or_else(stated) if article else stated


def _article_of_shell(found: list[Found], tree: HtmlElement, titles: list[str]) -> list[Found]:
    """A page that shows next to nothing, and bears only its site's name, is there for the one article it carries."""
    is_named = bool(titles) and min(len(bare(title)) for title in titles) > _LONGEST_NAME
    only = [] if is_named else only_article(found)
    return only if only and sum(map(len, lines_of(tree))) < _SHELL else []
