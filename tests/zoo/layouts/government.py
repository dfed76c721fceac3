"""Governments' sites by the systems they run on, with the official names in their heads, or without them."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout

SPAN = '<p style="text-indent: 2em;"><span style="font-family: 仿宋_GB2312; font-size: 16pt;">{}</span></p>'


def official(d: Draft, column: str = "要闻动态") -> str:
    """The meta set of the national standard for government pages."""
    return f"""<meta name="SiteName" content="{d.site}"/><meta name="SiteDomain" content="www.gov.example"/>
<meta name="SiteIDCode" content="36{d.id % 100000000:08}"/><meta name="ColumnName" content="{column}"/>
<meta name="ColumnType" content="工作动态"/><meta name="ArticleTitle" content="{d.title}"/>
<meta name="PubDate" content="{d.date("Y-m-d H:M")}"/><meta name="ContentSource" content="{d.publisher()}"/>
<meta name="Keywords" content="{d.room.tags(2, "{text}")}"/><meta name="Url" content="{d.url}"/>"""


@layout("青罗县人民政府", "http://www.qingluo.gov.example/art/<Y/n/j>/art_1_{id}.html")
def gov_jcms(d: Draft) -> str:
    r = d.room
    body = f"""<div id="top">{r.nav(5)} 无障碍浏览 长者模式 繁体版</div><div class="dqwz">您现在的位置： 首页 &gt; 要闻动态</div>
<table id="c" width="95%"><tr><td class="title" align="center">{d.title}</td></tr>
<tr><td align="center"><table><tr><td>发布日期：{d.date("Y-m-d")}</td><td>来源：{d.publisher()}</td><td>点击数：<script>count()</script></td>
<td>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->
{d.body(Style(p=SPAN, caption='<p style="text-align:center">{image}</p><p style="text-align:center">{text}</p>'))}
<!--ZJEG_RSS.content.end--></div></td></tr></table>
<div class="gn">【打印本页】 【关闭窗口】 扫一扫在手机打开当前页</div>
<div class="foot">主办：青罗县人民政府办公室 网站标识码：36{r.number(10000000, 99999999)} 公安备案号 {r.icp()} 网站地图</div>"""
    return document(f"青罗县人民政府 要闻动态 {d.title}", body, head=official(d))


@layout("云洲市人民政府", "http://www.yunzhou.gov.example/zwgk/<Ym>/t<Ymd>_{id}.html")
def gov_trs_wcm(d: Draft) -> str:
    r = d.room
    body = f"""<div class="header">{r.nav(6)}</div><div class="BreadcrumbNav">当前位置：<a>首页</a> &gt; <a>政务公开</a></div>
<div class="xl_main"><div class="xl_tit1">{d.title}</div><div class="xl_tit2">
<div class="xl_tit2_l">{d.date("Y-m-d H:M")} 来源：{d.publisher()}</div><div class="xl_tit2_r">【字体：<a>大</a> <a>中</a> <a>小</a>】 打印 分享</div></div>
<div class="view TRS_UEDITOR trs_paper_default trs_web" id="UCAP-CONTENT">
{d.body(Style(p='<p style="text-align: justify; text-indent: 2em;">{}</p>'))}</div>
<div class="xl_btm">责任编辑：{d.editors()}</div><div class="xgwj"><h4>相关政策</h4>{r.links(3)}</div></div>
<div class="footer">版权所有：云洲市人民政府 主办：云洲市人民政府办公室 政府网站标识码 {r.icp()} 关于我们 站点地图</div>"""
    return document(f"{d.title}_云洲市人民政府门户网站", body, head=official(d))


@layout("江岚大学", "https://news.jianglan-univ.example/info/10{id}/{id}.htm")
def gov_boda(d: Draft) -> str:
    """Also what most universities run."""
    r = d.room
    body = f"""<div class="nav">{r.nav(7)}</div><div class="position">当前位置: <a>首页</a>&gt;&gt;<a>综合新闻</a>&gt;&gt;正文</div>
<script language="javascript" src="/system/resource/js/dynclicks.js"></script>
<form name="_newscontent_fromname"><div class="con"><h3 class="title">{d.title}</h3>
<p class="xinxi"><span>发布日期：{d.date("Y-m-d")}</span><span>　作者：{d.authors(" ")}</span><span>　来源：{d.publisher()}</span>
<span>　点击量：<span id="dynclicks">{r.number(10, 999)}</span></span></p>
<div id="vsb_content_2"><div class="v_news_content">
{d.body(Style(p='<p style="line-height:28px;text-indent:37px"><span style=";font-family:宋体;font-size:19px">{}</span></p>'))}
</div></div><div id="div_vote_id"></div><p>责任编辑：{d.editors()}</p>
<p>上一条：<a href="/1.htm">{r.headline()}</a></p><p>下一条：<a href="/2.htm">{r.headline()}</a></p><p>【<a>关闭</a>】</p></div></form>
<div class="foot">地址：江岚市学府大道1号 邮编：330000 版权所有：江岚大学党委宣传部</div>"""
    return document(f"{d.title}-江岚大学新闻网", body)


@layout("汀西县人民政府", "http://www.tingxi.gov.example/xxgk/content_{id}.html")
def gov_kaipu_index_table(d: Draft) -> str:
    """Papers with a table of their index number, issuing body and date above them."""
    r = d.room
    body = f"""<div class="top">{r.nav(5)}</div><div class="smo_path">您当前所在位置：首页 &gt; 政府信息公开 &gt; 通知公告</div>
