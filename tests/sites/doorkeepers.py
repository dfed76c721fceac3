"""Sites that differ in their robots.txt alone: slow, closed, broken, moved, late; each with a few articles."""

from __future__ import annotations

from tests.sites.faults import article, gold
from tests.sites.site import Asked, Expected, Page, Site

ARTICLES = 50
PLAIN = "text/plain"
SLOW, CLOSED, BROKEN, HEALING = (
    "slow.door.example",
    "closed.door.example",
    "broken.door.example",
    "healing.door.example",
)
MISSING, MOVED, PAGE, LATE = (
    "missing.door.example",
    "moved.door.example",
    "page.door.example",
    "late.door.example",
)
PARTLY, FORBIDDEN, RESET = "partly.door.example", "forbidden.door.example", "reset.door.example"
NOT_FOUND = Page(status=404, body=b"<html><h1>404</h1></html>")


def _rules(text: str, **fields: float) -> Page:
    return Page(body=text.encode(), content_type=PLAIN, **fields)  # type: ignore[arg-type]


OPEN = _rules("User-agent: *\nDisallow:\n")
CLOSED_TO_ALL = "User-agent: *\nDisallow: /\n"
ROBOTS: dict[str, Page] = {
    SLOW: _rules("User-agent: *\nCrawl-delay: 1\nDisallow: /never/\n"),
    CLOSED: _rules(CLOSED_TO_ALL, wait=0.5),
    BROKEN: Page(status=503, body=b"busy"),
    HEALING: OPEN,  # after one 503
    MISSING: NOT_FOUND,
    MOVED: Page(status=301, body=b"", headers=(("Location", f"http://{CLOSED}/robots.txt"),)),
    PAGE: Page(body="<!DOCTYPE html><html><h1>首页</h1></html>".encode()),
    LATE: _rules("User-agent: *\nDisallow: /a/1\n", wait=2.0),
    PARTLY: _rules(
        "User-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /a/\nAllow: /a/1\nDisallow: /*.pdf$\n"
    ),
    FORBIDDEN: Page(status=403, body=b"no"),
    RESET: Page(body=b"", reset=True),
}


def site() -> Site:
    return Site(
        name="doors_web",
        hosts=tuple(ROBOTS),
        pages={f"/a/{number}.html": Page(body=article(f"door-{number}")) for number in range(ARTICLES)},
        not_found=NOT_FOUND,
        expected=_expected(),
        respond=respond,
    )


def respond(asked: Asked) -> Page | None:
    if asked.target == "/":
        links = "".join(f'<li><a href="/a/{number}.html">第{number}篇</a></li>' for number in range(ARTICLES))
        return Page(body=f"<html><ul>{links}</ul></html>".encode())
    if asked.target != "/robots.txt":
        return None
    if asked.host == HEALING and asked.times == 0:
        return ROBOTS[BROKEN]
    return ROBOTS[asked.host]


def _expected() -> dict[str, Expected]:
    """Of the hosts whose answer lets a crawler in (RFC 9309, 2.3.1): 4xx does, 5xx and no answer do not."""
    allowed = {
        f"http://{host}/a/{number}.html": number
        for host in (SLOW, HEALING, MISSING, PAGE, FORBIDDEN, LATE, PARTLY)
        for number in range(ARTICLES)
        if (host != LATE or not str(number).startswith("1"))
        and (host != PARTLY or str(number).startswith("1"))
    }
    return {url: gold(f"door-{number}") for url, number in allowed.items()}
