"""What the pages of a CMS have in common, whoever runs it: for its families, and for sites nobody has declared."""

from __future__ import annotations

import dataclasses
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.markup.selected import finds
from crawler.sources import Selectors, Source


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """`marks` are CSS selectors that all find something on an article page of the CMS, and together nowhere else."""

    marks: tuple[str, ...]
    selectors: Selectors
    boilerplate: tuple[str, ...] = ()


FASTADMIN: Final = Layout(
    # themes leave out much of it, and `article-text` alone is a name others have had too
    marks=(
        "div.article-text",
        ".metas-title, .metas-body, .article-donate, #floatbtn, [href*='/addons/cms/']",
    ),
    selectors=Selectors(
        title=("h1.metas-title", "h1.article-title", ".article-metas h1", ".article-content h1"),
        published_at=(".entry-meta ul:not(.article-prevnext) > li", ".metas-body span:has(> i.fa-clock-o)"),
        tags=(".entry-meta a.tag", ".entry-meta a[rel='tag']"),
        # the template puts the text between <p> and </p>: the first block of the text closes the paragraph
        body=("div.article-text",),
        drop=(
            ".pager",
            ".alert-paid",
            ".article-pay",
            ".article-donate",
            ".article-action-btn",
            ".social-share",
            ".entry-meta",
            ".article-prevnext",
            ".related-article",
            "#comments",
            "#floatbtn",
        ),
        withheld=(".alert-paid", ".article-pay"),
    ),
    boilerplate=(
        r"(?:付费)?内容已经隐藏(?:[，,]\s*(?:请|点击)?付费后查看)?",
        r"此文章为付费文章.{0,30}",
        r"(?:温馨提示!\s*)?你需要支付.{1,12}元后才能查看付费内容.{0,20}",
        r"点赞\s*(?:[（(]\s*\d*\s*[）)])?\s*(?:打赏)?",
    ),
)
LAYOUTS: Final = (FASTADMIN,)


def laid_out(source: Source, tree: HtmlElement) -> Source:
    """The source with what is known of the CMS its page was made by, where it says nothing of its pages itself."""
    if source.selectors != Selectors():
        return source
    for layout in LAYOUTS:
        if all(finds(tree, mark) for mark in layout.marks):
            boilerplate = (*source.boilerplate, *layout.boilerplate)
            return dataclasses.replace(source, selectors=layout.selectors, boilerplate=boilerplate)
    return source
