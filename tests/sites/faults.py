"""A site on which everything goes wrong that goes wrong on the web, each fault at an address that names it.

The home page links to all of them. `expected` has what a patient crawler brings home all the same, and the pages
that claim to be articles and are none; what has no end there gives nothing: never answered, moved away, in circles.
"""

from __future__ import annotations

import functools
import gzip
import zlib
from collections.abc import Callable
from html import escape

from tests.sites.impostors import IMPOSTORS
from tests.sites.mazes import maze
from tests.sites.site import Asked, Dropped, Expected, Page, Site
from tests.sites.writing import Piece, piece

HOST = "www.faults.example"
ELSEWHERE = "www.elsewhere.example"
ROOT = f"http://{HOST}"
SITE_NAME = "南堤周刊"
NOT_FOUND = Page(status=404, body="<html><h1>404</h1><p>页面不存在</p></html>".encode())
PLAIN = "text/plain"
BOMB_BYTES = 200_000_000
HUGE_BYTES = 80_000_000
REASONS = ("challenge", "login-wall", "soft-404", "empty-shell", "no-text")
HTTP_DATE = "Wed, 21 Oct 2015 07:28:00 GMT"
ROBOTS = "User-agent: *\nDisallow: /private/\n"

Answer = Callable[[Asked], Page]


def path(fault: str) -> str:
    return f"/news/{fault}.html"


def written(fault: str) -> Piece:
    return piece(42_000 + zlib.crc32(fault.encode()) % 10_000, paragraphs=(2, 6))


@functools.cache
def article(fault: str) -> bytes:
    one = written(fault)
    text = "\n".join(f"<p>{line}</p>" for line in one.paragraphs)
    return f"""<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
<title>{escape(one.title)}_{SITE_NAME}</title></head>
<body><div class="nav"><a href="/">首页</a></div><div class="article"><h1>{escape(one.title)}</h1>
<div class="info">{one.date:%Y-%m-%d %H:%M:%S} 来源：{one.publisher}</div><div class="content">{text}</div></div>
<div class="footer">{SITE_NAME} 版权所有</div></body></html>""".encode()


def gold(fault: str) -> Expected:
    one = written(fault)
    return Expected(
        title=one.title, published_at=one.date.isoformat(), paragraphs=one.paragraphs, publisher=one.publisher
    )


def moved(status: int, location: str | None) -> Page:
    headers = (("Location", location),) if location is not None else ()
    return Page(status=status, body=b"<html><h1>Moved</h1></html>", headers=headers)


def failing(status: int, *, times: int | None, retry_after: str | None = None) -> Callable[[str], Answer]:
    """Answers with that status so many times, or always, and then with the article."""
    headers = (("Retry-After", retry_after),) if retry_after else ()
    failure = Page(status=status, body=b"<html><h1>Try again later</h1></html>", headers=headers)
    return lambda fault: (
        lambda asked: failure if times is None or asked.times < times else Page(body=article(fault))
    )


def once(page: Page) -> Callable[[str], Answer]:
    """The first answer, whatever its body, and then the article."""
    return lambda fault: lambda asked: page if asked.times == 0 else Page(body=article(fault))


def conditional(fault: str) -> Answer:
    def answer(asked: Asked) -> Page:
        unchanged = asked.headers.get("if-none-match") == '"1"' or "if-modified-since" in asked.headers
        headers = (("ETag", '"1"'), ("Last-Modified", HTTP_DATE))
        return Page(
            status=304 if unchanged else 200, body=b"" if unchanged else article(fault), headers=headers
        )

    return answer


def lying_etag(fault: str) -> Answer:
    """Other words each time, under one ETag."""
    return lambda asked: Page(body=article(f"{fault}-{asked.times}"), headers=(("ETag", '"same"'),))


