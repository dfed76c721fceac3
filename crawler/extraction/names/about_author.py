"""The line under an essay that says who its author is: `（作者系某某大学教授）`, `（某某，某某研究院研究员）`."""

from __future__ import annotations

import re
from typing import Final

from crawler.extraction.names.runs import is_likely_name, split_run

_OCCUPATION: Final = (
    r"(?:教授|研究员|研究者|院长|所长|馆长|院士|主任|博士|博士生|博士后|硕士|研究生|本科生|学生|学者|专家|律师|作家|诗人|"
    r"评论员|评论人|媒体人|时评人|记者|编辑|主编|会员|成员|委员|代表|主席|理事|理事长|会长|秘书长|经济学家|分析师|校长|书记|"
    r"处长|局长|部长|职员|教师|老师|讲师|导师|医师|医生|工程师|设计师|法官|检察官|干部|创始人|总裁|董事长|总经理|合伙人|"
    r"首席执行官|撰稿人|专栏作者|专栏作家|自由撰稿人|负责人|工作人员|从业者|爱好者|公务员|警察|民警|"
    r"大学|学院|医院|研究所|研究院|中心|集团|公司|出版社|中学|小学|党校)"
)
_VERB: Final = r"(?:分别)?(?:系|现为|是|为|现任|曾任|现供职于|供职于|任职于|就职于|就读于|单位\s*[:：为])"
_HAN: Final = r"[\u4e00-\u9fff·]"
_CLAUSE: Final = rf"[^。！？]{{2,50}}?{_OCCUPATION}(?:[、，,；;/兼]\s*[^。！？]{{2,40}})?"
_OF_THE_AUTHOR: Final = re.compile(
    rf"(?:本文|文章)?(?:第一)?(?:作\s*者|笔者)(?:简介)?\s*[:：]?\s*"
    rf"(?P<name>{_HAN}{{2,8}}?)\s*[，,]?\s*{_VERB}{_CLAUSE}"
)
_OF_A_NAME: Final = re.compile(rf"(?P<name>{_HAN}{{2,8}}?)\s*[，,]?\s*{_VERB}{_CLAUSE}")
_LONGEST: Final = 120


def about_author(line: str) -> tuple[str, ...]:
    """The people of a line that is nothing but who its author is; () for any other line.

    A line that does not say 作者 has to stand in brackets: 张三系某某大学教授 is text. So is （作者系某某大学教授）,
    which names nobody.
    """
    text = line.strip().rstrip("。")
    if len(text) > _LONGEST:
        return ()
    is_bracketed = text[:1] in ("（", "(", "【", "[") and text[-1:] in ("）", ")", "】", "]")
    inside = text[1:-1].strip() if is_bracketed else text
    match = _OF_THE_AUTHOR.fullmatch(inside) or (_OF_A_NAME.fullmatch(inside) if is_bracketed else None)
    named = split_run(match["name"] or "") if match else ()
    return named if all(map(is_likely_name, named)) else ()
