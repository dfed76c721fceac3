"""The big portals, and what they were ten years ago."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout

PICTURE = '<div class="img_wrapper">{image}<span class="img_descr">{text}</span></div>'


@layout("澜江网", "https://news.lanjiang.example/c/<Y-m-d>/doc-i{id}.shtml")
def portal_main_title(d: Draft) -> str:
    r = d.room
    head = f"""<meta property="og:type" content="news" /><meta property="og:title" content="{d.title}" />
<meta property="article:published_time" content="{d.date("Y-m-dTH:M:S+08:00")}" />
<meta property="article:author" content="{d.publisher()}" /><meta name="mediaid" content="{d.publisher()}">"""
    body = f"""<div class="sina-header"><a href="/">{d.site}</a> {r.nav(19)}</div>
<div class="path-search"><div class="path"><div class="channel-path"><a href="/">新闻中心</a> &gt; 正文</div></div></div>
<h1 class="main-title">{d.title}</h1>
<div class="top-bar-wrap"><div class="date-source"><span class="date">{d.date("Y年m月d日 H:M")}</span>
<a href="/m" class="source">{d.publisher()}</a></div>
<div class="page-tools"><span class="tool-item">缩小字体</span><span>放大字体</span><a>收藏</a><a>微博</a><a>微信</a>
<a class="num">{r.number(0, 999)}</a></div></div>
<div class="article-content clearfix"><div class="article-content-left">
<div class="article" id="article">
{d.body(Style(p="<p cms-style='font-L'>　　{}</p>", caption=PICTURE))}
<p class="show_author">责任编辑：{d.editors()} </p>
</div>
<div class="keywords">文章关键词： {r.tags(4)}</div><div class="wap_special">我要反馈</div>
<div class="app-qrcode"><p>扫描左侧二维码，下载澜江新闻客户端，随时随地看热点</p></div>
<div class="blk-related"><h2>相关新闻</h2><ul>{r.links(8)}</ul></div>
<div class="comment"><h2>最新评论</h2>{r.comments(4, "<p><b>{nick}</b> {time}</p><p>{text}</p>")}</div></div>
<div class="article-content-right"><h2>阅读排行榜</h2><ol>{r.links(10)}</ol><h2>图片故事</h2><ul>{r.links(4)}</ul></div>
</div><div class="footer">{d.site}简介 | 广告服务 | 联系我们 | 招聘信息 | 通行证注册 Copyright © 版权所有 {r.icp()}</div>"""
    return document(f"{d.title}|{r.tags(2, '{text}')}_{d.site}", body, head=head)


@layout("深溪", "https://www.shenxi.example/a/{id}_116132")
def portal_self_media(d: Draft) -> str:
    r = d.room
    account = d.publisher(r.medium())
    body = f"""<div id="main-header"><div class="area">{r.nav(16)}</div></div>
<div class="wrapper-box"><div id="article-container"><div class="left main">
<div class="column left"><div class="user-info"><h4><a href="/u">{account}</a></h4>
<dl><dd>{r.number(10, 9000)}</dd><dt>文章</dt></dl><dl><dd>{r.number(1, 99)}万</dd><dt>总阅读</dt></dl><a>查看TA的文章&gt;</a></div>
<div class="share"><ul><li>评论({r.number(0, 99)})</li><li>分享</li><li>微信扫一扫分享</li></ul></div></div>
<div class="text"><div class="text-title"><h1>{d.title}<span class="article-tag"></span></h1>
<div class="article-info"><span class="time" id="news-time">{d.date()}</span> <span class="tag">{r.tags(2)}</span></div></div>
<article class="article" id="mp-editor">
{d.body(Style(p="<p>{}</p>", caption='<p class="img">{image}</p><p>{text}</p>'))}
<p data-role="editor-name">责任编辑：<span>{d.editors()}</span></p>
<p>返回深溪，查看更多</p>
</article>
<div class="statement">平台声明：以上文字只代表作者自己的看法，深溪号仅提供信息存储服务。</div>
<div class="bottom-relate-wrap"><div class="read-wrap"><span class="read-num">阅读 (<em>{r.number(20, 99999)}</em>)</span></div></div>
</div></div>
<div class="sidebar right"><div class="hot-article"><h3>24小时热文</h3><ul>{r.links(6)}</ul></div></div>
<div class="god-article"><h3>推荐阅读</h3>
{r.links(12, '<div class="rec"><h4><a href="{href}">{text}</a></h4><span>{medium} · {time}</span></div>')}</div>
</div></div>"""
    return document(f"{d.title}_{account}", body)


@layout("企航网", "https://new.qihang.example/omn/<Ymd>/{id}.html")
def portal_left_bar(d: Draft) -> str:
    r = d.room
    data = f'{{"article_id":"{d.id}","title":"{d.title}","media":"{d.publisher()}","pubtime":"{d.date("Y-m-d H:M:S")}"}}'
    body = f"""<div class="qq_topbar">{r.nav(15, "<li><a href='{href}'>{text}</a></li>", "")}</div>
