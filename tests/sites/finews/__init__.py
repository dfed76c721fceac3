"""A replica of finews.withounder.com with articles of our own."""

from __future__ import annotations

from tests.sites.finews.layouts import post_page
from tests.sites.finews.listings import NOT_FOUND, category, feed, home, others
from tests.sites.finews.post import Post, read_posts
from tests.sites.site import Page, Site

HOST = "finews.withounder.com"


def site() -> Site:
    posts = read_posts()
    live = [post for post in posts if not post.old]
    moved = [post for post in posts if post.old]
    listings = {post.category_path: category(_of(live, post), moved=_of(moved, post)) for post in posts}
    return Site(
        name="finews",
        hosts=(HOST,),
        pages={
            "/": home(live),
            "/feed.xml": feed(live),
            **listings,
            **{post.path: _page(post) for post in posts},
            **others(posts),
        },
        not_found=NOT_FOUND,
        expected={f"http://{HOST}{post.path}": post.expected() for post in posts},
        reposts=_reposts(posts),
    )


def _of(posts: list[Post], same: Post) -> list[Post]:
    return [post for post in posts if post.category == same.category]


def _page(post: Post) -> Page:
    return Page(body=post_page(post).encode(), gzipped=post.layout == "late", chunked=post.layout == "early")


def _reposts(posts: tuple[Post, ...]) -> tuple[tuple[str, ...], ...]:
    by_slug = {post.slug: post for post in posts}
    pairs = [(by_slug[post.same_text_as], post) for post in posts if post.same_text_as]
    return tuple(tuple(f"http://{HOST}{post.path}" for post in pair) for pair in pairs)
