"""Sites with one subject, magazines, broadcasters from abroad, and blogs' hosts."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout

FIGURE = "<figure>{image}<figcaption>{text}</figcaption></figure>"


@layout("观澜网", "https://www.guanlan.example/politics/<Y_m_d>_{id}.shtml")
def review_site(d: Draft) -> str:
    r = d.room
    body = f"""<div class="header">{r.nav(10)}</div><div class="content"><div class="main"><ul class="column"><li class="left left-main">
<h3>{d.title}</h3><div class="time fix"><span>来源：{d.publisher()}</span><span></span><span>{d.date("Y-m-d H:M:S")}</span></div>
<div class="key-word fix mt15"><span>关键字:</span> {r.tags(4)}</div>
<div class="content all-txt">
{d.body(Style(p="<p>{}</p>", sub="<p><strong>{}</strong></p>", caption='<p align="center">{image}</p><p align="center">{text}</p>'))}
<p>本文系观澜网独家稿件，未经授权，不得转载。</p></div>
<div class="time fix editor-intro"><p>责任编辑：{d.editors()}</p></div><div class="share">分享到 微信 微博</div>
<div class="comments"><h4>最新评论({r.number(1, 90)})</h4>{r.comments(5, "<div><h5>{nick}</h5><div>{text}</div><p>{time} 回复 赞{likes}</p></div>")}</div></li>
<li class="right">小编推荐 最闻 {r.links(10)}<h4>24小时最热</h4>{r.links(6)}</li></ul></div></div>"""
    return document(f"{d.title}", body)


@layout("创业黑板", "https://cyheiban.example/p/{id}")
def startup_media(d: Draft) -> str:
    r = d.room
    account = d.publisher(r.medium())
    body = f"""<div class="kr-header">{r.nav(8)}</div><div class="article-detail-wrapper-box"><h1 class="article-title">{d.title}</h1>
<div class="article-title-icon"><a class="title-icon-item item-a">{account}</a><span class="item-time"><i>·</i>{d.date("Y年m月d日 H:M")}</span></div>
<div class="summary">{d.writing.subtitle}</div>
<div class="common-width articleDetailContent kr-rich-text-wrapper">
{d.body(Style(p="<p>{}</p>", sub="<h2><strong>{}</strong></h2>", caption='<p class="image-wrapper">{image}</p><p class="img-desc">{text}</p>'))}
<p>本文来自微信公众号“{account}”，创业黑板经授权发布。</p><p>该文观点仅代表作者本人，创业黑板平台仅提供信息存储空间服务。</p></div>
<div class="article-detail-bottom">{r.number(1, 99)} 收藏 评论 打开微信“扫一扫”，打开网页后点击屏幕右上角分享按钮</div></div>
<div class="author"><h4>{account}</h4><p>发表文章{r.number(1, 999)}篇</p><p>最近内容</p>{r.links(3)}</div>
<div class="next"><p>下一篇</p>{r.links(1)}</div><div class="hot"><h4>热门标签</h4>{r.links(10)}</div>"""
    d.unsure("authors")
    return document(f"{d.title}-创业黑板", body)


@layout("财观", "https://companies.caiguan.example/<Y-m-d>/{id}.html")
def finance_magazine(d: Draft) -> str:
    r = d.room
    head = f"""<meta name="author" content="{d.authors(" ")}"><meta property="article:published_time" content="{d.date("Y-m-dTH:M:S+08:00")}">"""
    body = f"""<div class="sitenav">{r.nav(14)}</div><div id="the_content" class="content"><div id="conTit"><h1>{d.title}</h1>
