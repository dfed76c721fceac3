"""Pages whose facts stand elsewhere than in the line under the title, or that state what is none."""

# ruff: noqa: E501 - a case reads best on one line

import pytest

from crawler.extraction.extract import extract
from crawler.items import Article
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE

T = TITLE
B = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
H = f"<h1>{T}</h1>"
D, M, S = "2024-03-05", "2024-03-05T08:01:00+08:00", "2024-03-05T08:01:02+08:00"
P = "临河日报"


def page(body: str, head: str = "", title: str = f"{T}_临河在线") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def read(html: str) -> Article:
    return extract(capture(html, url="http://saved.example/1.html"), ANY_SITE)


PAGES: list[tuple[str, str, str | None, str | None, tuple[str, ...]]] = [
    ('info above', page(f'<div class="header"><div class="header-time">2024<em>03</em>/<em>05</em> 08:01:02</div><div class="source">来源：临河网</div></div><div class="head-line"><h1><span class="title">{T}</span></h1></div><div id="detail">{B}</div>'),S,'临河网',()),
    ('left stick', page(f'<div class="main"><div class="left-stick"><div class="year through"><span>2024</span></div><div class="md">03/05 </div><div class="time">08:01</div></div><div class="LEFT">{H}<div class="content-article">{B}</div></div></div>'),M,None,()),
    ('entry meta below', page(f'<div class="a">{H}<div class="c">{B}</div><div class="entry-meta"><ul><li>本文分类：<a>要闻</a></li><li>发布日期：2024-03-05 08:01:02</li><li>浏览次数：10</li></ul></div></div>'),S,None,()),
    ('date far, sidebar list dates', page(f'<div class="a">{H}<div class="share">分享到 微信 微博 QQ</div><div class="b"><span class="pubtime">2024-03-05 08:01</span><span class="from">来源：临河日报</span></div><div class="c">{B}</div></div><div class="side"><ul><li><a>某村小学迎来新校舍开学第一课</a><span class="time">2024-03-01</span></li></ul></div>'),M,P,()),
    ('issue of a paper', page(f'<table><tr><td>2024年03月05日 星期二</td><td><a>返回首页</a></td></tr></table><table><tr><td>第02版：要闻</td><td><a>上一版</a></td></tr></table><table><tr><td><strong>临河日报</strong></td><td>2024 年 03 月 05 日</td></tr></table><div>{H}<div>{B}</div></div>', title=f'临河日报-{T}'),D,None,()),
    ('clock on top', page(f'<div class="top"><span class="date">2024年3月6日 星期三</span></div><div class="a">{H}<div class="c">{B}</div></div>'),None,None,()),
    ('copyright', page(f'<div class="a">{H}<div class="c">{B}</div></div><div class="info">Copyright 2019-2024 版权所有 更新 2024-03-01</div>'),None,None,()),
    ('comments', page(f'<div class="a">{H}<div class="c">{B}</div></div><div class="comments"><div class="comment-item"><span class="time">2024-03-05 10:00</span>好消息</div></div>'),None,None,()),
    ('related with dates', page(f'<div class="a">{H}<div class="c">{B}</div></div><div class="news"><ul><li><a>某村小学迎来新校舍开学第一课</a><span class="time">2024-03-01</span></li><li><a>某村小学迎来新校舍开学第二课</a><span class="time">2024-03-02</span></li></ul></div>'),None,None,()),
    ('template stamp', page(f'<div class="a">{H}<div>2024-03-05 08:01　来源：临河日报</div><div class="c">{B}</div></div>','<meta name="PubDate" content="2024-03-06 00:12:11">'),M,P,()),
    ('url only', page(f'<div class="a">{H}<div class="c">{B}</div></div>','<link rel="canonical" href="http://www.linhe.cn/2024/03/05/12.html">'),D,None,()),
    ('future meta, visible', page(f'<div class="a">{H}<div>2024-03-05</div><div class="c">{B}</div></div>','<meta property="article:published_time" content="2031-01-01T00:00:00+08:00">'),D,None,()),
    ('old meta', page(f'<div class="a">{H}<div class="c">{B}</div></div>','<meta name="publishdate" content="1990-01-01">'),None,None,()),
    ('epaper', page(f'<div class="paper"><div class="date-box"><p class="date left">2024年03月05日 <span>星期二</span></p></div><div class="article"><h3>临河老街早市</h3><h1>{T}</h1><h2></h2><p class="sec">本报记者 张晓梅</p><p class="date">《临河日报》（2024年03月05日 第 01 版）</p><div id="ozoom">{B}</div></div></div>',title=T),D,P,('张晓梅',)),
    ('founder', page(f'<table><tr><td class="font01">临河老街</td></tr><tr><td><strong>{T}</strong></td></tr><tr><td>□ 本报记者 张晓梅</td></tr></table><div id="ozoom"><founder-content>{B}</founder-content></div>','<link rel="canonical" href="http://p.linhe.cn/html/2024-03/05/content_9.htm">',title='临河日报数字报-'+T),D,None,('张晓梅',)),
    ('source at end', page(f'<div class="a">{H}<div>2024-03-05 08:01</div><div class="c">{B}<p>（来源：临河日报）</p></div></div>'),M,P,()),
    ('source at end 2', page(f'<div class="a">{H}<div>2024-03-05 08:01</div><div class="c">{B}<p>来源：临河日报 责任编辑：李建国</p></div></div>'),M,P,()),
    ('source at end 3', page(f'<div class="a">{H}<div>2024-03-05 08:01</div><div class="c">{B}<p>本文来源：临河日报 作者：张晓梅 责任编辑：李建国_NB1234</p></div></div>'),M,P,('张晓梅',)),
    ('source glued to end', page(f'<div class="a">{H}<div>2024-03-05 08:01</div><div class="c">{B[:-4]}（临河日报）</p></div></div>'),M,P,()),
    ('byline end', page(f'<div class="a">{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}<p>（记者 张晓梅 通讯员 王立冬）</p></div></div>'),M,P,('张晓梅','王立冬')),
    ('dateline 本报讯', page(f'<div class="a">{H}<div>2024-03-05 08:01</div><div class="c"><p>本报讯（记者 张晓梅）早市重新开张，一片热闹。</p>{B}</div></div>'),M,None,('张晓梅',)),
    ('meta editor no author', page(f'<div class="a">{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}<p>责任编辑：李建国</p></div></div>','<meta name="author" content="李建国">'),M,P,()),
    ('time element', page(f'<article>{H}<time datetime="2024-03-05T08:01:02+08:00">两天前</time><div class="c">{B}</div></article>'),S,None,()),
    ('data-time', page(f'<div class="a">{H}<div class="info"><span class="time" data-time="1709596862">2天前</span></div><div class="c">{B}</div></div>'),S,None,()),
    ('hidden input', page(f'<div class="a">{H}<input type="hidden" id="publishdate" value="2024-03-05 08:01:02"><div class="c">{B}</div></div>'),S,None,()),
    ('itemprop', page(f'<div class="a">{H}<span itemprop="datePublished" content="2024-03-05T08:01:02+08:00">前天</span><div class="c">{B}</div></div>'),S,None,()),
    ('date in h1', page(f'<div class="a"><h1>{T}<br><small>2024-03-05 08:01 来源：临河日报</small></h1><div class="c">{B}</div></div>'),M,P,()),
    ('summary between', page(f'<div class="a">{H}<div class="summary">摘要：三月六日，临河镇老街的早市在改造后重新开张，二十多家菜摊沿着石板路一字排开，比往常热闹了许多，村民都说好。这是镇里去年秋天定下的事。</div><div class="info"><span>2024-03-05 08:01</span><span>来源：临河日报</span></div><div class="c">{B}</div></div>'),M,P,()),
    ('nav between', page(f'<div class="a">{H}<div class="x"><a>首页</a> &gt; <a>要闻</a></div><div class="i"><i>2024-03-05 08:01</i><i>来源：临河日报</i></div><div class="c">{B}</div></div>'),M,P,()),
    ('two-line title h2', page(f'<div class="a"><h2>临河镇老街早市重新开张</h2><h3>二十多家菜摊回到街上</h3><div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>'),M,P,()),
    ('logo h1 and div title', page(f'<h1><a href="/">临河在线</a></h1><div class="a"><div class="tit">{T}</div><div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>'),M,P,()),
    ('td title', page(f'<table><tr><td align=center><font size=4><b>{T}</b></font></td></tr><tr><td>2024-03-05 08:01　来源：临河日报</td></tr><tr><td>{B}</td></tr></table>'),M,P,()),
    ('title differs (seo)', page(f'<div class="a">{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>',title='老街早市,临河早市,菜摊_临河在线'),M,P,()),
    ('title elem only site; h1', page(f'<div class="a">{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>',title='临河在线'),M,P,()),
    ('title elem only site; div title', page(f'<div class="a"><div class="article-title">{T}</div><div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>',title='临河在线-新闻中心'),M,P,()),
    ('no title elem; p title', page(f'<div class="a"><p class="title">{T}</p><div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>',title=''),M,P,()),
    ('several h1', page(f'<div class="logo"><h1>临河新闻网</h1></div><div class="a"><h1>要闻</h1>{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>'),M,P,()),
    ('title column before', page(f'<div class="a">{H}<div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>',title=f'临河在线_新闻中心_要闻_{T}'),M,P,()),
    ('title spaces', page(f'<div class="a"><h1>临河镇老街早市重新开张<br/>　二十多家菜摊回到街上</h1><div>2024-03-05 08:01 来源：临河日报</div><div class="c">{B}</div></div>'),M,P,()),
    ('traditional', page(f'<div class="a">{H}<div>2024/03/05 08:01　聯合日報 記者陳大文</div><div class="c">{B}</div></div>'),M,'聯合日報',('陳大文',)),
    ('script clock', page(f'<div class="a">{H}<div>发布时间：<script>document.write("x")</script>2024-03-05 来源：临河日报</div><div class="c">{B}</div></div>'),D,P,()),
    ('mobile', page(f'<div class="a">{H}<div class="sub"><img src=x> <span>临河发布</span> <em>2024-03-05 08:01</em></div><div class="c">{B}</div></div>'),M,'临河发布',()),
    ('account + follow', page(f'<div class="a">{H}<div class="author"><a>临河发布</a><button>关注</button></div><div class="t">2024-03-05 08:01</div><div class="c">{B}</div></div>'),M,'临河发布',()),
    ('account line above date', page(f'<div class="a">{H}<div class="author">临河观察家</div><div class="t">2024-03-05 08:01</div><div class="c">{B}</div></div>'),M,'临河观察家',()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "published_at", "publisher", "authors"),
    [page[1:] for page in PAGES],
    ids=[page[0] for page in PAGES],
)
def test_facts_are_found_where_they_stand(
    html: str, published_at: str | None, publisher: str | None, authors: tuple[str, ...]
) -> None:
    article = read(html)
    assert (article.published_at, article.publisher, article.authors) == (published_at, publisher, authors)
    assert article.title == T
    assert article.flags == ()


@pytest.mark.parametrize(
    "unit", ["<span class=time>2024-03-0x</span>", "<li><a>x</a><i class=date>5</i></li>", "<div class=info>"]
)
def test_a_page_of_nothing_but_boxes_is_read_all_the_same(unit: str) -> None:
    html = page(f"<div>{H}<div>{B}</div><ul><li>{unit * 2000}</li></ul></div>")
    assert read(html).title == T
