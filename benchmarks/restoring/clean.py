"""Documents that are not corrupted, in all scripts, some of which look as if they were; all of our own making."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import opencc
from pypinyin import Style, pinyin

from tests.garbling.mirror import Mirror, corrupted
from tests.sites.writing import paragraph, piece, word

JAPANESE: Final = (
    "{day}、{town}の{place}で新しい{thing}が公開された。",
    "担当者は「{thing}を見に来る人が毎年増えている」と話している。",
    "同{place}によると、来場者は{count}人で、前年より{less}%多かった。",
    "{town}では{day}から、{thing}についての説明会（無料）を開く。申し込みは電話で受け付ける。",
    "雨が続いた影響で、{thing}の修理は来月まで続く見通しだ。学校や図書館の時間も変わる！",
)
WORDS: Final = {
    "day": "三日 先週の土曜日 十月末 昨年の春 二十日午後",
    "town": "青浜町 松江台 白川村 南が丘 桜橋市",
    "place": "郷土資料館 市民会館 農協 観光案内所 小学校",
    "thing": "灯台の模型 古い地図 祭りの太鼓 渡し船 手作りの紙芝居",
}
MISREAD: Final = (
    lambda phrase: phrase.encode().decode("gb18030", "replace"),
    lambda phrase: phrase.encode().decode("latin-1"),
    lambda phrase: phrase.encode("gbk").decode("big5", "replace"),
    lambda phrase: phrase.encode("gbk").decode("utf-8", "replace"),
    lambda phrase: phrase.encode("ascii", "replace").decode(),
    lambda phrase: corrupted(phrase, Mirror(share=1.0, cut_share=1.0)).text,
)
"""What becomes of a phrase when it is read in another encoding than it was written in, and by a mirror."""


def clean_documents(documents: Sequence[str], count: int) -> Mapping[str, Sequence[str]]:
    """`count` of each kind; `documents` are simplified."""
    kinds: Mapping[str, Callable[[int], str]] = {
        "simplified": lambda number: documents[number % len(documents)],
        "traditional, Taiwan": _converted(documents, "s2tw"),
        "traditional, Hong Kong": _converted(documents, "s2hk"),
        "traditional, OpenCC": _converted(documents, "s2t"),
        "Japanese": japanese,
        "lesson": lesson,
        "lesson, traditional": lambda number: opencc.OpenCC("s2tw").convert(lesson(number)),
        "quoted mojibake": quoted_mojibake,
    }
    return {kind: [make(number) for number in range(count)] for kind, make in kinds.items()}


def japanese(number: int) -> str:
    draw = random.Random(f"Japanese {number}")
    return "\n".join("".join(_japanese_sentence(draw) for _ in range(5)) for _ in range(6))


def lesson(number: int) -> str:
    """Characters or words with their readings behind them, as teachers write them, among prose without."""
    draw = random.Random(f"lesson {number}")
    write = draw.choice((_by_character, _by_word, _in_full_width, _with_numbers))
    words = [word(draw, "roles") for _ in range(8)] + [word(draw, "given") for _ in range(8)]
    rows = [f"{at}. {write(one)}：{paragraph(draw)}" for at, one in enumerate(words, start=1)]
    return "\n".join([f"第{number + 1}课 生字与词语", "读一读，再写一写：", *rows, "你都会读了吗?再听一遍。"])


def quoted_mojibake(number: int) -> str:
    """An article in which a few phrases are quoted as a broken program shows them."""
    draw = random.Random(f"mojibake {number}")
    lines = list(piece(number, paragraphs=(6, 8)).paragraphs)
    for _ in range(draw.randint(1, 3)):
        phrase = word(draw, "roles") + word(draw, "times")
        quoted = draw.choice(MISREAD)(phrase)
        lines.insert(
            draw.randrange(len(lines)), f"打开旧文件时，“{phrase}”变成了“{quoted}”，换一种编码才读得出来。"
        )
    return "\n".join([*lines, "程序员管它叫锟斤拷，也有人叫烫烫烫?总之是乱码。"])


def _converted(documents: Sequence[str], way: str) -> Callable[[int], str]:
    converter = opencc.OpenCC(way)
    return lambda number: converter.convert(documents[number % len(documents)])


def _japanese_sentence(draw: random.Random) -> str:
    words = {name: draw.choice(choice.split()) for name, choice in WORDS.items()}
    return draw.choice(JAPANESE).format(**words, count=draw.randint(20, 900), less=draw.randint(2, 30))


def _by_character(phrase: str) -> str:
    return "".join(f"{one}({reading})" for one, reading in zip(phrase, _readings(phrase), strict=True))


def _by_word(phrase: str) -> str:
    return f"{phrase}({' '.join(_readings(phrase))})"


def _in_full_width(phrase: str) -> str:
    return f"{phrase}（{''.join(_readings(phrase))}）"


def _with_numbers(phrase: str) -> str:
    return "".join(
        f"{one}({reading[0]})" for one, reading in zip(phrase, pinyin(phrase, style=Style.TONE3), strict=True)
    )


def _readings(phrase: str) -> list[str]:
    return [reading[0] for reading in pinyin(phrase, style=Style.TONE)]