<div class="artInfo" id="artInfo">{d.date("Y年m月d日 H:M")} 来源于 财观网</div><div class="fav"><a>听报道</a> 打印 {r.number(0, 9)}</div></div>
<div id="subhead" class="subhead">{d.writing.subtitle}</div>
<div class="media_pic"></div><div id="Main_Content_Val" class="text">{d.body(Style(p="<p>　　{}</p>", caption=FIGURE))}</div>
<div class="content-tag">话题： {r.tags(2)}</div><p class="edit">责任编辑：{d.editors()} | 版面编辑：{r.person()}</p></div>
<div class="moreReport"><p>推荐进入<a>财观数据库</a>，可随时查阅宏观经济、股票债券、公司人物，财经数据尽在掌握。</p></div>
<div class="cons"><h3>相关报道</h3>{r.links(5)}</div><div class="bbs">评论区 {r.comments(3, "<p>{nick} {text}</p>")}</div>
<div class="copyright">版权声明：财观网及财观传媒旗下媒体版权所有，复制必究</div>"""
    d.unsure("publisher", "editors")
    return document(f"{d.title}_公司频道_财观网", body, head=head)


@layout(
    "码农园",
    "https://blog.manongyuan.example/luyu/article/details/{id}",
    only=("tech_code", "recipe", "science_popular"),
)
def blog_host(d: Draft) -> str:
    r = d.room
    body = f"""<div id="toolbar">{r.nav(6)}</div><main><div class="blog-content-box"><div class="article-header">
<h1 class="title-article" id="articleContentId">{d.title}</h1><div class="article-info-box"><div class="bar-content">
<a class="follow-nickName">陆羽的茶</a><span class="time">于 {d.date("Y-m-d H:M:S")} 发布</span><span class="read-count">阅读量{r.number(1, 99)}k</span>
<span>收藏 {r.number(1, 99)}</span> <span>点赞数 {r.number(1, 99)}</span></div>
<div class="tags-box">文章标签： {r.tags(2)}</div><div class="slide">版权声明：本文为博主原创文章，遵循 CC 4.0 BY-SA 版权协议，转载请附上原文出处链接和本声明。</div></div></div>
<article class="baidu_pl"><div id="article_content" class="article_content"><div id="content_views" class="htmledit_views">
{d.body(Style(p="<p>{}</p>", sub="<h3>{}</h3>"))}</div></div></article></div>
<div class="more-toolbox">陆羽的茶 关注 点赞 踩 收藏 评论</div>
<div class="recommend-box">{r.links(8, '<div><a href="{href}"><h4>{text}</h4></a><p>{text}。本文介绍其原理与实现，并给出完整示例。</p></div>')}</div></main>
<aside><div>陆羽的茶 码龄7年</div><h3>热门文章</h3>{r.links(5)}<h3>最新评论</h3>{r.comments(4, "<p>{nick}: {text}</p>")}</aside>"""
    d.unsure("authors", "publisher")
    return document(f"{d.title}_陆羽的茶的博客-码农园博客", body)


@layout("西岸中文网", "https://www.xian-zhongwen.example/a/{id}.html")
def foreign_wsw(d: Draft) -> str:
    r = d.room
    head = (
        f"""<meta property="og:title" content="{d.title}"><meta name="Author" content="{d.authors("，")}">"""
    )
    body = f"""<div class="nav">{r.nav(9)}</div><div id="content" class="article"><div class="hdr-container"><div class="category"><a>亚太</a></div>
<h1 class="title pg-title">{d.title}</h1><div class="publishing-details"><div class="published"><span class="date">
<time pubdate="pubdate" datetime="{d.date("Y-m-dTH:M:S+00:00")}">{d.date("Y年n月j日 H:M")}</time></span></div>
<div class="links">{d.authors("、", '<ul class="links__list"><li class="links__item"><a>{}</a></li></ul>')}</div></div></div>
<div class="share">分享 打印 评论</div><div id="article-content"><div class="wsw">{d.body(Style(p="<p>{}</p>", sub="<h2>{}</h2>"))}
<div class="wsw__embed"><h4>看更多</h4><a>{r.headline()}</a></div></div></div>
<div class="forum"><h4>评论区</h4><p>欢迎参与讨论，评论须遵守本台论坛守则。</p></div></div>
<div class="media-block-wrap"><h2>相关内容</h2>{r.links(6)}</div><div><h2>热门</h2>{r.links(8)}</div>"""
    d.unsure("publisher")
    return document(d.title, body, head=head)


@layout("北海广播公司中文", "https://www.beihai-bc.example/zhongwen/articles/c{id}o")
def foreign_styled(d: Draft) -> str:
    """Class names made by machine, lists of links between the paragraphs."""
    r = d.room
    body = f"""<header><nav>{r.nav(8, '<a class="focusIndicator" href="{href}">{text}</a>')}</nav></header><main role="main">
