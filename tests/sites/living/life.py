"""What a paper publishes and what becomes of it: drawn by lot, the same for the same seed, on whatever day one asks."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import math
import random
from collections.abc import Iterator

from tests.sites.writing import Piece, paragraph, piece, title

CHINA = datetime.timezone(datetime.timedelta(hours=8))
HOUR = datetime.timedelta(hours=1)
SOONEST, LATEST = (
    datetime.timedelta(minutes=5),
    datetime.timedelta(days=4),
)  # after which an article is edited
FIRST_NUMBER = 500_000  # of pieces, far from those other replicas have
PIECES = 100_000  # numbers for each paper


@dataclasses.dataclass(frozen=True, kw_only=True)
class Section:
    """`a_day` articles on a working day, as `hours` (of 24, China's time) and `weekend` weigh them."""

    path: str
    title: str
    a_day: float
    hours: tuple[int, int]
    weekend: float = 1.0

    def rate(self, at: datetime.datetime) -> float:
        """How many articles the hour that begins then brings, on average."""
        local = at.astimezone(CHINA)
        first, last = self.hours
        share = 1 / (last - first) if first <= local.hour < last else 0.0
        return self.a_day * share * (self.weekend if local.weekday() >= 5 else 1.0)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """`how` is what the address answers from then on: 404, 410, or home, a redirect to the first page."""

    at: datetime.datetime
    how: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Article:
    """`revisions` are its texts with the moment from which each stood there, the first when it was published."""

    section: str
    number: int
    revisions: tuple[tuple[datetime.datetime, Piece], ...]
    withdrawal: Withdrawal | None

    @property
    def published_at(self) -> datetime.datetime:
        return self.revisions[0][0]

    @property
    def path(self) -> str:
        return f"/{self.section}/{self.published_at.astimezone(CHINA):%Y%m/%d}/{self.number}.html"

    def revision(self, now: datetime.datetime) -> int:
        return sum(at <= now for at, _ in self.revisions[1:])

    def text(self, now: datetime.datetime) -> Piece:
        return self.revisions[self.revision(now)][1]

    def is_withdrawn(self, now: datetime.datetime) -> bool:
        return self.withdrawal is not None and self.withdrawal.at <= now

    def is_there(self, now: datetime.datetime) -> bool:
        return self.published_at <= now and not self.is_withdrawn(now)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lots:
    """How often articles are edited and withdrawn; `place` keeps the numbers of one paper from another's."""

    seed: int
    place: int
    edited: float = 0.12
    withdrawn: float = 0.03
    ways_out: tuple[str, ...] = ("404",)


def lives(sections: tuple[Section, ...], lots: Lots, begin: datetime.datetime, hours: int) -> list[Article]:
    """All articles of those hours, the earliest first."""
    numbers = iter(range(FIRST_NUMBER + PIECES * lots.place, FIRST_NUMBER + PIECES * (lots.place + 1)))
    moments = sorted(
        (at, section.path) for section in sections for at in _moments(section, lots, begin, hours)
    )
    return [_life(path, number, at, lots) for (at, path), number in zip(moments, numbers, strict=False)]


def _moments(
    section: Section, lots: Lots, begin: datetime.datetime, hours: int
) -> Iterator[datetime.datetime]:
    for hour in range(hours):
        at = begin + hour * HOUR
        draw = random.Random(f"{lots.seed} {lots.place} {section.path} {at.isoformat()}")
        for _ in range(_poisson(section.rate(at), draw)):
            yield at + datetime.timedelta(seconds=draw.randrange(3600))


def _poisson(mean: float, draw: random.Random) -> int:
    """Knuth's way, which is quick enough for the small means of an hour."""
    limit, product, count = math.exp(-mean), draw.random(), 0
    while product > limit:
        product *= draw.random()
        count += 1
    return count


def _life(section: str, number: int, at: datetime.datetime, lots: Lots) -> Article:
    draw = random.Random(f"{lots.seed} {number}")
    revisions = [(at, _written(number, at))]
    while draw.random() < lots.edited:
        after, text = revisions[-1]
        revisions.append((after + _delay(draw), _edited(text, draw)))
    withdrawal = None
    if draw.random() < lots.withdrawn:
        withdrawal = Withdrawal(at=at + HOUR + _delay(draw), how=draw.choice(lots.ways_out))
    kept = [each for each in revisions if withdrawal is None or each[0] < withdrawal.at]
    return Article(section=section, number=number, revisions=tuple(kept), withdrawal=withdrawal)


@functools.cache
def _written(number: int, at: datetime.datetime) -> Piece:
    return dataclasses.replace(piece(number), date=at.astimezone(CHINA).replace(microsecond=0))


def _delay(draw: random.Random) -> datetime.timedelta:
    """As often some minutes as some days."""
    return SOONEST * math.exp(draw.random() * math.log(LATEST / SOONEST))


def _edited(text: Piece, draw: random.Random) -> Piece:
    match draw.randrange(3):
        case 0:
            return dataclasses.replace(text, paragraphs=(*text.paragraphs, f"本文补充：{paragraph(draw)}"))
        case 1:
            lines = list(text.paragraphs)
            lines[draw.randrange(len(lines))] = paragraph(draw)
            return dataclasses.replace(text, paragraphs=tuple(lines))
        case _:
            return dataclasses.replace(
                text, title=title(draw), paragraphs=(*text.paragraphs, paragraph(draw))
            )
