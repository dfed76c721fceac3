"""How a page looks at a glance: what its titles say, what its own lines are, whether it tells a story at all."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.markup.blocks import lines, lines_of, tokens
from crawler.extraction.page_kinds import impostor_words as words
from crawler.extraction.text.weight import WITHOUT_LETTERS, weight_of

# Weights, as `weight_of` has them.
PROSE: Final = 60  # of sentences: a page with more has something to tell
PROSE_TO_READER: Final = (
    400  # of sentences that tell the reader what to do; instructions for use are an article
)
STORY: Final = 30  # of Chinese sentences beside a title that reads like a notice
TELLING: Final = (
    10  # of whole Chinese sentences, however short: a brief of two has more to tell than a notice
)
FEW: Final = 120  # of lines that are neither links, furniture nor notices

_LINK_MARK: Final = "\x02"  # parse_html has taken all of these out of the page
_SENTENCE_WEIGHT: Final = 20
_STRING: Final = etree.XPath("string()")
_UNSEEN: Final = frozenset({"a", "noscript", "template", "footer", "select", "textarea", "button", "object"})
_SENTENCE: Final = re.compile(r"[。！？；，]|[a-z,][.!?;](?:\s|$)|,\s")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[。！？])|(?<=[a-z][.!?])\s")
_TITLE_PARTS: Final = re.compile(r"\s*[|_｜—–·•»]+\s*|\s+-+\s+|-(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])-")
_NOTICE_CHARACTERS: Final = 200
_WORDS_OF_ACCESS: Final = 2  # one stands in many a sentence of news


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sight:
    """A page as it looks at a glance. `shown` is the weight of all lines, `rest` of those that are the page's own.

    `titles` are the parts of its title and its headings, `own` the lines that are not wholly links.
    """

    text: str
    tree: HtmlElement
    titles: tuple[str, ...]
    own: tuple[str, ...]
    shown: float
    scripts: str

    def notice(self, pattern: re.Pattern[str]) -> bool:
        """Whether title or heading say it, or a line of a page that says little else."""
        if self.told(pattern) >= STORY or self.telling(pattern) >= TELLING:
            return False
        if any(says(title, pattern) and not words.ASKS.search(title) for title in self.titles):
            return True
        said = [line for line in self.own if says(line, pattern)]
        return bool(said) and self.rest(said) < FEW

    def told(self, pattern: re.Pattern[str]) -> float:
        """The weight of Chinese lines of sentences that neither say it nor tell the reader what to do."""
        return sum(_prose(line)[0] for line in self._others(pattern) if WITHOUT_LETTERS.search(line))

    def telling(self, pattern: re.Pattern[str]) -> float:
        """The weight of whole Chinese sentences, short ones too, that are neither to the reader nor a machine's."""
        lines = (line for line in self._others(pattern) if not _is_furniture(line))
        sentences = (sentence for line in lines for sentence in _SENTENCE_ENDS.split(line))
        return sum(weight_of(sentence) for sentence in sentences if _tells(sentence))

    def _others(self, pattern: re.Pattern[str]) -> Iterator[str]:
        return (line for line in self.own if line not in self.titles and not says(line, pattern))

    @property
    def linked(self) -> float:
        return self.shown - sum(map(weight_of, self.own))

    def rest(self, notices: Iterable[str] = ()) -> float:
        said = {*notices, *self.titles}
        return sum(weight_of(line) for line in self.own if line not in said and not _is_furniture(line))


def glance(tree: HtmlElement, text: str) -> Sight | None:
    """None for a page with a story to tell. `text` is the page that the tree was made from."""
    if _has_paragraphs(tree):
        return None
    own, shown = _lines(tree)
    if _tells_something(own):
        return None
    scripts = "\n".join(script.text or "" for script in tree.iter("script"))
    return Sight(text=text, tree=tree, titles=titles_of(tree), own=own, shown=shown, scripts=scripts)


def says(line: str, pattern: re.Pattern[str]) -> bool:
    """Whether a line is a notice of that kind; a long one is none, and may take the pattern minutes."""
    return len(line) <= _NOTICE_CHARACTERS and pattern.match(line) is not None


def titles_of(tree: HtmlElement) -> tuple[str, ...]:
    title = next((" ".join(x.text_content().split()) for x in tree.iter("title")), "")
    parts = [title, *_TITLE_PARTS.split(title)[:1]]
    headings = [line for heading in tree.iter("h1", "h2", "h3") for line in lines_of(heading)]
    return tuple(words.simplified(part) for part in (*parts, *headings) if part)


def _has_paragraphs(tree: HtmlElement) -> bool:
    """Whether a look at the page's paragraphs is enough: it is for most articles, at a tenth of the time."""
    told = 0.0
    for paragraph in tree.iter("p"):
        weight, _ = _prose(" ".join(cast("str", _STRING(paragraph)).split()))
        if (
            weight
            and next(paragraph.iter("a", "script", "style"), None) is None
            and not _is_hidden(paragraph)
        ):
            told += weight
            if told >= PROSE:
                return True
    return False


def _is_hidden(paragraph: HtmlElement) -> bool:
    """As `lines_of` sees it."""
    return not lines_of(paragraph) or any(
        ancestor.tag in _UNSEEN or "hidden" in ancestor.attrib or "none" in (ancestor.get("style") or "")
        for ancestor in paragraph.iterancestors()
    )


def _lines(tree: HtmlElement) -> tuple[tuple[str, ...], float]:
    """The lines that are not mostly links, and the weight of all."""
    own: list[str] = []
    shown = 0.0
    in_link = False
    for line in lines(tokens(tree, link_mark=_LINK_MARK)):
        parts = line.split(_LINK_MARK)
        weights = list(map(weight_of, parts))
        total, linked = sum(weights), sum(weights[0 if in_link else 1 :: 2])
        shown += total
        if linked <= total / 2 and (text := "".join(parts).strip()):
            own.append(words.simplified(text))
        in_link ^= len(parts) % 2 == 0
    return tuple(own), shown


def _tells_something(own: Iterable[str]) -> bool:
    told = to_reader = 0.0
    for line in own:
        weight, addressed = _prose(line)
        told += weight
        to_reader += addressed
    return told >= PROSE or to_reader >= PROSE_TO_READER


def _prose(line: str) -> tuple[float, float]:
    """The weight of a line's sentences, but for those that tell the reader what to do; and of these."""
    if weight_of(line) < _SENTENCE_WEIGHT or not _SENTENCE.search(line) or _is_furniture(line):
        return 0.0, 0.0
    sentences = _SENTENCE_ENDS.split(line)
    addressed = sum(weight_of(sentence) for sentence in sentences if words.TO_THE_READER.search(sentence))
    return sum(map(weight_of, sentences)) - addressed, addressed


def _tells(sentence: str) -> bool:
    """Whether a sentence is whole, and of something else than what stands between the reader and the page."""
    return (
        sentence.endswith(("。", "！"))
        and WITHOUT_LETTERS.search(sentence) is not None
        and not words.TO_THE_READER.search(sentence)
        and len(words.OF_ACCESS.findall(sentence)) < _WORDS_OF_ACCESS
    )


def _is_furniture(line: str) -> bool:
    return words.FURNITURE.search(line) is not None
