"""Pages that are not what they claim: answered with 200, and a challenge, a login, a notice or nothing.

An article that tells of captchas, of missing pages or of logins is none of these, nor is one with a login box
above it: each reason asks for structure, a notice where a title or a line of its own would be, and for a page that
has next to no other text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from typing import Final, cast
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction import impostor_words as words
from crawler.extraction.blocks import lines, lines_of, tokens
from crawler.extraction.decode import decode
from crawler.extraction.html import parse_html
from crawler.extraction.kinds import Kind, kind_of, refuse_binary
from crawler.items import ExtractionError

# Weights: a Chinese character is 1, any other 0.4, as western words are longer than they say.
PROSE: Final = 60  # of sentences: a page with more has something to tell
PROSE_TO_READER: Final = (
    400  # of sentences that tell the reader what to do; an instruction for use is an article
)
FEW: Final = 120  # of lines that are neither links, furniture nor notices
BARE: Final = 40  # of all a page shows, links too
SMALL: Final = 300

_WESTERN: Final = 0.4
_LINK_MARK: Final = "\x02"  # parse_html has taken all of these out of the page
_SENTENCE_WEIGHT: Final = 20
_STRING: Final = etree.XPath("string()")
_UNSEEN: Final = frozenset({"a", "noscript", "template", "footer", "select", "textarea", "button", "object"})
_HAN: Final = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE: Final = re.compile(r"[。！？；，]|[a-z,][.!?;](?:\s|$)|,\s")
_SENTENCE_ENDS: Final = re.compile(r"(?<=[。！？])|(?<=[a-z][.!?])\s")
_TITLE_PARTS: Final = re.compile(r"\s*[|_｜—–·•»]+\s*|\s+-+\s+|-(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])-")
_NOTICE_CHARACTERS: Final = 120
_REFRESH: Final = re.compile(r"\s*(\d+)\s*[;,]\s*url\s*=\s*['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_SETS_COOKIE: Final = re.compile(
    r"document\s*(?:\.\s*cookie|\[\s*['\"]cookie['\"]\s*\])\s*\+?=|\bsetCookie\s*\(|[\"']cookie[\"']"
)
_RELOADS: Final = re.compile(
    r"location\s*(?:\.\s*(?:href|reload|replace|assign)|\[|=[^=])|\.reload\s*\(|[\"'](?:reload|location)[\"']|\.submit\s*\("
)
_OBFUSCATED: Final = re.compile(
    r"_0x[0-9a-f]{4,}|eval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c|String\.fromCharCode\(|while\s*\(!!\[\]\)"
)
_ALERT: Final = re.compile(r"(?:alert|msg|confirm|toast)\s*\(\s*(['\"])(.{2,60}?)\1", re.IGNORECASE)
_GOES_BACK: Final = re.compile(r"history\s*\.\s*(?:back|go)\s*\(")
_GOES_HOME: Final = re.compile(
    r"location(?:\s*\.\s*(?:href|replace|assign))?\s*(?:=|\()\s*['\"](?:/|/index\.\w+|https?://[^/'\"]+/?)['\"]"
)
_ROOT_IDS: Final = frozenset(
    {"app", "root", "__next", "__nuxt", "main-app", "react-root", "app-root", "container-app"}
)


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
        if any(pattern.match(title) and not words.ASKS.search(title) for title in self.titles):
            return True
        said = [line for line in self.own if len(line) <= _NOTICE_CHARACTERS and pattern.match(line)]
        return bool(said) and self.rest(said) < FEW

    @property
    def linked(self) -> float:
        return self.shown - sum(map(_weight, self.own))

    def rest(self, notices: Iterable[str] = ()) -> float:
        said = {*notices, *self.titles}
        return sum(_weight(line) for line in self.own if line not in said and not _is_furniture(line))


def impostor(tree: HtmlElement, text: str) -> str | None:
    """The reason why a page is none: `challenge`, `parked`, `soft-404`, `login-wall` or `empty-shell`.

    None for all others. `text` is the page that the tree was made from.
    """
    if _has_paragraphs(tree):
        return None
    own, shown = _lines(tree)
    if _tells_something(own):
        return None
    sight = Sight(
        text=text,
        tree=tree,
        titles=_titles(tree),
        own=own,
        shown=shown,
        scripts="\n".join(script.text or "" for script in tree.iter("script")),
    )
    return next((reason for reason, shows in RULES if shows(sight)), None)


def refuse_impostor(tree: HtmlElement, text: str, *, has_container: bool = False) -> None:
    """Raises ExtractionError with the reason.

    `has_container`: the container its source declares for the text holds some, however little: no shell is empty
    that does.
    """
    reason = impostor(tree, text)
    if reason is not None and not (reason == "empty-shell" and has_container):
        raise ExtractionError(reason, " | ".join(_titles(tree))[:80])


def impostor_of_body(body: bytes, *, content_type: str = "") -> str | None:
    """The same of a body; None for what is no HTML."""
    try:
        refuse_binary(body)
        text = decode(body, content_type).text
        return impostor(parse_html(text), text) if kind_of(text, content_type) is Kind.HTML else None
    except ExtractionError:
        return None


def is_challenge(sight: Sight) -> bool:
    if sight.shown < BARE and _is_cookie_script(sight):
        return True
    if sight.shown < SMALL and sight.linked < 2 * BARE and words.CHALLENGE_MARKS.search(sight.text):
        return True
    return sight.notice(words.CHALLENGE)


def is_parked(sight: Sight) -> bool:
    return sight.shown < 2 * SMALL and sight.notice(words.PARKED)


def is_missing(sight: Sight) -> bool:
    if sight.notice(words.MISSING):
        return True
    if sight.shown >= 2 * BARE:
        return False
    alerts = [words.simplified(match[2]) for match in _ALERT.finditer(sight.scripts)]
    leaves = _GOES_BACK.search(sight.scripts) or _GOES_HOME.search(sight.scripts)
    return any(map(words.MISSING.match, alerts)) or bool(leaves) or _refreshes_home(sight.tree)


def is_login(sight: Sight) -> bool:
    if sight.notice(words.LOGIN) or any(map(words.LOGIN_TITLE.match, sight.titles)):
        return True
    form = next((x for x in sight.tree.iter("input") if (x.get("type") or "").lower() == "password"), None)
    return form is not None and sight.shown < 2 * BARE


def is_shell(sight: Sight) -> bool:
    has_scripts = next(sight.tree.iter("script"), None) is not None
    if (
        has_scripts
        and sight.shown < 2 * BARE
        and (_has_empty_root(sight.tree) or words.NEEDS_SCRIPTS.search(sight.text))
    ):
        return True
    if has_scripts and sight.shown == 0 and not _has_media(sight.tree):
        return True
    app = [line for line in sight.own if words.APP.match(words.simplified(line))]
    return bool(app) and sight.shown < SMALL and sight.rest(app) < BARE / 2


RULES: Final[tuple[tuple[str, Callable[[Sight], bool]], ...]] = (
    ("challenge", is_challenge),
    ("parked", is_parked),
    ("soft-404", is_missing),
    ("login-wall", is_login),
    ("empty-shell", is_shell),
)


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
        weights = list(map(_weight, parts))
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
    if _weight(line) < _SENTENCE_WEIGHT or not _SENTENCE.search(line) or _is_furniture(line):
        return 0.0, 0.0
    sentences = _SENTENCE_ENDS.split(line)
    addressed = sum(_weight(sentence) for sentence in sentences if words.TO_THE_READER.search(sentence))
    return sum(map(_weight, sentences)) - addressed, addressed


def _is_furniture(line: str) -> bool:
    return words.FURNITURE.search(line) is not None


def _titles(tree: HtmlElement) -> tuple[str, ...]:
    title = next((" ".join(x.text_content().split()) for x in tree.iter("title")), "")
    parts = [title, *_TITLE_PARTS.split(title)[:1]]
    headings = [line for heading in tree.iter("h1", "h2", "h3") for line in lines_of(heading)]
    return tuple(words.simplified(part) for part in (*parts, *headings) if part)


def _is_cookie_script(sight: Sight) -> bool:
    """A page that sets a cookie, or hides what it does, and comes again."""
    if not sight.scripts:
        return False
    hides = len(_OBFUSCATED.findall(sight.scripts)) > 0
    return bool(_RELOADS.search(sight.scripts)) and bool(hides or _SETS_COOKIE.search(sight.scripts))


def _refreshes_home(tree: HtmlElement) -> bool:
    for meta in tree.iter("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            stated = _REFRESH.match(meta.get("content") or "")
            if stated and urlsplit(urljoin("http://here.invalid/there/", stated[2])).path in (
                "",
                "/",
                "/index.html",
            ):
                return True
    return False


def _has_empty_root(tree: HtmlElement) -> bool:
    roots = [x for x in tree.iter("div", "main", "section") if (x.get("id") or "").lower() in _ROOT_IDS]
    return any(sum(map(_weight, lines_of(root))) < BARE for root in roots)


def _has_media(tree: HtmlElement) -> bool:
    return (
        next(tree.iter("img", "video", "audio", "iframe", "frame", "object", "embed", "canvas"), None)
        is not None
    )


def _weight(line: str) -> float:
    han = len(_HAN.findall(line))
    return han + _WESTERN * (len(line) - han)
