"""How often lists in good order are told to be silent, and how soon those that are.

    python -m benchmarks.expectations_lists [--sites 48] [--days 365]

Sites of three sections are made up by number, each section with a pace, weekdays, bursts and quiet weeks of its own.
The front page names everything; some sites read a section's list at each crawl, others only now and then. At the
end of each site's time its largest section falls silent, or its articles come by the front page alone, or the list
moves to another address: only the first is to be told. Nothing is fetched.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import random
from collections import Counter
from collections.abc import Iterator
from typing import Final

from benchmarks.expectations import BEGIN, DAY, poisson
from crawler.expectations.causes import judge
from crawler.expectations.fault import Fault
from crawler.expectations.holidays import is_holiday
from crawler.expectations.lists import SeenList
from crawler.expectations.measures import Measures

SECTIONS: Final = ("kuaixun", "bendi", "wenhua")
SHARES: Final = ((0.88, 0.08, 0.04), (0.6, 0.3, 0.1), (0.34, 0.33, 0.33))
RATES: Final = (2.0, 6.0, 18.0, 60.0)
READ: Final = (1.0, 0.3)  # share of the crawls that read a section's list
HOW: Final = ("silent", "front page only", "moved")
FRONT: Final = "http://site.example/"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sections:
    """A site by its number."""

    number: int

    @property
    def a_day(self) -> float:
        return RATES[self.number % len(RATES)]

    @property
    def shares(self) -> tuple[float, ...]:
        return SHARES[self.number // len(RATES) % len(SHARES)]

    @property
    def read(self) -> float:
        return READ[self.number // len(RATES) // len(SHARES) % len(READ)]

    def draw(self, name: str) -> random.Random:
        return random.Random(f"{self.number} {name}")

    def new(self, section: int, since: datetime.datetime, until: datetime.datetime) -> int:
        """How many articles come out in a section, in bursts of its own."""
        name, traits = SECTIONS[section], self.draw(f"pace {SECTIONS[section]}")
        weekend, burst = traits.choice((0.1, 0.5, 1.0)), traits.choice((0.1, 0.3, 1.0))
        draw = self.draw(f"new {name} {since}")
        mean = self.a_day * self.shares[section] * ((until - since) / DAY)
        mean *= weekend if since.weekday() > 4 else 1.0
        mean *= 0.5 if is_holiday(since.date()) or since.isocalendar().week % 13 == section else 1.0
        return poisson(draw, mean * draw.gammavariate(1 / burst, burst))


class Crawled:
    """A site that is crawled every six hours."""

    def __init__(self, site: Sections) -> None:
        self.site = site
        self.at = BEGIN
        self.history: list[Measures] = []
        self.read_at: dict[str, datetime.datetime] = {}
        self.waiting = Counter(dict.fromkeys(range(len(SECTIONS)), 20))  # for each list to be read

    def crawl(self, how: str = "") -> list[Fault]:
        before, self.at = self.at, self.at + DAY / 4
        came = [self.site.new(section, before, self.at) for section in range(len(SECTIONS))]
        if how == "silent":
            came[0] = 0
        draw = self.site.draw(f"read {self.at}")
        brought = {FRONT: sum(came)}
        self.read_at[FRONT] = self.at
        for section, name in enumerate(SECTIONS):
            is_elsewhere = section == 0 and how in ("front page only", "moved")
            self.waiting[section] += came[section]
            if draw.random() < self.site.read:
                self.read_at[f"{FRONT}{name}/"] = self.at
                url = f"{FRONT}new/" if is_elsewhere and how == "moved" else f"{FRONT}{name}/"
                if not (is_elsewhere and how == "front page only"):
                    self.read_at[url] = self.at
                    brought[url] = self.waiting[section]
                self.waiting[section] = 0
        crawl = Measures(
            at=self.at,
            states={"listing": 3, "known": 40, "stored": sum(came)},
            seeds={"listing": 1},
            named=40,
            brought={url: new for url, new in brought.items() if new},
        )
        seen = [SeenList(url=url, at=at) for url, at in self.read_at.items()]
        faults = judge(crawl, self.history[-2000:], lists=seen).faults
        self.history.append(dataclasses.replace(crawl, shown=tuple(fault.cause for fault in faults)))
        return list(faults)


def alarms(crawled: Crawled, days: float, how: str = "") -> Iterator[tuple[float, Fault]]:
    """Each fault once, with the days after which it was shown."""
    begun, told = crawled.at, set()
    while crawled.at < begun + days * DAY:
        for fault in crawled.crawl(how):
            if (fault.cause, fault.subject) not in told:
                told.add((fault.cause, fault.subject))
                yield (crawled.at - begun) / DAY, fault


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=48)
    parser.add_argument("--days", type=int, default=365)
    opts = parser.parse_args()
    counted: Counter[str] = Counter()
    found: dict[tuple[str, tuple[float, ...], float], list[float]] = {}
    for number in range(opts.sites):
        site = Sections(number=number)
        crawled = Crawled(site)
        for _, fault in alarms(crawled, opts.days):
            counted["in good order"] += 1
            print(f"false alarm: site {number} ({site.a_day:g} a day): {fault.message}")
        kept = list(crawled.history), dict(crawled.read_at), Counter(crawled.waiting), crawled.at
        for how in HOW:
            crawled.history, crawled.read_at, crawled.waiting, crawled.at = (
                list(kept[0]), dict(kept[1]), Counter(kept[2]), kept[3],
            )  # fmt: skip
            first = next((days for days, fault in alarms(crawled, 30, how)), 999.0)
            if how == "silent":
                found.setdefault((f"{site.shares[0]:.0%}", (site.read,), site.a_day), []).append(first)
            elif first < 999:
                counted[how] += 1
    years = opts.sites * opts.days / 365
    print(f"{counted['in good order']} false alarms in {years:.0f} site-years of lists in good order")
    for how in HOW[1:]:
        print(
            f"{counted[how]} of {opts.sites} sites tell of the list in 30 days where its articles come: {how}"
        )
    print("\nlargest section  lists read  a day   told after days (999: not within 30)")
    for (share, read, a_day), days in sorted(found.items()):
        print(f"{share:>15}{read[0]:>12.0%}{a_day:>7g}   {' '.join(f'{one:.1f}' for one in days)}")


if __name__ == "__main__":
    main()
