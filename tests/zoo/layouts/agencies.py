"""Agencies and the central media's sites."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout

CENTRE = '<p align="center">{image}</p>\n<p align="center"><font color="navy">{text}</font></p>'


@layout("海川网", "http://www.haichuan.example/politics/<Y-m/d>/c_{id}.htm")
def agency_h_title(d: Draft) -> str:
    r = d.room
    head = f"""<meta name="publishdate" content="{d.clock("Y-m-d")}"><meta name="author" content="{r.number(10000, 99999)}">
<meta name="source" content="{d.publisher()}"><meta name="keywords" content="{r.tags(3, "{text}")}">"""
    body = f"""<div class="header"><div class="h-p1">{r.nav(10)}</div>
<div class="h-news"><div class="h-title">{d.title}</div>
<div class="h-info"><span class="h-time">{d.date("Y-m-d H:M:S")}</span> 来源：<em id="source">{d.publisher()}</em></div></div></div>
<div class="main-aticle" id="p-detail">
{d.body(Style(p="<p>　　{}</p>", caption=CENTRE, byline="<p>　　{}</p>"))}
<div class="zan-wap"></div></div>
<div class="p-tags">【纠错】<span class="p-jc">责任编辑：<span>{d.editors()}</span></span></div>
<div class="p-footer"><div class="tjw"><h3>深度观察</h3><ul>{r.links(5)}</ul></div>
<div>新闻评论 <a>登录</a> 海川炫闻客户端 扫描下载</div><div class="rb"><h3>热词</h3>{r.links(12)}</div></div>
<div class="foot">Copyright © 2000 - 2025 HAICHUAN.example　All Rights Reserved. 制作单位：海川网股份有限公司</div>"""
    return document(f"{d.title}-海川网", body, head=head)


@layout("众言网", "http://politics.zhongyan.example/n1/<Y/md>/c1001-{id}.html", encoding="gbk")
def agency_box_con(d: Draft) -> str:
    r = d.room
    body = f"""<div class="p1"><a href="/">众言网</a> {r.nav(18, between="|")}</div>
<div class="x_nav clear clearfix path"><a href="/">众言网</a>&gt;&gt;<a href="/p">时政</a>&gt;&gt;<a href="/p2">地方动态</a></div>
<div class="clearfix w1000_320 text_title"><h3 class="pre"></h3><h1>{d.title}</h1><h4 class="sub"></h4><p class="author"></p>
<div class="box01"><div class="fl">{d.date("Y年m月d日H:M")} | 来源：<a href="/s" target="_blank">{d.publisher()}</a></div>
<div class="fr">小字号</div></div></div>
<div class="clearfix w1000_320 text_con"><div class="fl text_con_left"><div id="rwb_zw" class="box_con">
{d.body(Style(p="<p style='text-indent: 2em;'> {}</p>", caption=CENTRE))}
<div class="zdfy clearfix"></div><center><table border="0" align="center" width="40%"><tr></tr></table></center>
<div class="edit clearfix">(责编：{d.editors("、")})</div></div>
<div class="share clearfix"><p>分享让更多人看到</p></div>
<div class="box_tj"><h2>推荐阅读</h2>{r.links(6, '<div><a href="{href}">{text}</a><p>{medium}：{text}……</p></div>')}</div></div>
<div class="fr text_con_right"><h2>时政要闻</h2><ul>{r.links(10)}</ul><h2>点击排行</h2><ol>{r.links(10)}</ol>
<p>微信“扫一扫”添加“众言网”</p></div></div>
<div id="copyright">众 言 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用 Copyright © 1997-2025</div>"""
    return document(f"{d.title}--时政--众言网", body, charset="GB2312")


@layout("华讯社", "https://www.huaxun.example/sh/<Y>/<m-d>/{id}.shtml", encoding="gb18030")
def agency_left_zw(d: Draft) -> str:
    r = d.room
    body = f"""<div id="nav">{r.nav(16, between=" | ")}</div><div>本页位置： <a href="/">首页</a> → <a href="/sh">社会新闻</a></div>
