"""Naming what is wrong with a crawl: one fault for one cause, however much comes of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from crawler.expectations.counts import Shortfall, shortfall
from crawler.expectations.declared import NOTHING_EXPECTED, Expectations
from crawler.expectations.evidence import SeenPage, summed, threshold
from crawler.expectations.fault import Cause, Fault
from crawler.expectations.lists import SeenList, brought_by, not_back, silent_lists
from crawler.expectations.measures import HIDING, LOGIN, UNREAD, Measures, trouble_of_seed
from crawler.expectations.stated import too_few, unlike_stated

_NETWORK: Final[frozenset[Cause]] = frozenset(
    {"dns", "refused", "timeout", "unreachable", "http-error", "blocked", "robots", "gone", "redirect-only"}
)
_OF_PAGES: Final[frozenset[Cause]] = frozenset({"refused-share", "parse-failed"})
OF_LAYOUT: Final[frozenset[Cause]] = frozenset(
    {"layout-changed", "layout-drift", "field-missing", "text-short"}
)
_CRAWLS_LOOKED_AT: Final = 12  # of which the troubles of pages add up
_FEWEST_ASKED: Final = 20  # pages of crawls in good order, before which no share of troubles is known
_FEWEST_LISTED: Final = 3  # crawls, all of which found articles named
_LEAST_SHARE: Final = 0.25
_NEARLY_ALL: Final = 0.8  # of `_MANY` pages is a fault wherever it is seen first
_MANY: Final = 10
_CRAWLS_A_YEAR: Final = 2_000.0

_SAYS: Final[dict[Cause, str]] = {
    "dns": "the host is not known to the DNS",
    "refused": "the host takes no connections",
    "timeout": "the host does not answer in time",
    "unreachable": "no answer is to be had",
    "http-error": "the host answers with errors",
    "blocked": "the host blocks us (403, 429 or a challenge for browsers)",
    "robots": "robots.txt forbids it",
    "gone": "there is nothing any more (404 or 410)",
    "redirect-only": "everything is redirected elsewhere, or without end",
    "refused-share": "pages are no articles",
    "parse-failed": "pages cannot be read, by an error or for their size",
}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The faults a crawl shows, and the causes of which it would have shown a fault, had there been one.

    `unsettled` are the subjects, sites and fields, of layouts with which something is still wrong, though it may have
    another name than before.
    """

    faults: tuple[Fault, ...]
    cleared: frozenset[str]
    unsettled: frozenset[str]


def judge(
    crawl: Measures,
    before: Sequence[Measures],
    *,
    pages: Sequence[SeenPage] = (),
    of_layouts: Sequence[Fault] = (),
    expected: Expectations = NOTHING_EXPECTED,
    lists: Sequence[SeenList] = (),
) -> Judgement:
    """Of a crawl that came to its end, with those before it in their order and the articles it read.

    `of_layouts` are faults that its pages show, and pages before them. A server that is down is all that is told then,
    and not that there is nothing new either. `lists` are those of the source that are known, however long ago they were
    read.
    """
    faults = list(_crashed(crawl))
    hiding = (
        _seeds(crawl) or _same_page(crawl) or _network(crawl, before) or _empty_lists(crawl, before, lists)
    )
    faults += hiding
    if not hiding:
        faults += _of_pages(crawl, before, of_layouts)
        faults += unlike_stated(pages, crawl, expected, told=faults)
    if crawl.lists and not any(fault.cause in HIDING for fault in faults):
        few = _few_new(crawl, before) or too_few(crawl, before, expected)
        faults += [few] if few else silent_lists(crawl, before, lists)
    return Judgement(
        faults=tuple(faults),
        cleared=_cleared(crawl, pages, faults),
        unsettled=_unsettled(of_layouts) | not_back(crawl, before),
    )


def _unsettled(of_layouts: Sequence[Fault]) -> frozenset[str]:
    fields = (fault.evidence.get("fields") for fault in of_layouts)
    named = {field for some in fields if isinstance(some, Mapping) for field in some}
    return frozenset({fault.subject for fault in of_layouts} | named)


def _cleared(crawl: Measures, pages: Sequence[SeenPage], faults: Collection[Fault]) -> frozenset[str]:
    """Nothing behind a server that is down was seen, and no layout where no article was read.

    Of lists nothing was seen by a crawl that read none, as none was due: it only visited articles again.
    """
    shown = {fault.cause for fault in faults}
    cleared: set[Cause] = {"overdue", "crashed", "not-crawled", "time-limit", "not-loaded"}
    if crawl.reached or (crawl.lists and not crawl.seeds):
        cleared |= _NETWORK
    if crawl.lists and crawl.named:
        cleared |= {"listing-empty"}
    if crawl.new or (crawl.lists and crawl.reached and not shown - {"crashed"}):
        cleared |= {"no-new-articles"}
    if crawl.asked():
        cleared |= _OF_PAGES
    if crawl.read:
        cleared |= {"same-page"}
    if pages:
        cleared |= OF_LAYOUT
    return frozenset(cleared)


def _crashed(crawl: Measures) -> Iterator[Fault]:
    if crawl.crashed:
        message = f"{crawl.crashed} pages met an error of our own; the log tells it, what was archived is read again"
        yield Fault(cause="crashed", message=message, evidence={"pages": crawl.crashed})