<table class="xxgk_table"><tr><th>索引号：</th><td>00{d.id}/<b>{d.clock("Y")}</b>-{r.number(100, 999):05}</td><th>组配分类：</th><td>通知公告</td></tr>
<tr><th>发布机构：</th><td>汀西县政府办</td><th>发文日期：</th><td>{d.date("Y-m-d")}</td></tr>
<tr><th>文　号：</th><td>汀政办发〔{d.clock("Y")}〕{r.number(1, 60)}号</td><th>有效性：</th><td>有效</td></tr>
<tr><th>名　称：</th><td colspan="3">{d.title}</td></tr></table>
<div class="j-fontContent newscontnet minh300" id="J_content"><h1 class="wzbt">{d.title}</h1>
<div class="wzxx"><span>发布日期：{d.date("Y-m-d H:M")}</span><span>浏览次数：{r.number(1, 999)}</span><span>字体：大 中 小</span></div>
<div class="wzcon">{d.body(Style(p="<p>　　{}</p>"))}</div></div>
<div class="tools">打印 收藏 关闭</div><div class="zcjd"><b>相关解读：</b>暂无</div>
<div class="foot">联系电话：0790-{r.number(1000000, 9999999)} 汀公网安备 {r.icp()}</div>"""
    d.unsure("publisher")
    return document(f"{d.title}_汀西县人民政府", body)


@layout("石坪乡人民政府", "http://www.shiping.gov.example/index.php/news/{id}.html")
def gov_fastadmin(d: Draft) -> str:
    r = d.room
    body = f"""<nav class="navbar">{r.nav(6)}</nav><ol class="breadcrumb"><li>首页</li><li>乡镇动态</li><li class="active">正文</li></ol>
<div class="panel panel-default"><div class="panel-body"><h2 class="metadata-title">{d.title}</h2>
<div class="metadata-body"><span>发布时间：{d.date("Y-m-d H:M:S")}</span> <span>发布者：admin</span> <span>浏览：{r.number(1, 999)}</span></div>
<div class="article-text">{d.body(Style(p='<p class="MsoNormal"><span lang="EN-US">&nbsp;&nbsp;&nbsp;&nbsp;</span><span>{}</span></p>'))}</div>
<div class="article-donate">点赞 {r.number(0, 9)} 收藏</div></div></div>
<div class="panel"><h3>推荐内容</h3><ul>{r.links(6)}</ul></div><div class="foot">Copyright @ 2019-2025 石坪乡人民政府 {r.icp()}</div>"""
    d.unsure("authors")
    return document(f"{d.title} - 石坪乡人民政府", body)


@layout("云洲市公安局", "http://gaj.yunzhou.gov.example/jwzx/{id}.jhtml")
def gov_police_info_spans(d: Draft) -> str:
    r = d.room
    body = f"""<div class="logo">云洲市公安局</div><div class="menu">{r.nav(6)}</div>
<div class="detail"><div class="detail_top"><h2>{d.title}</h2><p><span>信息来源：{d.publisher()}</span><span>发布时间：{d.date("Y年m月d日")}</span>
<span>作者：{d.authors("、")}</span><span>阅读次数：{r.number(1, 999)} 次</span><span>【<a>我要打印</a>】【<a>我要纠错</a>】</span></p></div>
<div class="detail_main" id="fontzoom">{d.body(Style(p="<div>　　{}</div>", sub="<div>　　<b>{}</b></div>", byline="<div>{}</div>"))}</div>
<div class="detail_fx">分享：<a>微信</a><a>微博</a></div></div>
<div class="bottom">联系我们 | 网站声明 | 报警请拨打110 | 建议使用1024×768分辨率</div>"""
    return document(d.title, body, head='<meta name="keywords" content="云洲市公安局">')


@layout("国家海事信息网", "https://www.haishi.example/<Y-m/d>/content_{id}.htm")
def gov_second_html_before_text(d: Draft) -> str:
    """An included header closes the page before the article begins; browsers go on."""
    r = d.room
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{d.title}_部门动态_海事信息网</title>
<meta name="firstpublishedtime" content="{d.date("Y-m-d-H:M:S")}"/><meta name="author" content="{d.publisher()}"/></head><body>
<!DOCTYPE html><html><body><div class="header_con">{r.nav(6)}</div></body></html>
<div class="article oneColumn pub_border"><h1>{d.title}</h1><div class="pages-date">{d.date("Y-m-d H:M")}
<span class="font">来源： {d.publisher()}</span><div class="pages_print"><span>字体：</span><span>默认</span><span>大</span><span>超大</span>
|<span>打印</span>|</div></div>
<div class="pages_content" id="UCAP-CONTENT">{d.body(Style(p='<p style="text-indent: 2em;">{}</p>'))}
<div class="editor"><span>责任编辑：{d.editors()}</span></div></div>
<div class="related"><h2>相关稿件</h2><ul>{r.links(4)}</ul></div></div>
<div class="footer">扫一扫在手机打开当前页 链接： 全国人大 | 国家机关 | 地方政府</div></body></html>"""
