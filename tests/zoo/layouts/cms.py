"""Small sites by the software they run on, and pages of twenty years ago."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout


@layout("梅溪在线", "http://www.meixi.example/news/<Y/md>/{id}.html", encoding="gbk")
def cms_dede(d: Draft) -> str:
    r = d.room
    body = f"""<div class="nav">{r.nav(9)}</div><div class="place"><strong>当前位置:</strong> <a>主页</a> &gt; <a>本地新闻</a> &gt;</div>
<div class="viewbox"><div class="title"><h2>{d.title}</h2></div>
<div class="info"><small>时间:</small>{d.date("Y-m-d H:M")}<small>来源:</small>{d.publisher()}<small>作者:</small>{d.authors(" ")}
<small>点击:</small><script src="/plus/count.php"></script>次</div>
<div class="content">{d.body(Style(p="<p>　　{}</p>"))}
<p>(责任编辑：{d.editors()})</p></div>
<div class="newdigg"><div class="diggbox">顶一下 ({r.number(0, 9)}) {r.number(0, 100)}%</div><div>踩一下</div></div>
<div class="dede_pages"></div><div class="handle"><div class="context"><ul><li>上一篇：<a>{r.headline()}</a></li>
<li>下一篇：<a>{r.headline()}</a></li></ul></div><div class="actbox">收藏 挑错 推荐 打印</div></div></div>
<div class="dede_comment">最新评论 进入详细评论页&gt;&gt;</div>
<div class="pright"><dl><dt>栏目列表</dt>{r.nav(5)}</dl><dl><dt>热点内容</dt>{r.links(10)}</dl></div>
<div class="footer">Powered by DedeCMS © 2004-2011 {r.icp()}</div>"""
    return document(f"{d.title}_梅溪在线", body, charset="gb2312")


@layout("上塘信息港", "http://www.shangtang.example/index.php?m=content&c=index&a=show&catid=7&id={id}")
def cms_phpcms(d: Draft) -> str:
    """The date stands in the heading itself."""
    r = d.room
    body = f"""<div class="header">{r.nav(8)}</div><div class="main"><div class="crumbs"><a>首页</a><span> &gt; </span><a>新闻</a> &gt; 正文</div>
<div id="Article"><h1>{d.title}<br /><span>{d.date("Y-m-d H:M:S")}　　{d.publisher("上塘信息港")}　　我要评论(<a id="comment">0</a>)</span></h1>
<div class="summary"></div><div class="content">{d.body(Style(p="<p>&nbsp; &nbsp; {}</p>"))}</div>
<div class="page-tag">Tags：{r.tags(2)}</div>
<p class="f14"><strong>上一篇：</strong><a>{r.headline()}</a><br><strong>下一篇：</strong><a>{r.headline()}</a></p></div>
<div class="share">分享到：QQ空间 新浪微博 开心网 人人网</div><div class="related"><h5>延伸阅读：</h5>{r.links(5)}</div></div>
<div class="col-auto"><h5>频道总排行</h5>{r.links(10)}<h5>频道本月排行</h5>{r.links(10)}</div>
<div class="footer">Powered by PHPCMS V9 © 2014</div>"""
    d.unsure("publisher")
    return document(f"{d.title} - 新闻 - 上塘信息港", body)


@layout("临桂渡新闻网", "http://www.linguidu.example/e/<Ymd>/{id}.html", encoding="gbk")
def cms_empire_tables(d: Draft) -> str:
    r = d.room
    body = f"""<table class="top"><tr><td>{r.nav(9, between=" | ")}</td></tr></table>
<table width="100%"><tr><td>您当前的位置：<a>首页</a>&gt;&gt;<a>社会</a>&gt;&gt;正文</td></tr></table>
<table class="main"><tr><td width="70%"><table width="96%"><tr><td class="title_text" align="center"><strong>{d.title}</strong></td></tr>
<tr><td class="info_text" align="center">{d.date("Y-m-d H:M:S")}　来源：{d.publisher()}　作者：{d.authors(" ")}　【<a>大</a> <a>中</a> <a>小</a>】
浏览：<script>view()</script>　评论：<a>0</a> 条</td></tr>
<tr><td class="news_text" id="text">{d.body(Style(p="<p>　　{}</p>"))}</td></tr>
<tr><td align="right">（编辑：{d.editors()}）</td></tr>
<tr><td class="related"><b>相关新闻</b>{r.links(6, '<tr><td>·<a href="{href}">{text}</a> ({time})</td></tr>')}</td></tr></table></td>
<td><b>热门文章</b>{r.links(8)}</td></tr></table>"""
    return document(f"{d.title} - 临桂渡新闻网", body, charset="gb2312")


@layout(
    "河畔笔记",
    "https://hepan.example/<Y/m>/{id}/",
    only=("tech_code", "recipe", "culture_review", "science_popular"),
)
def cms_wordpress(d: Draft) -> str:
    r = d.room
    comments = r.comments(
        4,
        """<li class="comment"><footer class="comment-meta"><b class="fn">{nick}</b> <time>{time}</time></footer>
