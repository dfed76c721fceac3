"""Platforms where authors and accounts publish, forums, and pages of questions."""

from __future__ import annotations

import json

from tests.zoo.page import Draft, Style, document, layout

RICH = '<section style="margin:0 8px;line-height:2"><span style="font-size:15px">{}</span></section>'


@layout(
    "微鸣公众平台",
    "https://mp.weiming.example/s/{id}",
    only=("section_essay", "culture_review", "recipe", "feature"),
)
def platform_rich_media(d: Draft) -> str:
    """All in sections and spans, the date only in a script, the account named under the title."""
    r = d.room
    account = d.publisher("沙洲读书")
    seconds = int(d.at.timestamp())
    d.date()
    script = f"""<script>var ct = "{seconds}"; var nickname = "{account}"; var msg_title = '{d.title}';
var create_time = "{seconds}" * 1; var user_name = "gh_{d.id}";</script>"""
    author = d.authors(" ")
    body = f"""<div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content">
<h1 class="rich_media_title" id="activity-name">{d.title}</h1>
<div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo" class="rich_media_meta">原创</span>
<span class="rich_media_meta rich_media_meta_text">{author}</span>
<span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">{account}</a></span>
<em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden;">
<section><section><span>点击上方蓝字关注我们</span></section></section>
{d.body(Style(p=RICH, sub="<section><strong>{}</strong></section>", caption="<section>{image}</section><section>{text}</section>"))}
<section><span>- END -</span></section><section><span>长按识别二维码，关注沙洲读书</span></section></div>
<div class="rich_media_tool">阅读 {r.number(100, 9999)} 在看 {r.number(1, 99)}</div>
<div id="js_pc_qr_code">微信扫一扫<br>关注该公众号</div></div></div></div>{script}"""
    return document("", body, head=f'<meta property="og:title" content="{d.title}" />')


@layout("柏家号", "https://baijia.bai.example/s?id={id}")
def platform_bjh(d: Draft) -> str:
    r = d.room
    account = d.publisher(r.medium())
    body = f"""<div id="ssr-content"><div class="app-module_headerWrapper">{r.nav(4)}</div>
<div class="app-module_leftSection"><div id="header"><div class="sKHSJ">{d.title}</div>
<div class="_2Wctx"><a><p class="_2gGWi">{account}</p></a><div class="_2sjh9"><span>{d.date("Y-m-d H:M")}</span>
<span>江岚</span><span>{account}官方账号</span></div><span>关注</span></div></div>
<div class="_18p7x" data-testid="article"><div class="dpu8C">
{d.body(Style(p='<p><span class="bjh-p">{}</span></p>', caption='<div>{image}</div><p><span class="bjh-image-caption">{text}</span></p>'))}
</div></div><div class="_17IAr">举报/反馈</div>
<div class="xcp"><h3>评论 {r.number(1, 99)}</h3>
{r.comments(4, "<div><h5>{nick}</h5><span>{text}</span><span>{time} 回复 {likes}</span></div>")}</div></div>
<div class="right"><h2>作者最新文章</h2>{r.links(5, "<a href='{href}'>{text}</a><span>{time}</span>")}<h2>相关推荐</h2>{r.links(8)}</div></div>"""
    return document(d.title, body)


@layout("晨条", "https://www.chentiao.example/article/{id}/")
def platform_syl(d: Draft) -> str:
    r = d.room
    account = d.publisher(r.medium())
    body = f"""<div id="root"><div class="article-detail-container"><div class="main"><div class="article-content"><h1>{d.title}</h1>
<div class="article-meta"><span>{d.date("Y-m-d H:M")}</span><span class="dot">·</span><span class="name"><a>{account}</a></span></div>
<article class="syl-article-base syl-page-article">
{d.body(Style(p='<p data-track="7">{}</p>', sub="<h1>{}</h1>", caption='<div class="pgc-img">{image}<p class="pgc-img-caption">{text}</p></div>'))}
</article></div><div class="detail-interaction"><span>{r.number(0, 99)}</span>评论 收藏 分享</div>
<div class="detail-end-feed">{r.links(10, '<div class="feed"><a href="{href}">{text}</a><p>{medium} · {time} · 3评论</p></div>')}</div></div>
<div class="right-sidebar"><div class="user-info"><span>{account}</span><p>关注民生，记录时代</p></div><h2>头条热榜</h2>{r.links(10)}</div></div></div>"""
    return document(f"{d.title} - 晨条", body)