<div class="con_left"><div class="content"><h1 style="display:block; position:relative; text-align:center;">{d.title}</h1>
<div class="left-time"><div class="left-t">{d.date("Y年m月d日 H:M")}　来源：{d.publisher()} <a>参与互动</a>(<span>0</span>)　</div></div>
<div class="left_zw" style="position:relative">
{d.body(Style(p="<p>　　{}</p>", caption='<div style="text-align:center">{image}</div><div style="text-align:center">{text}</div>'))}
</div><div class="left_name"><div class="left_name right">【编辑:{d.editors()}】</div></div>
<div class="div624"><h3>更多精彩内容请进入社会频道</h3><ul>{r.links(7, "<li><a href='{href}'>{text}</a>{time}</li>")}</ul></div></div></div>
<div class="con_right"><h3>&gt;社会新闻精选：</h3>{r.links(9, "<li>· <a href='{href}'>{text}</a> {time}</li>")}</div>
<div class="pagebottom">本网站所刊载信息，不代表华讯社和华讯网观点。刊用本网站稿件，务经书面授权。[网上传播视听节目许可证] [{r.icp()}]</div>"""
    return document(f"{d.title}-华讯网", body, charset="gb2312")


@layout("寰视网", "https://news.huanshi.example/<Y/m/d>/ARTI{id}.shtml")
def television_content_area(d: Draft) -> str:
    r = d.room
    script = f"""<script type="text/javascript">var itemId="{d.id}"; var commentTitle = "{d.title}";
var publishDate ="{d.clock("YmdHMS")} "; var videoCenterId="";</script>"""
    body = f"""<div class="header_nav">{r.nav(17, "<span><a href='{href}'>{text}</a></span>", "")}</div>
<div class="col_w1200"><div class="main_content"><div class="title_area"><h1>{d.title}</h1>
<div class="info1">来源：{d.publisher()} | {d.date("Y年m月d日 H:M:S")}</div>
<div class="function"><span>视频</span><span>微信扫一扫 分享</span></div></div>
<div class="text_area" id="text_area"><div class="content_area" id="content_area">
{d.body(Style(p="<p>　　{}</p>", caption='<p class="photo_img_20190808">{image}</p><p class="photo_alt">{text}</p>'))}
</div><div class="zebian"><p><span>编辑：{d.editors()}</span><span>责任编辑：{r.person()}</span></p></div></div>
<div class="nav_end"><p>点击收起全文</p><p>扫一扫 分享到微信</p></div>
<div class="tuijian"><h3>猜你喜欢</h3><ul>{r.links(8)}</ul></div></div>
<div class="right_wrapper"><h3>精彩视频</h3><ul>{r.links(6)}</ul><p>寰视新闻客户端</p></div></div>"""
    d.unsure("editors")
    return document(f"{d.title}_新闻频道_寰视网", body, head=script)


@layout("国听网", "http://china.guoting.example/yaowen/<Ymd>/t<Ymd>_{id}.shtml")
def radio_trs(d: Draft) -> str:
    r = d.room
    body = f"""<div class="nav-wrap">{r.nav(12)}</div><div class="article"><div class="article-header"><h1>{d.title}</h1>
<div class="source"><span>{d.date("Y-m-d H:M:S")}</span><span>来源：{d.publisher()}</span></div></div>
<div class="article-body"><div class="TRS_Editor"><style type="text/css">.TRS_Editor P{{margin:0;font-size:12pt}}</style>
{d.body(Style(p="<p>　　{}</p>"))}</div></div>
<div class="editor">编辑：{d.editors()}</div>
<div class="articleFooter">更多精彩资讯请在应用市场下载“国听”客户端。欢迎提供新闻线索，24小时报料热线400-000-{r.number(1000, 9999)}。
</div><div class="copy">版权声明：本文章版权归属国听网所有，未经授权不得转载。转载请联系：tougao@guoting.example，追究违者责任。</div></div>
<div class="sidebar"><h2>最新推荐</h2><ul>{r.links(5)}</ul><h2>精彩长图</h2>{r.links(3)}</div>"""
    return document(f"{d.title}_国听网", body)


@layout("晨明网", "https://politics.chenming.example/<Y-m/d>/content_{id}.htm")
def light_u_title(d: Draft) -> str:
    r = d.room
    head = f'<meta name="contentid" content="{d.id}"/><meta name="publishdate" content="{d.date("Y-m-d")}"/>'
    body = f"""<div class="g-banner">{r.nav(18)}</div><div class="g-crumb"><a href="/">首页</a>&gt; <a href="/t">时政频道</a>&gt; 正文</div>
