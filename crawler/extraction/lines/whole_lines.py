"""Lines that are one thing of the page as a whole: a disclaimer, a trail of crumbs, an address, a button."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.beside_date import states_a_day_of_no_year
from crawler.extraction.lines.disclaimers import is_disclaimer
from crawler.extraction.lines.label_values import URL
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.text.script import simplified

_CRUMBS: Final = re.compile(
    r"[^>＞»›→/。，！？]{1,16}(?:\s*(?:>{1,2}|＞|»|›|→)\s*[^>＞»›→/。，！？]{1,30}){1,6}\s*[>＞»›]?"
)
_HERE: Final = re.compile(
    r"(?:您?(?:的|所在|现在的|当前)?(?:当前|所在|现在)?(?:位置|浏览|在)(?:是)?)\s*[:：].{2,80}"
)
_BACK: Final = re.compile(
    r"[\[【<《«‹←]*\s*(?:点击|请)?(?:返回[^。，！？]{0,14}(?:首页|新闻|资讯|列表|顶部|上一?[页级]|目录|"
    r"频道|栏目|专题|主页)|"
    r"(?:回到|进入)(?:首页|顶部|列表|目录|主页|专题)|(?:查看)?更多(?:精彩|相关|热门|最新|国内|国际|"
    r"本地)?(?:新闻|资讯|专题|内容))[\]】>》»]*"
)
_END_MARK: Final = re.compile(
    r"[（(【\[〖〔—\-–=~*·•/\s]*(?:完|全文完|正文完|本文完|未完待续|The\s+End|END|"
    r"FIN)[】)）\]〗〕—\-–=~*·•/\s]*",
    re.IGNORECASE,
)
_ORIGINAL_TITLE: Final = re.compile(
    r"[（(【\[]?\s*(?:本文|原文|文章|新闻)?的?(?:原标题|原题目?|原文标题)\s*(?:为|是|[:：】\]])\s*"
    r"(?P<title>[《“\"].{2,120}[》”\"]|(?<=[:：】\]])[^。]{2,120})\s*[）)】\]。]*"
)


def whole_line_kind(text: str, boilerplate: tuple[re.Pattern[str], ...]) -> Kind | None:
    """The kind of a line that is one thing without a value; None for a line that states more, and for text."""
    if not text or any(pattern.fullmatch(text) for pattern in boilerplate):
        return Kind.INTERFACE
    if is_disclaimer(text):
        return Kind.DISCLAIMER
    if URL.fullmatch(text) or all(
        _BACK.fullmatch(part.strip()) for part in re.split(r"[|｜]", simplified(text))
    ):
        return Kind.LINK
    if is_interface(text) or states_a_day_of_no_year(text) or _END_MARK.fullmatch(text):
        return Kind.INTERFACE
    return Kind.BREADCRUMB if _is_breadcrumb(text) else None


def _is_breadcrumb(text: str) -> bool:
    plain = simplified(text)
    if _HERE.fullmatch(plain):
        return True
    if len(text) > 80 or not _CRUMBS.fullmatch(text) or re.search(r"\d\s*[>＞]\s*\d", text):
        return False
    crumbs = re.split(r"\s*(?:>{1,2}|＞|»|›|→)\s*", plain)
    return len(crumbs) >= 3 or crumbs[0].endswith(("首页", "网", "主页")) or crumbs[-1] in ("正文", "")


def original_title(text: str) -> str | None:
    """The title of `（原题为《…》）` and `本文原标题：…`; None for any other line."""
    found = _ORIGINAL_TITLE.fullmatch(simplified(text))
    return text[found.start("title") : found.end("title")] if found else None
