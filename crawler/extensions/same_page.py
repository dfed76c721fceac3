"""Whether a site answered whatever it was asked for with one and the same page, as it does in an outage."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

from scrapy.statscollectors import StatsCollector
from sqlalchemy.orm import Session

from crawler.archive.errors import ArchiveError
from crawler.expectations.measures import SAME_PAGE, Measures
from crawler.extraction.decode import decode
from crawler.extraction.mirrors.shown import shown_lines
from crawler.items import Capture, ExtractionError
from db.queries import answers, measures
from db.queries.answers import Answer

_FEWEST: Final = 3  # pages that say the same, though they were asked for as different ones
_FEWEST_TEXTS: Final = 5  # articles of one text, of which a site may well have some
_NEARLY_ALL: Final = 0.8
_MOST_OPENED: Final = 200
_SHELL: Final = "empty-shell"  # that scripts would fill: as the same for all pages of a site as its template
_COUNTERS: Final = re.compile(r"\d+")  # of visits, and clocks

Open = Callable[[str], Capture]
"""The page of a record by its id."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SamePage:
    """The records of a page that came for `asked` different URLs, and its first URL."""

    record_ids: tuple[str, ...]
    asked: int
    url: str


def same_page(session: Session, source: str, site: str, *, since: str, opened: Open) -> SamePage | None:
    """Of what the site answered since then to requests for articles; None where these differ, or are few.

    What is read as a list, or was before, is no article.
    """
    met = {answer.url: answer for answer in answers.since(session, source, site, since)}
    fresh = [answer for answer in met.values() if not answer.is_list]
    lists = answers.read_as_none_before(session, [one.url for one in fresh], before=since, but=SAME_PAGE)
    fresh = [answer for answer in fresh if answer.url not in lists]
    if len(fresh) < _FEWEST or any(answer.is_article for answer in fresh):
        return None
    seen_before = [answer for answer in met.values() if answer.is_list or answer.url in lists]
    same = alike(fresh, seen_before, _by_text(opened))
    if len(same) < max(_FEWEST, _NEARLY_ALL * min(len(fresh), _MOST_OPENED)):
        return None
    return SamePage(record_ids=tuple(one.record_id for one in same), asked=len(fresh), url=same[0].url)


def alike(fresh: Sequence[Answer], lists: Sequence[Answer], text_of: Callable[[Answer], str]) -> list[Answer]:
    """Pages that are one and the same by their bytes, else by what they show.

    Nearly bare pages of one template may show the same, so that one of the lists must, too.
    """
    same = _largest(fresh, lists, lambda answer: answer.digest, shells=(_SHELL,))
    some, reasons = fresh[:_MOST_OPENED], {answer.reason for answer in fresh}
    return same or _largest(some, lists[:_MOST_OPENED], text_of, shells=reasons)


def _largest(
    fresh: Sequence[Answer],
    lists: Iterable[Answer],
    key: Callable[[Answer], str],
    *,
    shells: Collection[str],
) -> list[Answer]:
    """The largest group of pages that are the same as each other; if refused as `shells`, as a list too."""
    groups: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in fresh:
        groups[key(answer)].append(answer)
    groups.pop("", None)
    largest = max(groups.values(), key=len, default=[])
    if len(largest) < _FEWEST:
        return []
    if largest[0].reason in shells and key(largest[0]) not in {key(answer) for answer in lists}:
        return []
    return largest


def _by_text(opened: Open) -> Callable[[Answer], str]:
    texts: dict[str, str] = {}

    def text_of(answer: Answer) -> str:
        if answer.record_id not in texts:
            texts[answer.record_id] = _text(answer.record_id, opened)
        return texts[answer.record_id]

    return text_of


def _text(record_id: str, opened: Open) -> str:
    """Without its numbers; empty where it cannot be had."""
    try:
        page = opened(record_id)
        told = decode(page.body, page.header("content-type") or page.record.content_type).text
    except (ArchiveError, ExtractionError, OSError):
        return ""
    return _COUNTERS.sub("", "\n".join(shown_lines(told)))


def with_same(session: Session, crawl_id: int, found: Mapping[str, SamePage], measured: Measures) -> Measures:
    """With how many pages were the same, of all sites; where none were, how many of the texts that were stored."""
    if found:
        same = [one for _, one in sorted(found.items())]
        count, of = sum(len(one.record_ids) for one in same), sum(one.asked for one in same)
        return dataclasses.replace(measured, same=count, of_same=of, same_as=same[0].url)
    count, of, url = measures.commonest_text(session, crawl_id)
    if count < max(_FEWEST_TEXTS, _NEARLY_ALL * of):
        return measured
    return dataclasses.replace(measured, same=count, of_same=of, same_as=url, is_same_text=True)


def recounted(
    session: Session, crawl_id: int, found: Mapping[str, SamePage], stats: StatsCollector, measured: Measures
) -> Measures:
    """The states of their URLs as quarantine has them: they were told before it was seen what the pages are."""
    state = f"refused:{SAME_PAGE}"
    record_ids = [record_id for one in found.values() for record_id in one.record_ids]
    states = Counter(measured.states)
    before = answers.settled_as(session, crawl_id, record_ids, state)
    states.subtract(before)
    states[state] += before.total()
    counts = stats.get_stats()
    for name in (*before, state):
        counts.pop(f"urls/{name}", None)
        if states[name] > 0:
            stats.set_value(f"urls/{name}", states[name])
    return dataclasses.replace(measured, states={name: count for name, count in states.items() if count > 0})