<div class="g-mainer"><div class="g-left"><div class="m-title-box"><h1 class="u-title">{d.title}</h1></div>
<div class="g-contentWrapper"><div class="m-contentInfo"><span class="m-con-time">{d.date()}</span>
<span class="m-con-source">来源：<a href="/s">{d.publisher()}</a></span><span class="m-con-autor">作者：{d.authors("、")}</span></div>
<div class="u-mainText" id="article_inbox"><div id="ContentPh">
{d.body(Style(p="<p>　　{}</p>"))}</div></div>
<div class="m-zbTool liability">[ 责编：<span>{d.editors()}</span> ]</div>
<div class="m-comment">阅读剩余全文（<span></span>）</div><div class="u-ewm">扫码阅读手机版</div></div></div>
<div class="g-right"><h3>今日推荐</h3><ul>{r.links(8)}</ul><h3>光影视界</h3>{r.links(5)}</div></div>
<div class="g-footer">版权所有：晨明网 互联网新闻信息服务许可证10120170012</div>"""
    return document(f"{d.title} _晨明网", body, head=head)


@layout("青声网", "http://news.qingsheng.example/gn/<Ym>/t<Ymd>_{id}.htm", encoding="gbk")
def youth_pwz(d: Draft) -> str:
    r = d.room
    body = f"""<div class="top">{r.nav(12)}</div><div class="breadcrumb">新闻 &gt; 国内 &gt; 正文</div>
<div class="page_bt"><div class="page_title"><h1>{d.title}</h1><p class="pwz">
发稿时间：{d.date("Y-m-d H:M:S")} 来源：<a href="/x">{d.publisher()}</a>　{d.authors("、", "作者：{}")} 青声网</p></div>
<div class="article"><div id="container"><div class="TRS_Editor">{d.body(Style(p="<p>　　{}</p>"))}</div>
<div class="zrbj">责任编辑：{d.editors()}</div><div class="fenye"></div></div></div></div>
<div class="bq">版权声明：凡本网文章下标注有版权声明的均为青声网合法拥有版权或有权使用的作品，未经本网授权不得使用。</div>
<div class="tj"><h3>热图</h3>{r.links(5)}<h3>相关阅读</h3>{r.links(5)}</div>"""
    return document(f"{d.title}_新闻频道_青声网", body, charset="gb2312")


@layout("国经网", "http://www.guojing.example/xwzx/gnsz/gdxw/<Ym/d>/t<Ymd>_{id}.shtml", encoding="gbk")
def economy_article_time(d: Draft) -> str:
    r = d.room
    script = f"""<script>var mobile_title="{d.title}"; function getCookie(n){{return n;}}</script>"""
    body = f"""<div class="header">{r.nav(14, between="|")}</div><div class="subhead">当前位置　<a href="/">首页</a> &gt; 国内时政更多新闻 &gt; 正文</div>
<div class="laiyuan"><h1 id="articleTitle">{d.title}</h1><div class="time">
<span id="articleTime">{d.date("Y年m月d日 H:M")}</span>　　<span id="articleSource">来源：{d.publisher()}</span>
<span id="articleAuthor">{d.authors("　")}</span> <span>[<a>推荐朋友</a>] [<a>打印本稿</a>] [字号 <a>大</a> <a>中</a> <a>小</a>]</span></div></div>
<div class="content" id="articleText"><div class="TRS_Editor">
{d.body(Style(p="<p align='justify'>　　{}</p>"))}</div>
<p id="articleEditor" align="right">（责任编辑：{d.editors()}）</p></div>
<div class="xgxw"><h3>相关新闻</h3><ul>{r.links(5)}</ul></div>
<div class="jjsm">国经网声明：股市资讯来源于合作媒体及机构，属作者个人观点，仅供投资者参考，并不构成投资建议。</div>
<div class="rmtj"><h3>24小时新闻排行</h3>{r.links(10)}</div>"""
    return document(f"{d.title}_国经网——国家经济门户", body, head=script, charset="gb2312")


@layout("华央网", "http://news.huayang.example/<Y-m/d>/content_{id}.htm")
def central_baidu_ids(d: Draft) -> str:
    r = d.room
    body = f"""<div class="nav">{r.nav(15)}</div><div class="articleBox">
<h1 class="articleTitle">{d.title}</h1><div class="info"><span id="pubtime_baidu">发布时间：{d.date("Y-m-d H:M:S")}</span>
<span id="source_baidu">来源：<a href="/">{d.publisher()}</a></span><span id="author_baidu">作者：{d.authors()}</span>
<span id="editor_baidu">责任编辑：{d.editors()}</span></div>
<div id="articleBody">{d.body(Style(p="<p>　　{}</p>"))}</div>
<div class="app">华央新闻客户端 <img src="/qr.png"></div></div>
<div class="moreNews"><h3>相关文章：</h3>{r.links(6)}</div>
<div class="comments"><h3>网友评论</h3>{r.comments(3, "<dl><dt>{nick} {time}</dt><dd>{text}</dd></dl>")}</div>"""
    return document(f"{d.title}_华央网", body)
