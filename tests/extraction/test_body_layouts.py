"""The text and nothing else, however the page is built that it stands in."""

from __future__ import annotations

import pytest

from crawler.extraction.extract import extract
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
        "<div class='top-bar'><span class='date'>2024年03月06日 08:30</span><span class='source'>临河日报</span></div>"
        f"<div class='article-content clearfix'><div class='article-left'><div class='article' id='artibody'>{P}</div>"
        "<div class='article-bottom'><div class='keywords'>关键字 : <a href='/t/1'>早市</a><a href='/t/2'>老街</a></div></div></div>"
        f"<div class='article-right'><h2>热榜</h2><ul>{links()}</ul><div><h2>看点</h2>{excerpts()}</div></div></div>"
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
        "<div class='pages-date'>2024-03-06 08:30 来源：临河县人民政府 【字体：<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】"
        "<a href=#>打印</a></div><div id='UCAP-CONTENT'><div class='TRS_Editor'><style>p{margin:0}</style>"
        f"<div class='TRS_PreAppend'>{P}</div></div></div><div class='share'>分享：<a href=#>微信</a><a href=#>微博</a></div>"
        f"<div class='related'><div>相关稿件</div><ul>{links(5)}</ul></div>"
    ),
    "hashed names": page(
        "<div class='_2Zph'><div class='_18p7'><span class='bjh-p'>"
        + "</span></div><div class='_18p7'><span class='bjh-p'>".join(PARAGRAPHS)
        + f"</span></div></div><div class='_3jf'><div class='_1q'>作者最新文章</div>{links(5, '<div class=_9><a href=/s/{at}>{text}</a></div>')}</div>"
        f"<div class='_4aa'><div class='_1q'>相关文章</div>{excerpts()}</div>"
    ),
    "remarks of readers under a heading": page(
        f"<article>{P}</article><div><h3>全部评论 3</h3>{remarks('<div><div>{name}</div><div>{text}</div><div>03.06 10:2{at} 赞 回复</div></div>')}</div>"
        f"<div><h3>推荐阅读</h3>{excerpts()}</div>"
    ),
    "remarks of readers in a named block": page(
        f"<div>{P}</div><div class='m-cmt'><ul>{remarks()}</ul></div>"
    ),
    "a weblog": page(
        f"<div class='entry-content'>{P}<div class='sharedaddy'><h3>共享此文章：</h3><ul><li><a href=#>微博</a></li></ul></div></div>"
        "<nav class='post-navigation'><a href='/1'>上一篇：河东小学搬进新楼</a><a href='/3'>下一篇：渔船傍晚回港</a></nav>"
        f"<div id='comments'><ol>{remarks()}</ol></div><aside><ul>{links()}</ul></aside>"
    ),
    "a forum": page(
        "<div id='postlist'>"
        + "".join(
            f"<div id='post_{at}'><table><tr><td class='pls'><a href='/u/{at}'>{name}</a><p>主题 12 帖子 340</p></td>"
            f"<td class='plc'><div class='pi'>发表于 2024-3-6 08:3{at} <a href=#>只看该作者</a></div>"
            f"<div class='t_fsz'><table><tr><td class='t_f'>{text}</td></tr></table></div></td></tr></table></div>"
            for at, (name, text) in enumerate((("楼主", BREAKS), *REMARKS))
        )
        + "</div>"
    ),
    "an old weblog system": page(
        "<div class='info'><small>时间:</small>2024-03-06 08:30 <small>来源:</small>临河日报</div>"
        f"<div class='content'><table><tr><td><div id='contentMidPicAD'></div>{P}</td></tr></table></div>"
        "<div class='dede_pages'><ul class='pagelist'></ul></div><div class='boxoff'><strong>------分隔线----------------------------</strong></div>"
        "<div class='handle'><div class='context'><ul><li>上一篇：<a href='/1'>河东小学搬进新楼</a></li>"
        "<li>下一篇：<a href='/3'>渔船傍晚回港</a></li></ul></div><div>顶 0 踩 0</div></div>"
        f"<div class='mt1'><dl class='tbox'><dt>相关文章</dt><dd><ul>{links(6)}</ul></dd></dl></div>"
        f"<div class='mt1'><dl class='tbox'><dt>栏目列表</dt><dd><ul>{links(3)}</ul></dd></dl></div>"
    ),
    "parts in blocks of their own, advertisements between": page(
        f"<div class='w'><div class='part'>{paragraphs(*PARAGRAPHS[:2])}</div><div class='ad-box'><a href='/ad'>买茶叶请来电</a></div>"
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
        f"<div>{paragraphs(*PARAGRAPHS[:2])}<p>相关阅读：</p><p><a href='/n/1'>{OTHER_NEWS[0]}</a></p><p><a href='/n/2'>{OTHER_NEWS[1]}"
        f"</a></p><p><a href='/n/3'>{OTHER_NEWS[2]}</a></p>{paragraphs(*PARAGRAPHS[2:])}</div>"
    ),
    "names that furniture has too": page(
        f"<div class='page has-sidebar'><div class='main-share content-wrap'><div class='hot-news-detail' id='comment-article'>{P}"
        f"</div></div><div class='rank'><ul>{links()}</ul></div></div>"
    ),
    "a hot list with excerpts and no names": page(
        f"<div><div>{P}</div></div><div>{excerpts('<dl><dt><a href=/n/{at}>{text}</a></dt><dd>{excerpt}</dd><dd>03-06 08:1{at}</dd></dl>')}</div>"
    ),
    "no heading": page(f"<div class='c'>{P}</div><div class='d'><ul>{links()}</ul></div>", heading=""),
    "windows of the application above": page(
        f"<div class='b'>{P}</div>",
        above="<div class='login-pop'><p>登录超时，请稍后再试。</p><p>没有账号？请先注册，注册后即可发表评论、收藏文章。</p></div>",
    ),
    "two columns, the narrow one first": page(
        f"<div class='wrap'><div class='col-l'><ul>{links()}</ul><div>{excerpts()}</div></div><div class='col-r'><h1>{TITLE}</h1>"
        f"<div>{P}</div></div></div>",
        heading="",
    ),
}


