"""The line under the title as Chinese sites print it, and what stands in the head where it is missing."""

# ruff: noqa: E501 - a case reads best on one line

import pytest

from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE, news_page

D, M, S = "2024-03-05", "2024-03-05T08:01:00+08:00", "2024-03-05T08:01:02+08:00"
P = "临河日报"

LINES: list[tuple[str, str, str | None, str | None, tuple[str, ...]]] = [
    ('<div class="date-source"><span class="date">2024年03月05日 08:01</span><a class="source">临河日报</a></div>','',M,P,()),
    ('<div class="article-info"><span class="time" data-val="1709596860000">2024-03-05 08:01</span> <span>来源:<a>临河日报</a></span></div>','',M,P,()),
    ('<div class="box01"><div class="fl">2024年03月05日08:01&nbsp;&nbsp;来源：<a>临河网－临河日报</a></div></div>','',M,'临河网－临河日报',()),
    ('<div class="h-info"><span class="h-time"> 2024-03-05 08:01:02</span> 来源： <em id="source"> 临河网</em></div>','',S,'临河网',()),
    ('<div class="left-t">2024年03月05日 08:01　来源：<a>临河新闻网</a></div><input type=hidden id="newsdate" value="2024-03-05">','',M,'临河新闻网',()),
    ('<div class="function"><span class="info"><i>来源：<a>临河网</a> 2024年03月05日 08:01</i></span></div>','',M,'临河网',()),
    ('<div class="info"><span>2024-03-05 08:01:00</span><span>来源：临河网</span></div>','',M,'临河网',()),
    ('<div class="time fix"><span>2024-03-05 08:01:02</span><span>来源：临河网</span></div>','',S,'临河网',()),
    ('<div class="article-info"><p><span class="author"><a>张晓梅</a></span> · <span class="date">2024/03/05 08:01</span><span>浏览 3.4w</span><span>来源：临河日报</span></p></div>','',M,P,('张晓梅',)),
    ('<div class="title-info">临河财经　2024-03-05 08:01:02</div><p>作者：张晓梅　　责编：李建国</p>','',S,'临河财经',('张晓梅',)),
    ('<div class="artInfo" id="artInfo">2024年03月05日 08:01<span>来源于 <a>临河网</a></span></div>','',M,'临河网',()),
    ('<div class="time-source"><div class="time">2024年03月05日 08:01</div><div class="source data-source">来源：临河时报</div></div>','',M,'临河时报',()),
    ('<div class="info">2024-03-05 08:01&nbsp;&nbsp;来源：临河时报网&nbsp;&nbsp;作者：张晓梅</div>','',M,'临河时报网',('张晓梅',)),
    ('<div class="artc_info"><div><em>作者：张晓梅</em><em>来源：临河证券报·临河网</em><em>2024-03-05 08:01</em></div></div>','',M,'临河证券报·临河网',('张晓梅',)),
    ('<div class="bullet"><span class="timer">2024-03-05 08:01:02</span><span class="source">来源：<a>临河证券报</a></span><span class="author">作者：张晓梅</span></div>','',S,'临河证券报',('张晓梅',)),
    ('<div class="laiyuan"><span id="articleTime">2024年03月05日 08:01</span>&nbsp;&nbsp;<span id="articleSource">来源： 临河经济网</span><span>[推荐朋友]</span></div>','',M,'临河经济网',()),
    ('<p><span id="pubtime_baidu">2024-03-05 08:01:02</span> <span id="source_baidu">来源：<a>临河网</a></span> <span id="author_baidu">作者：张晓梅</span> <span id="editor_baidu">责任编辑：李建国</span></p>','',S,'临河网',('张晓梅',)),
    ('<span class="m-con-time">2024-03-05 08:01</span><span class="m-con-source">来源：<a>临河网</a></span>','',M,'临河网',()),
    ('<p class="pub">发稿时间：2024-03-05 08:01:00 来源： 临河青年网</p>','',M,'临河青年网',()),
    ('<div class="post_source">2024-03-05 08:01:02　来源：临河新闻网 　<span>责任编辑：李建国</span></div>','',S,'临河新闻网',()),
    ('<div class="layout"><div class="left"> 2024-03-05 08:01:00 <b>来源：</b> 临河网 <b>作者：</b> 张晓梅</div></div>','',M,'临河网',('张晓梅',)),
    ('<div class="msg"><span>来源：上河新闻</span><span>作者：张晓梅</span><span>2024-03-05 08:01</span></div>','',M,'上河新闻',('张晓梅',)),
    ('<div>http://www.linhe.com&nbsp;2024-03-05 08:01&nbsp;来源: 临河新闻网</div>','',M,'临河新闻网',()),
    ('<div>2024-03-05 08:01:02 |来源：临河在线 |记者 张晓梅 通讯员 王立冬</div>','',S,'临河在线',('张晓梅','王立冬')),
    ('<div>2024-03-05 08:01 | 来源：临河日报 | 作者：张晓梅</div>','',M,P,('张晓梅',)),
    ('<div>发布时间：2024年03月05日08:01 来源：<span>临河日报</span></div>','',M,P,()),
    ('<div>临河在线 (2024-03-05 08:01:02) 来源：临河日报 编辑：李建国</div>','',S,P,()),
    ('<div>2024-03-05 08:01:02&nbsp;&nbsp;&nbsp;来源：临河新闻网&nbsp;&nbsp;&nbsp;作者：临河日报记者 张晓梅</div>','',S,'临河新闻网',('张晓梅',)),
    ('<div class="pages-date">2024-03-05 08:01 <span class="font">来源： 临河社</span>【字体：<a>大</a> <a>中</a> <a>小</a>】<a>打印</a></div>','<meta name="firstpublishedtime" content="2024-03-05-08:01:02"><meta name="lastmodifiedtime" content="2024-03-05-09:01:02">',S,'临河社',()),
    ('<div><span id="articleTime">2024年03月05日 08:01</span>　<span>来源：<a>临河日报</a></span>　<a>手机看新闻</a><span>[推荐朋友] [打印本稿]</span></div>','',M,P,()),
    ('<div><span>2024-03-05 08:01</span> <span>来源：临河日报</span> <span>作者：张晓梅</span><a>我有话说</a></div>','',M,P,('张晓梅',)),
    ('<p><span>张晓梅</span> <span>2024-03-05 08:01:02</span> <span>来源：临河日报</span></p>','',S,P,('张晓梅',)),
    ('<p><span>时政要闻</span> <span>2024-03-05 08:01:02</span> <span>责编：张晓梅</span></p>','',S,None,()),
    ('<div><time><span>08:01</span><span>2024/03/05</span></time><div>临河日报</div><div><a>周雅婷</a></div></div>','',D,P,('周雅婷',)),
    ('<div><b>临河讯</b> 更新时间：2024-03-06 09:00 发布时间：2024-03-05 08:01 来源：临河日报</div>','',M,P,()),
    ('<div><div>2024年03月05日 08:01</div><div>来源：<img alt="临河日报"></div><div class="data-source">临河日报</div></div>','',M,P,()),
    ('<div><p>临河观察</p><div><span>发布时间：24-03-05 08:01</span><span></span></div><p>临河观察官方账号</p></div>','',M,'临河观察',()),
    ('<div><span>21世纪经济报道</span> <span>张晓梅</span> <span>2024-03-05 08:01:02</span></div>','',S,'21世纪经济报道',('张晓梅',)),
    ('<p>《 临河日报 》（ 2024年03月05日   第 01 版）</p>','',D,P,()),
    ('<div class="from">（来源：临河日报 2024年03月05日 第 02 版）</div>','',D,P,()),
    ('<div>发布日期：2024-03-05 08:01 信息来源：市政府办公室 浏览次数：123 字体：[ 大 中 小 ]</div>','',M,'市政府办公室',()),
    ('<div><span>日期：2024-03-05</span><span>来源：县委宣传部</span><span>作者：张晓梅</span><span>审核：李建国</span></div>','',D,'县委宣传部',('张晓梅',)),
    ('<div>2024-03-05 08:01:02　　出处：临河科技&nbsp;&nbsp;作者：张晓梅&nbsp;&nbsp;编辑：李建国 人气：<span>123</span>次</div>','',S,'临河科技',('张晓梅',)),
    ('<div class="meta"><span>2024年03月05日 08:01</span><span class="source">稿源：<a><span>临河网</span></a></span><span>条评论</span></div>','',M,'临河网',()),
    ('<div>2024-03-05 08:01 类型：原创 来源：临河车网 编辑：李建国</div>','',M,'临河车网',()),
    ('<div>时间：2024-03-05 08:01 来源：临河网 字号：大 中 小</div>','',M,'临河网',()),
    ('<div><span class="author">临河日报</span><span>2024-03-05 08:01</span> 发布于 临河</div>','',M,P,()),
    ('<p class="info">临河号 · 2024-03-05 08:01</p>','',M,'临河号',()),
    ('<div class="header-time"><span class="year"><em>2024</em></span><span class="day"><em>03</em>/<em>05</em></span><span class="time">08:01:02</span></div><div class="source">来源：临河网</div>','',S,'临河网',()),
    ('<div class="year">2024</div><div class="md">03/05</div><div class="time">08:01</div>','',M,None,()),
    ('<div>18-03-08 12:00</div>','', '2018-03-08T12:00:00+08:00',None,()),
    ('<div>发布时间：24-03-05</div>','',D,None,()),
    ('<div>2024.3.5</div>','',D,None,()),
    ('<div>二〇二四年三月五日</div>','',D,None,()),
    ('<div>3小时前 来源：临河日报</div>','',None,P,()),
    ('<div>更新时间：2024-03-05 08:01 来源：临河日报</div>','',M,P,()),
    ('<div>发布时间：2024-03-05 08:01 更新时间：2024-03-06 09:00 来源：临河日报</div>','',M,P,()),
    ('<div>2024-03-05 08:01</div><div>来源：网络</div>','',M,None,()),
    ('<div>2024-03-05 08:01 来源：本站</div>','',M,None,()),
    ('<div>2024-03-05 08:01 来源：互联网 作者：佚名</div>','',M,None,()),
    ('<div>2024-03-05 08:01 来源：未知</div>','',M,None,()),
    ('<div>2024-03-05 08:01 来源：</div>','',M,None,()),
    ('<div>2024-03-05 08:01 来源： 作者：张晓梅</div>','',M,None,('张晓梅',)),
    ('<div>2024-03-05 08:01 来源：微信公众号“临河发布”</div>','',M,'临河发布',()),
    ('<div>2024-03-05 08:01 来源：临河发布微信公众号</div>','',M,'临河发布',()),
    ('<div>2024-03-05 08:01 来源：综合临河社、上河日报</div>','',M,'临河社、上河日报',()),
    ('<div>2024-03-05 08:01 转自：临河日报</div>','',M,P,()),
    ('<div>2024-03-05 08:01 来源：临河日报客户端 张晓梅</div>','',M,'临河日报客户端',("张晓梅",)),
    ('<div>2024-03-05 08:01 【来源：临河日报】</div>','',M,P,()),
    ('<div>2024-03-05 08:01 [来源：临河日报] [字体：大 中 小]</div>','',M,P,()),
    ('<div>稿件来源：临河日报 发布时间：2024-03-05 08:01 作者：</div>','',M,P,()),
    ('<div>2024-03-05 08:01　临河日报　张晓梅</div>','',M,P,('张晓梅',)),
    ('<div>作者：张晓梅　来源：临河日报　更新时间：2024-03-05　点击数：12</div>','',D,P,('张晓梅',)),
    ('<ul class="info"><li>2024-03-05</li><li>来源：临河日报</li><li>浏览：120</li></ul>','',D,P,()),
    ('<table><tr><td>发布时间:2024-03-05</td><td>来源:临河日报</td></tr></table>','',D,P,()),
    ('<div>发布机构：临河县教育局　发布日期：2024-03-05</div>','',D,'临河县教育局',()),
    ('<div>2024-03-05 星期二 08:01 来源：临河日报</div>','',M,P,()),
    ('<div>2024/3/5 8:01:02</div><div>来源：<a>临河日报</a></div>','',S,P,()),
    ('<div>2024-03-05 08:01:02  来源: <a></a></div>','<meta name="ContentSource" content="临河日报"><meta name="SiteName" content="临河网">',S,P,()),
    ('<div class="info">阅读：1.2万</div>','<meta name="PubDate" content="2024-03-05 08:01"><meta name="ContentSource" content="本网"><meta name="SiteName" content="临河网">',M,None,()),
    ('','<meta name="PubDate" content="2024-03-05 08:01"><meta name="ContentSource" content="张晓梅"><meta name="SiteName" content="临河网">',M,None,()),
    ('','<meta name="publishdate" content="2024-03-05"><meta name="source" content="来源：临河日报">',D,P,()),
    ('','<meta name="weibo: article:create_at" content="2024-03-05 08:01:02"><meta name="mediaid" content="临河日报">',S,P,()),
    ('','<meta property="og:url" content="https://news.linhe.cn/2024-03/05/content_12.htm">',D,None,()),
    ('<div>03-05 08:01</div>','<link rel="canonical" href="https://news.linhe.cn/2024/0305/12.htm">',M,None,()),
    ('<div>03月05日 08:01 来源：临河日报</div>','<link rel="canonical" href="https://news.linhe.cn/2024/12.htm">',M,P,()),
    ('','<script type="application/ld+json">{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld","title":"x","pubDate":"2024-03-05T08:01:02"}</script>',S,None,()),
    ('<div>今天是2024年3月6日 星期三</div><div>2024-03-05 08:01</div>','',M,None,()),
    ('<span>2024-03-05 08:01:02</span> <span>字号</span><span>超大</span><span>大</span><span>标准</span>','',S,None,()),
    ('<div>分享到：<a>微信</a></div><div class="fenxiang">微博</div><div>2024-03-05 08:01 来源：临河日报</div>','',M,P,()),
    ('<div>记者：张晓梅 编辑：李建国 2024-03-05 08:01:02</div>','',S,None,('张晓梅',)),
    ('<div>2024-03-05 08:01:02 临河报 记者：张晓梅 编辑：李建国</div>','',S,'临河报',('张晓梅',)),
    ('<div>文/张晓梅 2024-03-05 08:01</div>','',M,None,('张晓梅',)),
    ('<div>张晓梅 2024-03-05 08:01 临河日报</div>','',M,P,('张晓梅',)),
    ('<div>2024-03-05 08:01 编辑:李建国 来源:临河日报</div>','',M,P,()),
    ('<p>2024-03-05 08:01:02来源：临河日报作者：张晓梅</p>','',S,P,('张晓梅',)),
    ('<p><a>临河日报</a>2024-03-05 08:01:02</p>','',S,P,()),
    ('<p>原创 临河日报 2024-03-05</p>','',D,P,()),
    ('<p>来源：<a href="http://x.cn">http://x.cn</a> 2024-03-05</p>','',D,None,()),
    ('<p>来源：临河日报　　2024-03-05 08:01</p><p>分享</p>','',M,P,()),
    ('<p>时间：2024-03-05&nbsp;&nbsp;来源：临河县融媒体中心&nbsp;&nbsp;点击：<script>document.write(1)</script>次</p>','',D,'临河县融媒体中心',()),
    ('<p>发布者：管理员 发布时间：2024-03-05 浏览次数：20</p>','',D,None,()),
    ('<p>发表时间：2024-03-05　来源：　阅读：20</p>','',D,None,()),
    ('<p>2024-03-05 来源：临河日报-临河新闻网</p>','',D,'临河日报-临河新闻网',()),
    ('<p>2024-03-05 08:01 来源：学习强国</p>','',M,'学习强国',()),
    ('<p>Tue, 5 Mar 2024 08:01:02 +0800</p>','',S,None,()),
    ('<p>发布：2024-03-05 08:01 | 来源：临河日报</p>','',M,P,()),
]  # fmt: skip


@pytest.mark.parametrize(("info", "head", "published_at", "publisher", "authors"), LINES)
def test_a_page_says_when_from_whom_and_by_whom(
    info: str, head: str, published_at: str | None, publisher: str | None, authors: tuple[str, ...]
) -> None:
    article = extract(capture(news_page(info=info, head=head, title_tag=TITLE)), ANY_SITE)
    assert (article.published_at, article.publisher, article.authors) == (published_at, publisher, authors)
    assert article.title == TITLE
    assert article.text.endswith(PARAGRAPHS[-1])