@layout(
    "简录",
    "https://www.jianlu.example/p/{id}",
    only=("section_essay", "recipe", "tech_code", "poem", "science_popular"),
)
def platform_notes(d: Draft) -> str:
    r = d.room
    body = f"""<header>{r.nav(3)} 写文章 注册 登录</header><div role="main"><section class="ouvJEz"><h1 class="_1RuRku">{d.title}</h1>
<div class="rEsl9f"><a href="/u/1"><span class="FxYr8x">{d.authors(" ")}</span></a><button>关注</button>
<div class="s-dsoj"><time datetime="{d.date("Y-m-dTH:M:S.000Z")}">{d.clock("Y.m.d H:M:S")}</time><span>字数 {r.number(200, 4000)}</span>
<span>阅读 {r.number(10, 9000)}</span></div></div>
<article class="_2rhmJa">{d.body(Style(p="<p>{}</p>", sub="<h2>{}</h2>"))}</article>
<div>最后编辑于 ：<time>{d.clock("Y.m.d H:M:S")}</time></div><div>©著作权归作者所有,转载或内容合作请联系作者</div>
<div>{r.number(0, 99)}人点赞</div><div>更多精彩内容，就在简录APP</div></section>
<section><h3>全部评论 {r.number(1, 30)}</h3>{r.comments(5, "<div><a>{nick}</a><div>{text}</div><span>{time}</span></div>")}</section>
<section><h3>推荐阅读</h3>{r.links(8, '<li><a href="{href}">{text}</a><p>{text}，说来话长，那是去年冬天的一个晚上……</p></li>')}</section></div>"""
    d.unsure("publisher")
    if not d.writing.authors:
        d.unsure("authors")
    return document(f"{d.title} - 简录", body)


@layout(
    "识乎",
    "https://zhuanlan.shihu.example/p/{id}",
    only=("tech_code", "science_popular", "opinion", "culture_review"),
)
def platform_column(d: Draft) -> str:
    r = d.room
    author = d.authors(" ")
    body = f"""<div class="ColumnPageHeader">首发于 <a>写给城市的信</a> 写文章 登录/注册</div>
<article class="Post-Main Post-NormalMain"><header class="Post-Header"><h1 class="Post-Title">{d.title}</h1>
<div class="Post-Author"><div class="AuthorInfo"><span class="UserLink AuthorInfo-name"><a>{author}</a></span>
<div class="AuthorInfo-badge">自由撰稿人</div></div><button>关注</button></div>
<div class="Post-topics">{r.number(2, 900)} 人赞同了该文章</div></header>
<div class="Post-RichTextContainer"><div class="RichText ztext Post-RichText">
{d.body(Style(p="<p>{}</p>", sub="<h2>{}</h2>"))}</div></div>
<div class="ContentItem-time">发布于 {d.date("Y-m-d H:M")}</div><div class="Post-topicsAndReviewer">{r.tags(3)}</div>
<div class="RichContent-actions">赞同 {r.number(2, 900)} {r.number(1, 90)} 条评论 分享 喜欢 收藏 申请转载</div></article>
<div class="Comments">{r.comments(4, '<div class="CommentItem"><a>{nick}</a><div>{text}</div><span>{time}</span></div>')}</div>
<div class="Recommendations"><h2>推荐阅读</h2>{r.links(4, "<h3><a href='{href}'>{text}</a></h3><p>{text}。很多人不知道，事情其实是这样的……</p>")}</div>"""
    d.unsure("publisher")
    if not d.writing.authors:
        d.unsure("authors")
    return document(f"{d.title} - 识乎", body)


@layout(
    "北岑论坛",
    "http://bbs.beicen.example/thread-{id}-1-1.html",
    encoding="gbk",
    only=("forum_post", "recipe", "section_essay"),
)
def forum_discuz(d: Draft) -> str:
    r = d.room
    user = "北岑老李"
    replies = r.comments(
        5,
        """<div id="post"><table class="plhin"><tr><td class="pls"><div class="authi"><a>{nick}</a></div></td><td class="plc">
<div class="authi"><em>发表于 {time}</em> | 只看该作者</div><div class="t_fsz"><table><tr><td class="t_f">{text}</td></tr></table></div>
<div>回复 支持 反对 举报</div></td></tr></table></div>""",
    )
    body = f"""<div id="nv">{r.nav(8)}</div><div id="pt">论坛 › 生活 › 装修 › {d.title}</div>
<div id="postlist"><table><tr><td class="plc"><h1 class="ts"><a id="thread_subject">{d.title}</a></h1>
<span>查看: {r.number(10, 9999)} | 回复: {r.number(1, 90)}</span></td></tr></table>
<div id="post_1"><table class="plhin"><tr><td class="pls"><div class="pi"><div class="authi"><a class="xw1">{user}</a></div></div>
<p>主题 12 帖子 340 积分 2210</p><p>金牌会员</p></td>
<td class="plc"><div class="pi"><div class="authi"><em id="authorposton1">发表于 {d.date("Y-n-j H:M:S")}</em> | 只看该作者 | 倒序浏览</div></div>
<div class="pct"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_1">
{d.body(Style(p="{}<br />", sub="<strong>{}</strong><br />"))}</td></tr></table></div></div></td></tr></table></div>
{replies}</div><div id="ft">Powered by Discuz! X3.4 小黑屋 | 手机版 | {r.icp()}</div>"""
    d.unsure("authors", "publisher")
    return document(f"{d.title} - 装修 - 北岑论坛 - Powered by Discuz!", body, charset="gbk")


