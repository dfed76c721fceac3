"""What came of a crawl: a table whose lines add up, one line for a log, and the same for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from rich.table import Table
from rich.text import Text

Stats = Mapping[str, Any]

CRASHED = ("storage/crashed", "spider_exceptions/count")

_ARTICLES = (
    "stored",
    "updated",
    "unchanged",
    "older",
    "duplicate",
    "known",
    "not-modified",
    "not-due",
    "unread",
    "waiting",
)
MEANINGS = {
    "stored": "articles, new",
    "updated": "articles, changed since the last crawl",
    "unchanged": "articles, as before",
    "older": "articles of which a newer capture is held",
    "duplicate": "articles, new, and copies of another",
    "known": "held already, not asked for",
    "not-modified": "held already, and as it was, the server says",
    "listing": "lists, feeds and sitemaps",
    "continuation": "further pages of articles",
    "refused": "fetched, and no article",
    "redirected": "redirected to another URL",
    "not-due": "lists that are not to be read yet",
    "robots": "forbidden by robots.txt",
    "out-of-scope": "on another host, or outside of the folder",
    "trap": "part of an endless series",
    "left-out": "beyond the limit of pages",
    "gone": "404 or 410, or home instead of an article",
    "failed": "not to be had",
    "unread": "fetched, and not read before the end",
    "waiting": "not asked for before the end",
}
_WHY = {
    "robots": "robots.txt forbids {url}",
    "gone": "there is no page at {url} any more",
    "out-of-scope": "{url} is on none of the source's hosts",
    "refused:challenge": "{url} answers with a challenge for browsers instead of the page",
    "refused:login-wall": "{url} shows nothing but a login",
    "refused:empty-shell": "{url} is an empty shell that scripts would have to fill",
    "refused:parked": "{url} is a parked domain",
    "failed:dns": "the host of {url} is not known to the DNS",
    "failed:timeout": "{url} does not answer in time",
    "failed:connection": "no connection to {url}",
    "failed:private-address": (
        "{url} lies in a private network, of which nothing is asked; "
        "-s CRAWL_PRIVATE_ADDRESSES=1 (or the variable of that name) allows it"
    ),
    "failed:robots-unreachable": "the robots.txt that rules {url} cannot be had, so nothing may be asked for",
    "failed:redirect-loop": "{url} is redirected without end",
    "failed:retry-after": "the host of {url} wants no requests for now (Retry-After)",
}


def states(stats: Stats) -> dict[str, int]:
    """How many URLs ended in each state, in the order of the table, the larger cause first."""
    order = list(MEANINGS)
    found = {
        key.removeprefix("urls/"): value
        for key, value in stats.items()
        if key.startswith("urls/") and key != "urls/discovered" and value
    }
    return dict(sorted(found.items(), key=lambda x: (order.index(x[0].partition(":")[0]), -x[1], x[0])))


def table(name: str, stats: Stats) -> Table:
    """A line for each state that any URL is in, and their sum."""
    shown = Table(box=None, pad_edge=False, show_footer=True)
    shown.add_column(name, footer="discovered", no_wrap=True)
    shown.add_column("URLs", footer=f"{stats.get('urls/discovered', 0):,}", justify="right")
    shown.add_column("")
    for state, count in states(stats).items():
        word, _, cause = state.partition(":")
        shown.add_row(Text(f"{word} {cause}".strip()), f"{count:,}", Text(MEANINGS[word], style="dim"))
    return shown


def summary(name: str, stats: Stats) -> str:
    """One line for a log, of the same counts as the table: what became of everything found."""
    met = articles(stats)
    new, copies, changed = met["stored"], met["duplicate"], met["updated"]
    same = met["unchanged"] + met["older"]
    how = [
        f"{new:,} new",
        *([f"{copies:,} {'copy' if copies == 1 else 'copies'}"] if copies else ()),
        f"{changed:,} changed",
        f"{same:,} as before",
    ]
    refused = refusals(stats)
    reasons = ", ".join(f"{count:,} {reason}" for reason, count in refused.most_common())
    parts = [
        f"{stats.get('urls/discovered', 0):,} URLs discovered",
        f"{captured(stats):,} responses captured",
        f"{sum(met.values()):,} articles stored ({', '.join(how)})",
        f"{refused.total():,} refused" + (f" ({reasons})" if reasons else ""),
    ]
    if recovered := stats.get("archive/recovered", 0):
        parts.append(f"besides {recovered:,} of the pages left unread by an earlier run")
    if ours := crashed(stats):
        parts.append(
            f"{ours:,} met an error of our own, see the log; what was archived is read by the next run"
        )
    return f"{name} {stats['finish_reason']}: " + ", ".join(parts)


def articles(stats: Stats) -> dict[str, int]:
    """How many of the URLs discovered are articles that were read, by what the store had of them."""
    return {
        word: stats.get(f"urls/{word}", 0)
        for word in ("stored", "duplicate", "updated", "unchanged", "older")
    }


def refusals(stats: Stats) -> Counter[str]:
    """How many of the URLs discovered were refused in the end, by reason."""
    named = ((state.partition(":"), count) for state, count in states(stats).items())
    return Counter({reason: count for (word, _, reason), count in named if word == "refused"})


def captured(stats: Stats) -> int:
    """Responses in the archive, robots.txt, redirects and errors too."""
    return int(stats.get("archive/response", 0) + stats.get("archive/revisit", 0))


def crashed(stats: Stats) -> int:
    return sum(stats.get(name, 0) for name in CRASHED)


def nothing_found(stats: Stats) -> str | None:
    """Why the crawl could find nothing, in a sentence; None where it found something, or nothing was there."""
    if any(stats.get(f"urls/{state}", 0) for state in _ARTICLES):
        return None  # a seed that a script fills is refused, and may name articles all the same
    seeds = {key.removeprefix("seeds/"): value for key, value in stats.items() if key.startswith("seeds/")}
    first = seeds.pop("first_failed", None)
    reached = seeds.pop("reached", 0)
    if seeds and first and not reached:
        url, state = first.rsplit(" ", 1)
        others = sum(seeds.values()) - 1
        more = f" (and {others:,} more)" if others else ""
        return f"no seed led anywhere: {why(url, state)}{more}"
    challenged = stats.get("challenge/first_url")
    if challenged:
        return f"no article could be had: {why(challenged, 'refused:challenge')}"
    return None


def left(stats: Stats) -> str | None:
    """What a crawl leaves to the next start, in a sentence; None where it came to its end."""
    waiting, unread = stats.get("urls/waiting", 0), stats.get("urls/unread", 0)
    if not (waiting or unread):
        return None
    return f"stopped: {unfinished(waiting=waiting, unread=unread)}; the same command goes on from there"


def unfinished(*, waiting: int, unread: int) -> str:
    """So many URLs of a crawl in a few words, none where there are none."""
    fetched = f"{unread:,} fetched and not read yet" if unread else ""
    asked = f"{waiting:,} URLs are waiting" if waiting else ""
    return ", ".join(filter(None, (asked, fetched)))


def why(url: str, state: str) -> str:
    return _WHY.get(state, "{url}: {state}").format(url=url, state=state.replace(":", " "))


def for_programs(name: str, stats: Stats, exit_code: int) -> dict[str, Any]:
    """The same as JSON; `urls` adds up to `discovered`."""
    return {
        "source": name,
        "finish_reason": stats["finish_reason"],
        "exit_code": exit_code,
        "seconds": round(stats.get("elapsed_time_seconds", 0.0), 3),
        "discovered": stats.get("urls/discovered", 0),
        "captured": captured(stats),
        "urls": states(stats),
        "articles": articles(stats),
        "refused": dict(refusals(stats).most_common()),
        "recovered": stats.get("archive/recovered", 0),
        "crashed": crashed(stats),
        "stats": dict(_simple(stats)),
    }


def _simple(stats: Stats) -> Iterator[tuple[str, Any]]:
    for key in sorted(stats):
        if isinstance(stats[key], int | float | str):
            yield key, stats[key]
