"""Chinese names written without a space between them: 于方葛成才张驰 is three people."""

from __future__ import annotations

import functools
import math
import re

from crawler.extraction.names.common_words import COMMON_WORDS
from crawler.extraction.names.places import is_medium, is_surely_medium
from crawler.extraction.names.tables import given_share, simplified, surname_share
from crawler.extraction.text.words import words

_LENGTH_SHARES = {2: 0.17, 3: 0.81}  # of a name with a surname of one character, as in bylines of today
_COMPOUND_LENGTH_SHARES = {3: 0.4, 4: 0.6}
_LONGEST_RUN = 40  # a dozen people; a longer run is a sentence
_WORST_NAME = math.log(1e-11)  # per name: below it the cut is a guess
_LIKELY_NAME = (math.log(2e-7), math.log(1e-10))  # of two characters, of three
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_FOREIGN = re.compile(
    r"[\u4e00-\u9fffA-Z][\u4e00-\u9fffA-Za-z.]{0,9}(?:\s?[·•・‧∙．●]\s?[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-"
    r"Za-z.]{0,11}){1,4}"
)
_DOT = re.compile(r"\s?[·•・‧∙．●]\s?")
_LATIN = re.compile(r"[A-Z][A-Za-z'’.-]*(?:\s+(?:[a-z]{2,3}\s+)?[A-Z][A-Za-z'’.-]*){1,3}")
_UNSURNAMED_PARTS = words(
    """
    扎西 次仁 格桑 卓玛 旦增 丹增 拉姆 央金 白玛 洛桑 尼玛 达瓦 边巴 普布 米玛 巴桑 索朗 平措 顿珠 强巴 德吉
    曲珍 玉珍 贡觉 次旦 次珍 罗布 仁增 仁青 多吉 加措 坚参 坚赞 班觉 群培 旺堆 旺久 旺姆 益西 土登 阿旺 朗杰
    朗加 赤列 晋美 琼达 嘎玛 其美 桑珠 桑吉 才让 才旦 卓嘎 措姆 拉巴 赤来 泽仁 泽郎 降央 四郎 旺扎 云丹 曲扎
    扎巴 贡布 江村 罗追 旦巴 丹巴 丹珠 卓尕 拉毛 才仁 尕玛 娜么 央宗 德庆 曲措 次央 巴珠 唐卡 斯朗 永吉
    巴特尔 其其格 乌云 格日勒 苏日娜 娜仁 托娅 高娃 朝鲁 斯琴 其木格 乌兰 图雅 阿古拉 苏和 那日苏 哈斯 巴图
    宝力格 额尔敦 孟和 布仁 毕力格
    """
)
_TIBETAN_AND_MONGOLIAN = re.compile(f"(?:{'|'.join(sorted(_UNSURNAMED_PARTS))}){{1,3}}")


def is_name(text: str) -> bool:
    """Whether the text is one person's name: Chinese, with a dot (阿依古丽·买买提), Tibetan or Mongolian, or Latin."""
    if _FOREIGN.fullmatch(text):
        return not any(is_medium(part) for part in _DOT.split(text))
    if _LATIN.fullmatch(text):
        return True
    if len(text) in (4, 5, 6) and _TIBETAN_AND_MONGOLIAN.fullmatch(text):
        return True
    return _NAME.fullmatch(text) is not None and (
        _chance(simplified(text)) > -math.inf or _TIBETAN_AND_MONGOLIAN.fullmatch(text) is not None
    )


def is_likely_name(text: str) -> bool:
    """Whether the text is more likely a name than a place nobody listed or a word: 李四, not 安丘, not 高速."""
    if simplified(text) in COMMON_WORDS:
        return False
    if len(text) > 3:
        return not is_surely_medium(text)  # 东方 and 欧阳 are surnames, 东方财经 is a site
    return _chance(simplified(text)) > _LIKELY_NAME[len(text) > 2]


def split_run(run: str) -> tuple[str, ...]:
    """The most likely cut of a run of Chinese characters into full names; () when no cut is likely."""
    if len(run) > _LONGEST_RUN or not re.fullmatch(r"[\u4e00-\u9fff]{2,}", run):
        return ()
    if is_name(run) and (len(run) <= 3 or _TIBETAN_AND_MONGOLIAN.fullmatch(run)):
        return (run,)
    plain = simplified(run)
    chance, cuts = _best_cut(plain)
    if chance <= -math.inf or any(_chance(plain[a:b]) < _WORST_NAME for a, b in cuts):
        return ()
    return tuple(run[a:b] for a, b in cuts)


def _best_cut(run: str) -> tuple[float, list[tuple[int, int]]]:
    best: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        ways = [
            (best[start][0] + _chance(run[start:end]), [*best[start][1], (start, end)])
            for start in range(max(0, end - 4), end - 1)
        ]
        best.append(max(ways, default=(-math.inf, []), key=lambda way: way[0]))
    return best[-1]


@functools.lru_cache(maxsize=4096)
def _chance(name: str) -> float:
    """The logarithm of the chance that a person is called so; minus infinity for what is no name."""
    simple = _part_chance(name[:1], name[1:], _LENGTH_SHARES.get(len(name), 0.0))
    compound = _part_chance(name[:2], name[2:], _COMPOUND_LENGTH_SHARES.get(len(name), 0.0))
    return max(simple, compound)


def _part_chance(surname: str, given: str, length_share: float) -> float:
    shares = (surname_share(surname), *(given_share(character) for character in given))
    if not given or not length_share or 0 in shares:
        return -math.inf
    return math.log(length_share) + sum(math.log(share / 100_000) for share in shares)
