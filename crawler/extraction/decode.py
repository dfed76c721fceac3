"""Bytes to text, once. What the bytes are outweighs what the page or the server says they are."""

from __future__ import annotations

import codecs
import dataclasses
import functools
import re
from collections.abc import Mapping

import cchardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
# The byte 80 alone is a euro sign to browsers, as in the code page of Windows, and nothing to Python.
_GB_CHARACTER = re.compile(rb"([\x81-\xfe](?:[\x40-\x7e\x80-\xfe]|[0-9][\x81-\xfe][0-9]))|\x80")
_GB_EURO = "€".encode("gb18030")
_SEVEN_BIT = {"iso2022_jp": b"\x1b$", "hz": b"~{"}
_CHINESE = ("gb18030", "big5hkscs")  # as browsers understand all labels of these families
# The hundred or so characters that make up a third of running Chinese text, simplified and traditional.
_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行"
    "学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然"
    "前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无"
    "這為個國時來們於對會發動過說種後學經進著電裡現實兩體機當點從業應開還與關線內數變條沒結問無"
    "，。、：；！？“”（）《》"
)
_CHINESE_SHARE = (
    0.2  # measured: 0.33 to 0.51 on Chinese news pages, at most 0.14 on anything misread as Chinese
)
_SHORT = 300
_KANA = re.compile("[\u3041-\u30ff]")
_COMMON_SHARE = 0.9  # measured: 0.99 and more on headlines read rightly, at most 0.7 on those misread
_SIGNS = "，。、：；！？·…—～％€￥℃“”‘’（）《》〈〉「」『』【】〔〕　０１２３４５６７８９"
_NON_ASCII = re.compile(r"[^\x00-\x7f]+")
_BAD = "\ufffd"
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
# Where accented letters stand among plain ones a run is one or two bytes long; in any other script it is a word.
_MOST_BYTES_A_RUN = 1.5
# Code pages of DOS and of old Macintoshes: no page of the web is in one, and detectors like to see them.
_NO_WEB_PAGE = re.compile(r"cp(?:437|7\d\d|85\d|86[0-5]|869)|mac[_-].*")
# What a wrong reading puts into words: capitals after small letters (CafÚ), signs between letters (c½ur), controls.
_ODD = re.compile(
    "(?<=[a-z])[\u00c0-\u00d6\u00d8-\u00de](?![A-Z])"
    "|(?<=[A-Za-z])[\u00a1-\u00b3\u00b5\u00b6\u00b8-\u00bf\u00d7\u00f7\u2500-\u25ff](?=[A-Za-z])|[\x80-\x9f]"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and whether its bytes end inside a character, which is left out."""

    text: str
    cut: bool = False


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a page; never fails, and puts U+FFFD where bytes mean nothing.

    `content_type` is the HTTP header.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _read(body[len(mark) :], encoding)
    if unmarked := _unmarked_utf16(body):
        return _read(body, unmarked)
    body = body.removeprefix(codecs.BOM_UTF8)  # an editor may have put it before a page in another encoding
    declared = _declared(body, content_type)
    try:
        text, used = codecs.utf_8_decode(body, "strict", False)  # False: a cut last character is no error
    except UnicodeDecodeError:
        return _without_utf8(body, declared)
    hidden = _seven_bit(body, declared)
    return _read(body, hidden) if hidden else Decoded(text.lstrip("\ufeff"), used < len(body))


def _without_utf8(body: bytes, declared: list[str]) -> Decoded:
    nearly = _read(body, "utf-8")
    if _is_nearly_utf8(body, nearly.text):
        return nearly
    readings = {name: _read(body, name) for name in _CHINESE}
    best = max(_CHINESE, key=lambda name: _chinese_share(readings[name].text))
    if _chinese_share(readings[best].text) > _CHINESE_SHARE:
        return readings[best]
    if found := _chinese_of_few_words(readings, declared):
        return readings[found]
    guesses = [*declared, *_detected(body), *_CHINESE, "cp1252"]
    for name in guesses:
        readings.setdefault(name, _read(body, name))
    return min((readings[name] for name in guesses), key=lambda decoded: decoded.text.count(_BAD))


def _chinese_of_few_words(readings: Mapping[str, Decoded], declared: list[str]) -> str | None:
    """The Chinese encoding of a page too short to count frequent characters in, unless it declares another script."""
    if set(declared) - {"cp1252", *_CHINESE}:
        return None
    shares = {name: _common_share(readings[name].text) for name in _CHINESE}
    best = max(_CHINESE, key=lambda name: (shares[name], name in declared))
    if shares[best] > _COMMON_SHARE:
        return best
    return "gb18030" if not set(declared) - {"cp1252"} and _is_in_gb2312(readings["gb18030"].text) else None


def _read(body: bytes, encoding: str) -> Decoded:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    if encoding == "gb18030" and b"\x80" in body:
        body = _GB_CHARACTER.sub(lambda found: found[1] or _GB_EURO, body)
    text = decoder.decode(body, False)
    return Decoded(text.lstrip("\ufeff"), bool(decoder.getstate()[0]))


def _declared(body: bytes, content_type: str) -> list[str]:
    """Codec names the header and the page declare, as browsers understand the labels (gb2312 is gb18030).

    UTF-16 is none: what is in it was known by its bytes, and browsers do not believe a page that says so in ASCII.
    """
    names = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:8192]))
    return [name for name in dict.fromkeys(names) if name and not name.startswith("utf-")]


def _seven_bit(body: bytes, declared: list[str]) -> str | None:
    """The declared encoding whose bytes are all ASCII and therefore valid UTF-8."""
    return next(
        (name for name in declared if _SEVEN_BIT.get(codecs.lookup(name).name, b"\xff") in body), None
    )


def _unmarked_utf16(body: bytes) -> str | None:
    """UTF-16 that lost its mark: ASCII characters, which markup begins with, have every second byte 0."""
    even, odd = body[0:64:2].count(0), body[1:64:2].count(0)
    if max(even, odd) < 6 or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even else "utf-16-le"


def _detected(body: bytes) -> list[str]:
    """The encodings the bytes look like, the likeliest first; Latin letters are cp1252 unless that reads oddly."""
    name = _detector_s_answer(body)
    if not _is_latin(body):
        return [name] if name else []
    if name is None or _oddity(body, name) >= _oddity(body, "cp1252"):
        return ["cp1252"]
    return [name, "cp1252"]


def _detector_s_answer(body: bytes) -> str | None:
    name = cchardet.detect(body)["encoding"]
    try:
        codec = codecs.lookup(name).name if name else None
    except LookupError:  # the detector knows encodings Python does not
        return None
    return codec if codec and not _NO_WEB_PAGE.fullmatch(codec) else None


def _is_latin(body: bytes) -> bool:
    """Whether bytes beyond ASCII stand alone among ASCII letters."""
    runs = _HIGH_RUN.findall(body)
    return bool(runs) and sum(map(len, runs)) < _MOST_BYTES_A_RUN * len(runs)


def _oddity(body: bytes, encoding: str) -> int:
    text = _read(body, encoding).text
    return text.count(_BAD) + len(_ODD.findall(text))


def _is_nearly_utf8(body: bytes, text: str) -> bool:
    """Whether most of what is not ASCII is valid UTF-8: another encoding read as UTF-8 is nearly all U+FFFD."""
    bad = text.count(_BAD)
    high_bytes = len(body) - len(body.translate(None, bytes(range(128, 256))))
    return bad * 3 < high_bytes


def _chinese_share(text: str) -> float:
    """How much of what is not ASCII is frequent Chinese, less what could not be read."""
    rest = "".join(_NON_ASCII.findall(text))
    if not rest:
        return 0.0
    good = sum(map(rest.count, _FREQUENT)) if len(rest) > 2000 else sum(char in _FREQUENT for char in rest)
    return (good - rest.count(_BAD)) / len(rest)


def _common_share(text: str) -> float:
    """How much of a short text beyond ASCII are characters in use: half of the codes of each Chinese set are not."""
    rest = "".join(_NON_ASCII.findall(text))
    return sum(char in _in_use() for char in rest) / len(rest) if 0 < len(rest) < _SHORT else 0.0


@functools.cache
def _in_use() -> frozenset[str]:
    """The first planes of GB2312 and of Big5, which hold the characters in use, and the signs between them."""
    simplified = bytes(
        byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail)
    )
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = bytes(byte for lead in range(0xA4, 0xC6) for trail in trails for byte in (lead, trail))
    return frozenset(simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore") + _SIGNS)


def _is_in_gb2312(text: str) -> bool:
    """Whether all of a short text beyond ASCII is in GB2312 of 1980, and no Japanese, which is in it too."""
    rest = "".join(_NON_ASCII.findall(text))
    return (
        len(rest) < _SHORT
        and len(rest.encode("gb2312", "ignore")) == 2 * len(rest)
        and not _KANA.search(rest)
    )
