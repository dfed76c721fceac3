"""The language of a text, by its characters first: pages seldom state it and templates state it wrongly."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile(r"[\u3041-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*")
_SAMPLE = 4000


def language_of(text: str, stated: str | None = None) -> str | None:
    """The ISO 639 code: `zh`, `ja` or `ko` where the script tells it, else the one stated, else None."""
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    han, kana, hangul = (len(script.findall(sample)) for script in (_HAN, _KANA, _HANGUL))
    if letters and (han + kana + hangul) * 3 > letters:
        if hangul > han + kana:
            return "ko"
        return "ja" if kana * 10 > han + kana else "zh"
    return _primary(stated)


def _primary(tag: str | None) -> str | None:
    matched = _TAG.fullmatch((tag or "").strip())
    return matched.group(1).lower() if matched else None