<div class="comment-content"><p>{text}</p></div><a class="comment-reply-link">回复</a></li>""",
    )
    body = f"""<header id="masthead">{r.nav(5)}</header><main id="main"><article id="post-{d.id}" class="post type-post hentry">
<header class="entry-header"><h1 class="entry-title">{d.title}</h1><div class="entry-meta"><span class="posted-on">发布于
<time class="entry-date published" datetime="{d.date("Y-m-dTH:M:S+08:00")}">{d.date("Y年n月j日")}</time></span>
<span class="byline">由<span class="author vcard"><a class="url fn n">{d.authors(" ") or "站长"}</a></span></span></div></header>
<div class="entry-content">{d.body(Style(p="<p>{}</p>", sub="<h2>{}</h2>"))}
<div class="sharedaddy"><h3>共享此文章：</h3><ul><li>Twitter</li><li>Facebook</li></ul></div>
<div id="jp-relatedposts"><h3>相关</h3>{r.links(3)}</div></div>
<footer class="entry-footer">分类：<a>随笔</a> 标签：{r.tags(3)}</footer></article>
<nav class="post-navigation"><a>上一篇文章 {r.headline()}</a><a>下一篇文章 {r.headline()}</a></nav>
<div id="comments"><h2>《{d.title}》有4个想法</h2><ol>{comments}</ol><div id="respond"><h3>发表回复</h3>
<p>您的电子邮箱地址不会被公开。 必填项已用 * 标注</p></div></div></main>
<aside id="secondary"><section><h2>近期文章</h2><ul>{r.links(5)}</ul></section><section><h2>归档</h2></section></aside>"""
    d.unsure("publisher", *(() if d.writing.authors else ("authors",)))
    return document(f"{d.title} &#8211; 河畔笔记", body)


@layout(
    "松间集",
    "https://songjian.example/posts/{id}/",
    only=("tech_code", "section_essay", "poem", "long_report"),
)
def cms_hexo(d: Draft) -> str:
    r = d.room
    body = f"""<header class="header">{r.nav(4)}</header><div class="post-block"><header class="post-header"><h1 class="post-title">{d.title}</h1>
<div class="post-meta"><span>发表于 <time datetime="{d.date("Y-m-dTH:M:S+08:00")}">{d.date("Y-m-d")}</time></span>
<span>分类于 <a>随笔</a></span><span>阅读次数：{r.number(9, 999)}</span><span>本文字数： 1.2k</span><span>阅读时长 ≈ 3 分钟</span></div></header>
<div class="post-toc"><ol><li>1. 前言</li><li>2. 正文</li></ol></div>
<div class="post-body">{d.body(Style(p="<p>{}</p>", sub='<h2><a class="headerlink"></a>{}</h2>'))}</div>
<ul class="post-copyright"><li><strong>本文作者： </strong>{d.authors(" ") or "松间集"}</li><li><strong>本文链接：</strong> {d.url}</li>
<li><strong>版权声明： </strong>本博客所有文章除特别声明外，均采用 BY-NC-SA 许可协议。转载请注明出处！</li></ul>
<footer><div class="post-tags">{r.tags(3)}</div><div class="post-nav"><a>上一篇 {r.headline()}</a><a>下一篇 {r.headline()}</a></div></footer></div>
<footer class="footer">© 2025 松间集 由 Hexo &amp; NexT 强力驱动</footer>"""
    d.unsure("publisher", *(() if d.writing.authors else ("authors",)))
    return document(f"{d.title} | 松间集", body)


@layout(
    "听雨轩", "https://tingyu.example/post/{id}.html", only=("culture_review", "section_essay", "short_note")
)
def cms_zblog(d: Draft) -> str:
    r = d.room
    body = f"""<div id="topbar">{r.nav(5)}</div><div class="post single-post"><h4 class="post-date">{d.date("Y年m月d日 H:M:S")}</h4>
