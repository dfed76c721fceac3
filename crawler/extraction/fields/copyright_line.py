"""Whose the page is, by the line of its foot that says so: © 2024 某某早报 版权所有."""

from __future__ import annotations

import itertools
import re
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.fields.titles import bare

_SIGNS: Final = etree.XPath(
    "/html/body//*[not(self::script or self::style or self::textarea)]"
    "/text()[string-length(.) < 300][contains(., '版权所有') or contains(., '版權所有') or contains(., '©')"
    " or contains(., 'opyright') or contains(., 'COPYRIGHT') or contains(., 'ICP')]/.."
)
_BETWEEN: Final = re.compile(
    r"版权(?:所有|归属?|属于)*|版權所有|Copyright|All Rights? Reserved|\(c\)|[^\w·]|(?<!\d)(?:19|20)\d\d(?!\d)|_",
    re.IGNORECASE,
)
_MOST: Final = 12
_LONGEST: Final = 300  # characters; who stands in more is named for other reasons


def owners(tree: HtmlElement) -> frozenset[str]:
    """The names in such lines, and other words of these, as `bare` gives them."""
    found: set[str] = set()
    for element in itertools.islice(cast("list[HtmlElement]", _SIGNS(tree)), _MOST):
        line = "".join(element.itertext())
        if len(line) <= _LONGEST:
            found |= {bare(word) for word in _BETWEEN.split(line) if word}
    return frozenset(found - {""})