<script>window.DATA = {data};</script>
<div class="qq_main"><div class="LEFT"><h1>{d.title}</h1>
<div class="content clearfix"><div id="LeftTool"><div class="left-stick-wp"><div class="year">{d.clock("Y")}</div>
<div class="md">{d.clock("m/d")}</div><div class="time">{d.clock("H:M")}</div><p>分享</p><p>评论</p><i>{r.number(0, 80)}</i></div></div>
<div class="content-article">
{d.body(Style(p='<p class="one-p">{}</p>', caption='<p class="one-p">{image}</p><p class="one-p">{text}</p>'))}
<div id="Status"></div></div></div>
<div id="Comment"><h3>网友评论</h3>{r.comments(5, "<div>{nick}<p>{text}</p><span>{likes}赞</span></div>")}</div>
<div class="recommend"><h3>为你推荐</h3>{r.links(9, '<p><a href="{href}">{text}</a> <i>{medium}</i></p>')}</div></div>
<div class="RIGHT"><h3>热点精选</h3><ul>{r.links(10)}</ul></div></div>"""
    return document(f"{d.title}_企航新闻", body)


@layout("亦五三", "http://news.yiwusan.example/<Y>/<md>/<H>/AB{id}0001.html", encoding="gbk")
def portal_endtext(d: Draft) -> str:
    r = d.room
    body = f"""<div class="N-nav-channel">{r.nav(19, between="|")}</div>
<div class="post_content_main" id="epContentLeft"><h1>{d.title}</h1>
<div class="post_time_source">{d.date("Y-m-d H:M:S")}　来源: <a id="ne_article_source" href="/s">{d.publisher()}</a>
<a href="/report" class="post_jubao">举报</a></div>
<div class="post_share">易信 微信 QQ空间 微博 更多</div>
<div class="post_body"><div class="post_text" id="endText">
<p class="otitle">（原标题：{d.title}）</p>
{d.body(Style(p="<p>　　{}</p>", caption='<p class="f_center">{image}<br>{text}</p>'))}
<div class="gg200x300"><span class="ad_hover_href"></span></div>
<p></p><div class="ep-source cDGray"><span class="left"><a href="/"><img src="/i/logo.png" alt="x"></a> 本文来源：{d.publisher()}</span>
<span class="ep-editor">责任编辑：{d.editors()}_NN{r.number(1000, 9999)}</span></div></div></div>
<div class="post_comment"><span>跟贴{r.number(0, 3000)}</span><span>参与{r.number(10, 9000)}</span></div>
<div class="post_next"><h3>热门文章</h3><ul>{r.links(20)}</ul></div></div>
<div class="post_content_side"><h3>实时热点</h3>{r.links(10, '<p><em>{n}</em><a href="{href}">{text}</a></p>')}</div>
<div class="N-nav-bottom">About Yiwusan - 公司简介 - 联系方法 - 隐私政策 &copy; 1997-2025 版权所有</div>"""
    return document(f"{d.title}_亦五三新闻", body, charset="gbk")


@layout("凤梧网", "http://news.fengwu.example/mainland/detail_<Y_m>/<d>/{id}_0.shtml")
def portal_artical(d: Draft) -> str:
    r = d.room
    body = f"""<div class="h_nav">{r.nav(14, between=" · ")}</div>