<div class="bbc-1cvxiy9"><h1 id="content" tabindex="-1" class="bbc-14gqcmb">{d.title}</h1></div>
<section role="region" aria-labelledby="article-byline"><strong>文章信息</strong><ul><li><span>作者, {d.authors("、")}</span></li><li>记者</li></ul></section>
<time class="bbc-1dafq0j" datetime="{d.date("Y-m-d")}">{d.date("Y年n月j日")}</time>
{d.body(Style(p='<div dir="ltr" class="bbc-19j92fr"><p class="bbc-hhl7in">{}</p></div>', sub='<h2 class="bbc-1p92jtu">{}</h2>', caption='<figure class="bbc-1qn0xuy">{image}<p><span>图像加注文字，</span>{text}</p></figure>'))}
<section aria-label="跳过 热读 继续阅读"><strong>热读</strong><ul>{r.links(5)}</ul><p>End of 热读</p></section>
<section><h2>更多相关内容</h2>{r.links(4, '<li><a href="{href}">{text}</a><time>{time}</time></li>')}</section></main>
<footer>© 2025 北海广播公司。公司对外部网站内容不承担责任。</footer>"""
    d.unsure("publisher")
    return document(f"{d.title} - 北海广播公司中文", body)


@layout(
    "江岚生活通",
    "http://jl.shenghuotong.example/news/<Ymd>/{id}.shtm",
    encoding="gbk",
    only=("notice", "qa_service", "short_note", "recipe"),
)
def city_guide(d: Draft) -> str:
    r = d.room
    body = f"""<div class="daohang">{r.nav(9)}</div><div class="bread">江岚生活通 &gt; 江岚便民 &gt; 正文</div>
<div class="content-box"><h1 class="title">{d.title}</h1><p class="info"><span class="time">{d.date("Y-m-d H:M")}</span>
<span>【导语】：本文为您整理了相关信息，供参考。</span></p><p class="leading">温馨提示：微信搜索公众号【江岚生活通】，关注后在对话框回复关键词可获最新消息。</p>
<div class="article-content" id="bo">{d.body(Style(p="<p>　　{}</p>", sub="<p>　　<strong>{}</strong></p>"))}
<div class="tips"><p>温馨提示：微信搜索公众号江岚生活通，关注后即可查询办理入口。</p></div></div>
<div class="edit">手机访问 <a>江岚生活通首页</a></div><div class="rel"><h3>相关推荐</h3>{r.links(10)}</div></div>
<div class="side"><h3>热点推荐</h3>{r.links(10)}</div><div class="bot">本站声明：网站内容仅供参考，以官方公布为准</div>"""
    d.unsure("publisher", "authors")
    return document(f"{d.title}- 江岚生活通", body, charset="gb2312")


@layout(
    "跑道体育",
    "https://voice.paodao.example/nba/{id}.html",
    only=("sports", "short_note", "flash", "interview"),
)
def sports_voice(d: Draft) -> str:
    r = d.room
    body = f"""<div class="hp-nav">{r.nav(9)}</div><div class="voice-main"><div class="artical-title"><h1 class="headline">{d.title}</h1>
