"""How often crawls of sites in good order raise an alarm, and how soon pages that are read wrongly do.

    python -m benchmarks.expectations [--sites 24] [--days 365]

Sites of 0.2 to 200 articles a day are made up by number: their weekdays, holidays, bursts, layouts of their own for
some pages, fields that some authors leave out, pictures without text, and server errors. Nothing is fetched.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from crawler.expectations.causes import Judgement, judge
from crawler.expectations.evidence import SeenPage
from crawler.expectations.fault import Fault
from crawler.expectations.holidays import is_holiday
from crawler.expectations.layout import REFUSED, Profile, marks_in
from crawler.expectations.measures import HELD_BACK, Measures
from crawler.expectations.site import shown_by
from crawler.expectations.traits import MISSING, Traits

BEGIN: Final = datetime.datetime(2025, 1, 6, tzinfo=datetime.UTC)
DAY: Final = datetime.timedelta(days=1)
RATES: Final = (0.2, 0.5, 1.0, 3.0, 10.0, 30.0, 80.0, 200.0)
PARSER: Final = "a parser"
LAYOUTS: Final = ("selector /html/body/main", "selector /html/body/div/div", "container /html/body/section")
BREAKS: Final = (
    "title lost",
    "date lost",
    "date, source and author lost",
    "body is navigation",
    "body halved",
    "all moved",
    "titles are the site's name",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class MadeUpSite:
    """`a_day` is the average of new articles on working days. All else is drawn from the number."""

    number: int
    a_day: float
    every: datetime.timedelta

    @property
    def name(self) -> str:
        return f"site{self.number}.example"

    def draw(self, name: str) -> random.Random:
        return random.Random(f"{self.number} {name}")

    def new(self, since: datetime.datetime, until: datetime.datetime) -> int:
        """How many articles come out in a time: in bursts, fewer at weekends, half in a quiet week."""
        draw = self.draw(f"new {since}")
        traits = self.draw("pace")
        weekend, burst = traits.choice((0.1, 0.4, 0.8, 1.0)), traits.choice((0.3, 1.0, 3.0))
        mean = self.a_day * ((until - since) / DAY) * (weekend if since.weekday() > 4 else 1.0)
        mean *= 0.5 if is_holiday(since.date()) or since.isocalendar().week % 13 == 0 else 1.0
        return poisson(draw, mean * draw.gammavariate(1 / burst, burst))

    def page(self, number: int) -> Traits | None:
        """None for one that gives no article, as pictures without a text."""
        draw, own = self.draw(f"page {number}"), self.draw("layout")
        if draw.random() < own.choice((0.0, 0.02, 0.1)):
            return None
        byline, publisher, editors = (
            own.choice((0.0, 0.6, 1.0)),
            own.choice((0.9, 1.0)),
            own.choice((0.0, 0.98)),
        )
        layout = LAYOUTS[draw.choices((0, 1, 2), (0.93, 0.06, 0.01))[0]]
        places = dict.fromkeys(("title", "published_at", "tags"), f"{layout}/head")
        for field, share in (("byline", byline), ("publisher", publisher), ("editors", editors)):
            places[field] = f"{layout}/info" if draw.random() < share else MISSING
        if draw.random() < 0.003:
            places["published_at"] = MISSING
        length = draw.lognormvariate(own.uniform(5.5, 7.0), own.uniform(0.3, 0.9))
        prose = min(1.0, max(0.0, draw.gauss(0.95, 0.05)))
        return Traits(places={**places, "text": layout}, length=max(12, int(length)), prose=prose)


def broken(page: Traits | None, how: str) -> Traits | None:
    if page is None:
        return None
    places = dict(page.places)
    match how:
        case "title lost":
            places["title"] = MISSING
        case "date lost":
            places["published_at"] = MISSING
        case "date, source and author lost":
            places |= dict.fromkeys(("byline", "publisher", "editors"), MISSING)
            places["published_at"] = "url"
        case "body is navigation":
            return dataclasses.replace(page, prose=0.0, length=max(80, page.length // 3))
        case "body halved":
            return dataclasses.replace(page, length=page.length // 2)
        case "all moved":
            places |= dict.fromkeys(("title", "published_at", "text"), "density /html/body/div/p")
        case "titles are the site's name":
            places["title"] = "title-element /html/head/title"
    return dataclasses.replace(page, places=places)


class Watched:
    """A site that is crawled, judged and learned as the extension does it."""

    def __init__(self, site: MadeUpSite) -> None:
        self.site = site
        self.profile = Profile(parser=PARSER)
        self.pages: list[SeenPage] = []
        self.history: list[Measures] = []
        self.at = BEGIN
        self.met = 0
        self.held_for = Counter[str]()

    def backlog(self, pages: int) -> Judgement:
        return self.crawl(pages)

    def crawl(self, new: int | None = None, *, how: str = "") -> Judgement:
        """The next crawl; with `how` its pages are read wrongly."""
        before, self.at = self.at, self.at + self.site.every
        count = self.site.new(before, self.at) if new is None else new
        batch = [self._seen(how) for _ in range(count)]
        self.pages = [*self.pages, *batch][-500:]
        shown = shown_by(self.site.name, self.profile, self.pages, now=self.at)
        released = set(shown.released)
        self.pages = [
            dataclasses.replace(page, is_held=page.is_held and page.record_id not in released)
            for page in self.pages
        ]
        batch = self.pages[len(self.pages) - len(batch) :]
        measures = self._measures(batch, released)
        judgement = judge(
            measures, self.history[-2000:], pages=batch, of_layouts=[shown.fault] if shown.fault else []
        )
        shown_causes = tuple(fault.cause for fault in judgement.faults)
        self.history.append(dataclasses.replace(measures, shown=shown_causes))
        if shown.learns and not judgement.faults and self.pages:
            self._learn(shown.sums)
        return judgement

    def _learn(self, carried: Mapping[str, Mapping[str, float]]) -> None:
        refused = Counter(mark for page in self.pages for mark in page.marks if mark.startswith(REFUSED))
        read = [page.traits for page in self.pages if page.traits]
        first, last = (page.captured_at.isoformat() for page in (self.pages[0], self.pages[-1]))
        self.profile = self.profile.learn(read, first=first, last=last, refused=refused, carried=carried)
        self.pages = []

    def _seen(self, how: str) -> SeenPage:
        self.met += 1
        traits = self.site.page(self.met)
        traits = broken(traits, how) if how else traits
        marks, detail = frozenset({f"{REFUSED} no-text"}), ""
        if traits is not None:
            titled = dataclasses.replace(traits, title="站名" if how.startswith("titles") else str(self.met))
            detail = "\n".join(map(str, self.profile.oddities(titled, parser=PARSER)))
            marks = marks_in(detail)
        return SeenPage(
            record_id=str(self.met),
            url=f"http://site.example/{self.met}",
            captured_at=self.at,
            marks=marks,
            crawl=len(self.history),
            detail=detail,
            traits=traits,
            is_held=any(map(self.profile.holds, marks)),
        )

    def _measures(self, batch: Sequence[SeenPage], released: set[str]) -> Measures:
        held = sum(page.is_held and page.record_id not in released for page in batch)
        refused = sum(page.traits is None for page in batch)
        draw = self.site.draw(f"errors {self.at}")
        errors = sum(draw.random() < 0.01 for _ in batch)
        states = {
            "listing": 3,
            "known": 40,
            "stored": len(batch) - held - refused - errors,
            f"refused:{HELD_BACK}": held,
            "refused:no-text": refused,
            "failed:http-503": errors,
        }
        return Measures(at=self.at, states={x: n for x, n in states.items() if n > 0}, seeds={"listing": 3})


def poisson(draw: random.Random, mean: float) -> int:
    if mean > 500:
        return max(0, round(draw.gauss(mean, mean**0.5)))
    count, left = 0, draw.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + draw.expovariate(1.0)
    return count


def made_up(number: int) -> MadeUpSite:
    a_day = RATES[number % len(RATES)]
    every = datetime.timedelta(hours=(6, 12, 24)[number // len(RATES) % 3])
    return MadeUpSite(number=number, a_day=a_day, every=every)


def alarms(site: MadeUpSite, days: int) -> Iterator[tuple[datetime.datetime, Fault]]:
    """Each fault that crawls in good order show, once for as long as it lasts."""
    watched = Watched(site)
    watched.backlog(30)
    lasting: set[tuple[str, str]] = set()
    while watched.at < BEGIN + days * DAY:
        judgement = watched.crawl()
        faults = {(fault.cause, fault.subject): fault for fault in judgement.faults}
        for key in faults.keys() - lasting:
            yield watched.at, faults[key]
        lasting = {key for key in lasting if key[0] not in judgement.cleared} | faults.keys()


def detected(
    site: MadeUpSite, how: str, *, learned: int, pages: int, most: int = 60
) -> tuple[int, list[str], int]:
    """How many pages it took until a fault was shown, its causes, and how many of these were stored."""
    watched = Watched(site)
    watched.backlog(learned)
    for _ in range(4):
        watched.crawl(max(1, learned // 20))
    stored = met = 0
    while met < most:
        judgement = watched.crawl(pages, how=how)
        met += pages
        stored += watched.history[-1].states.get("stored", 0)
        if judgement.faults:
            return met, [fault.cause for fault in judgement.faults], stored
    return most, [], stored


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=24)
    parser.add_argument("--days", type=int, default=365)
    opts = parser.parse_args()
    years = opts.sites * opts.days / 365
    counted: Counter[tuple[float, str]] = Counter()
    for number in range(opts.sites):
        for at, fault in alarms(made_up(number), opts.days):
            counted[made_up(number).a_day, fault.cause] += 1
            print(
                f"false alarm: site {number} ({made_up(number).a_day:g} a day) {at:%Y-%m-%d}: {fault.message}"
            )
    print(
        f"{counted.total()} false alarms in {years:.0f} site-years, {counted.total() / years:.2f} a site-year"
    )
    print(
        f"\n{'broken':28}{'learned':>8}{'found at page (median, worst)':>32}  caught first crawl of 3   stored"
    )
    for how in BREAKS:
        for learned in (20, 60, 300):
            _print_detection(how, learned, opts.sites)


def _print_detection(how: str, learned: int, sites: int) -> None:
    found = [detected(made_up(number), how, learned=learned, pages=3) for number in range(sites)]
    pages = sorted(met if causes else 999 for met, causes, _ in found)
    at_once = sum(count == 3 for count in pages)
    named = Counter(cause for _, causes, _ in found for cause in causes)
    print(
        f"{how:28}{learned:>8}{pages[len(pages) // 2]:>20},{pages[-1]:>11}  {at_once:>10} of {sites:<6}"
        f"{sum(stored for _, _, stored in found) / sites:>12.1f}  {dict(named)}"
    )


if __name__ == "__main__":
    main()
