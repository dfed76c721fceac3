"""The list of an author's articles on meipian.cn, as its list API answers it: bytes -> articles. Fetches nothing."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.items import ExtractionError

ENTRIES_A_PAGE: Final = 10
_ARTICLE_ID: Final = re.compile(r"[0-9a-z]{7,8}")
_ARTICLE_PATH: Final = re.compile(r"/([0-9a-z]{7,8})/?")
_WRAPPED_IN: Final = ("data", "list")


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ColumnPage:
    """One answer: the ids of its articles, newest first, each once, and the number older ones are asked for by.

    `older` is None where there are none.
    """

    article_ids: tuple[str, ...]
    older: int | None


def column_page(body: bytes, *, asked: int | None = None) -> ColumnPage:
    """The articles of one answer of the list API; `asked` is the number it was asked by, None for the newest.

    Raises ExtractionError: `not-a-list` for what is no JSON, `api-error` for an object that says what is wrong.
    """
    entries = _entries(body)
    ids = (entry.get("mask_id") for entry in entries)
    named = [one for one in ids if isinstance(one, str) and _ARTICLE_ID.fullmatch(one)]
    numbers = [number for entry in entries if (number := _number(entry.get("id"))) is not None]
    last = numbers[-1] if numbers and len(entries) >= ENTRIES_A_PAGE else None
    return ColumnPage(
        article_ids=tuple(dict.fromkeys(named)),
        older=last if last is not None and (asked is None or last < asked) else None,
    )


def article_id_of(address: str) -> str | None:
    """The id in an article's address, whatever was added to it by those who passed it on, or the bare id."""
    if _ARTICLE_ID.fullmatch(address):
        return address
    found = _ARTICLE_PATH.fullmatch(urlsplit(address if "//" in address else f"//{address}").path)
    return found[1] if found else None


def _entries(body: bytes) -> list[dict[str, Any]]:
    answer = _decoded(body)
    if isinstance(answer, str):
        answer = _decoded(answer)
    if isinstance(answer, dict):
        answer = next((answer[key] for key in _WRAPPED_IN if isinstance(answer.get(key), list)), answer)
    if isinstance(answer, dict):
        raise ExtractionError("api-error", json.dumps(answer, ensure_ascii=False)[:200])
    if not isinstance(answer, list):
        raise ExtractionError("not-a-list", _beginning(body))
    return _objects(answer)


def _decoded(text: bytes | str) -> Any:
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf") if isinstance(text, bytes) else text)
    except (ValueError, RecursionError) as error:
        raise ExtractionError("not-a-list", _beginning(text)) from error


def _objects(answer: Iterable[Any]) -> list[dict[str, Any]]:
    return [entry for entry in answer if isinstance(entry, dict)]


def _number(value: Any) -> int | None:
    return int(value) if isinstance(value, (int, str)) and re.fullmatch(r"\d{1,20}", str(value)) else None


def _beginning(text: bytes | str) -> str:
    shown = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(shown[:200].split())
