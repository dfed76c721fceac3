"""What the small replicas of sites made by common CMSs share: articles by number, lists of five."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.sites.site import Expected, Page
from tests.sites.writing import Piece, piece

LISTED = 5


def pieces(first: int, count: int = 12) -> tuple[Piece, ...]:
    """Newest first, as lists have them."""
    return tuple(piece(number) for number in range(first + count - 1, first - 1, -1))


def paragraphs(article: Piece) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)


def expected(article: Piece, *, site_name: str, **fields: object) -> Expected:
    return Expected(
        title=article.title,
        paragraphs=article.paragraphs,
        site_name=site_name,
        **{"published_at": f"{article.date:%Y-%m-%dT%H:%M:%S}+08:00", **fields},  # type: ignore[arg-type]
    )


def lists(
    articles: tuple[Piece, ...],
    path: Callable[[int], str],
    page: Callable[[tuple[Piece, ...], int, int], str],
) -> dict[str, Page]:
    """The pages of a list by path; `page` is given the articles, its number from 1 on, and how many there are."""
    count = -(-len(articles) // LISTED)
    return {
        path(number): Page(
            body=page(articles[LISTED * (number - 1) : LISTED * number], number, count).encode()
        )
        for number in range(1, count + 1)
    }
