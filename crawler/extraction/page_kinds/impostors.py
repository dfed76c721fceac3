"""Pages that are not what they claim: answered with 200, and a challenge, a login, a notice or nothing.

An article that tells of captchas, of missing pages or of logins is none of these, nor is one with a login box
above it: each reason asks for structure, a notice where a title or a line of its own would be, and for a page that
has next to no other text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extraction.decode import decode
from crawler.extraction.formats.kinds import Kind, kind_of, refuse_binary
from crawler.extraction.markup.blocks import lines_of
from crawler.extraction.markup.html import parse_html
from crawler.extraction.page_kinds import impostor_words as words
from crawler.extraction.page_kinds.glance import Sight, glance, says, titles_of
from crawler.extraction.text.weight import weight_of
from crawler.items import ExtractionError

# weights, see glance.py, of all a page shows, links too
BARE: Final = 40
SMALL: Final = 300

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


def impostor(tree: HtmlElement, text: str) -> str | None:
    """The reason why a page is none: `challenge`, `parked`, `soft-404`, `login-wall` or `empty-shell`.

    None for all others. `text` is the page that the tree was made from.
    """
    sight = glance(tree, text)
    if sight is None:
        return None
    return next((reason for reason, shows in RULES if shows(sight)), None)


def refuse_impostor(tree: HtmlElement, text: str, *, has_container: bool = False) -> None:
    """Raises ExtractionError with the reason.

    `has_container`: the container its source declares for the text holds some, however little: no shell is empty
    that does.
    """
    reason = impostor(tree, text)
    if reason is not None and not (reason == "empty-shell" and has_container):
        raise ExtractionError(reason, " | ".join(titles_of(tree))[:80])


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
    if sight.notice(words.LOGIN) or any(says(title, words.LOGIN_TITLE) for title in sight.titles):
        return True
    form = next((x for x in sight.tree.iter("input") if (x.get("type") or "").lower() == "password"), None)
    return form is not None and sight.shown < 2 * BARE and next(sight.tree.iter("h1", "h2"), None) is None


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
    app = [line for line in sight.own if says(words.simplified(line), words.APP)]
    if (
        not app
        or sight.told(words.APP)
        or next(sight.tree.iter("video", "audio", "iframe"), None) is not None
    ):
        return False
    return sight.shown < SMALL and sight.rest(app) < BARE / 4


RULES: Final[tuple[tuple[str, Callable[[Sight], bool]], ...]] = (
    ("challenge", is_challenge),
    ("parked", is_parked),
    ("soft-404", is_missing),
    ("login-wall", is_login),
    ("empty-shell", is_shell),
)


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
    return any(sum(map(weight_of, lines_of(root))) < BARE for root in roots)


def _has_media(tree: HtmlElement) -> bool:
    return (
        next(tree.iter("img", "video", "audio", "iframe", "frame", "object", "embed", "canvas"), None)
        is not None
    )
