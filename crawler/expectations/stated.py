"""What a source's declaration expects, held against what its crawls brought."""

from __future__ import annotations

import datetime
import math
import statistics
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from crawler.expectations.declared import Expectations
from crawler.expectations.evidence import SeenPage
from crawler.expectations.fault import Fault
from crawler.expectations.measures import Measures
from crawler.expectations.traits import MISSING

_SURELY: Final = 0.01  # chance at which a share is taken for less than the one stated
_FEWEST: Final = 3  # pages that say something of a length


def too_few(crawl: Measures, before: Sequence[Measures], expected: Expectations) -> Fault | None:
    """Fewer new articles than stated, in a day or as long as one of them may take to come."""
    least = expected.min_new_per_day
    if least is None:
        return None
    days = max(1.0, math.ceil(1 / least))
    since = crawl.at - datetime.timedelta(days=days)
    if not before or before[0].at > since:
        return None
    found = crawl.new + sum(one.new for one in before if one.at > since)
    if found >= least * days:
        return None
    message = f"{found} new articles in {days:g} days; {least:g} a day are expected"
    return Fault(
        cause="no-new-articles", message=message, evidence={"found": found, "expected": least * days}
    )


def unlike_stated(
    pages: Sequence[SeenPage], crawl: Measures, expected: Expectations, *, told: Collection[Fault]
) -> list[Fault]:
    """What pages lack, how short or how often refused they are; nothing where their layout is told to have changed."""
    if any(fault.cause == "layout-changed" for fault in told):
        return []
    known = {(fault.cause, fault.subject) for fault in told}
    found = (*_unfilled(pages, expected), *_short(pages, expected), *_refused(crawl, expected))
    return [fault for fault in found if (fault.cause, fault.subject) not in known]


def chance_of_as_many(odd: int, of: int, chance: float) -> float:
    """That so many or more of them are odd (binomial)."""
    if chance <= 0:
        return 0.0 if odd else 1.0
    if chance >= 1:
        return 1.0
    return math.fsum(
        math.comb(of, count) * chance**count * (1 - chance) ** (of - count) for count in range(odd, of + 1)
    )


def _unfilled(pages: Sequence[SeenPage], expected: Expectations) -> Iterator[Fault]:
    read = [page.traits for page in pages if page.traits][-1000:]
    for field, share in expected.fill.items():
        lacking = sum(one.places[field] == MISSING for one in read)
        if lacking > (1 - share) * len(read) and chance_of_as_many(lacking, len(read), 1 - share) < _SURELY:
            message = (
                f"{lacking} of {len(read)} articles have no {field}; {share:.0%} are expected to have one"
            )
            evidence: dict[str, object] = {"articles": len(read), "lacking": lacking, "expected_share": share}
            yield Fault(cause="field-missing", subject=field, message=message, evidence=evidence)


def _short(pages: Sequence[SeenPage], expected: Expectations) -> Iterator[Fault]:
    lengths = [page.traits.length for page in pages if page.traits]
    if expected.min_body is None or len(lengths) < _FEWEST:
        return
    middle = round(statistics.median(lengths))
    if middle < expected.min_body:
        message = f"half of {len(lengths)} texts are shorter than {middle} characters; {expected.min_body} are expected"
        yield Fault(cause="text-short", message=message, evidence={"median": middle, "texts": len(lengths)})


def _refused(crawl: Measures, expected: Expectations) -> Iterator[Fault]:
    if expected.max_refused is None:
        return
    refused = sum(count for state, count in crawl.states.items() if state.startswith("refused:"))
    pages, most = crawl.asked(), expected.max_refused
    if refused > most * pages and chance_of_as_many(refused, pages, most) < _SURELY:
        message = f"{refused} of {pages} pages are refused; {most:.0%} at most are expected"
        yield Fault(cause="refused-share", message=message, evidence={"refused": refused, "pages": pages})
