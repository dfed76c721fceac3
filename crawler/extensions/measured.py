"""What a crawl measured of its source, out of the states of its URLs and the stats."""

from __future__ import annotations

from scrapy.crawler import Crawler

from crawler.clock import now
from crawler.expectations.measures import Measures
from crawler.extensions.revisits import SENT_HOME
from crawler.extensions.states import UrlStates


def measures_of(crawler: Crawler, states: UrlStates, *, named: int, whole: bool) -> Measures:
    assert crawler.stats is not None
    stats = crawler.stats.get_stats()
    seeds = {key.removeprefix("seeds/"): value for key, value in stats.items() if key.startswith("seeds/")}
    lacking = str(seeds.pop("first_failed", ""))
    seeds.pop("reached", None)
    counts = states.counts()
    ours = stats.get("storage/crashed", 0) + stats.get("spider_exceptions/count", 0)
    return Measures(
        at=now(),
        states=dict(counts),
        seeds=seeds,
        whole=whole,
        lacking=lacking,
        challenged=str(stats.get("challenge/first_url", "")),
        crashed=max(ours, counts["failed:crashed"]),
        sent_home=stats.get(SENT_HOME, 0),
        named=named,
    )
