"""Provinces' portals, city papers, their electronic editions, and the counties' media centres."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout

FIGURE = "<figure>{image}<figcaption>{text}</figcaption></figure>"


@layout("红江网", "https://hn.hongjiang.example/content/<Y/m/d>/{id}.html")
def province_detail(d: Draft) -> str:
    r = d.room
    body = f"""<div class="top-nav">{r.nav(12)}</div><div class="current"><span>您的位置：</span><a>首页</a> &gt; <a>本地</a> &gt; 正文</div>
<div class="detail"><h1 class="detail-title">{d.title}</h1>
<div class="detail-info"><span>来源：{d.publisher()}</span><span>作者：{d.authors("、")}</span><span>编辑：{d.editors()}</span>
<span>{d.date("Y-m-d H:M:S")}</span><span>时刻新闻</span></div>
<article class="detail-content">
{d.body(Style(p="<p>　　{}</p>", caption=FIGURE))}
</article><section class="note"><p>来源：{d.publisher()}</p><p>作者：{d.authors("、")}</p><p>编辑：{d.editors()}</p></section>
<p class="copyright-note">本文为红江新闻网原创文章，转载请附上原文链接和本声明。</p>
<p class="url">本文链接：<a href="{d.url}">{d.url}</a></p></div>
<div class="read-more"><h3>阅读下一篇</h3>{r.links(2)}</div><div class="side"><h3>热点</h3><ul>{r.links(10)}</ul></div>
<div class="foot-app">返回红江网首页 | 返回本地首页 | 扫码下载红江客户端</div>"""
    return document(f"{d.title} - 本地 - 红江网", body)


@layout("之浦在线", "https://zjnews.zhipu.example/zjnews/<Ym>/t<Ymd>_{id}.shtml")
def province_art_title(d: Draft) -> str:
    r = d.room
    body = f"""<div class="topNav">{r.nav(13, between="|")}</div><div class="path">首页 &gt; 新闻 &gt; 正文</div>
<div class="main"><div class="artTitle">{d.title}</div>
<div class="info"><span>{d.date()}</span>|<span>来源：{d.publisher()}</span>|<span>记者 {d.authors(" ")}</span></div>
<div class="artCon contTxt"><div class=TRS_Editor>
{d.body(Style(p="<P align=justify>　　{}</P>", caption="<P align=center>{image}</P><P align=center>{text}</P>"))}
</div></div><div class="artTag">标签： {r.tags(3)} 责任编辑：{d.editors()}</div>
<div class="artBtm"><p>看之浦新闻，关注之浦在线微信</p></div>
<div class="xg"><b>相关阅读</b><ul>{r.links(7)}</ul></div></div>
<div class="right"><h4>排行</h4>{r.links(10, "<p>{n} <a href='{href}'>{text}</a></p>")}</div>
<div class="footer">{r.nav(6, between=" | ")}<br>Copyright © 1999-2025 Zhipu. All rights reserved 浙B2-{r.number(10000, 99999)}</div>"""
    return document(f"{d.title}-新闻-之浦在线", body)


@layout("岭南潮", "https://news.lingnanchao.example/node_{id}/<Ymd>.shtml")
def province_m_article(d: Draft) -> str:
    r = d.room
    head = f"""<meta name="publishdate" content="{d.date("Y-m-d H:M:S")}"><meta name="source" content="{d.publisher()}">"""
    body = f"""<div class="g-head">{r.nav(12)}</div><div class="crm-link"><a>新闻</a><span>&gt;</span><a>要闻</a></div>
<div class="m-article"><h2 id="article_title">{d.title}</h2><h3 class="aux">{d.writing.subtitle}</h3>
<div class="meta"><span class="pub_time" id="pubtime_baidu">{d.date("Y-m-d H:M")}</span>
<span id="source_baidu">来源：<span>{d.publisher()}</span></span><span>{d.authors("　")}</span></div>
<div id="content">{d.body(Style(p="<p>{}</p>", caption='<p>{image}</p><p class="desc">{text}</p>'))}</div>
<div class="m-editor">编辑：{d.editors()}</div>
<div class="tool"><span>点赞 {r.number(0, 99)}</span> <span>收藏</span></div></div>
<div class="m-related"><h3>相关推荐</h3>{r.links(5)}</div><div class="dl">打开岭南潮APP看原文</div>"""
    return document(f"{d.title}_岭南潮网", body, head=head)


@layout("大泽网", "http://news.daze.example/<Y/m-d>/{id}.html", encoding="gbk")
def province_font_paragraphs(d: Draft) -> str:
    """Every paragraph in a font of its own, the info line run together, the lead story's hot list above the text."""
    r = d.room
    body = f"""<div id="header">{r.nav(16)}</div><table width="960"><tr><td id="news-l"><div class="hot"><b>热点导读</b>{r.links(6)}</div>
<h1><font size="5">{d.title}</font></h1>
<p class="xinf">{d.date("Y/m/d H:M:S")}来源:{d.publisher()}{d.authors(" ", "作者:{}")}编辑:{d.editors()}我要评论()</p>
<div id="mainCon">
{d.body(Style(p='<p>　　<font face="宋体" size="3">{}</font></p>'))}
</div><div class="jiucuo">大泽网新闻热线：0371-{r.number(6000000, 6999999)} 大泽网新闻投稿邮箱：tougao@daze.example</div>
<div class="pl"><b>网友留言</b>{r.comments(3, "<p>{nick}（{time}）：{text}</p>")}</div></td>
<td width="300"><b>图片新闻</b>{r.links(4)}<b>今日必读</b>{r.links(12)}</td></tr></table>
<div id="footer">地址：大泽市农业路东段 广播电视节目制作经营许可证 违法和不良信息举报电话 {r.icp()}</div>"""
    return document(f"{d.title}-大泽网", body, charset="gb2312")


