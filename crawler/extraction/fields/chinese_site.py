"""Whether a page in another language stands on a Chinese site, whose labels are Chinese all the same."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from crawler.extraction.text.script import simplified

# no word of Japanese, whose labels are made of the same characters: 編集, 著者, 公開日時
_LABEL: Final = re.compile(
    r"(?:责任编辑|责编|来源|稿源|来自|发布时间|发布日期|您的位置|当前位置|字体|字号|浏览次数|点击数?|阅读量)\s*[:：]"
    r"|^(?:首页|网站首页|打印本页|关闭窗口|热点新闻|相关新闻|大家都在看|打开APP.{0,12})$"
)
_FEWEST: Final = 2
_LONGEST: Final = 120  # of a line of labels


def is_chinese_site(tree: HtmlElement) -> bool:
    """Whether two lines of the page are labels or buttons in Chinese."""
    found = 0
    for element in tree.iter("*"):
        for piece in (element.text, element.tail):
            if piece and 1 < len(piece) <= _LONGEST and _LABEL.search(simplified(piece.strip())):
                found += 1
                if found == _FEWEST:
                    return True
    return False
