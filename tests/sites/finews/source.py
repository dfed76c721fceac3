"""A post as its site's generator wrote it: the Markdown file with front matter that Jekyll makes the page of."""

from __future__ import annotations

import re

from tests.sites.finews.markup import content
from tests.sites.finews.post import Post

_QUOTED = re.compile(r"<blockquote>\n  <p>(.*?)</p>\n</blockquote>", re.DOTALL)
_ADDRESS = re.compile(r'<p><a href="(http[^"]+)">\1</a></p>')
_BACK = re.compile(r"<p>(<a href=\"(?://|\.\./)[^\"]*\">返回[^<]*</a>(?:｜<a [^>]*>返回首页</a>)?)</p>")
_LINK = re.compile(r'<a href="([^"]+)">([^<]+)</a>')


def file_name(post: Post) -> str:
    return post.path.replace("/old_post/", "").rsplit("/", 1)[-1].removesuffix(".html").join(_dated(post))


def markdown(post: Post) -> str:
    offset = "" if post.layout == "early" else " +0800"
    return f"""---
layout: post
title: "{post.title}"
date: {post.date}{offset}
categories: {post.category}
tags: {" ".join(post.tags)}
---
{_body(post)}
"""


def _dated(post: Post) -> tuple[str, str]:
    return ("" if post.old else f"{post.date[:10]}-"), ".md"


def _body(post: Post) -> str:
    text = _QUOTED.sub(r"> \1", content(post))
    text = _BACK.sub(lambda back: _LINK.sub(r"[\2](\1)", back[1]), text)
    return _ADDRESS.sub(r"<\1>", text)
