"""The replica's posts as Markdown files: a post and the page made of it are one article."""

from __future__ import annotations

import datetime

import pytest

from crawler.extraction.extract import extract
from crawler.items import Capture, ExtractionError, Record
from crawler.sources import ANY_SITE
from tests.sites.finews.post import Post, read_posts
from tests.sites.finews.source import file_name, markdown

POSTS = read_posts()
FIELDS = ("title", "published_at", "byline", "authors", "editors", "publisher", "tags", "text")


def saved(post: Post) -> Capture:
    body = markdown(post).encode()
    record = Record(
        record_id="urn:shoulu:post",
        record_type="resource",
        warc_file="",
        offset=0,
        length=len(body),
        source=ANY_SITE.name,
        url=None,
        file_name=file_name(post),
        status=None,
        content_type="text/markdown",
        payload_digest="sha1:",
        captured_at=datetime.datetime(2023, 5, 14, tzinfo=datetime.UTC),
    )
    return Capture(record=record, headers=(("Content-Type", "text/markdown"),), body=body)


@pytest.mark.parametrize("post", [post for post in POSTS if not post.dropped], ids=lambda post: post.slug)
def test_a_post_is_read_as_its_page_is(post: Post) -> None:
    gold = post.expected()
    article = extract(saved(post), ANY_SITE)
    assert {field: getattr(article, field) for field in FIELDS} == {
        field: getattr(gold, field) for field in FIELDS
    }


@pytest.mark.parametrize("post", [post for post in POSTS if post.dropped], ids=lambda post: post.slug)
def test_a_file_that_holds_no_post_is_refused(post: Post) -> None:
    with pytest.raises(ExtractionError, match=str(post.dropped)):
        extract(saved(post), ANY_SITE)