<div class="artical-info"><span><a class="time"><span id="pubtime_baidu">{d.date("Y-m-d H:M:S")}</span></a> 来源：
<span class="comeFrom" id="source_baidu"><a>{d.publisher()}</a></span> <a>{r.number(1, 999)}评论</a></span></div></div>
<div class="artical-content"><div class="artical-content-read"><div class="artical-main-content">{d.body(Style(p="<p>{}</p>"))}</div></div></div>
<span id="editor_baidu">(编辑：{d.editors()})</span>
<div class="bright"><h2>这些回帖亮了</h2>{r.comments(6, '<div class="reply"><a>{nick}</a><span>亮了({likes})</span><div>{text}</div><i>{time}</i></div>')}</div></div>
<div class="side"><h3>最热新闻</h3>{r.links(10)}</div>"""
    return document(f"{d.title}_跑道体育", body)


@layout(
    "三九养生",
    "http://news.sanjiu.example/a/<Ymd>/{id}.html",
    encoding="gbk",
    only=("recipe", "science_popular", "qa_service"),
)
def health_site(d: Draft) -> str:
    r = d.room
    body = f"""<div class="nav">{r.nav(9)}</div><div class="art_location">三九健康网 &gt; 养生 &gt; 正文</div>
<div class="art_left"><h1>{d.title}</h1><div class="art_info"><span class="date">{d.date("Y-m-d H:M")}</span> <span>{d.publisher()}</span>
<span class="ico">举报/反馈</span></div>
<p class="summary"><i>核心提示</i></p><div class="art_con" id="contentText">{d.body(Style(p="<p>　　{}</p>", sub="<p><strong>　　{}</strong></p>"))}
<p>(责任编辑：{d.editors()})</p></div>
<div class="ask"><p>免费咨询医生 <a>我要提问</a></p>{r.links(3, "<p>问：<a href='{href}'>{text}</a></p><p>答：您好，根据您的描述，建议到医院就诊。</p>")}</div>
<div class="pinglun">网友评论（以下网友评论只代表网友个人观点，不代表本站观点）</div></div>
<div class="art_right"><h3>热文排行</h3>{r.links(10)}</div>"""
    return document(f"{d.title}_三九健康网_养生", body, charset="gbk")


@layout(
    "云洲法院网",
    "https://www.yunzhou-court.example/article/detail/<Y/m>/id/{id}.shtml",
    only=("police", "meeting", "opinion"),
)
def court_site(d: Draft) -> str:
    r = d.room
    body = f"""<div class="top">{r.nav(7)}</div><div id="path">当前位置：首页 &gt; 法院动态</div><div class="detail">
<div class="detail_bigtitle">{d.title}</div><div class="detail_thr">作者：{d.authors(" ")}&nbsp;&nbsp;发布时间：{d.date("Y-m-d H:M:S")}
<a>打印</a> 字号: 大 中 小</div><div class="detail_txt detail_general">{d.body(Style(p="<div>　　{}</div>", sub="<div>　　<b>{}</b></div>", byline="<div>　　{}</div>"))}</div>
<div class="detail_wright">来源：{d.publisher()}</div><div class="detail_zw">责任编辑：{d.editors()}</div>
<div class="bdshare">分享到：</div><div class="closewindow">关闭窗口</div></div><div class="foot">您是第 {r.number(100000, 999999)} 位访客 版权所有</div>"""
    return document(f"{d.title} - 云洲法院网", body)


@layout("环球车闻", "https://www.huanqiuchewen.example/news/<Ym>/{id}.html")
def car_site(d: Draft) -> str:
    r = d.room
    body = f"""<div class="mini">{r.nav(9)}</div><div class="breadnav">首页 &gt; 新闻中心 &gt; 正文</div><div class="article"><h1>{d.title}</h1>
