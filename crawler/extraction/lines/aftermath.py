"""Where what a site prints below an article begins: related articles, hot lists, comments, the foot of the page.

Such a place has a first line by which it is known, and below it headlines, names and dates rather than sentences.
How many sentences may stand below depends on how sure the first line is.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence
from typing import Final

from crawler.extraction.lines.cleaned import is_prose
from crawler.extraction.lines.disclaimers import could_disclaim, heads_disclaimer, is_disclaimer
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.page_end import speaks_to_readers
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.ui_labels import opens_section_after_article
from crawler.extraction.text.script import simplified

_WRAPPING: Final = "【】[]()（）<>《》「」|｜»«›‹·•→↑↓✓√×☆★♥❤▲▼■●◆►▶ \u3000\xa0:：,，.…#+-—_/*"
_SPACES: Final = re.compile(r"\s+")
_COMMENTS: Final = re.compile(
    r"(?:网友|用户|读者|最新|最热|热门|全部|所有|精彩|文章|新闻|相关|热|本文)(?:评论|跟[贴帖]|留言|"
    r"点评)(?:列表|区|须知|规则|排行)?(?:[（(]?\d+条?)?(?:登录)?(?:注册)?"
    r"|(?:评论|跟[贴帖]|留言)(?:列表|区|须知|规则|专区|\d+条?|[（(]\d+条?[)）])"
    r"|(?:网友|用户)?(?:评论|跟[贴帖]|留言|发言)[^。]{0,6}(?:仅供|仅代表|只代表|不代表|须知).{0,60}"
    r"|.{0,24}(?:文明上网|理性发言|文明发言|遵守互联网|遵守国家有关法律|跟帖评论自律|自律公约|"
    r"自律管理承诺).{0,80}"
    r"|评论[（(]\d+[)）].{0,16}"
    r"|我来说两句.{0,20}|来说两句.{0,16}|说点什么.{0,10}|(?:请)?(?:写下|发表|输入)您?你?的?(?:看法|评论|"
    r"观点|想法|留言).{0,24}"
    r"|(?:您|你)?还(?:可以|能|可)?输入\d+.{0,10}|评价中立好评差评.{0,20}|(?:用户名|昵称)[:：]?(?:密码|"
    r"验证码).{0,20}"
    r"|(?:已有|共有?|共计)?\d*[条人位]?(?:评论|跟[贴帖]|参与|网友评论|人参与)(?:[，,]?(?:查看|进入|"
    r"点击).{0,12})?"
    r"|(?:进入|查看|点击|更多).{0,6}(?:评论|跟[贴帖])(?:页|列表|详情|\d+条)?"
    r"|(?:目前|当前|还|暂)?(?:暂无|没有|无)(?:任何|热门|最新)?(?:评论|跟[贴帖]|留言)(?:[，,].{0,20})?"
    r"|(?:登录|注册)(?:后|之后|即可|才能|可以?)*(?:发表)?(?:评论|留言|参与).{0,10}"
)
_RELATED: Final = re.compile(
    r"(?:相关|相近|类似|关联|延伸|推荐|更多|热门|热点|热议|热搜|热评|热读|最新|最热|精彩|往期|今日|昨日|"
    r"本周|本月|一周|每日|24小时|48小时|"
    r"编辑|小编|特别|重点|精选|精品|为您|为你|猜您|猜你|新闻|视频|图片|图文|点击|阅读|浏览|评论|跟[贴帖]|"
    r"人气|本类|同类|本栏目?|栏目|频道|站内|网站|"
    r"全站|本站|本网|作者|TA的|他的|滚动|即时|实时|焦点|搜索|总|周|月|日|深度|原创){1,3}"
    r"(?:阅读|新闻|文章|推荐|报道|资讯|内容|话题|排行|排行榜|榜|榜单|排名|回顾|稿件|专题|热点|热文|好文|"
    r"热搜|热榜|热议|推送|文档|信息|关注|精选|"
    r"搜索|词条|作品|图集|组图|头条|喜欢|博文|帖子|标签|商品|产品){1,2}(?:TOP\d*)?(?:更多|MORE|换一[换批]|"
    r"\d+小?时?)?",
    re.IGNORECASE,
)
_LISTED: Final = re.compile(
    r"大家都?[在爱还]?(?:看|搜|说|聊)过?.{0,6}|看[过了].{0,8}(?:还看|也看|又看).{0,4}|(?:看|读)了又[看读]|"
    r"猜[你您](?:喜欢|想看|感兴趣|爱看)"
    r"|(?:作者|TA|他|该作者|本作者)的?(?:最新|其他|其它|更多|热门|历史|近期)(?:的)?(?:文章|作品|专栏)?|"
    r"换一[换批]|今日.{2,6}热点|你可能(?:还)?(?:感兴趣|喜欢|想看).{0,6}"
    r"|看?更多.{0,12}(?:报道|报导|新闻|文章)"
    r"|(?:热|新|看)(?:点|闻|读|文)(?:榜|排行)|排行榜|热榜|热搜榜?|热文|热读|为[你您]推荐.{0,6}|"
    r"推荐(?:阅读|新闻|文章|视频)?|热点|热门|下一篇文章|[今最]日头条|特别推荐"
)
_LINKS: Final = re.compile(r"(?:相关|新闻|资料|背景|知识|友情|阅读|视频)?链接")
_FOOT: Final = re.compile(
    r"(?:Copyright|©|版权所有|All Rights Reserved|.{0,40}(?:ICP[备证号]|公网安备|网安备|网站标识码|"
    r"许可证编?号|信息网络传播视听|互联网新闻信息服务)).{0,160}"
    r"|(?:关于我们|网站简介|联系我们|网站地图|广告服务|版权声明|法律声明|招聘信息|诚聘英才|隐私政策|"
    r"设为首页|加入收藏)(?:[\s|｜\-·/]+\S{2,10}){2,}",
    re.IGNORECASE,
)
_MAINTAINER: Final = re.compile(
    r"(?:主办|承办|主管|技术支持|运行维护|网站管理|网站维护|建议使用|您是第|建议您?使用|版权)[^。]{0,80}"
)
_ADDRESS: Final = re.compile(
    r"(?:主办|承办|协办|主管|版权|技术支持|运行维护|网站|建议|您是第|地址|邮编|邮政编码|电话|联系电话|"
    r"传真|邮箱|E-?mail|政府热线|.{0,6}备案)[^。]{0,80}",
    re.IGNORECASE,
)
_CLOSES: Final = re.compile(
    r"编辑|責編|责编|責任|审核|校对|监制|分享|扫|掃|打印|关闭|關閉|收藏|上一|下一|标签|標籤|关键|關鍵|完|"
    r"END|举报|投诉|点赞|在看|声明|聲明|转载|轉載|"
    r"版权|版權|侵权|立场|免责|风险|仅供|代表|著作权|来源|來源|稿源|顶一下|分隔|客户端|APP|公众号|二维码|热线|"
    r"爆料|报料|原题|原標題|原标题|阅读|心情|表情|欢迎|点击|菜单|无障碍",
    re.IGNORECASE,
)
_SOURCE_LINE: Final = re.compile(r"[（(【\[].*[）)】\]]|(?:文章|本文|信息|稿件|新闻|内容)来源.*|稿源.*")
_PART_OF_TEXT: Final = re.compile(
    r"附件|附[:：]|附表|附录|\d{1,2}[.、．].{2,80}\.(?:docx?|xlsx?|pdf|wps|zip|rar|ofd|et)\b", re.IGNORECASE
)
_LAST_KINDS: Final = frozenset({Kind.EDITORS, Kind.DISCLAIMER, Kind.KEYWORDS, Kind.INTERFACE})
_NO_LAST: Final = re.compile(
    r"[\W\d_a-z]*|.{0,4}(?:大|中|小|喜欢|微信|微博|更多|内容|正文|发布|图集|播放|点击|立即|分类|确定|取消)"
)
_LONGEST_HEADING: Final = 20
_LONGEST_COMMENT_LINE: Final = 120
_LONGEST_LAST: Final = 60
_FOOT_HEIGHT: Final = 5
_SHORTEST_TEXT: Final = 20
_RUNS_ON: Final = re.compile(r"[，。；！？,.;!?]+(?=\D|$)")
_SHORTEST_RUN: Final = 32


@dataclasses.dataclass(frozen=True, slots=True)
class Aftermath:
    """The lines from `begin` to before `end` stand below the article, for the reason `rule`."""

    begin: int
    end: int
    rule: str


# of the text above, how much may stand below in sentences
_ALLOWED: Final = {
    "comments": 4.0,
    "comments-told": 0.4,  # an article may tell what people say, and go on
    "footer": 1.0,
    "related": 0.4,
    "related-list": 0.05,
    "links": 0.4,
    "closing": 0.1,
}


def find_aftermath(lines: Sequence[str]) -> Aftermath | None:
    """The first place below the text from which on nothing is text; None when there is none.

    A line that stands between two parts of a text, wherever it comes up, opens nothing further below either.
    """
    weigh = _Weights(lines)
    barred: set[str] = set()
    for at in range(1, len(lines)):
        if weigh.above(at) < _SHORTEST_TEXT:
            continue
        rule = _opens(lines, at)
        if rule is None:
            continue
        known = (
            lines[at] if rule == "closing" else rule
        )  # lines that close a page have nothing else in common
        if known in barred:
            continue
        if (end := _end_of(rule, lines, at, weigh)) > at + 1 and weigh.is_likely(rule, at):
            return Aftermath(_top_of_foot(lines, at) if rule == "footer" else at, end, rule)
        barred.add(known)
    return None


def _end_of(rule: str, lines: Sequence[str], at: int, weigh: _Weights) -> int:
    """Before which line ends what the line at `at` opens; there itself when too much of the text stands below."""
    below = at + 1 + _disclaimer_height(lines, at)
    allowed = weigh.above(at) * _ALLOWED[rule]
    if rule != "links" and weigh.sentences(below) > allowed:
        return at
    end = next((here for here in range(below, len(lines)) if _PART_OF_TEXT.match(lines[here])), len(lines))
    return at if rule == "links" and weigh.characters(below, end) > allowed else end


class _Weights:
    """How many characters stand above a line, and how many below it in sentences; the latter counted when asked."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._above = [0, *itertools.accumulate(map(len, lines))]
        self._below: list[int] = []

    def above(self, at: int) -> int:
        return self._above[at]

    def characters(self, begin: int, end: int) -> int:
        return self._above[end] - self._above[begin]

    def sentences(self, begin: int) -> int:
        """Of the lines from `begin` to the last."""
        if not self._below:
            weights = [len(line) if _is_text(line) else 0 for line in reversed(self._lines)]
            self._below = [*reversed([0, *itertools.accumulate(weights)])]
        return self._below[min(begin, len(self._lines))]

    def is_likely(self, rule: str, at: int) -> bool:
        """A list of headlines may have such a heading between two parts; below sentences it is the site's."""
        return rule != "related-list" or any(map(is_prose, self._lines[:at]))