@layout("北岑日报", "http://epaper.beicen.example/html/<Y-m/d>/content_{id}.htm", encoding="utf-8")
def epaper_founder(d: Draft) -> str:
    r = d.room
    founder = f"""<!--enpproperty <articleid>{d.id}</articleid><date>{d.clock("Y-m-d H:M:S.0")}</date><author>{d.authors(" ")}</author>
<title>{d.title}</title><keyword></keyword><subtitle></subtitle><introtitle></introtitle><sourcename>北岑日报</sourcename>
/enpproperty-->"""
    body = f"""<table width="1000"><tr><td class="left"><div class="ban">第A0{r.number(1, 8)}版：要闻</div>
<ul class="main-ed-articlenav-list">{r.links(6)}</ul></td>
<td class="right"><table><tr><td class="default" align="center">{d.date("Y年m月d日")}　星期三 <a>上一期</a> <a>下一期</a>
<a>上一篇</a> <a>下一篇</a> <a>放大</a><a>缩小</a><a>默认</a></td></tr>
<tr><td class="title1" align="center"></td></tr>
<tr><td class="font01" align="center" style="font-size:23px"><founder-title>{d.title}</founder-title></td></tr>
<tr><td class="font02" align="center">{d.authors(" ")}</td></tr>
<tr><td><div id="ozoom"><founder-content>
{d.body(Style(p="<P>　　{}</P>", caption="<p>{text}</p>"))}
</founder-content></div></td></tr></table></td></tr></table>
<div class="bottom">北岑日报社版权所有 未经许可禁止复制或建立镜像</div>"""
    d.unsure("publisher")
    return document(d.title, body + founder)


@layout("云渡晚报", "http://wb.yundu.example/html/<Y-m>/<d>/content_{id}.html", encoding="gbk")
def epaper_author_date_line(d: Draft) -> str:
    r = d.room
    body = f"""<div class="w970"><div class="daohang">云渡晚报 &gt; {d.date("Y年m月d日")} &gt; A{r.number(10, 24)} 都市</div>
<div class="mulu"><a>上一版</a> <a>下一版</a> 返回目录 {r.links(5, '<p><a href="{href}">{text}</a></p>')}</div>
<div class="wz"><h4></h4><h2>{d.title}</h2><h5>{d.writing.subtitle}</h5>
<p class="lai">{d.authors(" ", "□ 本报记者 {}")}</p><p>(字数：{r.number(300, 3000)}) (点击：{r.number(1, 300)})</p>
<div class="nr" id="ScroLeft">{d.body(Style(p="　　{}<br>", sub="　　<b>{}</b><br>", caption="　　{text}<br>", byline="　　{}<br>"))}</div>
<div class="pre"><a href="/p">上一篇：{r.headline()}</a> <a href="/n">下一篇：{r.headline()}</a></div></div>
<div class="bq">所有内容为云渡晚报版权所有,未经许可不得转载</div></div>"""
    d.unsure("publisher")
    return document(f"云渡晚报 - {d.title}", body, charset="gb2312")


