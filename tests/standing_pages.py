"""Pages of invented sites whose template prints more than the article, in no form that a rule of ours knows."""

from __future__ import annotations

import dataclasses
import datetime
import os
from pathlib import Path

from tests.sites.writing import FIRST_DAY, Piece, piece

PROMOTION = (
    "渡口镇报的送报船每天天亮以前离开码头，沿途的茶馆、粮站和小学都会收到当天的头一份；"
    "邻里们读完之后互相传看，谁家门口添了什么新鲜事，第二天的版面上多半就有。"
)
SLOGAN = "渡口边的一张小报 陪您看过四季"
STAMP = "2019-03-01 08:00"
NOTICE_ENDING = "有不同看法的住户可以在本月底之前到镇政府二楼登记，逾期没有登记的视为同意，届时不再另外说明。"
FIRST_CAPTURE = datetime.datetime(2025, 6, 1, tzinfo=datetime.UTC)
FIRST_HEADLINE = 5_000  # pieces from there on are on hot lists alone
HEADLINES = 5
PAGES_A_HEADLINE = 4  # until the list has a new one and loses its oldest


def headlines(number: int) -> list[str]:
    """What the site's hot list shows when the page of that number is captured."""
    newest = FIRST_HEADLINE + number // PAGES_A_HEADLINE
    return [piece(newest - age).title for age in range(HEADLINES)]


def furnished_page(number: int, host: str = "dukou.example.cn") -> str:
    """An article with the template's furniture beneath it, in the same element, and the template's date above it."""
    article = dataclasses.replace(piece(number), date=day_of(number))
    furniture = [
        f"<p>{PROMOTION}</p>",
        f"<p>{SLOGAN}</p>",
        *(f"<div class='r-item'>{line}</div>" for line in headlines(number)),
    ]
    return page(article, host, shown_date=STAMP, below="".join(furniture))


def day_of(number: int) -> datetime.datetime:
    """When the furnished article was published, as its head alone says."""
    return FIRST_DAY + datetime.timedelta(days=number)


def plain_page(number: int, host: str) -> str:
    article = piece(number)
    return page(article, host, shown_date=f"{article.date:%Y-%m-%d %H:%M}")


def notice_page(number: int, host: str) -> str:
    """A notice of one office: its last sentences are those of all others, and belong to it."""
    article = piece(number)
    return page(
        article,
        host,
        title=f"关于{article.title[:8]}的公告",
        shown_date=f"{article.date:%Y-%m-%d %H:%M}",
        below=f"<p>{NOTICE_ENDING}</p>",
    )


def page(article: Piece, host: str, *, shown_date: str, title: str | None = None, below: str = "") -> str:
    title = title or article.title
    text = "".join(f"<p>{paragraph}</p>" for paragraph in article.paragraphs)
    return (
        "<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>"
        f"<title>{title}</title><meta property='article:published_time' content='{article.date.isoformat()}'>"
        f"<link rel='canonical' href='http://{host}/a/{article.number}.html'></head>"
        f"<body><div class='wrap'><h1>{title}</h1><div class='tip'>发布时间：{shown_date}</div>"
        f"<div class='show'>{text}{below}</div></div></body></html>"
    )


def write(folder: Path, pages: list[str], *, first: int = 0) -> Path:
    """Saves the pages, each an hour after the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, html in enumerate(pages, first):
        path = folder / f"page-{number:04}.html"
        path.write_text(html, encoding="utf-8")
        saved = (FIRST_CAPTURE + datetime.timedelta(hours=number)).timestamp()
        os.utime(path, (saved, saved))
    return folder
