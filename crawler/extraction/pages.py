"""The pages of one article, each read by itself, joined to one text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Final

from crawler.extraction.lines.cleaned import same_words
from crawler.extraction.reading import Reading, summed
from crawler.items import Article, Choice

PARTIAL: Final = "partial"  # the flag of an article of which not every page could be read

_PAGER_WORDS: Final = (
    r"[上下前后後]一?[页頁]|[首尾末][页頁]|最[后後]一?[页頁]|(?:共|第)\s*\d+\s*[页頁]|\d+\s*/\s*\d+",
    r"(?:余下|餘下|剩余)全文|阅读全文|全文阅读|在?本页(?:阅读|显示|浏览)(?:全文|全部)|单页阅读|继续阅读",
    r"页码|分页|跳转|转到|GO|next(?: page)?|prev(?:ious)?(?: page)?",
    r"(?:本文)?未完(?:待续)?[，,]?\s*(?:请|点击)*(?:见|看|阅读)?(?:下一?页)?(?:继续阅读)?",
    r"[«»‹›<>]+|…|\.{2,}",
)
_PAGER_WORD: Final = f"(?:{'|'.join(_PAGER_WORDS)})"
_SPACE: Final = r"[\s/|｜\[\]【】()（）:：,，、·]*+"
# what was matched is not tried another way, as a row of digits could be in more ways than there is time
_PAGER: Final = re.compile(rf"{_SPACE}(?:(?>{_PAGER_WORD}|\d+){_SPACE})++", re.IGNORECASE)
_ONLY_NUMBERS: Final = re.compile(r"[\d\s]+")
_PAGE_OF_TITLE: Final = re.compile(
    r"\s*(?:[（(【\[_-]\s*)?(?:第?\s*\d{1,2}\s*(?:页|/\s*\d{1,2})?|续|[一二三四五六七八九十]+)\s*[)）】\]]?\s*$"
)
_LONGEST_PAGER: Final = 80
_FEWEST_NUMBERS: Final = 2  # that stand apart; two may be a date or a score
_FROM_LATER_PAGES: Final = frozenset(
    ["byline", "authors", "editors", "publisher", "published_at", "tags", "flags"]
)
_ORDER: Final = tuple(field.name for field in dataclasses.fields(Article))
_LINES_OF_HEAD: Final = 3  # lines of a further page among which its headline may be repeated


def joined(pages: Sequence[Reading]) -> Reading:
    """One reading of all pages in their order.

    What stands in a field of the first page stands; the medium credited, people and days that only a later page
    names are taken from there, as the last page bears the credits. A page that holds the whole text replaces those
    before it, one that repeats what was read adds nothing.
    """
    first = pages[0]
    paragraphs: tuple[str, ...] = ()
    for number, page in enumerate(pages):
        own = own_paragraphs(page.paragraphs, (first.title, page.title) if number else ())
        paragraphs = _with(paragraphs, own)
    return dataclasses.replace(
        first,
        paragraphs=paragraphs,
        byline=_first(page.byline for page in pages),
        authors=_first_named(page.authors for page in pages),
        editors=_first_named(page.editors for page in pages),
        publisher=_first(page.publisher for page in pages),
        published_at=first.published_at or _first(page.published_at for page in pages),
        modified_at=first.modified_at,
        tags=_united(page.tags for page in pages),
        flags=_united(page.flags for page in pages),
        repairs=summed(repair for page in pages for repair in page.repairs),
        provenance=_provenance(pages),
        restored=tuple(text for page in pages for text in page.restored),
    )


def _provenance(pages: Sequence[Reading]) -> tuple[Choice, ...]:
    """How the first page came to its fields, and the later ones to those it lacks; where in which page is told."""
    choices = {choice.field: choice for choice in pages[0].provenance}
    for number, page in enumerate(pages[1:], start=2):
        for choice in page.provenance:
            if choice.field in _FROM_LATER_PAGES and choice.field not in choices:
                won = dataclasses.replace(choice.won, place=f"page {number} {choice.won.place}".strip())
                choices[choice.field] = dataclasses.replace(choice, won=won)
    return tuple(sorted(choices.values(), key=lambda choice: _ORDER.index(choice.field)))


def own_paragraphs(paragraphs: Sequence[str], titles: Iterable[str | None]) -> tuple[str, ...]:
    """A page's paragraphs without the pager at its ends, and without the headline where it stands again."""
    kept = list(paragraphs)
    while kept and is_pager(kept[0]):
        kept.pop(0)
    while kept and (is_pager(kept[-1]) or _ONLY_NUMBERS.fullmatch(kept[-1])):
        kept.pop()
    for title in filter(None, titles):
        at = next((n for n, line in enumerate(kept[:_LINES_OF_HEAD]) if _repeats(line, title)), None)
        if at is not None:
            kept = kept[at + 1 :]
    return tuple(kept)


def is_pager(line: str) -> bool:
    """Whether a line is made of nothing but words and numbers that lead to other pages.

    A number alone is none, as a text may be divided by numbers; only at the end of a page it is.
    """
    if len(line) > _LONGEST_PAGER or _PAGER.fullmatch(line) is None:
        return False
    return _ONLY_NUMBERS.fullmatch(line) is None or len(line.split()) > _FEWEST_NUMBERS or _counts_up(line)


def _counts_up(line: str) -> bool:
    """`1234`: the numbers of a pager without a space between them."""
    return len(line) > 1 and "".join(map(str, range(1, len(line) + 1))).startswith(line)


def _repeats(line: str, title: str) -> bool:
    """`标题（2）` is the title of a second page."""
    return same_words(line, title) or same_words(_PAGE_OF_TITLE.sub("", line), title)


def _with(before: tuple[str, ...], page: tuple[str, ...]) -> tuple[str, ...]:
    held = set(before)
    if before and held <= set(page):
        return page
    if page and set(page) <= held:
        return before
    return before + page


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _first_named(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return next((value for value in values if value), ())


def _united(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for value in values for name in value))
