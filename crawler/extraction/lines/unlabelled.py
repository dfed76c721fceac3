"""Credits that stand without a label: `（据某某社）`, `（某某日报记者 某某）`, `■ 某某`, `（作者系某某大学教授）`."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.datelines import agency_of, byline_after_dateline
from crawler.extraction.lines.labels import LABEL, Kind, Statement
from crawler.extraction.names.about_author import about_author
from crawler.extraction.names.people import Byline, bare_people, read_byline
from crawler.extraction.names.places import is_medium, is_surely_medium
from crawler.extraction.names.runs import is_likely_name
from crawler.extraction.text.script import simplified

_ACCORDING: Final = re.compile(
    r"[（(]?(?:据|(?:本文|文章|内容|稿件)?(?:转载自|转自|转载于|摘自|摘编自|原载于?|选自|来源于|综合自?))\s*[:：]?\s*"
    r"(?:[“\"《「](?P<quoted>[^“”\"《》「」，。]{2,20})[”\"》」]|(?P<bare>[^“”\"《》「」，。（）()]{2,16}?))"
    r"(?:微信公众号|公众号|微信|网站|官网|官微|报道|消息|电讯?)?[)）]?"
)
_AND_OTHERS: Final = re.compile(r"等(?:媒体|网站)?$")
_CAPTION_MARKS: Final = ("▲", "△", "▼", "▽", "↑", "↓")
_IN_BRACKETS: Final = re.compile(r"[（(【\[]\s*(?P<inside>[^（）()【】\[\]，。、；：]{2,16})\s*[)）】\]]")
_SIGNED: Final = re.compile(
    r"(?:[（(]\s*(?P<inside>[^（）()]{2,30})\s*[)）]|[□■●◎◆◇○★☆▪▌◤]\s*(?P<marked>.{2,30}))"
)
_STOCK: Final = (
    r"(?:受访者|被访者|采访对象|受访单位|受访企业|主办方|企业|官方|警方|校方|院方|店家|网友|网络|视频|资料|本人|新华社|中新社|人民视觉|"
    r"视觉中国|东方IC|IC\s?photo|CFP|图虫创意|摄图网|包图网|Getty\s?Images|路透社|法新社|美联社)"
)
_NAMELESS: Final = re.compile(
    rf"[（(【]?\s*(?:(?:题图|图片|图|视频|摄影|供图|封面|资料)\s*(?:来源|由|自|源)?\s*[:：/／|｜丨]?\s*{_STOCK}(?:提供|供图|截图|资料图|图片?|发)?"
    rf"|{_STOCK}\s*(?:供图|提供图片|图片|资料图)"
    r"|(?:[\u4e00-\u9fff]{2,6}(?:中心|组|部)\s*[/／]\s*|本报|本刊|本网)?综合(?:外电|媒体)?(?:报[道导]|整理|消息)"
    r"|(?:本报|本网)?通讯员\s*[\u4e00-\u9fff]{1,12}(?:局|院|厅|委|办|公室|部|所|队|中心|宣))\s*[)）】]?",
    re.IGNORECASE,
)
_FROM_ACCOUNT: Final = re.compile(
    r"(?:本文|文章)?(?:来自|转自|转载自|首发于|来源于)(?:微信)?公众号\s*[:：]?\s*[“\"「]?(?P<account>[^“”\"「」，,。：:（()）]{2,20})[”\"」]?"
    r"(?:\s*[（(](?:微信)?(?:ID|id|公众号)[^（）()]{2,40}[)）])?(?:[，,；;\s]+(?P<credits>[^。]{4,60}))?。?"
)
_AUTHORISED: Final = re.compile(r"授权|转载|发布|刊发|不代表|版权")


def unlabelled_credit(text: str) -> tuple[Statement, ...]:
    """What a line states that has no label and no date; () for a line of text."""
    if _NAMELESS.fullmatch(simplified(text)):
        return (Statement(Kind.CREDIT, text, text),)
    if medium := _medium(text):
        return (Statement(Kind.PUBLISHER, medium, text),)
    if after_dateline := byline_after_dateline(text):
        return (_credit(read_byline(after_dateline), after_dateline, text),)
    if named := about_author(text):
        return (Statement(Kind.BYLINE, "、".join(named), text),)
    if (byline := read_byline(text)) is not None:
        if text.startswith(_CAPTION_MARKS):  # ▲本报记者 某某 摄: who took the picture above
            return (Statement(Kind.CREDIT, text, text),)
        return (_credit(byline, text, text),)
    if names := _signature(text):
        return (Statement(Kind.BYLINE, "、".join(names), text),)
    return _from_account(text)


def _credit(byline: Byline | None, value: str, printed: str) -> Statement:
    if byline is not None and byline.editors and not byline.people:
        return Statement(Kind.EDITORS, "、".join(byline.editors), printed)
    return Statement(Kind.BYLINE, value, printed)


def _medium(text: str) -> str | None:
    """The medium of `（据新华社）`, `（某某日报）`, `文章转载自“某某晚报”微信公众号`."""
    if agency := agency_of(text):
        return agency
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed and is_surely_medium(bracketed["inside"].strip()):
        return bracketed["inside"].strip()
    match = _ACCORDING.fullmatch(text)
    named = match and (match["quoted"] or match["bare"])
    return named if match and named and (match["quoted"] or is_medium(_AND_OTHERS.sub("", named))) else None


def _signature(text: str) -> tuple[str, ...]:
    """The names that stand alone in brackets, or behind the square newspapers put before a byline."""
    match = _SIGNED.fullmatch(text)
    named = bare_people(match["inside"] or match["marked"]) if match else ()
    return named if all(map(is_likely_name, named)) else ()


def _from_account(text: str) -> tuple[Statement, ...]:
    """`本文来自微信公众号：某某（ID：moumou），作者：某某，编辑：某某`: the account and the credits behind it."""
    match = _FROM_ACCOUNT.fullmatch(text)
    if match is None:
        return ()
    said = [Statement(Kind.PUBLISHER, match["account"].strip(), text)]
    for piece in filter(None, re.split(r"[，,；;]\s*", match["credits"] or "")):
        label = LABEL.match(simplified(piece))
        if label is None and _AUTHORISED.search(piece):
            continue
        if label is None:
            return ()
        said.append(Statement(Kind[label.lastgroup or ""], piece[label.end() :].strip(), piece))
    return tuple(said)
