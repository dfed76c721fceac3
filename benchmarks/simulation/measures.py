"""What the days came to, beside what was to be found: the papers know what they published, edited and withdrew."""

from __future__ import annotations

import bisect
import collections
import dataclasses
import datetime
import json
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.simulation.ten_days import Course, target_of
from db.times import from_text
from tests.sites.living.life import Article
from tests.sites.living.paper import CHALLENGE, OUT, REDESIGN, SILENCE, Paper, Trouble

HOUR = datetime.timedelta(hours=1)
LATE = (
    6 * HOUR
)  # after the end of a fault, an alert may still be of it; changes so late before the end are not counted
SLACK = datetime.timedelta(minutes=10)  # for the jitter of the scheduler and the crawl itself
RIGHT_CAUSES = {
    REDESIGN: {
        "layout-changed",
        "layout-drift",
        "field-missing",
        "text-short",
        "refused-share",
        "parse-failed",
    },
    CHALLENGE: {"blocked"},
    OUT: {"dns", "refused", "timeout", "unreachable"},
    SILENCE: {"no-new-articles", "listing-empty"},
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Version:
    """An article as it was held from then on."""

    at: datetime.datetime
    title: str | None
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Late:
    """`of` so many were to be found, `found` so many were, each so much `later` than it came about."""

    of: int
    later: tuple[datetime.timedelta, ...]

    @property
    def found(self) -> int:
        return len(self.later)

    @property
    def median(self) -> datetime.timedelta:
        return statistics.median_high(self.later) if self.later else datetime.timedelta()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Articles:
    """`in_time` were stored within an interval of their list, `held_up` not, their paper being in trouble then."""

    stored: Late
    in_time: int
    held_up: int
    differing: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class Told:
    """Of one fault that was made: the alerts that name its cause, those that name another, and whether its end was."""

    paper: Paper
    trouble: Trouble
    right: tuple[str, ...]
    after: datetime.timedelta | None
    others: tuple[str, ...]
    recovery: datetime.timedelta | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Alerts:
    told: tuple[Told, ...]
    false: tuple[str, ...]


def versions(course: Course) -> dict[str, list[Version]]:
    """By URL, in the order in which they were held; each since the capture that brought it.

    The row of an article tells when it was captured last, also where nothing had changed.
    """
    captures = course.project.rows("captures", order_by="record_id")
    captured = {row["record_id"]: from_text(row["captured_at"]) for row in captures}
    since: dict[str, list[datetime.datetime]] = collections.defaultdict(list)
    held: dict[str, list[dict[str, Any]]] = collections.defaultdict(list)
    for row in course.project.rows("article_versions", order_by="id"):
        since[row["article_id"]].append(captured[row["record_id"]])
        held[row["article_id"]] += [json.loads(row["earlier"])] if row["earlier"] else []
    by_url = collections.defaultdict(list)
    for row in course.project.rows("articles", order_by="id"):
        for at, one in zip(since[row["id"]], (*held[row["id"]], row), strict=True):
            by_url[one["url"]].append(Version(at=at, title=one["title"], text=one["text"]))
    return {url: sorted(each, key=lambda one: one.at) for url, each in by_url.items()}


def articles(course: Course, paper: Paper, held: Mapping[str, Sequence[Version]]) -> Articles:
    """Of those published after the first crawl that were still there an interval later, before the end."""
    new = [each for each in paper.articles if _is_counted(course, paper, each)]
    delays = {
        each.number: held[paper.url(each)][0].at - each.published_at
        for each in new
        if paper.url(each) in held
    }
    in_time = [
        each for each in new if delays.get(each.number, LATE * 100) <= _interval(course, paper, each) + SLACK
    ]
    troubled = [each for each in new if _is_held_up(course, paper, each)]
    return Articles(
        stored=Late(of=len(new), later=tuple(delays.values())),
        in_time=len(in_time),
        held_up=len([each for each in troubled if each not in in_time]),
        differing=sum(_differs(each, held.get(paper.url(each), ())) for each in new),
    )


def edits(course: Course, paper: Paper, held: Mapping[str, Sequence[Version]]) -> Late:
    """Of the last text of each article that was edited after it was held and `LATE` before the end."""
    of, later = 0, []
    for article in paper.articles:
        known = held.get(paper.url(article), ())
        happened = [each for each in article.revisions if each[0] < course.end - LATE]
        if len(happened) < 2 or not known or known[0].at > happened[-1][0]:
            continue
        of += 1
        at, text = happened[-1]
        seen = [one.at for one in known if one.at >= at and one.text == "\n".join(text.paragraphs)]
        later += [seen[0] - at] if seen else []
    return Late(of=of, later=tuple(later))


def withdrawals(
    course: Course, paper: Paper, held: Mapping[str, Sequence[Version]]
) -> tuple[Late, list[str]]:
    """Of the articles held that were withdrawn `LATE` before the end; and what was ever marked while it was there."""
    marks = {url: from_text(at) for url, at, _ in sorted(course.marked, reverse=True)}
    of, later, wrong = 0, [], []
    for article in paper.articles:
        url, gone = paper.url(article), article.withdrawal
        mark = marks.get(url)
        if mark is not None and not article.is_withdrawn(mark):
            wrong.append(f"{url} at {mark:%m-%d %H:%M}")
        if gone is None or url not in held or held[url][0].at > gone.at or gone.at > course.end - LATE:
            continue
        of += 1
        later += [mark - gone.at] if mark is not None and mark >= gone.at else []
    return Late(of=of, later=tuple(later)), wrong


def alerts(course: Course) -> Alerts:
    left = list(course.alerts)
    told = tuple(
        _told(course, paper, trouble, left)
        for paper in course.papers
        for trouble in paper.troubles
        if trouble.begins < course.end
    )
    false = tuple(
        f"{one['began_at'][:16]} {one['target']}: {_named(one)}: {one['message']}"
        for one in left
        if one["kind"] == "opened"
    )
    return Alerts(told=told, false=false)


def requests_by_day(course: Course) -> dict[int, int]:
    days = (int((one.at - course.begin).total_seconds() // 86_400) for one in course.answered)
    return dict(sorted(collections.Counter(days).items()))


def naive_requests(course: Course) -> int:
    """What a crawler asks for that reads every list and every article it knows whenever ours crawls a paper."""
    return sum(
        sum(article.published_at <= at for article in paper.articles) + len(paper.sections) + 2
        for paper in course.papers
        for at in _crawls(course, paper)
    )


def crawls(course: Course) -> int:
    return sum(len(_crawls(course, paper)) for paper in course.papers)


def _crawls(course: Course, paper: Paper) -> list[datetime.datetime]:
    rows = course.project.rows("crawls", order_by="id")
    return [from_text(row["started_at"]) for row in rows if row["target"] == target_of(paper)]


def _is_counted(course: Course, paper: Paper, article: Article) -> bool:
    if not course.begin < article.published_at < course.end:
        return False
    last = article.published_at + _interval(course, paper, article) + SLACK
    return last < course.end and not article.is_withdrawn(last)


def _is_held_up(course: Course, paper: Paper, article: Article) -> bool:
    """Whether its paper was in trouble at some time from its publication until it was due to be stored."""
    due = article.published_at + _interval(course, paper, article) + SLACK
    return any(trouble.begins <= due and article.published_at < trouble.ends for trouble in paper.troubles)


def _interval(course: Course, paper: Paper, article: Article) -> datetime.timedelta:
    """That of its list when it was published, in whole ticks; of its paper where nobody keeps one of the list."""
    moment = bisect.bisect_right([planned.at for planned in course.planned], article.published_at)
    planned = course.planned[max(moment - 1, 0)]
    url = f"http://{paper.host}/{article.section}/"
    seconds = planned.lists.get(url) or planned.targets.get(target_of(paper), 0)
    return max(-(-datetime.timedelta(seconds=seconds) // course.tick), 1) * course.tick


def _differs(article: Article, held: Sequence[Version]) -> bool:
    """Whether it was ever held otherwise than it was published or edited."""
    texts = {"\n".join(text.paragraphs) for _, text in article.revisions}
    titles = {text.title for _, text in article.revisions}
    return any(one.text not in texts or one.title not in titles for one in held)


def _told(course: Course, paper: Paper, trouble: Trouble, left: list[dict[str, Any]]) -> Told:
    """Takes what is of this fault from what is left."""
    own = [one for one in left if one["target"] == target_of(paper)]
    during = [one for one in own if one["kind"] in ("opened", "returned") and _is_of(one, trouble)]
    right = [one for one in during if one["cause"] in RIGHT_CAUSES[trouble.kind]]
    known = {one["incident"] for one in during}
    ended = [from_text(one["ended_at"]) for one in own if one["kind"] == "ended" and one["incident"] in known]
    for one in own:
        if one["incident"] in known:
            left.remove(one)
    return Told(
        paper=paper,
        trouble=trouble,
        right=tuple(map(_named, right)),
        after=from_text(right[0]["began_at"]) - trouble.begins if right else None,
        others=tuple(_named(one) for one in during if one not in right),
        recovery=max(ended) - trouble.ends if ended else None,
    )


def _is_of(one: Mapping[str, Any], trouble: Trouble) -> bool:
    return trouble.begins <= from_text(one["began_at"]) < trouble.ends + LATE


def _named(one: Mapping[str, Any]) -> str:
    return f"{one['cause']} ({one['subject']})" if one["subject"] else str(one["cause"])