<h2 class="post-title">{d.title}</h2><div class="post-body">{d.body(Style(p="<p>{}</p>"))}</div>
<h5 class="post-tags">Tags: {r.tags(2)}</h5><h6 class="post-footer">分类:默认分类 | 评论:0 | 浏览:{r.number(1, 999)}</h6></div>
<ul class="msg mutuality"><li class="tbname">相关文章:</li>{r.links(4, "<li><a href='{href}'>{text}</a>&nbsp;&nbsp;({time})</li>")}</ul>
<div class="post" id="divCommentPost"><p>发表评论:</p><p>◎欢迎参与讨论，请在这里发表您的看法、交流您的观点。</p></div>
<div id="divSidebar"><h3>最近发表</h3><ul>{r.links(8)}</ul><h3>最新评论及回复</h3><ul>{r.comments(4, "<li>{text}</li>")}</ul></div>"""
    d.unsure("publisher", "authors")
    return document(f"{d.title}_听雨轩", body)


@layout("白鹭网", "http://news.bailu.example/<Y-m>/<d>/content_{id}.htm", encoding="gb18030")
def old_tables_2005(d: Draft) -> str:
    """Tables in tables, fonts, line breaks for paragraphs, an upper-case markup nobody closed properly."""
    r = d.room
    return f"""<HTML><HEAD><TITLE>{d.title}</TITLE><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD>
<BODY topMargin=0><TABLE width=760 align=center><TR><TD>{r.nav(12, between=" | ")}</TD></TR></TABLE>
<TABLE width=760 align=center border=0><TR><TD width=180 vAlign=top><TABLE><TR><TD>本周点击排行</TD></TR>
{r.links(10, "<TR><TD>·<A href='{href}'>{text}</A></TD></TR>")}</TABLE></TD>
<TD vAlign=top><TABLE width="100%"><TR><TD align=center><FONT size=5><B>{d.title}</B></FONT></TD></TR>
<TR><TD align=center><FONT color=#666666>http://news.bailu.example　{d.date("Y年m月d日H:M")}　{d.publisher()}</FONT></TD></TR>
<TR><TD><HR></TD></TR><TR><TD class=f14><!-- 正文begin --><FONT id=zoom>
{d.body(Style(p="　　{}<BR><BR>", sub="　　<B>{}</B><BR><BR>", caption="<CENTER>{image}<BR>{text}</CENTER>", byline="　　{}<BR><BR>"))}
</FONT><!-- 正文end --></TD></TR><TR><TD align=right>【<A>评论</A>】【<A>大</A> <A>中</A> <A>小</A>】【<A>打印</A>】【<A>关闭</A>】</TD></TR>
<TR><TD><B>相关链接</B><BR>{r.links(5, "·<A href='{href}'>{text}</A>({time})<BR>")}</TD></TR></TABLE></TD></TR></TABLE>
<CENTER>关于我们 | 网站律师 | 产品答疑<BR>Copyright &copy; 1996 - 2005 BAILU Inc. All Rights Reserved<BR>白鹭公司 版权所有</CENTER></BODY></HTML>"""


@layout(
    "文澜网",
    "http://www.wenlan.example/n435777/n435787/c{id}/content.html",
    encoding="gbk",
    content_type="text/html; charset=ISO-8859-1",
)
def old_wrong_header(d: Draft) -> str:
    """GBK served as ISO-8859-1, all in one cell with line breaks."""
    r = d.room
    body = f"""<div class="menu">{r.nav(8)}</div><div class="bt">{d.title}</div>
<div class="ly">{d.date("Y-m-d")}　　{d.authors(" ", "文/{}")}　　来源：{d.publisher()}</div>
<div class="nr">{d.body(Style(p="　　{}<br><br>", sub="<b>{}</b><br><br>", caption="{image}<br>{text}<br><br>", byline="{}<br><br>"))}
<br>（编辑 {d.editors()}）</div><div class="xg">更多新闻：{r.links(5)}</div>
<div class="bq">文澜网版权所有 禁止非法转载 电话：0571-{r.number(1000000, 9999999)}</div>"""
    return document(f"{d.title} 文澜网", body, charset="gb2312")


@layout(
    "礁屿海风",
    "http://www.jiaoyu.example/html/<Y>/shehui_<md>/{id}.html",
    content_type="text/html; charset=utf-8",
)
def old_declares_gb_sends_utf8(d: Draft) -> str:
    r = d.room
    body = f"""<div class="site-nav">{r.nav(11)}</div><div class="news_show"><h1>{d.title}</h1>
<div class="titBar"><span>{d.date("Y-m-d H:M:S")}</span><span>稿源：{d.publisher()}</span><span>{d.authors("、", "撰文：{}")}</span>
<span>热度：{r.number(1, 999)}℃</span></div>
<div class="news_txt">{d.body(Style(p="<p>{}</p>"))}
<p>【版权提示】礁屿海风倡导尊重与保护知识产权，如发现本站文章存在版权问题，请联系我们及时处理。</p></div>
<div class="hot-words">热搜：{r.links(6, '<a href="{href}">{text}</a>', "、")}</div></div>
<div class="side"><h3>海风热读</h3>{r.links(10, "<div><b>{n}</b><a href='{href}'>{text}</a></div>")}</div>"""
    return document(f"{d.title}-社会-礁屿海风", body, charset="gb2312")
