"""Values a page's scripts assign, as JSON or as the literals of their language."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

DECODER: Final = json.JSONDecoder(strict=False)  # line breaks inside strings are wrong JSON and common
_QUOTED_PARSE: Final = re.compile(r"JSON\.parse\(\s*(?=\")")


def assigned_values(page: str, name: str) -> Iterator[Any]:
    """The JSON values the page's scripts assign to a variable, in order; what is no JSON is left out.

    `var NAME = {...}`, `window.NAME={...};`, `window["NAME"] = ...`, and the same quoted in `JSON.parse("...")`.
    """
    if name not in page:
        return
    for assignment in re.finditer(rf"(?<![\w$]){re.escape(name)}[\"'\]]*\s*=(?!=)\s*", page):
        value = json_at(page, assignment.end())
        if value is not None:
            yield value


def json_at(page: str, start: int) -> Any:
    """The value that begins there, whatever follows it; None where none does."""
    quoted = _QUOTED_PARSE.match(page, start)
    try:
        if quoted:
            return DECODER.decode(DECODER.raw_decode(page, quoted.end())[0])
        if page.startswith(("{&quot;", "[&quot;", "{&#34;"), start):
            return DECODER.raw_decode(html.unescape(page[start : page.find("</script", start)]))[0]
        return DECODER.raw_decode(page, start)[0]
    except (ValueError, RecursionError):
        return None
