"""The text and nothing else, however the page is built that it stands in."""

from __future__ import annotations

import pytest

from crawler.extraction.body.proposals import proposals
from crawler.extraction.body.reader import read_body
from crawler.extraction.body.sheet import sheet_of
from crawler.extraction.extract import extract
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.markup.html import parse_html
from crawler.items import ExtractionError
from crawler.sources import ANY_SITE
from tests.extraction.body_layouts import (
    EXCERPTS,
    FLASH,
    OTHER_NEWS,
    REMARKS,
    STANDFIRST,
    excerpts,
    links,
    page,
    paragraphs,
    remarks,
    table_page,
)
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS, TITLE


def read(html: str) -> list[str]:
    return extract(capture(html), ANY_SITE).text.split("\n")


P = paragraphs()
BREAKS = "<br><br>".join(f"　　{text}" for text in PARAGRAPHS)
MANY = PARAGRAPHS * 12
LAYOUTS = {
    "portal column beside a rank": page(
        "<div class='top-bar'><span class='date'>2024年03月06日 08:30</span><span class='source'>临河日报"
        "</span></div>"
        f"<div class='article-content clearfix'><div class='article-left'>"
        f"<div class='article' id='artibody'>{P}</div>"
        "<div class='article-bottom'><div class='keywords'>关键字 : <a href='/t/1'>早市</a>"
        "<a href='/t/2'>老街</a></div></div></div>"
        f"<div class='article-right'><h2>热榜</h2><ul>{links()}</ul><div><h2>看点</h2>{excerpts()}</div>"
        f"</div></div>"
    ),
    "text in a span that holds paragraphs": page(
        f"<div id='detail'><span id='detailContent'>{P}</span><div id='articleEdit'><span>【纠错】</span>"
        "<span>【责任编辑:李明】</span></div></div>"
        f"<div class='xgxw'><ul>{links(4)}</ul></div>"
    ),
    "sections of the editor of an app": page(
        "<div id='js_content' style='visibility: hidden; opacity: 0'>"
        + "".join(f"<section><section><span>{text}</span></section></section>" for text in PARAGRAPHS)
        + "</div>"
    ),
    "bare sections": page("<div>" + "".join(f"<section>{text}</section>" for text in PARAGRAPHS) + "</div>"),
    "spans parted by breaks": page(
        "<div>" + "".join(f"<span>　　{text}</span><br><br>" for text in PARAGRAPHS) + "</div>"
    ),
    "text nodes parted by breaks": page(f"<div>{BREAKS}</div>"),
    "text nodes in pre": page("<pre>" + "</pre><pre>".join(PARAGRAPHS) + "</pre>"),
    "tables in tables": table_page(BREAKS),
    "tables in tables with paragraphs": table_page(P),
    "a paper's page": page(
        f"<table><tr><td><div id='ozoom'><founder-content>{P}</founder-content></div></td>"
        f"<td><div>版面导航</div>{links(8, '<div><a href=content_{at}.htm>{text}</a></div>')}</td></tr></table>"
        "<div><a href='p1.htm'>上一版</a> <a href='p3.htm'>下一版</a></div>"
    ),
    "a government portal": page(
        "<div class='pages-date'>2024-03-06 08:30 来源：临河县人民政府 【字体：<a href=#>大</a> "
        "<a href=#>中</a> <a href=#>小</a>】"
        "<a href=#>打印</a></div><div id='UCAP-CONTENT'><div class='TRS_Editor'><style>p{margin:0}</style>"
        f"<div class='TRS_PreAppend'>{P}</div></div></div><div class='share'>分享：<a href=#>微信</a>"
        f"<a href=#>微博</a></div>"
        f"<div class='related'><div>相关稿件</div><ul>{links(5)}</ul></div>"
    ),
    "hashed names": page(
        "<div class='_2Zph'><div class='_18p7'><span class='bjh-p'>"
        + "</span></div><div class='_18p7'><span class='bjh-p'>".join(PARAGRAPHS)
        + f"</span></div></div><div class='_3jf'><div class='_1q'>作者最新文章"
        f"</div>{links(5, '<div class=_9><a href=/s/{at}>{text}</a></div>')}</div>"
        f"<div class='_4aa'><div class='_1q'>相关文章</div>{excerpts()}</div>"
    ),
    "remarks of readers under a heading": page(
        f"<article>{P}</article><div><h3>全部评论 3"
        f"</h3>{remarks('<div><div>{name}</div><div>{text}</div><div>03.06 10:2{at} 赞 回复</div></div>')}</div>"
        f"<div><h3>推荐阅读</h3>{excerpts()}</div>"
    ),
    "remarks of readers in a named block": page(
        f"<div>{P}</div><div class='m-cmt'><ul>{remarks()}</ul></div>"
    ),
    "a weblog": page(
        f"<div class='entry-content'>{P}<div class='sharedaddy'><h3>共享此文章：</h3><ul><li>"
        f"<a href=#>微博</a></li></ul></div></div>"
        "<nav class='post-navigation'><a href='/1'>上一篇：河东小学搬进新楼</a>"
        "<a href='/3'>下一篇：渔船傍晚回港</a></nav>"
        f"<div id='comments'><ol>{remarks()}</ol></div><aside><ul>{links()}</ul></aside>"
    ),
    "a forum": page(
        "<div id='postlist'>"
        + "".join(
            f"<div id='post_{at}'><table><tr><td class='pls'><a href='/u/{at}'>{name}</a>"
            f"<p>主题 12 帖子 340</p></td>"
            f"<td class='plc'><div class='pi'>发表于 2024-3-6 08:3{at} <a href=#>只看该作者</a></div>"
            f"<div class='t_fsz'><table><tr><td class='t_f'>{text}</td></tr></table></div></td></tr></table></div>"
            for at, (name, text) in enumerate((("楼主", BREAKS), *REMARKS))
        )
        + "</div>"
    ),
    "an old weblog system": page(
        "<div class='info'><small>时间:</small>2024-03-06 08:30 <small>来源:</small>临河日报</div>"
        f"<div class='content'><table><tr><td><div id='contentMidPicAD'></div>{P}</td></tr></table></div>"
        "<div class='dede_pages'><ul class='pagelist'></ul></div><div class='boxoff'>"
        "<strong>------分隔线----------------------------</strong></div>"
        "<div class='handle'><div class='context'><ul><li>上一篇：<a href='/1'>河东小学搬进新楼</a></li>"
        "<li>下一篇：<a href='/3'>渔船傍晚回港</a></li></ul></div><div>顶 0 踩 0</div></div>"
        f"<div class='mt1'><dl class='tbox'><dt>相关文章</dt><dd><ul>{links(6)}</ul></dd></dl></div>"
        f"<div class='mt1'><dl class='tbox'><dt>栏目列表</dt><dd><ul>{links(3)}</ul></dd></dl></div>"
    ),
    "parts in blocks of their own, advertisements between": page(
        f"<div class='w'><div class='part'>{paragraphs(*PARAGRAPHS[:2])}</div><div class='ad-box'>"
        f"<a href='/ad'>买茶叶请来电</a></div>"
        f"<div class='part'>{paragraphs(*PARAGRAPHS[2:3])}</div><div class='adv'>广告</div>"
        f"<div class='part'>{paragraphs(*PARAGRAPHS[3:])}</div></div><div class='list'><ul>{links()}</ul></div>"
    ),
    "every paragraph in a block": page(
        "<div>"
        + "".join(f"<div><div>{text}</div></div>" for text in PARAGRAPHS)
        + f"</div><ul>{links()}</ul>"
    ),
    "links inside the sentences": page(
        "<div>"
        + P.replace("早市", "<a href='/k/1'>早市</a>").replace("老街", "<a href='/k/2'>老街</a>")
        + "</div>"
    ),
    "an anchor never closed": page(f"<div><a name='top'>{P}</div><ul>{links()}</ul>"),
    "links between the paragraphs": page(
        f"<div>{paragraphs(*PARAGRAPHS[:2])}<p>相关阅读：</p><p><a href='/n/1'>{OTHER_NEWS[0]}</a></p><p>"
        f"<a href='/n/2'>{OTHER_NEWS[1]}"
        f"</a></p><p><a href='/n/3'>{OTHER_NEWS[2]}</a></p>{paragraphs(*PARAGRAPHS[2:])}</div>"
    ),
    "names that furniture has too": page(
        f"<div class='page has-sidebar'><div class='main-share content-wrap'>"
        f"<div class='hot-news-detail' id='comment-article'>{P}"
        f"</div></div><div class='rank'><ul>{links()}</ul></div></div>"
    ),
    "a hot list with excerpts and no names": page(
        f"<div><div>{P}</div></div>"
        f"<div>{excerpts('<dl><dt><a href=/n/{at}>{text}</a></dt><dd>{excerpt}</dd><dd>03-06</dd></dl>')}</div>"
    ),
    "no heading": page(f"<div class='c'>{P}</div><div class='d'><ul>{links()}</ul></div>", heading=""),
    "windows of the application above": page(
        f"<div class='b'>{P}</div>",
        above="<div class='login-pop'><p>登录超时，请稍后再试。</p>"
        "<p>没有账号？请先注册，注册后即可发表评论、收藏文章。</p></div>",
    ),
    "two columns, the narrow one first": page(
        f"<div class='wrap'><div class='col-l'><ul>{links()}</ul><div>{excerpts()}</div></div>"
        f"<div class='col-r'><h1>{TITLE}</h1>"
        f"<div>{P}</div></div></div>",
        heading="",
    ),
    "a letter box of an application as root": (
        page(f"<div class='art'>{P}</div>").replace("<body>", "<body><div id='app' class='page tools'>")
    ),
    "remarks in blocks without names or headings": page(
        f"<div class='art'>{P}</div><div class='say'><div class='box'>写下你的看法</div>"
        + "".join(f"<div class='one'><p>{name}</p><p>{text}</p></div>" for name, text in REMARKS)
        + "</div>"
    ),
    "who wrote it, told beside the text": page(
        "<div class='author-card'><p>李明，临河日报记者，在老街长大，写过三百篇街头的故事。</p></div>"
        f"<div class='z'>{P}</div><div class='author-intro'>"
        f"<p>李明，临河日报记者，在老街长大，写过三百篇街头的故事。</p></div>"
    ),
    "readers' codes and windows inside the text": page(
        f"<div class='text'>{paragraphs(*PARAGRAPHS[:2])}<div class='app-qrcode'>"
        f"<p>打开客户端，看更多身边的新闻。</p></div>"
        f"<div class='video-box'><ul>{links(4)}</ul></div>{paragraphs(*PARAGRAPHS[2:])}</div>"
    ),
    "a window that is not shown": page(
        f"<div><div style='display: none'><p>您的浏览器版本太低，请升级以后再来阅读本页的新闻。</p></div>{P}</div>"
    ),
    "an embedded list beside the paragraphs": page(
        f"<div class='c'>{paragraphs(*PARAGRAPHS[:2])}<div><span>相关报道"
        f"</span>{links(3, '<a href=/n/{at}>{text}</a><br>')}</div>"
        f"{paragraphs(*PARAGRAPHS[2:])}</div>"
    ),
    "a list of cards": page(
        f"<div class='c'>{P}</div>"
        f"<div class='w'>{excerpts('<a href=/n/{at}><div>{text}</div><div>{excerpt}</div></a>')}</div>"
    ),
    "a rank whose numbers stand before the links": page(
        f"<div class='c'>{P}</div><div>"
        f"<ul>{links(8, '<li><span>{at}</span><a href=/n/{at}>{text}</a><span>1380{at}</span></li>')}</ul></div>"
    ),
    "a wrapper that a quotation is": page(
        f"<div><blockquote>{P}</blockquote></div><div><ul>{links()}</ul></div>"
    ),
    "fonts round the paragraphs": page(f"<div><font size=3>{P}</font></div><div><ul>{links()}</ul></div>"),
    "an article on a page of lists, far down": page(
        f"<div class='c'><p>{PARAGRAPHS[0]}</p><ul>{links()}</ul>{paragraphs(*PARAGRAPHS[1:])}</div><div>"
        f"<ul>{links()}</ul></div>"
    ),
    "a form round the whole page": page(
        f"<form id='form1'><div><div>{P}</div></div><div><ul>{links()}</ul></div></form>"
    ),
    "words about the site at the end": page(
        f"<div class='a'><div class='b'>{P}</div><div class='d'>"
        f"<p>临河在线是临河县最大的网站，每天有三万人来看新闻、找工作、租房子。"
        "</p><p>合作请写信到编辑部，信封上写明栏目，十天以内会有答复。</p></div></div>"
    ),
}