<div class="theCurrent cDGray js_crumb"><a href="/">凤梧网资讯</a> &gt; <a href="/m">大陆</a> &gt; 正文</div>
<div id="artical"><h1 itemprop="headline" id="artical_topic">{d.title}</h1>
<div id="artical_sth" class="clearfix"><p class="p_time"><span itemprop="datePublished" class="ss01">{d.date("Y年m月d日 H:M")}</span>
<br/>来源：<span itemprop="publisher"><span class="ss03">{d.publisher()}</span></span></p>
<p class="p_r"><span>{r.number(0, 900)}人参与</span> <span>{r.number(0, 90)}评论</span></p></div>
<div id="artical_real" class="js_img_share_area"><div id="main_content" class="js_selection_area" itemprop="articleBody">
{d.body(Style(p="<p>{}</p>", caption='<p class="detailPic">{image}</p><p class="picIntro">{text}</p>'))}
<p class="iphone_none">[责任编辑：{d.editors()} PN{r.number(10, 99)}]</p></div></div>
<p class="p_tags">标签：{r.tags(3)}</p>
<div class="ftBtn">人参与 评论 <a>打印</a><a>转发</a> 用微信扫描二维码分享至好友和朋友圈</div></div>
<div id="titleTab">相关新闻：<ul>{r.links(6, '<li><a href="{href}">{text}</a> {time}</li>')}</ul></div>
<div class="col_r"><h2>频道推荐</h2>{r.links(8)}<h2>点击排行</h2>{r.links(8)}</div>
<div class="footer">凤梧新媒体介绍 投资者关系 广告服务 诚征英才 保护隐私权 免责条款</div>"""
    return document(f"{d.title}_资讯_凤梧网", body)


@layout("寰宇号", "https://china.huanyu.example/article/{id}")
def portal_textarea(d: Draft) -> str:
    """The article stands escaped in text areas, for a script to show."""
    import html

    r = d.room
    text = html.escape(f"<article><section>{d.body(Style(p='<p>{}</p>'))}</section></article>")
    minute = int(d.at.timestamp() * 1000)
    d.date()
    body = f"""<div id="app"></div><div style="display:none">
<textarea class="article-title">{d.title}</textarea><textarea class="article-time">{minute}</textarea>
<textarea class="article-content">{text}</textarea><textarea class="article-author"></textarea>
<textarea class="article-source-name">{d.publisher()}</textarea>
<textarea class="article-editor-name">{d.editors()}</textarea><textarea class="article-catid">c/{d.id}</textarea></div>
<div class="nav">{r.nav(12)}</div>"""
    return document(d.title, body)


@layout("看云", "https://www.kanyun.example/article/{id}")
def portal_daily_app(d: Draft) -> str:
    r = d.room
    body = f"""<header class="h5-header"><a href="/">打开看云APP</a><span>阅读体验更佳</span></header>
<main class="main-container"><div class="article-wrap">
<p class="article-title">{d.title}</p>
<div class="article-source"><img src="/l.png"><div><span class="name">{d.publisher()}</span>
<span class="date">{d.date("Y年m月d日 H:M")}</span></div><button>+关注</button></div>
<div class="article-con">{d.body(Style(p="<p>{}</p>", between=""))}
<div class="declare">特别提示：本文由合作媒体授权看云转载，观点不代表平台。</div></div>
<div class="open-app">打开APP，查看全文精彩图片</div></div>
<section class="hot"><h3>热门资讯</h3>
{r.links(14, '<a class="card" href="{href}"><p>{text}</p><span>{medium}</span><span>{time}</span></a>')}</section></main>"""
    return document(
        f"{d.title}_看云资讯", body, head=f'<meta name="pubdate" content="{d.date("Y-m-dTH:M:S")}">'
    )