def _is_text(line: str) -> bool:
    return (
        (is_prose(line) or _runs_on(line))
        and not is_disclaimer(line)
        and not speaks_to_readers(line)
        and not _FOOT.fullmatch(line)
    )


def _runs_on(line: str) -> bool:
    """Whether a long line has signs in it as those write who know no others than 东西不错,就是贵!"""
    return len(line) >= _SHORTEST_RUN and len(_RUNS_ON.findall(line)) > 1


def _opens(lines: Sequence[str], at: int) -> str | None:
    """The class of what a line opens; None for a line after which a text may go on."""
    line = lines[at]
    plain = simplified(line)
    if len(line) <= _LONGEST_COMMENT_LINE and (bare := _SPACES.sub("", plain).strip(_WRAPPING)):
        if _COMMENTS.fullmatch(bare):
            return "comments-told" if plain.endswith((":", "：")) else "comments"
        if len(line) <= _LONGEST_HEADING and (rule := _heading(line, bare)):
            return rule
    if len(line) <= 2 * _LONGEST_COMMENT_LINE and _FOOT.fullmatch(plain):
        return "footer"
    return "closing" if _CLOSES.search(plain) and _is_last(line) else None


def _heading(line: str, bare: str) -> str | None:
    if _LINKS.fullmatch(bare):
        return "links"
    if opens_section_after_article(line):
        return "related"
    return "related-list" if _RELATED.fullmatch(bare) or _LISTED.fullmatch(bare) else None


