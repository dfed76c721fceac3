"""Lines and pages that are alike by the nature of what is written, not by a template: they teach nothing."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.lines.statements import statements
from crawler.extraction.names.places import is_medium

_FORMULA: Final = re.compile(
    r"(?:特此|此致|敬礼|敬请|专此|附[件表图录注:：]|注[:：释]|备注|单位[:：]|编者按|记者手记|未完待续|（?完）?$|"
    r"(?:资料|数据|图片|图表|表格?)(?:来源|\d|[:：])|图[\d一二三四五六七八九十:：]|问[:：]|答[:：]|[QA][:：])"
)
_BRACKETED: Final = re.compile(r"[【\[（(〔《<「『“].{1,16}[】\])）〕》>」』”]")
_NUMBERED: Final = re.compile(r"(?:第?[（(]?[一二三四五六七八九十百\d]{1,3}[)）、.．节章条部]|[①-⑳●■◆▲★])")
_SIGNATURE: Final = re.compile(
    r"[\u4e00-\u9fff（）()“”·、 ]{2,40}(?:局|委|委员会|政府|院|部|厅|室|公司|中心|学校|大学|学院|中学|小学|幼儿园|"
    r"协会|学会|商会|银行|[支大总]队|处|所|站|集团|领导小组|指挥部|办|社区|村|镇|街道|乡|县|市)"
)
_DATED: Final = re.compile(r"(?:19|20)\d\d\s*[年./-]\s*\d{1,2}\s*[月./-]")
_NOTICE: Final = re.compile(
    r"(?:公告|公示|通知|通告|通报|启事|启示|声明|招标|中标|成交|批复|决定|意见|办法|规定|细则|方案|条例|名单|简章|"
    r"一览表?|更正|函|令|布告|须知|说明|结果|招聘|招录|征集|遴选|拍卖|挂牌|寻人|讣告|简介|预案|报告|规划|章程)"
    r"(?:[（(〔【].{0,20}[）)〕】])?\s*$"
)
_LONGEST_MEDIUM: Final = 12  # characters
_NO_WORDS: Final = re.compile(r"[\W\d_]+")


def is_by_nature(line: str) -> bool:
    """Whether articles have such a line of their own: a formula, a heading, a signature, or one that states a fact.

    What states a fact (来源, 编辑, a date), or may be the value below such a label, is read by the rules of
    `lines.trim` and must reach them.
    """
    return (
        line.endswith((":", "："))
        or " | " in line
        or _FORMULA.match(line) is not None
        or _NUMBERED.match(line) is not None
        or _DATED.search(line) is not None
        or any(rule.fullmatch(line) for rule in (_BRACKETED, _SIGNATURE))
        or (len(line) <= _LONGEST_MEDIUM and is_medium(line))
        or any(said.value for said in statements(line))
    )


def is_notice(title: str) -> bool:
    """Whether the title is that of a notice: those of one office all close with the same sentences."""
    return _NOTICE.search(title) is not None


def families(title: str) -> tuple[str, str]:
    """How the title begins and ends, digits aside: pieces of one column, such as a forecast, share one of the two."""
    words = _NO_WORDS.sub("", title)
    return words[:2], words[-2:]
