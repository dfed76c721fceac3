"""Who is credited on a Chinese page away from the line under its title: behind a label, or as who runs the account."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final, cast

from lxml import etree
from lxml.html import HtmlElement

from crawler.extraction.fields.candidates import Candidate, path_of
from crawler.extraction.fields.info_block import distance, is_of_something_else, levels_above
from crawler.extraction.lines.beside_date import is_beside_date
from crawler.extraction.lines.labels import Kind
from crawler.extraction.lines.statements import statements
from crawler.extraction.lines.ui_labels import is_interface
from crawler.extraction.markup.blocks import lines_of

_LABELLED: Final = etree.XPath(
    "/html/body//*[not(self::script or self::style or self::textarea)]"
    "/text()[contains(., '来源') or contains(., '稿源') or contains(., '來源')][string-length(.) < 80]/.."
)
_ACCOUNT: Final = re.compile(
    r"(?:nick|author|user|account|media|source|profile|writer|column)[-_]?(?:nick)?(?:name|info)|^name$|^js_name$|nickname",
    re.IGNORECASE,
)
_PROFILE: Final = re.compile(
    r"(?:nick|user|account|profile)[-_]?(?:nick)?name|^js_name$|nickname", re.IGNORECASE
)
_TAGS: Final = ("a", "span", "div", "p", "strong", "em", "h3", "h4", "h5", "b", "i")
_MOST_LABELS: Final = 20
_NEAR: Final = 4  # elements up from the heading that still hold the article alone
_LONGEST_LINE: Final = 80
_NAME: Final = re.compile(r"[\w·\-（）()]{2,16}")


def labelled_medium(tree: HtmlElement) -> Candidate[str] | None:
    """The one medium that a line anywhere on the page names as the source."""
    found: dict[str, HtmlElement] = {}
    for element in itertools.islice(cast("list[HtmlElement]", _LABELLED(tree)), _MOST_LABELS):
        if not is_of_something_else(element):
            found |= {medium: element for medium in _media(element) if medium not in found}
    if len(found) != 1:
        return None
    [(medium, element)] = found.items()
    return Candidate("labelled-line", medium, path_of(element))


def account(heading: HtmlElement) -> Candidate[str] | None:
    """The name in the box nearest to the headline that is named for who runs the account."""
    return _account(heading, _ACCOUNT)


def profile(heading: HtmlElement) -> Candidate[str] | None:
    """The same where the box can hold none but an account's name; in others a medium may be credited."""
    return _account(heading, _PROFILE)


def _account(heading: HtmlElement, marks: re.Pattern[str]) -> Candidate[str] | None:
    levels = levels_above(heading)
    holder = next((element for element, level in levels.items() if level == _NEAR), None)
    if holder is None:
        holder = next(reversed(levels))
    named = [
        (distance(element, levels), number, element) for number, element in enumerate(_named(holder, marks))
    ]
    if not named:
        return None
    nearest = min(named, key=lambda one: one[:2])[2]
    return Candidate("account", lines_of(nearest)[0], path_of(nearest))


def _media(element: HtmlElement) -> list[str]:
    """What a line names behind its label; the line may be the element's, or its parent's where the label is alone."""
    for box in (element, element.getparent()):
        found = lines_of(box) if box is not None and len(box) < _MOST_LABELS else []
        said = [one for line in found if len(line) <= _LONGEST_LINE for one in statements(line)]
        if media := [one.value for one in said if one.kind is Kind.PUBLISHER and one.value]:
            return media
    return []


def _named(holder: HtmlElement, marks: re.Pattern[str]) -> Iterator[HtmlElement]:
    for element in holder.iter(*_TAGS):
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if (
            len(names) < 2
            or not any(map(marks.search, names.split()))
            or is_of_something_else(element.getparent())
        ):
            continue
        found = lines_of(element) if len(element) < _MOST_LABELS else []
        if found and _NAME.fullmatch(found[0]) and not (is_beside_date(found[0]) or is_interface(found[0])):
            yield element
