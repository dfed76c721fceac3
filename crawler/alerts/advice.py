"""What a person may do about a fault, by its cause: sentences that name the command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Final

_WAIT: Final = "Crawls go on asking by themselves, and tell when it is over."
_TRACE: Final = "scrapy trace URL tells what was asked of one page, and what came."
_FILE: Final = "its file under crawler/spiders/"
_NO_FILE: Final = "scrapy newsource makes a source of the site, which can be corrected"
_HELD: Final = "scrapy quarantine --source {source} --reason {reason} shows the pages that were held back."

_LAYOUT: Final = (
    "scrapy quarantine --source {source} --reason layout-changed shows the pages that were held back, and why.",
    "If they are read rightly: scrapy quarantine --accept {target} takes the new layout for right, and lets them in.",
    "If not: correct how they are read ({code}), then scrapy quarantine --retry --source {source}.",
)
_EMPTY: Final = (
    "Look at the site's lists in a browser: if they have moved, its entrances are to be changed ({code}).",
    _TRACE,
)
_READING: Final = (
    "scrapy explain ID tells how a record was read; scrapy records --source {source} shows the newest.",
    "If the pages have changed: correct how they are read ({code}), then scrapy reparse --source {source}.",
)
_OURS: Final = (
    "It is an error of ours: the log has it, with the page.",
    "After it is mended, scrapy reparse --source {source} reads the pages again; nothing that was fetched is lost.",
)

_NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "dns": ("If the site has another address now, change it in the source ({code}).", _WAIT),
    "refused": ("The server is there and takes no connections.", _WAIT),
    "timeout": ("If it stays slow: -s DOWNLOAD_TIMEOUT=120 gives it longer.", _WAIT),
    "unreachable": ("Look whether the network here is in order.", _WAIT),
    "http-error": (_TRACE, _WAIT),
    "blocked": (
        "The site wants no crawler, or fewer requests: -s DOWNLOAD_DELAY=10 asks more slowly.",
        "CRAWL_CONTACT tells its people how to reach you; ask them.",
        _TRACE,
    ),
    "robots": (
        "The robots.txt of the site forbids what was allowed; it is obeyed.",
        "If another part of the site is allowed, change the entrances ({code}).",
    ),
    "gone": _EMPTY,
    "redirect-only": _EMPTY,
    "same-page": (
        "Look at the site in a browser: it answers, but not with what it is asked for.",
        "Where one page came, it was kept out of the store; where articles came with one text, they were stored, and "
        "`scrapy history URL` has what they said before.",
        _WAIT,
    ),
    "listing-empty": _EMPTY,
    "no-new-articles": _EMPTY,
    "field-missing": _READING,
    "text-short": _READING,
    "layout-changed": _LAYOUT,
    "layout-drift": (
        "The fields are filled, but from other places: look whether they say what they should.",
        *_READING,
    ),
    "refused-share": (_HELD, "After a change of the code: scrapy quarantine --retry --source {source}."),
    "parse-failed": _OURS,
    "crashed": _OURS,
    "overdue": (
        "See whether scrapy schedule, or its timer, still runs; scrapy schedule --list says what runs when.",
        "{crawl} crawls it now.",
    ),
    "not-crawled": (
        "The log of its last crawl says why it came to no end: a setting, the code, the memory.",
        "{crawl} crawls it now, before your eyes; nothing that was fetched is lost.",
    ),
    "time-limit": (
        "The log of its last crawl says what it waits for.",
        "If it only needs longer: time_limit in the schedule file, or SCHEDULE_TIME_LIMIT, gives it more.",
        "{crawl} goes on with it, without a limit.",
    ),
    "not-loaded": (
        "Until it is mended, {target} is not crawled, or only without what is wrong; others are.",
        "scrapy schedule --list loads all sources and says what is wrong with them; restart scrapy schedule then.",
    ),
}
_ANY: Final = ("scrapy alerts tells what is wrong now, scrapy status how each source is doing.",)


def as_sentence(said: str) -> str:
    """With a stop at its end, so that another sentence may follow."""
    return said if said.endswith((".", "!", "?", "。", "…")) else f"{said}."


def crawl_command(source: str, arguments: Mapping[str, str]) -> str:
    """What a person types to have it crawled."""
    told = (f"-a {shlex.quote(f'{name}={value}')}" for name, value in sorted(arguments.items()))
    return " ".join(("scrapy crawl", source, *told))


def next_steps(
    cause: str, *, target: str, subject: str = "", arguments: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """`target` is a source, or a source and the site of it that was crawled, as `news www.example.cn`.

    `arguments` are those of its crawls; where nobody knows them the target tells them as well as it can.
    """
    source, _, site = target.partition(" ")
    if arguments is None:
        arguments = {"url": ",".join(site.split())} if site else {}
    words = {
        "source": shlex.quote(source),
        "target": shlex.quote(target),
        "crawl": crawl_command(source, arguments),
        "code": _NO_FILE if site else _FILE,
        "reason": shlex.quote(subject or "layout-changed"),
    }
    return tuple(step.format(**words) for step in _NEXT.get(cause, _ANY))
