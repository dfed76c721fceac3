"""Paragraphs in which a site says that it is not to blame."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.text.script import simplified

_DECLARED: Final = (
    r"(?:郑重|免责|特别|特此|版权|重要|法律|责任|转载|侵权|网站|本站|本网|平台|作者|风险|原创|媒体|内容|"
    r"信息|发布|广告|企业)?"
    r"(?:声明|申明)"
)
_HEAD: Final = re.compile(
    rf"[\W_]*(?:{_DECLARED}|"
    r"免责条款|风险提示|风险警示|特别提示|特别提醒|温馨提示|温馨提醒|友情提示|广告提示|推广提示|提醒|"
    r"敬告(?:读者|用户)?|"
    r"版权说明|版权提示|版权信息|投资提示|编者按?注|注|备注|说明|提示|关于版权|本文声明)[\W_]*[:：】\])）\s]",
)
_SIGNS: Final = re.compile(
    r"转载|立场|自行核实|侵权|侵犯|版权|著作权|删除|不构成|投资建议|风险自担|仅供参考|仅供读者|本站|本网|"
    r"本平台|违者|授权|真实性|不承担|不代表|后果自负|注明出处|注明来源|来源于网络|盈亏|"
    r"文责自负|仅代表|仅提供信息|信息发布平台|(?:存储|发布)(?:空间)?服务|仅作参考|只供参考|自行(?:甄别|"
    r"辨别|判断)|推广(?:内容|信息)|企业(?:投稿|供稿)|"
    r"不作为?(?:投资|买卖)?依据"
)
_HEADLESS: Final = re.compile(
    r"[\W_]*(?:"
    r"(?:本文|文章|以上(?:文章|内容|图片|信息)?|该文|此文|文中|上述|本站|本网|本页|本平台|本公众号|"
    r"凡(?:本网|本站|注明|是|未)|部分(?:文章|图片|内容)|图片|图文|内容|声明|如有|如果|如|若|未经|"
    r"转载|以上|所有|网站|[本此该](?:稿件?|新闻稿|信息|条(?:资讯|信息|新闻)|资讯)|"
    r"本(?:内容|篇文章|篇)|来源[:：]\s*(?:互联)?网络|作品|素材|资料|稿件|免责|如涉及|如需转载|投资者|据此|投资有风险|"
    r"股市有风险|市场有风险)"
    r"[^\n]{0,120}?(?:观点(?:仅|只)代表|来源于?(?:互联)?网络|网络转载|转载自(?:网络|其他)|"
    r"不代表[^。]{0,24}?(?:观点|立场|"
    r"意见)|不代表(?:本|我|新浪|平台|任何)|仅代表[^。]{0,16}?(?:观点|立场|意见|看法)|与本(?:站|网|平台|"
    r"公众号)(?:立场)?无关|(?:本站|本网|"
    r"作者个人)[^。]{0,6}(?:观点|立场)|侵权[^。]{0,16}(?:删|联系|告知)|"
    r"(?:联系|告知|通知)[^。]{0,20}删除|版权[^。]{0,16}(?:归|属)|注明(?:出处|来源)|违者必究|(?:不得|禁止|"
    r"严禁|谢绝)[^。]{0,12}(?:转载|复制|摘编|转播|使用)|"
    r"不构成[^。]{0,12}(?:建议|依据)|仅供(?:参考|读者参考|投资者参考)|风险自担|后果自负|入市需谨慎|"
    r"追究[^。]{0,8}责任|不承担[^。]{0,16}责任|不保证[^。]{0,20}(?:真实|准确)|"
    r"不对(?:此|其[^。，]{0,8}|[^。，]{0,10}(?:真实|准确|内容)[^。，]{0,4})负责|文责自负|授权事宜|"
    r"请(?:读者|用户|消费者|投资者)?自行(?:甄别|辨别|核实))"
    r"|投资有风险[，,]?\s*(?:入市|选择|决策)?需?谨慎.{0,40}$|未经(?:授权|许可|书面).{0,12}(?:不得|禁止|"
    r"严禁).{0,30}$"
    r"|(?:转载请|转载须|转载务必|如需转载请?).{0,40}$|[^。]{0,30}对文中[^。]{0,8}(?:陈述|观点))"
)
_IN_ENGLISH: Final = re.compile(
    r"(?:Notice\s*:\s*The (?:above )?content|Disclaimer\s*:).{10,}|.{0,40}\b(?:all rights reserved|"
    r"do(?:es)? not (?:reflect|represent) the views)\b.{0,120}",
    re.IGNORECASE,
)
_HEAD_ALONE: Final = re.compile(
    rf"[\W_]*(?:(?:{_DECLARED}|风险提示|免责条款|版权说明)(?:及|与|和|、)(?:{_DECLARED}|免责条款|风险提示)|"
    rf"{_DECLARED}|免责条款|敬告(?:读者|用户)|"
    r"风险提示|风险警示|版权说明|版权提示|版权信息|关于版权|本文声明|投资提示)[\W_]*"
)
_RISK: Final = re.compile(
    r"[\W_]*(?:(?:特别|温馨)?(?:风险|投资)(?:提示|警示|揭示|提醒))[\W_]*[:：】\])）\s].{0,60}?"
    r"(?:(?:投资|股市|市场|入市|基金|理财|交易)[^。，,]{0,6}有风险|(?:投资|决策|选择|入市|操作|"
    r"参与)[^。，,]{0,4}(?:需|须|应|请)?谨慎|"
    r"(?:请|需|须)谨慎)"
)
_NAMED: Final = re.compile(
    r"[\W_]*[^\W_]{2,8}(?:声明|提示|提醒)\s*[:：】].*(?:不构成|风险自担|仅供参考|不代表|此文出于|此(?:文|"
    r"信息)|传递更多信息|凡[^。]{0,8}注明|版权(?:均|归|属))"
)
_RESERVED: Final = re.compile(
    r".{0,60}(?:版权|著作权|知识产权|本文|[此本]内容|本网|本站|本报|原创).{0,120}未经[^。]{0,24}(?:授权|"
    r"许可|同意|允许)"
    r"[^。]{0,30}(?:不得|严禁|禁止|任何人).{0,60}(?:转载|使用|复制|镜像|摘编|违者)"
)
_SPREAD: Final = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000\xa0]+(?=[\u4e00-\u9fff])")
_LONGEST_HEADLESS: Final = 320
_LONGEST: Final = 1200
_LONGEST_HEADING: Final = 20


def is_disclaimer(paragraph: str) -> bool:
    """Whether the paragraph disclaims: it opens as one and says one of the things disclaimers say."""
    if len(paragraph) > _LONGEST or len(paragraph) < 6:
        return False
    plain = _SPREAD.sub("", simplified(paragraph[:_LONGEST_HEADLESS]))
    if _RISK.match(plain) or _IN_ENGLISH.fullmatch(paragraph):
        return True
    if len(paragraph) <= _LONGEST_HEADLESS and (_NAMED.match(plain) or _RESERVED.match(plain)):
        return True
    if _HEAD.match(plain) and _SIGNS.search(simplified(paragraph)):
        return True
    return len(paragraph) <= _LONGEST_HEADLESS and _HEADLESS.match(plain) is not None


def heads_disclaimer(line: str) -> bool:
    """Whether the line is the heading of a disclaimer and nothing else: 郑重声明, 免 责 声 明：."""
    return (
        len(line) <= _LONGEST_HEADING and _HEAD_ALONE.fullmatch(_SPREAD.sub("", simplified(line))) is not None
    )


def could_disclaim(line: str) -> bool:
    """Whether the line, under such a heading, says one of the things disclaimers say."""
    return _SIGNS.search(simplified(line)) is not None