def _is_last(line: str) -> bool:
    """Whether the line is one a site prints when the text is over: who edited, a disclaimer, a row of buttons."""
    if is_disclaimer(line) or heads_disclaimer(line):
        return True
    if len(line) > _LONGEST_LAST:
        return len(line) <= 3 * _LONGEST_LAST and speaks_to_readers(line)
    if _NO_LAST.fullmatch(line):
        return False
    if speaks_to_readers(line):
        return True
    said = statements(line)
    if not said or not said[0].value:
        return False
    kind = said[0].kind
    return kind in _LAST_KINDS or (kind is Kind.PUBLISHER and _SOURCE_LINE.fullmatch(line) is not None)


def _disclaimer_height(lines: Sequence[str], at: int) -> int:
    """How many lines below the heading of a disclaimer are the disclaimer."""
    if not heads_disclaimer(lines[at]):
        return 0
    return sum(1 for _ in itertools.takewhile(could_disclaim, lines[at + 1 :]))


def _top_of_foot(lines: Sequence[str], at: int) -> int:
    """The first line of the foot of a page whose sign stands at `at`: the lines of who runs it, and where."""
    top = at
    for here in range(at - 1, max(0, at - 1 - _FOOT_HEIGHT), -1):
        if not _ADDRESS.fullmatch(lines[here]):
            break
        if _MAINTAINER.fullmatch(lines[here]):
            top = here
    return top