@layout("松岭融媒", "http://www.songling-rm.example/content/<Ym/d>/c{id}.html")
def county_media_centre(d: Draft) -> str:
    r = d.room
    body = f"""<div class="head">今天是：2026年1月15日 星期四 {r.nav(9)}</div>
<div class="weizhi">当前位置：首页 &gt; 松岭要闻</div><div class="nr-box"><div class="nr-title">{d.title}</div>
<div class="nr-xx">时间：{d.date("Y-m-d")}　来源：{d.publisher("松岭县融媒体中心")}　浏览：{r.number(10, 9999)}次</div>
<div class="nr-con">{d.body(Style(p='<p style="text-indent:2em"><span style="font-size:16px">{}</span></p>'))}
<p style="text-align:right">编辑：{d.editors()}</p><p style="text-align:right">审核：{r.person()}</p><p style="text-align:right">监制：{r.person()}</p>
</div><div class="nr-fx">分享到： 微信 微博 QQ空间</div>
<div class="updown"><p>上一篇：<a href="/1">{r.headline()}</a></p><p>下一篇：<a href="/2">{r.headline()}</a></p></div></div>
<div class="nr-right"><div class="bt">推荐阅读</div>{r.links(8)}</div>
<div class="foot">主办：中共松岭县委宣传部 承办：松岭县融媒体中心 {r.icp()} 技术支持：青罗云</div>"""
    d.unsure("editors")
    return document(f"{d.title}-松岭融媒", body)


@layout("镜湖新闻", "https://jinghu-news.example/p/{id}.html")
def city_app_share(d: Draft) -> str:
    r = d.room
    body = f"""<div class="download-bar">镜湖新闻客户端 <a>立即打开</a></div>
<div class="article-page"><div class="article-title">{d.title}</div>
<div class="article-meta"><span class="from">{d.publisher("镜湖新闻")}</span><span class="time">{d.date("Y-m-d H:M")}</span>
<span class="read">阅读 {r.number(1, 90)}万+</span></div>
<div class="summary">摘要</div>
<div class="article-main">{d.body(Style(p="<div>{}</div>", sub="<div><b>{}</b></div>", caption="<div>{image}</div><div>{text}</div>"))}
<div>（镜湖新闻记者 {d.authors(" ")}）</div><div>编辑 {d.editors()}</div></div>
<div class="zan"><span>{r.number(0, 500)}</span>赞</div>
<div class="cmt"><h4>热门评论</h4>{r.comments(6, "<div><i>{nick}</i><div>{text}</div><em>{time} 回复 {likes}</em></div>")}
<a>查看更多评论</a></div>
<div class="rel"><h4>相关推荐</h4>{r.links(6, '<a href="{href}"><div>{text}</div><div>镜湖新闻 {time}</div></a>')}</div></div>"""
    return document(d.title, body)


@layout("望川时报", "https://www.wangchuan-times.example/detail/<Y/m/d>/{id}.html")
def city_modern_article(d: Draft) -> str:
    r = d.room
    body = f"""<header><nav>{r.nav(12, '<a class="n" href="{href}">{text}</a>', "")}</nav></header>
<main><article class="news-detail"><header><h1>{d.title}</h1><p class="subtitle">{d.writing.subtitle}</p>
<div class="byline"><span class="reporter">望川时报记者 {d.authors(" 望川时报记者 ")}</span>
<time datetime="{d.date("Y-m-dTH:M:S+08:00")}">{d.date("Y/m/d H:M")}</time></div></header>
<div class="news-body">{d.body(Style(p="<p>{}</p>", sub="<h2>{}</h2>", caption=FIGURE))}
<aside class="inset"><h5>延伸阅读</h5><ul>{r.links(3)}</ul></aside></div>
<footer>责任编辑 {d.editors()}　校对 {r.person()}</footer></article>
<section class="tags">{r.tags(4)}</section>
<section class="more"><h2>大家都在看</h2>{r.links(8, '<div><h3><a href="{href}">{text}</a></h3><p>{time}</p></div>')}</section>
</main><footer class="site">关于我们 · 版权声明 · 加入我们 · 望川时报社 © 2025</footer>"""
    d.unsure("publisher", "editors")
    return document(f"{d.title} - 望川时报", body)


@layout("沙洲广电网", "http://www.shazhou-tv.example/folder{id}/<Y/m>/<Y-m-d>/{id}.html")
def broadcaster_chengdu(d: Draft) -> str:
    r, station = d.room, d.publisher("沙洲广播电视台")
    body = f"""<div class="hd">{r.nav(10, between="｜")}</div><div class="l"><h1 class="h1">{d.title}</h1>
<div class="author_time"><span>{station}</span><span>{d.date("Y-m-d H:M:S")}</span></div>
<div class="video-box"><p>您的浏览器不支持视频播放，请升级浏览器或下载客户端观看</p></div>
<div class="content">{d.body(Style(p="<p>{}</p>"))}
<p>记者：{d.authors("、")}</p><p>来源：{station}</p></div>
<p class="share-txt">用手机扫一扫，分享到朋友圈</p></div><div class="r"><div class="t">热播</div>{r.links(9)}</div>"""
    return document(f"{d.title}_沙洲广电网", body)