@functools.cache
def zipped_zeros(size: int, opening: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(opening)]
    pieces += [packer.compress(b"\0" * 1_000_000) for _ in range(size // 1_000_000)]
    return b"".join([*pieces, packer.flush()])


def encoded(coding: str, body: bytes) -> Page:
    return Page(body=body, headers=(("Content-Encoding", coding),))


HALF = {"body": article("half"), "cut": 600}
MOVES = {f"moved-{status}": moved(status, path(f"moved-{status}-to")) for status in (301, 302, 303, 307, 308)}
PAGES: dict[str, Page] = {
    **MOVES,
    "chain-1": moved(301, path("chain-2")),
    "chain-2": moved(302, f"{ROOT}{path('chain-3')}"),
    "chain-3": moved(307, "chain-to.html"),
    "loop": moved(302, path("loop-back")),
    "loop-back": moved(302, path("loop")),
    "loop-itself": moved(301, path("loop-itself")),
    "moved-nowhere": moved(302, None),
    "moved-away": moved(302, f"http://{ELSEWHERE}/"),
    "moved-to-private": moved(302, "http://10.0.0.1/admin"),
    "moved-to-loopback": moved(302, "http://127.0.0.1:1/"),
    "moved-to-file": moved(302, "file:///etc/hostname"),
    "moved-chinese": moved(301, path("新址").encode().decode("latin-1")),
    "truncated": Page(**HALF),  # type: ignore[arg-type]
    "truncated-chunked": Page(**HALF, chunked=True),  # type: ignore[arg-type]
    "reset": Page(body=b"", reset=True),
    "reset-within": Page(**HALF, reset=True),  # type: ignore[arg-type]
    "too-long": Page(body=article("too-long"), headers=(("Content-Length", "100000"),)),
    "too-short": Page(body=article("too-short"), headers=(("Content-Length", "600"),)),
    "slow": Page(body=article("slow"), wait=1.0),
    "dripping": Page(body=article("dripping"), drip=0.02),
    "hanging": Page(body=article("hanging"), wait=600),
    "endless": Page(body=article("endless") * 100, drip=5.0),
    "gzip": Page(body=article("gzip"), coding="gzip"),
    "brotli": Page(body=article("brotli"), coding="br"),
    "deflate": encoded("deflate", zlib.compress(article("deflate"))),
    "gzip-twice": encoded(
        "gzip, gzip", gzip.compress(gzip.compress(article("gzip-twice"), mtime=0), mtime=0)
    ),
    "gzip-not": encoded("gzip", article("gzip-not")),
    "gzip-half": encoded("gzip", gzip.compress(article("gzip-half"), mtime=0)[:-300]),
    "not-allowed": Page(status=403, body=b"<html><h1>403 Forbidden</h1></html>"),
    "gone": Page(status=410, body=b"<html><h1>410 Gone</h1></html>"),
    "unavailable-for-legal-reasons": Page(status=451, body=b""),
    "empty": Page(body=b""),
    "picture": Page(body=b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="image/png"),
    "picture-as-html": Page(body=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    "refresh": Page(
        body=f'<html><head><meta http-equiv="refresh" content="0;url={path("refresh-to")}"></head></html>'.encode()
    ),
    **IMPOSTORS,
}
ANSWERS: dict[str, Answer] = {
    name: make(name)
    for name, make in {
        "busy-429": failing(429, times=2, retry_after="1"),
        "busy-429-silent": failing(429, times=1),
        "busy-429-date": failing(429, times=1, retry_after=HTTP_DATE),
        "busy-429-long": failing(429, times=None, retry_after="86400"),
        "busy-503": failing(503, times=1, retry_after="1"),
        **{f"heals-{status}": failing(status, times=1) for status in (500, 502, 504, 408)},
        "dead-500": failing(500, times=None),
        "truncated-once": once(Page(**HALF)),  # type: ignore[arg-type]
        "reset-once": once(Page(body=b"", reset=True)),
        "unchanged": conditional,
        "lying-etag": lying_etag,
        "bomb": lambda name: lambda asked: encoded("gzip", zipped_zeros(BOMB_BYTES, article(name))),
        "huge": lambda name: lambda asked: Page(body=article(name) + b" " * HUGE_BYTES),
    }.items()
}
TARGETS = [*(f"{move}-to" for move in MOVES), "chain-to", "新址", "refresh-to"]
HEALED = [
    *TARGETS,
    *("slow", "dripping", "gzip", "brotli", "deflate", "gzip-twice", "too-long"),
    *("busy-429", "busy-429-silent", "busy-429-date", "busy-503", "unchanged", "reset-once"),
    *("heals-500", "heals-502", "heals-504", "heals-408"),
]


def site() -> Site:
    return Site(
        name="faults_web",
        hosts=(HOST,),
        pages={
            "/": _home(),
            "/robots.txt": Page(body=ROBOTS.encode(), content_type=PLAIN),
            "/private/1.html": Page(body=article("private")),
            **{path(fault): page for fault, page in PAGES.items()},
            **{_quoted(path(fault)): Page(body=article(fault)) for fault in TARGETS},
        },
        not_found=NOT_FOUND,
        expected={
            **{ROOT + _quoted(path(fault)): gold(fault) for fault in HEALED},
            **{ROOT + path(fault): Dropped(reason=reason_of(fault)) for fault in IMPOSTORS},
        },
        respond=respond,
    )


def reason_of(impostor: str) -> str:
    """An impostor's name is the reason to refuse it, and then what tells it from its like."""
    return next(reason for reason in REASONS if impostor.startswith(reason))


def respond(asked: Asked) -> Page | None:
    answer = ANSWERS.get(asked.target.removeprefix("/news/").removesuffix(".html"))
    return answer(asked) if answer else maze(asked)


def _home() -> Page:
    links = "\n".join(f'<li><a href="{path(fault)}">{fault}</a></li>' for fault in (*PAGES, *ANSWERS))
    others = (
        '<a href="/private/1.html">内部</a> <a href="/calendar/2024/05/">日历</a> <a href="/loop/">目录</a>'
    )
    return Page(body=f"<html><title>{SITE_NAME}</title><ul>{links}</ul>{others}</html>".encode())


def _quoted(address: str) -> str:
    return "".join(x if x.isascii() else "".join(f"%{b:02X}" for b in x.encode()) for x in address)
