"""Changes that leave the wording alone: layout, width, script, and the lines a site puts round a text."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Mapping
from typing import Final

import opencc

from benchmarks.reposts import prose
from crawler.extraction.mirrors.restore import restore
from tests.garbling.mirror import Mirror, corrupted
from tests.sites import writing

Draw = random.Random
SCRIPTS: Final = ("s2t", "s2tw", "s2hk", "s2twp")
_HALF: Final = str.maketrans("，；：？！（）", ",;:?!()")
_STOPS: Final = str.maketrans("。、“”", '.,""')
_WIDE_DIGITS: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_BYLINE: Final = re.compile("^(本报记者|记者|文/).{0,12}\n|（(记者|通讯员)[^）\n]{1,20}）$")
_SHARED: Final = (
    "分享到：微信 微博 QQ空间",
    "免责声明：本文仅代表作者个人观点，与本网无关。其原创性以及文中陈述文字和内容未经本站证实，请读者仅作参考。",
    "凡本网注明来源的作品，版权均属于原作者，未经授权不得转载、摘编或利用其它方式使用。",
    "更多精彩内容，请关注本站公众号",
    "打开客户端，阅读体验更佳",
    "声明：转载此文是出于传递更多信息之目的，若有来源标注错误或侵犯了您的合法权益，请与本网联系，我们将及时更正、删除。",
    "扫一扫在手机打开当前页",
    "相关阅读",
    "本文为自媒体作者上传并发布，仅代表该作者观点，平台仅提供信息发布服务。",
)


def new_first_line(text: str, draw: Draw) -> str:
    return (
        f"{prose.headline(draw)}\n{text}"
        if draw.random() < 0.6
        else f"原标题：{prose.headline(draw)}\n{text}"
    )


def new_byline(text: str, draw: Draw) -> str:
    """In place of the one there is, if any, at the beginning or at the end."""
    text = _BYLINE.sub("", text)
    who, other = writing.person(draw), writing.person(draw)
    match draw.randrange(3):
        case 0:
            return f"{writing.word(draw, 'papers')}记者 {who} 通讯员 {other}\n{text}"
        case 1:
            return f"{text}（记者 {who} {other}）"
        case _:
            return f"文/{who} 图/{other}\n{text}"


def credits(text: str, draw: Draw) -> str:
    source = f"来源：{writing.word(draw, 'papers')}"
    at = f"2026-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d} {draw.randint(6, 22):02d}:{draw.randint(0, 59):02d}"
    editor = f"责任编辑：{writing.person(draw)}"
    if draw.random() < 0.5:
        return f"{source}　{at}\n{text}\n{editor}"
    return f"{text}\n（{source}）\n[{editor}]　审核：{writing.person(draw)}"


def shared(text: str, draw: Draw) -> str:
    lines = draw.sample(_SHARED, draw.randint(1, 3))
    return "\n".join([text, *lines] if draw.random() < 0.8 else [lines[0], text, *lines[1:]])


def half_width(text: str, draw: Draw) -> str:
    text = text.translate(_HALF)
    return text.translate(_STOPS) if draw.random() < 0.5 else text


def wide_digits(text: str, _: Draw) -> str:
    return text.translate(_WIDE_DIGITS)


def on_one_line(text: str, draw: Draw) -> str:
    return text.replace("\n", draw.choice(("", " ", "　　")))


def spaced(text: str, draw: Draw) -> str:
    """Between all characters, or at the ends of lines of one width, as print has them."""
    if draw.random() < 0.5:
        return (
            " ".join(text.replace("\n", ""))
            if draw.random() < 0.5
            else "\n".join(map(" ".join, text.split("\n")))
        )
    width = draw.randint(18, 40)
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def in_script(text: str, name: str) -> str:
    converted: str = _converter(name).convert(text)
    return converted


def through_a_mirror(text: str, draw: Draw) -> str:
    """What restoring makes of the text as a mirror corrupts it: lost characters, some guessed, some of them wrongly."""
    mirror = Mirror(seed=draw.randrange(1 << 30), share=draw.choice((0.05, 0.15, 0.3)))
    return restore(corrupted(text, mirror).text).text


def misread(text: str, draw: Draw) -> str:
    """One to six in a hundred characters lost, as ?, or guessed wrongly."""
    made = list(text)
    places = [at for at, character in enumerate(made) if "一" <= character <= "鿿"]
    for at in draw.sample(places, round(draw.uniform(0.01, 0.06) * len(places))):
        made[at] = "?" if draw.random() < 0.5 else draw.choice(prose.clause(draw))
    return "".join(made)


LOOKS: Final[Mapping[str, Callable[[str, Draw], str]]] = {
    "headline": new_first_line,
    "byline": new_byline,
    "source and editor": credits,
    "share and disclaimer": shared,
    "half-width punctuation": half_width,
    "full-width digits": wide_digits,
    "line breaks lost": on_one_line,
    "spaces": spaced,
    **{f"script {name}": lambda text, _, name=name: in_script(text, name) for name in SCRIPTS},  # type: ignore[misc]
}
MIRRORED: Final[Mapping[str, Callable[[str, Draw], str]]] = {
    "mirror restored": through_a_mirror,
    "mirror misread": misread,
}


@functools.cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)