@layout(
    "镜湖社区", "http://bbs.jinghu.example/post-house-{id}-1.shtml", only=("forum_post", "science_popular")
)
def forum_atl(d: Draft) -> str:
    r = d.room
    replies = r.comments(
        6,
        """<div class="atl-item"><div class="atl-info"><span>作者：<a>{nick}</a></span> <span>时间：{time}</span></div>
<div class="bbs-content">{text}</div><div class="atl-reply">来自 天青社区客户端 | 举报 | {likes}楼</div></div>""",
    )
    body = f"""<div class="top">{r.nav(7)}</div><h1 class="atl-title"><span class="s_title"><span>{d.title}</span></span></h1>
<div class="atl-menu"><div class="atl-info"><span>楼主：<a>一碗阳春面</a></span> <span>时间：{d.date("Y-m-d H:M:S")}</span>
<span>点击：{r.number(99, 9999)}</span> <span>回复：{r.number(6, 99)}</span></div></div>
<div class="atl-item host-item"><div class="bbs-content clearfix">
{d.body(Style(p="　　{}<br>", sub="　　<b>{}</b><br>"))}</div><div class="atl-reply">楼主发言：1次 发图：0张 | 举报</div></div>
{replies}<div class="pages">上页 1 2 3 下页 回帖 发表</div>"""
    d.unsure("authors", "publisher")
    return document(f"{d.title}_房产_镜湖社区", body)


@layout("新知", "https://xinzhi.example/web/article/{id}")
def app_initial_state(d: Draft) -> str:
    """Nothing but a script's state; what the server wrote out is a list of other articles."""
    r = d.room
    text = d.body(Style(p="<p>{}</p>", between=""))
    state = {
        "article": {
            "current": {
                "articleId": str(d.id), "title": d.writing.title, "content": text,
                "publishTime": d.date("Y-m-d H:M:S"), "source": d.publisher(), "commentCount": 12,
            },
            "recommend": [{"articleId": str(n), "title": r.headline()} for n in range(9)],
        },
        "user": {"isLogin": False},
    }  # fmt: skip
    body = f"""<div id="app"><div class="head">{r.nav(9)}</div><div class="rec"><h3>推荐</h3>{r.links(9)}</div></div>
<script>window.__INITIAL_STATE__={json.dumps(state, ensure_ascii=False)};(function(){{var s;}}());</script>"""
    return document(f"{d.title}-新知", body)


@layout("极目云", "https://m.jimuyun.example/news/{id}")
def app_nuxt(d: Draft) -> str:
    r = d.room
    text = d.body(Style(p="<p>{}</p>", between=""))
    fields = {
        "title": d.writing.title,
        "content": text,
        "publishTime": d.date("Y-m-d H:M:S"),
        "source": d.publisher(),
    }
    pairs = ",".join(f"{key}:{json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    pairs = pairs.replace("/", "\\u002F")
    body = f"""<div id="__nuxt"><div id="__layout"><div><header>{r.nav(8)}</header><div class="detail"><h1 class="tit">{d.title}</h1>
<div class="inf"><span>{d.publisher()}</span><span>{d.date("Y-m-d H:M:S")}</span></div>
<div class="con">{text}</div><div class="lk">点赞 {r.number(0, 99)}</div><div class="hots">{r.links(8)}</div></div></div></div></div>
<script>window.__NUXT__=(function(a,b){{return {{layout:"default",data:[{{detail:{{id:{d.id},{pairs},hot:a}}}}],error:b}}}}(false,null));</script>"""
    return document(f"{d.title} - 极目云", body)


@layout("澄观", "https://www.chengguan.example/newsDetail_forward_{id}")
def app_json_ld(d: Draft) -> str:
    r = d.room
    linked = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": d.writing.title,
        "datePublished": d.date("Y-m-dTH:M:S+08:00"), "author": [{"@type": "Person", "name": n} for n in d.authors(" ").split()],
    }  # fmt: skip
    body = f"""<header>{r.nav(10)}</header><main><div class="index_wrapper"><h1 class="index_title">{d.title}</h1>
<div class="index_left"><div>{d.authors(" ", "澄观记者 {}")}</div><div><span>{d.date()}</span>
<span>来源：{d.publisher()}</span><span class="ant-space">字号</span></div></div>
<div class="index_cententWrap">{d.body(Style(p="<p>{}</p>", caption='<p>{image}</p><p class="image_desc">{text}</p>'))}</div>
<div class="index_copyright"><div>责任编辑：{d.editors()}</div><div>校对：{r.person()}</div>
<div>澄观新闻报料：400-000-{r.number(1000, 9999)}</div><div>澄观新闻，未经授权不得转载</div></div></div>
<aside><h3>相关推荐</h3><ul>{r.links(6)}</ul></aside><div class="cmt">评论({r.number(0, 99)})
{r.comments(3, "<div><b>{nick}</b><p>{text}</p><i>{time}</i></div>")}</div></main>"""
    d.unsure("editors")
    script = f'<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>'
    return document(f"{d.title}_澄观新闻", body, head=script)
