"""Pages of a town's paper made for one test each: articles, lists, and sites of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.sites.site import Asked, Page, Site

HOST = "www.bridge.example"
SOURCE = ("-s", "SPIDER_MODULES=tests.spiders.bridge", "-s", "RETRY_BACKOFF=0.05", "-s", "RETRY_TIMES=2")
NOT_FOUND = Page(status=404, body="<html><body><p>没有这一页</p></body></html>".encode())


def url(target: str) -> str:
    return f"http://{HOST}{target}"


def paragraphs(name: str, page: int = 1) -> tuple[str, str]:
    """Two paragraphs that no other article or page has."""
    return (
        f"{name}的第{page}页第一段讲老街的石板路修好了，雨后不再积水，行人走得放心。",
        f"{name}的第{page}页第二段讲渡口的灯亮了，晚归的人远远就能望见对岸的码头。",
    )


def article(
    name: str, *, page: int = 1, below: str = "", text: Iterable[str] | None = None, head: str = ""
) -> Page:
    shown = "".join(f"<p>{line}</p>" for line in text or paragraphs(name, page))
    title = f"<h1>{name}</h1><div class='date'>2022-03-0{page} 08:30</div>"
    body = f"<body><div class='body'>{title}{shown}{below}</div></body>"
    return Page(
        body=f"<html><head><meta charset='utf-8'><title>{name}_石桥新闻</title>{head}</head>{body}</html>".encode()
    )


def listing(targets: Iterable[str], *, below: str = "", above: str = "") -> Page:
    rows = "".join(f"<li><a href='{target}'>{target}</a></li>" for target in targets)
    return Page(
        body=f"<html><head><meta charset='utf-8'></head><body>{above}<ul>{rows}</ul>{below}</body></html>".encode()
    )


def link(target: str, text: str = "下一页") -> str:
    return f"<a href='{target}'>{text}</a>"


def site(pages: Mapping[str, Page], respond: Callable[[Asked], Page | None] | None = None) -> Site:
    return Site(name="bridge", hosts=(HOST,), pages=pages, not_found=NOT_FOUND, expected={}, respond=respond)


def _html(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head>{body}</html>".encode()
