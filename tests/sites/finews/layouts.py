"""A post's content -> the page the site's layouts make of it (Jekyll, theme minimal, jekyll-seo-tag)."""

from __future__ import annotations

import json
from html import escape

from tests.sites.finews.markup import content
from tests.sites.finews.post import ROOT, SITE_NAME, Post

DISCLAIMER = "【免责声明】投资有风险，入市需谨慎。本站内容由程序自动收集，仅供学习交流，不构成任何投资建议。"

PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="X-UA-Compatible" content="IE=edge">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="author" content="ZNing">
{head}
    <link rel="stylesheet" href="/assets/css/style.css?v=">
    <link type="application/atom+xml" rel="alternate" href="{root}/feed.xml" title="{site}" />
  </head>
  <body onload="JavaScript:AutoRefresh(60000);">
    <div class="wrapper">
      <header>
        <h1><a href="{root}/">{site}</a></h1>
        <p>聚合各地报刊与市场快讯，三日一清。</p>
      </header>
      <section>
{section}
      </section>
      <footer>
        <p>{disclaimer}</p>
        <p>&copy; 2020 - <script>document.write(new Date().getFullYear())</script> {site}聚合简站.</p>
      </footer>
    </div>
    <script src="/assets/js/scale.fix.js"></script>
    <script>function AutoRefresh(t) {{ setTimeout("location.reload(true);", t); }}</script>
  </body>
</html>
"""


def page(*, head: str, section: str) -> str:
    return PAGE.format(head=head, section=section, site=SITE_NAME, root=ROOT, disclaimer=DISCLAIMER)


def post_page(post: Post) -> str:
    return page(head=_open_graph(post) + _seo(post), section=_section(post))


def _open_graph(post: Post) -> str:
    # the generator escapes nothing: a quotation mark in a title or in markup ends the attribute
    description = content(post) if post.layout == "early" else post.title
    return f"""    <meta property="og:title" content="{post.title}">
    <meta property="og:description" content="{description}">
    <meta property="og:image" content="{ROOT}/assets/img/logo.png">
    <meta property="og:url" content="{post.canonical_url}">
"""


def _seo(post: Post) -> str:
    title = escape(post.title)
    heading = f"{title} | {SITE_NAME}" if title else SITE_NAME
    return f"""<!-- Begin Jekyll SEO tag v2.7.1 -->
<title>{heading}</title>
<meta name="generator" content="Jekyll v3.9.0" />
<meta property="og:title" content="{title or SITE_NAME}" />
<meta property="og:locale" content="zh_CN" />
<link rel="canonical" href="{post.canonical_url}" />
<meta property="og:url" content="{post.canonical_url}" />
<meta property="og:site_name" content="{SITE_NAME}" />
{_published(post)}<!-- End Jekyll SEO tag -->"""


def _published(post: Post) -> str:
    if not post.date or post.layout == "early":
        return ""
    date = post.published_at.isoformat()
    linked = {
        "@type": "BlogPosting",
        "headline": post.title,
        "dateModified": date,
        "datePublished": date,
        "author": {"@type": "Person", "name": "ZNing"},
        "url": post.canonical_url,
        "@context": "https://schema.org",
    }
    return f"""<meta property="og:type" content="article" />
<meta property="article:published_time" content="{date}" />
<script type="application/ld+json">
{json.dumps(linked, ensure_ascii=False)}</script>
"""


def _section(post: Post) -> str:
    zone = {
        "early": "(GMT+8, Asia/Shanghai)",
        "middle": "(GMT+8, Asia/Shanghai, CST)",
        "late": "[GMT+8, Asia/Shanghai, CST]",
    }[post.layout]
    tags = "</em> - <em>".join(post.tags)
    return f"""<small>{zone} {post.date} &nbsp; </small>
<h1>{post.title}</h1>

{content(post)}

<small>tags: <em>{tags}</em></small>"""
