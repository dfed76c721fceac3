"""Which CMS made a page: told by what the CMS leaves in every page it makes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

from w3lib.encoding import html_to_unicode

PLAIN = "plain"
_SURE = 3  # one mark no other site has, or three that are seldom met elsewhere
_SEARCHED = 400_000  # characters; what a CMS leaves stands in the head, in addresses and in the foot

# A mark and its weight. A generator tag is the CMS's own word; addresses of its folders nearly so; class names,
# which themes borrow from each other, are worth little.
_MARKS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "jekyll": (
        (r"""<meta[^>]+generator["'][^>]+\bJekyll\b""", 3),
        (r"<!-- (?:Begin|End) Jekyll SEO tag", 3),
        (r"jekyll-(?:theme|seo-tag|feed)", 2),
        (r"/assets/css/style\.css\?v=", 2),
        (r"<link[^>]+application/atom\+xml[^>]+/feed\.xml", 1),
        (r"""href=["'](?:/[^"'/]+)*/\d{4}/\d{2}/\d{2}/[^"'/]+\.html["']""", 1),
    ),
    "fastadmin": (
        (r"/addons/cms/|/assets/addons/cms/", 3),
        (r"\bFastAdmin\b", 2),
        (r"""class=["'][^"']*\b(?:metas-title|metas-body|article-text|btn-loadmore)\b""", 2),
        (r"""id=["']floatbtn["']""", 2),
        (r"""href=["'][^"']*/cms/(?:[\w-]+/)?(?:a/)?\d+\.html""", 1),
        (r"data-url=[\"']\?page=__page__", 2),
    ),
    "trs": (
        (r"createPageHTML\s*\(", 3),
        (r"\bTRS_(?:Editor|UEDITOR|AUTOADD|PreAppend|DOCUMENT)\b|<!--\s*(?:TRS|/enpcontent)", 3),
        (r"""["'][^"']*/\d{6}/t\d{8}_\d{4,}(?:_\d+)?\.s?html?["']""", 2),
        (r"""["']\.{1,2}/(?:[\w./-]+/)?\d{6}/t\d{8}_\d{4,}\.s?html?["']""", 1),
        (r"""<meta[^>]+name=["']?(?:ColumnName|ColumnType|SiteIDCode|SiteDomain)""", 1),
    ),
    "wordpress": (
        (r"""<meta[^>]+generator["'][^>]+\bWordPress\b""", 3),
        (r"/wp-(?:content|includes|json)/", 3),
        (r"https?://api\.w\.org/", 2),
        (r"\bwp-block-|\bwp-image-\d", 1),
    ),
    "discuz": (
        (r"""<meta[^>]+generator["'][^>]+\bDiscuz""", 3),
        (r"Powered by\s*(?:<[^>]+>\s*)*Discuz!", 3),
        (r"\b(?:forum|portal|home|member)\.php\?mod=", 2),
        (r"static/image/common/|data/cache/style_\d+_", 2),
        (r"\bvar STYLEID\s*=", 2),
        (r"""href=["'][^"']*(?:thread-\d+-\d+-\d+|forum-\d+-\d+|article-\d+-\d+)\.html""", 1),
    ),
    "zblog": (
        (r"""<meta[^>]+generator["'][^>]+\bZ-Blog""", 3),
        (r"/zb_(?:users|system)/", 3),
        (r"Powered By\s*(?:<[^>]+>\s*)*Z-Blog", 3),
    ),
}
_COMPILED = {
    family: tuple((re.compile(mark, re.IGNORECASE), weight) for mark, weight in marks)
    for family, marks in _MARKS.items()
}
FAMILIES = (*_MARKS, PLAIN)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Recognition:
    """The family, and what on the page speaks for it, as it stands there; nothing does for a plain site."""

    family: str
    evidence: tuple[str, ...]


def family_of(body: bytes, *, content_type: str = "") -> Recognition:
    """The family the page's marks speak for most; `plain` where they speak for none with certainty."""
    page = html_to_unicode(content_type or None, body)[1][:_SEARCHED]
    found = {family: _found(page, marks) for family, marks in _COMPILED.items()}
    best = max(found, key=lambda family: _weight(found[family]))
    if _weight(found[best]) < _SURE:
        return Recognition(family=PLAIN, evidence=())
    return Recognition(family=best, evidence=tuple(shown for shown, _ in found[best]))


def _found(page: str, marks: tuple[tuple[re.Pattern[str], int], ...]) -> list[tuple[str, int]]:
    matches = ((mark.search(page), weight) for mark, weight in marks)
    return [(" ".join(match[0].split())[:80], weight) for match, weight in matches if match]


def _weight(found: list[tuple[str, int]]) -> int:
    return sum(weight for _, weight in found)