def _seeds(crawl: Measures) -> list[Fault]:
    """What ails the seeds, where none of them led anywhere: the trouble of most."""
    if not crawl.seeds or crawl.reached or crawl.named:
        return []
    found = [(count, trouble_of_seed(state), state) for state, count in sorted(crawl.seeds.items())]
    _, ails, state = max(found, key=lambda one: one[0])
    assert ails is not None
    cause, reason = ails
    evidence: dict[str, object] = {"seeds": dict(crawl.seeds), "first": crawl.lacking}
    if cause in _NETWORK or cause == "crashed":
        message = f"no list can be read: {_SAYS.get(cause, cause)}: {crawl.lacking or state}"
        return [Fault(cause=cause, message=message, evidence=evidence)]
    if reason == LOGIN:
        cause = "redirect-only" if crawl.states.get("redirected") else "blocked"
        message = f"no list can be read: the site shows nothing but a login: {crawl.lacking}"
        return [Fault(cause=cause, subject=reason, message=message, evidence=evidence)]
    message = f"the lists are no lists any more but {reason or state}: {crawl.lacking}"
    return [Fault(cause="listing-empty", subject=reason, message=message, evidence=evidence)]


def _same_page(crawl: Measures) -> list[Fault]:
    if not crawl.same:
        return []
    what = (
        "stored have one and the same text" if crawl.is_same_text else "asked for are one and the same page"
    )
    message = f"{crawl.same} of {crawl.of_same} articles {what}, as of {crawl.same_as}"
    evidence: dict[str, object] = {"pages": crawl.same, "asked": crawl.of_same, "first": crawl.same_as}
    return [Fault(cause="same-page", message=message, evidence=evidence)]


def _network(crawl: Measures, before: Sequence[Measures]) -> list[Fault]:
    """What keeps pages from being had though the lists are: the trouble of most of them."""
    found = [one for one in _troubles(crawl, before) if one[0] in _NETWORK]
    if not found:
        return []
    cause, _, count, asked = max(found, key=lambda one: (one[2], one[0]))
    if cause in ("gone", "robots") and crawl.new:
        return []
    if cause == "gone" and crawl.sent_home > count / 2:
        cause = "redirect-only"
    first = f": {crawl.challenged}" if cause == "blocked" and crawl.challenged else ""
    message = f"{count} of {asked} pages could not be had: {_SAYS[cause]}{first}"
    return [Fault(cause=cause, message=message, evidence={"pages": count, "asked": asked})]


def _of_pages(crawl: Measures, before: Sequence[Measures], of_layouts: Sequence[Fault]) -> Iterator[Fault]:
    """A layout that has changed makes pages unreadable too, and refused as no articles."""
    yield from of_layouts
    is_changed = any(fault.cause == "layout-changed" for fault in of_layouts)
    for cause, reason, count, asked in _troubles(crawl, before):
        if cause in _OF_PAGES and not (is_changed and reason in UNREAD):
            usual = _learned_share(before, cause, reason)
            message = f"{count} of {asked} {_SAYS[cause]}" + (f" but {reason}" if reason else "")
            if usual is not None:
                message += f"; usually {usual:.1%}"
            evidence: dict[str, object] = {"pages": count, "asked": asked, "usual_share": usual}
            yield Fault(cause=cause, subject=reason, message=message, evidence=evidence)


def _troubles(crawl: Measures, before: Sequence[Measures]) -> Iterator[tuple[Cause, str, int, int]]:
    """Cause and subject, how many pages of how many: more, in this crawl and those before it, than is chance."""
    asked = crawl.asked()
    for (cause, reason), count in sorted(crawl.troubles().items()):
        if count < _LEAST_SHARE * asked:
            continue
        usual = _learned_share(before, cause, reason)
        if usual is None:
            if asked >= _MANY and count >= _NEARLY_ALL * asked and cause in _NETWORK:
                yield cause, reason, count, asked
            continue
        most = threshold(_CRAWLS_A_YEAR)
        looked_at = [*before[-_CRAWLS_LOOKED_AT:], crawl]
        sums = summed(((one.asked(), one.troubles()[cause, reason]) for one in looked_at), usual, most)
        if max(sums.values(), default=0.0) >= most:
            yield cause, reason, count, asked


def _learned_share(before: Sequence[Measures], cause: Cause, reason: str) -> float | None:
    """Of the pages of crawls in good order; None where they were too few."""
    good = [one for one in before if one.is_good]
    asked = sum(one.asked() for one in good)
    if asked < _FEWEST_ASKED:
        return None
    met = [one.troubles()[cause, reason] for one in good]
    most = max(met)  # they come together: those of the worst crawl count as if another like it were due
    return min((sum(met) + most + 0.5) / (asked + 1), 0.99)


def _empty_lists(crawl: Measures, before: Sequence[Measures], lists: Sequence[SeenList]) -> list[Fault]:
    good = [one for one in before if one.is_good and one.lists]
    if crawl.named or not crawl.lists or len(good) < _FEWEST_LISTED or not all(one.named for one in good):
        return []
    if lists and not any(one.at == crawl.at for one in lists):
        return []  # what was read are others, and may never have named any
    named = sorted(one.named for one in good)
    message = f"the lists name no article any more; they named {named[0]} to {named[-1]}"
    return [
        Fault(cause="listing-empty", message=message, evidence={"lists": crawl.lists, "before": named[-5:]})
    ]


def _few_new(crawl: Measures, before: Sequence[Measures]) -> Fault | None:
    found = shortfall(brought_by(before, crawl), crawl.at)
    return _told(found) if found else None


def _told(found: Shortfall) -> Fault:
    since = found.since.isoformat(timespec="minutes")
    usual = f"usually {found.usual:.0f}" if found.usual >= 1 else "rarely none"
    message = f"{found.found or 'no'} new articles in {found.days:.1f} days, since {since}; {usual}"
    evidence: dict[str, object] = {"since": since, "found": found.found, "usual": round(found.usual, 1)}
    return Fault(cause="no-new-articles", message=message, evidence=evidence)
