"""When an article was published and changed, chosen among all that a page says of it."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from typing import Final

from crawler.extraction.fields.candidates import Candidate, Chosen, json_ld_place, meta_place, place_of_cut
from crawler.extraction.fields.sites import rule_of_meta
from crawler.extraction.fields.stated import Stated
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.text.dates import believable, iso_date
from crawler.extraction.text.partial_dates import date_of_address, year_of_address

_PUBLISHED: Final = (
    *("article:published_time", "pubdate", "publishdate", "publish_date", "publishtime", "publish_time"),
    *("publish-date", "firstpublishedtime", "publishedtime", "published_time", "publishedate", "_pubtime"),
    *("og:published_time", "og:time", "og:release_date", "article:published", "bytedance:published_time"),
    *("weibo:article:create_at", "article:create_at", "weibo:webpage:create_at", "datepublished"),
    *("date_published", "sailthru.date", "parsely-pub-date", "dc.date.issued", "dcterms.issued"),
    *("dcterms.created", "dc.date", "dcterms.date", "release_date", "publication_date"),
    *("citation_publication_date", "date"),
)
_MODIFIED: Final = (
    *("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified"),
    *("lastmodifiedtime", "dcterms.modified", "revised"),
)
_FIRST: Final = (
    "1994"  # no news site in Chinese is older; a source that selects its dates may hold older ones
)
_SHOWN: Final = frozenset(["line-under-title", "info-block", "labelled-line", "text-line", "marked"])
_HEAD: Final = frozenset(["json-ld", "official-meta", "opengraph", "meta"])
_CHINESE_CLOCK: Final = "+08:00"
_DISPUTED_DAYS: Final = 1  # clocks of other time zones and the first minutes of a day explain one

Dates = list[Candidate[str]]


def published_at(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> Chosen[str]:
    """By the source's selectors or the page's record, else as readers are shown, else as the head states it.

    Of the head and what is shown the more exact counts where both mean one moment. The address, and the day of a
    change that is all the page shows, are the last resort.
    """
    candidates = list(_published(stated, trimmed, utc_offset))
    possible = [one for one in candidates if is_possible(one, stated)]
    won = _most_exact(possible[0], possible) if possible else None
    return Chosen(won, tuple(one for one in candidates if one is not won))


def modified_at(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> Chosen[str]:
    candidates = [one for one in _modified(stated, trimmed, utc_offset) if is_possible(one, stated)]
    won = _most_exact(candidates[0], candidates) if candidates else None
    return Chosen(won, tuple(one for one in candidates if one is not won))


def is_possible(date: Candidate[str], stated: Stated) -> bool:
    """Whether it is no date a system fills in, none after the capture or before the site, and not the template's."""
    if believable(date.value, stated.captured_at) is None or stated.learned.is_stamp(date.value):
        return False
    return date.value >= _FIRST or date.rule in ("selector", "embedded")


def is_disputed(chosen: Chosen[str], stated: Stated) -> bool:
    """Whether another place that is to be taken in earnest states another day."""
    if chosen.won is None or chosen.won.rule in ("url", "generic"):
        return False
    day = _day(chosen.won.value)
    rivals = [
        one for one in chosen.others if one.rule in _SHOWN | _HEAD | {"embedded"} and is_possible(one, stated)
    ]
    return any(abs((_day(one.value) - day).days) > _DISPUTED_DAYS for one in rivals)