@pytest.mark.parametrize("html", [pytest.param(html, id=name) for name, html in LAYOUTS.items()])
def test_the_article_is_read_whole_and_alone(html):
    assert read(html) == list(PARAGRAPHS)


CASES = {
    "a flash among much else": (
        page(
            f"<div><div class='c'><p>{FLASH}</p></div><div><p>郑重声明：本站所载文章、数据仅供参考，不构成投资建议，投资有风险，选择需谨慎。</p>"
            f"</div></div><div><h3>热门文章</h3><ul>{links()}</ul></div><div>{excerpts()}</div>"
        ),
        [FLASH],
    ),
    "a flash in a wide wrapper of lists": (
        page(
            f"<div class='m'><div class='l'><div><p>{FLASH}</p></div><ul>{links()}</ul></div><ul>{links()}</ul></div>"
        ),
        [FLASH],
    ),
    "a standfirst above the container": (
        page(
            f"<div class='summary'>摘要：{STANDFIRST}</div><div class='tools'><a href=#>收藏</a></div><div>{P}</div>"
        ),
        [f"摘要：{STANDFIRST}", *PARAGRAPHS],
    ),
    "captions of figures": (
        page(f"<div><figure><img src=a.jpg><figcaption>周大姐在切豆腐 李明摄</figcaption></figure>{P}</div>"),
        ["周大姐在切豆腐 李明摄", *PARAGRAPHS],
    ),
    "sub-headings": (
        page(
            f"<div>{paragraphs(*PARAGRAPHS[:1])}<p><strong>雨天不踩水</strong></p>{paragraphs(*PARAGRAPHS[1:2])}<h2>五个月的工程</h2>"
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
            "<div><p><b>问：早市几点开门？</b></p><p>答：五点。</p><p><b>问：下雨呢？</b></p><p>答：下雨也开，棚子是去年搭的，够二十多家摊子用。</p>"
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
            f"<div>{P}<table><tr><td><p>品种</p></td><td><p>价格</p></td></tr><tr><td>萝卜</td><td>两元</td></tr></table>"
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