<div class="article-info"><span class="time">{d.date("Y年m月d日 H:M")}</span><span class="source">来源：<a>{d.publisher()}</a></span>
<span class="type">类型：原创</span><span class="article-editor">编辑：<a>{d.editors()}</a></span></div>
<div id="articleContent">{d.body(Style(p="<p>　　{}</p>", caption="<p align=center>{image}</p><p align=center>『{text}』</p>"))}
{d.authors("、", "<p>（文/环球车闻 {}）</p>")}</div><div class="page-next">继续阅读：</div>
<div class="recom"><h4>文章标签：{r.tags(3)}</h4><h4>相关文章</h4>{r.links(6)}</div></div>
<div class="cmts">评论({r.number(1, 99)}) {r.comments(4, "<dl><dt>{nick} {time}</dt><dd>{text}</dd></dl>")}</div>"""
    return document(f"【图】{d.title}_环球车闻", body)


@layout("狮城早报", "https://www.shicheng.example/news/china/story<Ymd>-{id}")
def overseas_chinese(d: Draft) -> str:
    r = d.room
    body = f"""<nav>{r.nav(12)}</nav><article class="article-container"><section class="breadcrumb">首页 / 新闻 / 中国</section>
<h1 class="article-title">{d.title}</h1><div class="article-byline">{d.authors(" ", '<span class="byline-name"><a>{}</a></span><span> 报道</span>')}</div>
<div class="article-date"><h4 class="title-byline date-published">发布 / {d.date("Y年n月j日 H:M")}</h4></div>
<div class="social">分享 字体大小: 小 中 大</div>
<div class="article-content-rawhtml"><div class="articleBody">{d.body(Style(p="<p>{}</p>", caption=FIGURE))}</div></div>
<div class="subscribe">请<a>订阅</a>或<a>登录</a>，以继续阅读全文！</div></article>
<section><h2>延伸阅读</h2>{r.links(4)}</section><section><h2>热门</h2>{r.links(8)}</section>"""
    d.unsure("publisher")
    return document(f"{d.title} | 狮城早报", body)


@layout("海外侨网", "http://news.haiwaiqiao.example/n/<Y/md>/c{id}.html")
def overseas_people_cms(d: Draft) -> str:
    r = d.room
    body = f"""<div class="nav">{r.nav(11)}</div><div class="show_wholebox"><div class="show_title"><h1>{d.title}</h1></div>
<div class="contentExtra"><span class="first">{d.date("Y-m-d H:M:S")}</span>来源：{d.publisher()}<span class="share">分享</span></div>
<div class="contentMain">{d.body(Style(p="<p>　　{}</p>", caption='<p style="text-align:center">{image}</p><p class="pictext">{text}</p>'))}
<p class="paragraph">责编：{d.editors()}</p></div><div class="statement">声明：版权作品，未经《海外侨报》书面授权，严禁转载，违者将被追究法律责任。</div>
<div class="page"></div></div><div class="rel"><h3>海外侨报推荐</h3>{r.links(8)}</div><div class="zx"><h3>资讯推荐</h3>{r.links(8)}</div>"""
    return document(f"{d.title}_海外侨网", body)


@layout(
    "清河晨报网",
    "http://www.qinghe-morning.example/system/<Y/m/d>/{id}.shtml",
    only=("quoted_title", "opinion", "sports"),
)
def broken_quotes_in_head(d: Draft) -> str:
    """A title with quotation marks of its own in an attribute nobody escaped, a shoulder title over the headline, a pager."""
    r, title = d.room, d.writing.title
    head = f"""<meta property="og:title" content="{title}" /><meta name="description" content="{title} {d.publisher()}讯" />"""
    body = f"""<div class="dh">{r.nav(12)}</div><div class="wz"><p class="jianti">老街记事</p><h1>{d.title}</h1>
<p class="zz"><span>{d.date("Y-m-d H:M")}</span><span>来源：{d.publisher()}</span><span>作者：{d.authors("　")}</span></p>
<div id="nr">{d.body(Style(p="<p>　　{}</p>"))}</div>
<div class="fy"><a>上一页</a> <b>1</b> <a href="{d.url}?p=2">2</a> <a href="{d.url}?p=2">下一页</a> <a>尾页</a></div>
<div class="zb">编辑：{d.editors()}</div></div><div class="xg"><h3>您可能感兴趣的文章</h3>{r.links(8)}</div>"""
    return document(f"{title}-清河晨报网", body, head=head)
