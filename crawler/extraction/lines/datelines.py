"""The dateline a report opens with: 本报讯, 新华社北京2月18日电, 【某某晚报讯】."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.names.people import bare_people, people, read_byline
from crawler.extraction.names.runs import is_likely_name

_BARE: Final = (
    r"(?:(?:本报|本報|本刊|本网|本網|本台|新华社|新華社|中新社|中新网|人民网|央视网|"
    r"[\u4e00-\u9fff·]{2,12}(?:[报報网網社]|新闻|新聞|客户端))?"
    r"[^。，,！？；：:（()）“”【】\[\]\s]{0,14}\s?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?\s?(?:讯|訊|电|電|消息))"
)
_BRACKETED: Final = rf"[【\[]\s*{_BARE}\s*[】\]]"
DATELINE: Final = rf"(?:{_BRACKETED}|{_BARE})"
DATELINE_ALONE: Final = re.compile(rf"^(?:{_BRACKETED}\s*|{_BARE}\s+)(?=\D)")
_WITH_BYLINE: Final = re.compile(
    rf"{DATELINE}\s*(?:(?P<byline>[（(【\[][^（）()【】\[\]]{{2,100}}[)）】\]])|(?<=[\s】\]])(?P<bare>\S.{{2,60}}))"
)
_AGENCY: Final = (
    r"(?P<agency>新华社|新華社|中新社|中新网|中新網|新华网|新華網|人民网|人民網|央视网|央广网|中国新闻网|中國新聞網|"
    r"国际在线|中国网|光明网|中国青年网|环球网|法新社|美联社|路透社|中央社|中國通訊社|"
    r"[\u4e00-\u9fff]{2,8}(?:日报|日報|晚报|晚報|早报|时报|時報|商报|晨报|青年报|社|网|網))"
)
_OF_AGENCY: Final = re.compile(
    rf"{_AGENCY}(?:(?![记記]者)[\u4e00-\u9fff·]){{0,8}}?\s?"
    r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日\s?(?:电|電|讯|訊|消息)|(?:电|電)(?![\u4e00-\u9fff]))"
)
_NO_AGENCY: Final = ("本报", "本網", "本网", "本社", "本報")


def agency_of(text: str) -> str | None:
    """The agency or paper whose dateline is all the text is: `（据新华社北京4月2日电）` is of 新华社; else None."""
    bare = text.strip().strip("（()）【】[]").strip().removeprefix("据").removeprefix("據")
    match = _OF_AGENCY.fullmatch(bare)
    return match["agency"] if match and not match["agency"].startswith(_NO_AGENCY) else None


def byline_after_dateline(line: str) -> str | None:
    """The byline of a line that is a dateline and a byline and nothing else; None for any other line."""
    match = _WITH_BYLINE.fullmatch(line)
    byline = match and (match["byline"] or match["bare"])
    if not match or not byline:
        return None
    read = read_byline(byline)
    if read is None:
        names = bare_people(byline) if match["byline"] else ()
        return byline if names and all(map(is_likely_name, names)) else None
    return byline if read.people or read.editors or people(byline) else None