@pytest.mark.parametrize("html", [pytest.param(html, id=name) for name, html in LAYOUTS.items()])
def test_the_article_is_read_whole_and_alone(html):
    assert read(html) == list(PARAGRAPHS)


CASES = {
    "a flash among much else": (
        page(
            f"<div><div class='c'><p>{FLASH}</p></div><div>"
            f"<p>郑重声明：本站所载文章、数据仅供参考，不构成投资建议，投资有风险，选择需谨慎。</p>"
            f"</div></div><div><h3>热门文章</h3><ul>{links()}</ul></div><div>{excerpts()}</div>"
        ),
        [FLASH],
    ),
    "a flash in a wide wrapper of lists": (
        page(
            f"<div class='m'><div class='l'><div><p>{FLASH}</p></div><ul>{links()}</ul></div>"
            f"<ul>{links()}</ul></div>"
        ),
        [FLASH],
    ),
    "a standfirst above the container": (
        page(
            f"<div class='summary'>摘要：{STANDFIRST}</div><div class='tools'><a href=#>收藏</a></div>"
            f"<div>{P}</div>"
        ),
        [f"摘要：{STANDFIRST}", *PARAGRAPHS],
    ),
    "captions of figures": (
        page(f"<div><figure><img src=a.jpg><figcaption>周大姐在切豆腐 李明摄</figcaption></figure>{P}</div>"),
        ["周大姐在切豆腐 李明摄", *PARAGRAPHS],
    ),
    "sub-headings": (
        page(
            f"<div>{paragraphs(*PARAGRAPHS[:1])}<p><strong>雨天不踩水</strong>"
            f"</p>{paragraphs(*PARAGRAPHS[1:2])}<h2>五个月的工程</h2>"
            f"{paragraphs(*PARAGRAPHS[2:])}</div>"
        ),
        [PARAGRAPHS[0], "雨天不踩水", PARAGRAPHS[1], "五个月的工程", *PARAGRAPHS[2:]],
    ),
    "a poem": (
        page(
            "<div class='c'>雨落在河上<br>船停在桥下<br>卖豆腐的人没有走<br>他等一个晴天</div>"
            f"<div><ul>{links()}</ul></div>"
        ),
        ["雨落在河上", "船停在桥下", "卖豆腐的人没有走", "他等一个晴天"],
    ),
    "questions and answers": (
        page(
            "<div><p><b>问：早市几点开门？</b></p><p>答：五点。</p><p><b>问：下雨呢？</b></p>"
            "<p>答：下雨也开，棚子是去年搭的，够二十多家摊子用。</p>"
            f"</div><div><ul>{links()}</ul></div>"
        ),
        [
            "问：早市几点开门？",
            "答：五点。",
            "问：下雨呢？",
            "答：下雨也开，棚子是去年搭的，够二十多家摊子用。",
        ],
    ),
    "a story of pictures": (
        page(
            "<div class='pics'>"
            + "".join(f"<div><img src={at}.jpg></div><div>{text}</div>" for at, text in enumerate(EXCERPTS))
            + f"</div><div class='more'><ul>{links()}</ul></div>"
        ),
        list(EXCERPTS),
    ),
    "a table": (
        page(
            f"<div>{P}<table><tr><td><p>品种</p></td><td><p>价格</p></td></tr><tr><td>萝卜</td><td>两元"
            f"</td></tr></table>"
            "<p>价格每天早上公布一次。</p></div>"
        ),
        [*PARAGRAPHS, "品种 | 价格", "萝卜 | 两元", "价格每天早上公布一次。"],
    ),
    "a list in the text": (
        page(
            f"<div>{P}<ul><li>早市五点开门</li><li>周一休市</li></ul><p>下雨照常。</p></div><ul>{links()}</ul>"
        ),
        [*PARAGRAPHS, "早市五点开门", "周一休市", "下雨照常。"],
    ),
    "a very long article": (
        page(f"<div>{paragraphs(*MANY)}</div><ul>{links()}</ul>"),
        list(MANY),
    ),
    "a table longer than the text round it": (
        page(
            f"<div>{paragraphs(*PARAGRAPHS[:2])}<table><tbody>"
            + "".join(
                f"<tr><td>{name}</td><td>今年的收成比去年多两成，价钱也好</td></tr>" for name in OTHER_NEWS
            )
            + f"</tbody></table>{paragraphs(*PARAGRAPHS[2:])}</div><ul>{links()}</ul>"
        ),
        [
            *PARAGRAPHS[:2],
            *(f"{name} | 今年的收成比去年多两成，价钱也好" for name in OTHER_NEWS),
            *PARAGRAPHS[2:],
        ],
    ),
    "captions that are links to larger pictures": (
        page(
            "<div>"
            + "".join(
                f"<p><a href='/{at}.jpg'><img src='{at}.jpg'>{text}</a></p>"
                for at, text in enumerate(EXCERPTS)
            )
            + "</div>"
        ),
        list(EXCERPTS),
    ),
    "a report as it goes on": (
        page(
            "<div class='live'>"
            + "".join(
                f"<div class='it'><div>早上八点{at}刻</div><div>{text}</div></div>"
                for at, text in enumerate(PARAGRAPHS)
            )
            + f"</div><ul>{links()}</ul>"
        ),
        [line for at, text in enumerate(PARAGRAPHS) for line in (f"早上八点{at}刻", text)],
    ),
    "an answer of an office": (
        page(
            f"<div class='letter'><div class='ask'><p>来信：{STANDFIRST}</p></div><div class='reply'>"
            f"<p>回复：{PARAGRAPHS[2]}</p></div></div>"
        ),
        [f"来信：{STANDFIRST}", f"回复：{PARAGRAPHS[2]}"],
    ),
    "files to a notice": (
        page(
            f"<div>{P}<p>附件：<a href='/1.doc'>1.摊位费标准.doc</a></p><p><a href='/2.doc'>2.申请表.doc"
            f"</a></p></div>"
        ),
        [*PARAGRAPHS, "附件：1.摊位费标准.doc", "2.申请表.doc"],
    ),
    "a list of what is new, told in items": (
        page(
            f"<div class='c'><ul>{''.join(f'<li><p>{text}</p></li>' for text in PARAGRAPHS)}</ul></div>"
            f"<ul>{links()}</ul>"
        ),
        list(PARAGRAPHS),
    ),
    "a last part of its own": (
        page(
            f"<div class='w'><div class='tx'>{paragraphs(*PARAGRAPHS[:3])}</div><p>{PARAGRAPHS[3]}</p>"
            f"</div><ul>{links()}</ul>"
        ),
        list(PARAGRAPHS),
    ),
    "short lines with nothing at their ends": (
        page(
            f"<div class='c'><p>停水通知</p><p>老街今晨停水</p><p>中午十二点以后恢复</p></div><div>{links()}</div>"
        ),
        ["停水通知", "老街今晨停水", "中午十二点以后恢复"],
    ),
    "a digest of the news, each headline a link": (
        page(
            "<div>"
            + "".join(
                f"<p><a href='/n/{at}'>{OTHER_NEWS[at]}</a></p><p>{text}</p>"
                for at, text in enumerate(EXCERPTS)
            )
            + "</div>"
        ),
        [line for at, text in enumerate(EXCERPTS) for line in (OTHER_NEWS[at], text)],
    ),
}


