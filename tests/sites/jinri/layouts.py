"""An article -> the page a theme of the CMS makes of it, with all that stands round the text."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from tests.sites.jinri.article import CHANNELS, ROOT, SITE_NAME, Article
from tests.sites.jinri.markup import page_markup

LAYOUT = """<!DOCTYPE html>
<!--[if lt IE 9]><html class="lt-ie9"><![endif]-->
<html class="">
<head>
  <meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
  <meta name="viewport" content="width=device-width,minimum-scale=1.0,maximum-scale=1.0,user-scalable=no">
  <title>{title} - {site}</title>
  <meta name="keywords" content="{keywords}"/>
  <meta name="description" content="{description}"/>
{head}  <link rel="stylesheet" media="screen" href="/assets/css/bootstrap.min.css?v=1.4.2"/>
  <link rel="stylesheet" media="screen" href="/assets/addons/cms/css/common.css?v=1.4.2"/>
</head>
<body class="group-page skin-white">
<header class="header"><nav class="navbar navbar-default navbar-fixed-top"><div class="container">
  <a class="navbar-brand" href="/cms/"><img src="/assets/addons/cms/img/logo.png" alt=""></a>
  <ul class="nav navbar-nav">{navigation}</ul>
  <form class="form-inline navbar-form" action="/cms/s.html" method="get"><input name="q" placeholder="搜索"></form>
  <ul class="nav navbar-right"><li><a href="/index/user/login.html">登录</a></li></ul>
</div></nav></header>
<main class="main-content"><div class="container" id="content-container"><div class="row">
<main class="col-xs-12 col-md-8">
{main}
</main>
<aside class="col-xs-12 col-md-4">
{sidebar}
</aside>
</div></div></main>
<footer><div id="footer"><div class="container">Copyright&nbsp;©&nbsp;2023 All rights reserved. {site}
  <a href="https://beian.miit.gov.cn" target="_blank">海ICP备00000001号</a>
  <ul class="list-inline"><li><a href="/cms/p/aboutus.html">关于我们</a></li></ul></div></div></footer>
<div id="floatbtn">
  <a href="javascript:;"><i class="iconfont icon-wxapp"></i><div class="floatbtn-wrapper"><div class="qrcode"></div>
    <p>微信小程序</p><p>微信扫一扫体验</p></div></a>
  <a class="hover" href="/index/cms.archives/post.html" target="_blank"><em>立即<br>投稿</em></a>
  <a href="javascript:;"><div class="floatbtn-wrapper"><p>微信公众账号</p><p>微信扫一扫加关注</p></div></a>
  <a id="feedback" class="hover" href="#comments"><em>发表<br>评论</em></a>
  <a id="back-to-top" class="hover" href="javascript:;"><em>返回<br>顶部</em></a>
</div>
<script src="/assets/addons/cms/js/cms.js?v=1.4.2"></script>
</body>
</html>
"""

NEW_ARTICLE = """<div class="panel panel-default article-content">
<div class="panel-heading"><ol class="breadcrumb"><li><a href="/cms/">首页</a></li><li>{channel}</li></ol></div>
<div class="panel-body">
<div class="article-metas"><h1 class="metas-title" style="font-weight:bold;">{title}</h1>
<div class="metas-body">{facts}
  <span class="views-num"><i class="fa fa-eye"></i> {views} 阅读</span>
  <span class="comment-num"><i class="fa fa-comments"></i> 2 评论</span>
  <span class="like-num"><i class="fa fa-thumbs-o-up"></i> <span class="js-like-num"> 3 点赞</span></span></div></div>
<div class="article-text"><!-- S 正文 --><p>
{text}
</p><!-- E 正文 --></div>
{payment}<div class="article-donate"><a href="javascript:" class="btn btn-like btn-lg"><i class="fa fa-thumbs-up"></i>
  点赞(<span>3</span>)</a> <a href="javascript:" class="btn btn-donate btn-lg">打赏</a></div>