def _published(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> Iterator[Candidate[str]]:
    embedded, is_whole = _embedded(stated, "published_at", utc_offset), _is_whole(stated)
    if is_whole:
        yield from embedded
    yield from _read(
        "selector", stated.selected.published_at, " | ".join(stated.selectors.published_at), utc_offset
    )
    shown, in_head = (
        list(_shown(stated, trimmed)),
        list(_in_head(stated, _PUBLISHED, "datePublished", utc_offset)),
    )
    yield from shown
    if utc_offset is not None and not is_whole:
        yield from embedded
    yield from _of_parts(stated, in_head, utc_offset)
    yield from in_head
    if utc_offset is None and not is_whole:
        yield from embedded
    yield from _in_address(stated)
    for changed in _changed(stated, trimmed):
        yield dataclasses.replace(changed, rule="update-line")


def _is_whole(stated: Stated) -> bool:
    return stated.carried is not None and stated.carried.whole


def _embedded(stated: Stated, field: str, utc_offset: str | None) -> Dates:
    """The page's record of it; on a page in another language its clock may be none that was stated."""
    carried = stated.carried
    date: str | None = getattr(carried, field) if carried else None
    if carried is None or date is None:
        return []
    is_assumed = utc_offset is None and date.endswith(_CHINESE_CLOCK)
    return [Candidate("embedded", date[:10] if is_assumed else date, carried.place)]


def _shown(stated: Stated, trimmed: TrimmedText) -> Iterator[Candidate[str]]:
    for facts in stated.facts:
        if facts.published_at:
            rule = "marked" if facts.marked else facts.rule
            yield Candidate(rule, facts.published_at, facts.place("published_at"))
    if trimmed.published_at:
        yield Candidate("text-line", trimmed.published_at, place_of_cut(trimmed, "published"))
    for facts in stated.facts:
        if facts.loosely_published_at:
            yield Candidate(facts.rule, facts.loosely_published_at, facts.place("published_at"))


def _in_head(
    stated: Stated, names: Iterable[str], key: str, utc_offset: str | None
) -> Iterator[Candidate[str]]:
    yield from _read("json-ld", (stated.head.stated(key),), json_ld_place(key), utc_offset)
    for name, text in stated.head.named(names):
        yield from _read(rule_of_meta(name, stated.head), (text,), meta_place(name), utc_offset)


def _read(
    rule: str, texts: Iterable[str | None], place: str, utc_offset: str | None
) -> Iterator[Candidate[str]]:
    return (Candidate(rule, date, place) for text in texts if text and (date := iso_date(text, utc_offset)))


def _of_parts(stated: Stated, in_head: Dates, utc_offset: str | None) -> Iterator[Candidate[str]]:
    """A day shown without its year (03-05 08:01), in the year the address or the head states."""
    for facts in stated.facts:
        if facts.day is None:
            continue
        years = [int(one.value[:4]) for one in (*_in_address(stated), *in_head)]
        years += [year for url in _addresses(stated) if (year := year_of_address(url))]
        made = (facts.day.in_year(year, utc_offset or "") for year in years)
        yield from (Candidate(facts.rule, date, facts.place("published_at")) for date in made if date)


def _addresses(stated: Stated) -> tuple[str | None, ...]:
    return (stated.url, stated.head.canonical_url, stated.head.meta("og:url"), stated.head.meta("url"))


def _in_address(stated: Stated) -> Iterator[Candidate[str]]:
    dates = (date_of_address(url) for url in _addresses(stated))
    return (Candidate("url", date) for date in dict.fromkeys(filter(None, dates)))


def _changed(stated: Stated, trimmed: TrimmedText) -> Iterator[Candidate[str]]:
    """更新时间：2024-03-05."""
    for facts in stated.facts:
        if facts.modified_at:
            yield Candidate(facts.rule, facts.modified_at, facts.place("modified_at"))
    if trimmed.modified_at:
        yield Candidate("text-line", trimmed.modified_at, place_of_cut(trimmed, "modified"))


def _modified(stated: Stated, trimmed: TrimmedText, utc_offset: str | None) -> Iterator[Candidate[str]]:
    embedded, is_first = (
        _embedded(stated, "modified_at", utc_offset),
        _is_whole(stated) or utc_offset is not None,
    )
    if is_first:
        yield from embedded
    yield from _read("selector", stated.selected.modified_at, "", utc_offset)
    yield from _changed(stated, trimmed)
    yield from _in_head(stated, _MODIFIED, "dateModified", utc_offset)
    if not is_first:
        yield from embedded


def _most_exact(best: Candidate[str], possible: Dates) -> Candidate[str]:
    if best.rule not in _SHOWN | _HEAD | {"embedded"}:
        return best
    return max((one for one in possible if _is_moment(one, best)), key=lambda one: _exactness(one, best))


def _is_moment(one: Candidate[str], best: Candidate[str]) -> bool:
    """Whether it is printed with the day of the best and with its minute, where both have one.

    The hours of a clock that states its offset and of one that does not may differ.
    """
    if one.value[:10] != best.value[:10] or one.rule == "update-line":
        return False
    if len(one.value) == 10 or len(best.value) == 10:
        return True
    is_same_hour = one.value[11:13] == best.value[11:13] or (len(one.value) > 19) != (len(best.value) > 19)
    return is_same_hour and one.value[14:16] == best.value[14:16]


def _exactness(one: Candidate[str], best: Candidate[str]) -> tuple[bool, int, bool]:
    """A midnight beside a day alone is filled in, and seconds that are none say nothing."""
    filled_in = one.value[11:19] == "00:00:00" and one is not best
    return (not filled_in, len(one.value), one.value[17:19] not in ("", "00"))


def _day(date: str) -> datetime.date:
    moment = datetime.datetime.fromisoformat(date)
    return moment.astimezone(datetime.UTC).date() if moment.tzinfo else moment.date()
