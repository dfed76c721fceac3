"""The dateline a report opens with: 本报讯, 新华社北京2月18日电, 【某某晚报讯】."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.names.people import people, read_byline

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


def byline_after_dateline(line: str) -> str | None:
    """The byline of a line that is a dateline and a byline and nothing else; None for any other line."""
    match = _WITH_BYLINE.fullmatch(line)
    byline = match and (match["byline"] or match["bare"])
    if not byline:
        return None
    read = read_byline(byline)
    return byline if read is not None and (read.people or people(byline)) else None