@pytest.mark.parametrize(("html", "lines"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_what_belongs_to_the_text_is_kept_in_its_order(html, lines):
    assert read(html) == lines


def test_a_page_that_shows_nothing_has_no_text():
    hidden = "<noscript><p>请打开脚本以后再来看临河在线的新闻。</p></noscript>"
    with pytest.raises(ExtractionError) as refused:
        read(page(hidden, heading="", below="").replace("首页", ""))
    assert refused.value.reason == "no-text"


def test_it_is_told_which_reader_won_and_what_the_others_had():
    tree = parse_html(LAYOUTS["a forum"])
    body = read_body(tree, ANY_SITE, heading=tree.find(".//h1"), withheld=False, learned=NOTHING_LEARNED)
    assert (body.rule, body.lines[0]) == ("container", PARAGRAPHS[0])
    assert body.place.endswith("/td")
    assert [(other.rule, other.value.split()[1]) for other in body.others] == [("density", "characters:")]


def test_lines_the_site_is_known_to_print_are_no_text():
    known = "临河在线是临河县最大的网站，每天有三万人来看新闻、找工作、租房子。"
    tree = parse_html(page(f"<div>{P}<p>{known}</p></div>"))
    learned = Learned(lines=frozenset([known]))
    body = read_body(tree, ANY_SITE, heading=tree.find(".//h1"), withheld=False, learned=learned)
    assert known not in body.lines


@pytest.mark.parametrize(
    "html",
    [
        "<p>" + "评论" * 100_000 + "</p>",
        "<a href=/x>河东小学搬进新楼了</a>" * 10_000,
        "<div><p>雨停了，天晴了。</p><a href=/x>河东小学搬进新楼了</a>" * 190 + "<p>雨停了。</p>" * 5_000,
        "<table><tr><td>" * 60 + "<p>雨停了，天晴了。</p>" * 2_000,
        f"<div class='{'a' * 200_000}'><p>雨停了，天晴了。</p></div>",
        f"<div class='{'has-' * 50_000}'><p>雨停了，天晴了。</p></div>",
    ],
    ids=["one word", "links", "deep", "tables in tables", "a long name", "many names"],
)
def test_a_page_of_one_thing_many_times_is_read_to_its_end(html):
    sheet = sheet_of(tree := parse_html(f"<html><body>{html}</body></html>"))
    assert proposals(sheet, tree, None, ())