<div class="social-share" data-initialized="true"><a href="#" class="social-share-icon icon-weibo">分享到微博</a></div>
{meta}
<div class="related-article"><div class="row">{related}</div></div>
</div></div>
{comments}"""

OLD_ARTICLE = """<div class="article-content">
<ol class="breadcrumb"><li><a href="/cms/">首页</a></li><li>{channel}</li></ol>
<h1 class="article-title">{title}</h1>
<div class="article-metas">{facts} <span>{views} 次浏览</span></div>
<div class="article-text">
<p>
{text}
</p>
<div class="article-donate"><a class="btn-like">点赞(<span>0</span>)</a> <a class="btn-donate">打赏</a></div>
{meta}
</div>
</div>
{comments}"""

META = """<div class="entry-meta"><ul>
<li>本文分类：{channel}</li>
<li>本文标签：{tags}</li>
<li>浏览次数：<span>{views}</span> 次浏览</li>
<li>发布日期：{date}</li>
<li>本文链接：<a href="{url}">{url}</a></li>
</ul>
<ul class="article-prevnext">{neighbours}</ul></div>"""

COMMENTS = """<div class="panel panel-default" id="comments">
<div class="panel-heading"><h3 class="panel-title">评论列表 <small>共有 <span>2</span> 条评论</small></h3></div>
<div class="panel-body"><div id="comment-container"><div id="commentlist">
<dl id="comment-9"><dt><a href="/u/7.html">海州老张</a></dt><dd><p>支持，希望我们小区也能早点办。</p>
<small>2023-06-13 08:11:02 <a href="javascript:;" class="reply">回复TA</a></small></dd></dl>
<div class="loadmore loadmore-line loadmore-nodata"><span class="loadmore-tips">暂无评论</span></div></div>
<div id="postcomment"><h3>发表评论 <a href="javascript:;"><small>取消回复</small></a></h3>
<p>请先<a href="/index/user/login.html">登录</a>后再发表评论</p></div></div></div></div>"""


def article_page(article: Article, number: int, around: Sequence[Article]) -> str:
    """One page of an article; `around` are the articles the rest of the page names."""
    template = OLD_ARTICLE if article.layout == "old" else NEW_ARTICLE
    main = template.format(
        channel=channel_link(article.channel),
        title=escape(article.title, quote=False),
        facts=_facts(article),
        views=article.id % 97 * 13,
        text=page_markup(article, number) + _pager(article, number),
        payment="",
        meta=_meta(article, around),
        related="".join(map(_related, around[:4])),
        comments=COMMENTS,
    )
    canonical = f'  <link rel="canonical" href="{article.url}"/>\n' if article.layout == "old" else ""
    return framed(article.title, main, around, keywords=",".join(article.tags), head=canonical)


def framed(
    title: str, main: str, around: Sequence[Article], *, keywords: str = "今日湾区,海州", head: str = ""
) -> str:
    return LAYOUT.format(
        title=escape(title, quote=False),
        site=SITE_NAME,
        keywords=escape(keywords),
        description=escape(title),
        head=head,
        navigation="".join(f"<li>{channel_link(name)}</li>" for name in CHANNELS if name != "hidden"),
        main=main,
        sidebar=_sidebar(around),
    )


def channel_link(name: str) -> str:
    return f'<a href="/cms/{name}.html">{CHANNELS[name]}</a>'


def tag_path(tag: str) -> str:
    return f"/cms/t/{quote(tag)}.html"


def _facts(article: Article) -> str:
    facts = [f'<span><i class="fa fa-user"></i> {article.uploader}</span>'] if article.uploader else []
    facts += [f"<span>来源：{article.publisher}</span>"] if article.publisher else []
    facts += [f"<span>作者：{article.byline}</span>"] if article.byline else []
    return "\n".join(facts)


def _meta(article: Article, around: Sequence[Article]) -> str:
    tags = "".join(f'<a href="{tag_path(tag)}" class="tag" rel="tag">{tag}</a>' for tag in article.tags)
    words = zip(("上一篇", "下一篇"), around, strict=False)
    return META.format(
        channel=channel_link(article.channel),
        tags=tags or "无",
        views=article.id % 97 * 13,
        date=article.date,
        url=article.url,
        neighbours="\n".join(
            f'<li><span>{word} &gt;</span> <a href="{other.path}">{escape(other.title)}</a></li>'
            for word, other in words
        ),
    )


def _pager(article: Article, number: int) -> str:
    """The CMS puts it under the text of the page, inside the same element."""
    total = len(article.pages)
    if total == 1:
        return ""
    last = '<li class="disabled"><span>&raquo;</span></li>'
    following = f'<li><a href="{article.path}?page={number + 1}">&raquo;</a></li>' if number < total else last
    if article.layout == "old":
        before = f'<li><a href="{article.path}?page={number - 1}">&laquo;</a></li>' if number > 1 else ""
        return f"<div class='pager'><ul class=\"pager\">{before} {following}</ul></div>"
    items = "".join(
        f'<li class="active"><span>{page}</span></li>'
        if page == number
        else f'<li><a href="{article.path}?page={page}">{page}</a></li>'
        for page in range(1, total + 1)
    )
    return f"<div class='pager'><ul class=\"pagination\">{items} {following}</ul></div>"


def _related(article: Article) -> str:
    return (
        f'<div class="col-sm-3 col-xs-6"><a href="{article.path}" class="img-zoom"><img src="/uploads/r.jpg"></a>'
        f"<h5>{escape(article.title)}</h5></div>"
    )


def _sidebar(around: Sequence[Article]) -> str:
    hot = "".join(
        f'<li><a href="{article.path}" title="{escape(article.title)}">{escape(article.title)}</a></li>'
        for article in around
    )
    tags = sorted({tag for article in around for tag in article.tags})
    clouds = "".join(f'<a href="{tag_path(tag)}" class="tag"> <span>{tag}</span></a>' for tag in tags[:3])
    return (
        f'<div class="panel hot-article"><h3 class="panel-title">热门资讯</h3><ol>{hot}</ol></div>'
        f'<div class="panel hot-tags"><h3 class="panel-title">热门标签</h3><div class="tags">{clouds}</div></div>'
        f'<div class="panel"><a href="{ROOT}/cms/special/gangcheng.html">专题：向海而生</a></div>'
    )
