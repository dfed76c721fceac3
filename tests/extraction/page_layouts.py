# ruff: noqa: E501 - lines of HTML
"""Pages of many makes, written by us: lists that must be told from articles, articles that look like lists."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

HEADLINES = (
    "沅水大桥主桥今晨合龙 两岸通行缩短四十分钟",
    "山核桃迎来采收季 合作社试用新型脱壳机",
    "老城区二十六条背街小巷改造年底完工",
    "百名返乡青年领到首笔创业补贴",
    "县图书馆夜间开放首周接待读者四千人次",
    "暴雨过后河道清漂队连续作业三十小时",
    "乡村医生马玉兰的最后一次出诊",
    "高铁站前广场公交线路下月起调整",
    "青年陶艺师把窑口搬进了旧粮仓",
    "冬小麦播种面积较去年增加一成半",
    "跨省医保结算窗口延长服务时间",
    "古戏台修缮现场挖出清代碑刻",
)
SENTENCES = (
    "记者从施工现场了解到，最后一段钢梁在清晨六点吊装到位，误差不到两毫米。",
    "项目负责人何建业说，今年汛期来得早，工期一度推迟，工人们在高温里轮班作业。",
    "住在西岸的居民周淑芬每天要绕行十几里路上班，她算了算，以后能多睡半个钟头。",
    "按照计划，桥面铺装和照明安装将在三个月内完成，届时公交线路也会随之延长。",
    "有关部门提醒，合龙以后仍属施工区域，请市民不要擅自上桥拍照。",
)
NAV = '<div class="nav"><a href="/">首页</a><a href="/yw/">要闻</a><a href="/xz/">乡镇</a><a href="/sp/">视频</a></div>'
FOOT = '<div class="foot">主办：沅江日报社 网站备案号 00000000 <a href="/about.html">关于我们</a></div>'
SIDEBAR = '<div class="hot"><h3>热点推荐</h3><ul>{}</ul></div>'


def titles(count: int) -> Iterator[tuple[int, str]]:
    return enumerate(itertools.islice(itertools.cycle(HEADLINES), count))


def text(sentences: int) -> str:
    return "".join(itertools.islice(itertools.cycle(SENTENCES), sentences))


def page(body: str, *, title: str = "要闻_沅江在线", head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>"
    )


def each(template: str, count: int = 20) -> str:
    return "".join(
        template.format(n=n + 40_120, title=title, day=f"{n % 28 + 1:02}", text=text(2))
        for n, title in titles(count)
    )


LISTS = {
    "dated list of a county government": page(
        '<div class="position">当前位置：首页 &gt; 要闻</div><ul class="list">'
        + each('<li><span>2024-03-{day}</span><a href="./202403/t202403{day}_{n}.html">{title}</a></li>')
        + '</ul><div class="page">共12页 <a href="index_1.html">下一页</a> <a href="index_11.html">尾页</a></div>'
    ),
    "table of rows": page(
        "<table>" + each('<tr><td>·</td><td><a href="show.asp?id={n}">{title}</a></td><td>[03-{day}]</td></tr>') + "</table>"
    ),
    "lines ended by br": page(
        '<table><tr><td class="content">' + each('·<a href="view.asp?id={n}">{title}</a> (2024/3/{day})<br>') + "</td></tr></table>"
    ),
    "bare links without dates": page('<div class="l">' + each('<a href="/a/{n}.html">{title}</a>') + "</div>"),
    "portal of many boxes": page(
        "".join(
            f'<div class="box"><h2><a href="/c{n}/">频道{n}</a></h2><ul>' + each('<li><a href="/a/{n}.html">{title}</a></li>', 6) + "</ul></div>"
            for n in range(8)
        ),
        title="沅江在线",
    ),
    "excerpts under headings": page(
        '<main>'
        + each(
            '<article class="post"><h2><a href="/2024/03/{day}/p{n}/">{title}</a></h2><p class="meta">2024年3月{day}日 by admin</p>'
            '<p>{text}[…]</p><a class="more" href="/2024/03/{day}/p{n}/">继续阅读</a></article>',
            10,
        )
        + '</main><nav class="pagination"><a href="/page/2/">下一页</a></nav>'
    ),
    "excerpts between headings, in no boxes": page(
        '<div class="main">' + each('<h3><a href="/p/{n}">{title}</a></h3><p>{text}</p><p>2024-03-{day} 阅读(12)</p>', 8) + "</div>"
    ),
    "definition list with excerpts": page(
        "<dl>" + each('<dt><a href="/n/{n}.html">{title}</a></dt><dd>{text}</dd>', 12) + "</dl>"
    ),
    "whole posts one after the other": page(
        each(
            '<div class="post hentry"><h2 class="t"><a href="/{n}.html">{title}</a></h2><div class="d">2024-03-{day}</div>'
            "<div class=c><p>{text}</p><p>{text}</p><p>{text}</p></div></div>",
            6,
        ),
        title="沅江笔记",
    ),
    "pictures with captions": page(
        '<div class="pics">' + each('<div class="pic"><a href="/tu/{n}.html"><img src="{n}.jpg"><p>{title}</p></a></div>', 16) + "</div>"
    ),
    "pictures with names in the title only": page(
        '<ul class="g">' + each('<li><a href="/tu/{n}.html" title="{title}"><img src="{n}.jpg"></a></li>', 16) + "</ul>"
    ),
    "pictures and nothing else": page('<div id="wall">' + each('<div class="w"><a href="/tu/{n}.html"><img src="{n}.jpg"></a></div>', 24) + "</div>"),
    "board of a forum": page(
        "<table><tbody>"
        + each(
            '<tr><td class="icn"><a href="thread-{n}-1-1.html" title="新窗口打开"><img src="f.gif"></a></td><th><a class="xst" '
            'href="thread-{n}-1-1.html">{title}</a></th><td class="by"><cite><a href="u-{n}.html">用户{n}</a></cite><em>2024-3-{day}</em></td>'
            '<td class="num"><a href="thread-{n}-1-1.html">12</a><em>340</em></td></tr>'
        )
        + '</tbody></table><div class="pg"><a href="forum-2-2.html" class="nxt">下一页</a></div>'
    ),
    "a list under a long heading": page(
        '<h1>沅江市第十四届人民代表大会第三次会议专题报道</h1><div class="lead">本专题收录会议期间的全部报道，供读者查阅。</div><ul>'
        + each('<li><a href="/zt/{n}.html">{title}</a> <i>03-{day} 10:20</i></li>')
        + "</ul>",
        title="沅江市第十四届人民代表大会第三次会议专题报道",
    ),
    "cards, the whole card a link": page(
        '<div class="cards">' + each('<a class="card" href="/n/{n}"><h3>{title}</h3><p>{text}</p><time>2024-03-{day}</time></a>', 12) + "</div>"
    ),
    "cards, a link without text laid over each": page(
        each('<article><h2>{title}</h2><p>{text}</p><i>3月{day}日</i><a aria-label="post link to {title}" href="/posts/w{n}/"></a></article>')
    ),
    "numbers of pages and few links": page(
        '<div class="list">' + each('<p><a href="/a/{n}.html">{title}</a></p>', 4) + '<p class=p><a href="?page=2">下一页</a></p></div>'
    ),
    "an English archive": page(
        '<h1>Local news</h1>'
        + "".join(
            f'<div class="teaser"><h2><a href="/local/{n}">Council votes to rebuild the old ferry landing no. {n}</a></h2>'
            f"<p>The vote, taken late on Monday, ends a dispute that has kept the landing closed for years.</p><time>March {n + 1}, 2024</time></div>"
            for n in range(12)
        ),
        title="Local news | The River Post",
        head='<meta property="og:type" content="website">',
    ),
}  # fmt: skip

OTHERS = {
    "nothing found": page('<div class="tip">抱歉，没有找到您要的内容。</div>', title="提示信息"),
    "a form": page(
        "<form><input name=u><input type=password name=p><button>登录</button></form>", title="用户登录"
    ),
    "a page with a picture only": page('<img src="map.jpg">', title="交通图"),
}

_BODY = "".join(f"<p>　　{text(2)}</p>" for _ in range(5))
_RELATED = each('<li><a href="/a/{n}.html">{title}</a><span>2024-03-{day}</span></li>', 30)

ARTICLES = {
    "plain": page(f"<h1>{HEADLINES[0]}</h1><div class=i>2024-03-05 09:12 来源：沅江日报</div>{_BODY}", title=f"{HEADLINES[0]}_沅江在线"),
    "short, beside many dated links": page(
        f"<div class=l><h1>{HEADLINES[0]}</h1><div class=i>发布时间：2024-03-05 来源：沅江日报</div><div class=c><p>{text(2)}</p></div></div>"
        + SIDEBAR.format(_RELATED),
        title=f"{HEADLINES[0]}_沅江在线",
    ),
    "one line under a picture": page(
        f"<h1>{HEADLINES[1]}</h1><p>2024年3月5日 沅江日报</p><p><img src=1.jpg></p><p>3月4日，村民在晾晒山核桃。记者 何川 摄</p>",
        title=HEADLINES[1],
    ),
    "lines ended by br in a table of old": page(
        f"<table><tr><td><a href='/yw/'>要闻</a></td><td align=center><font size=4><b>{HEADLINES[2]}</b></font><br>2003-3-5 10:02:11</td></tr><tr>"
        f"<td>　　{text(3)}<br><br>　　{text(4)}<br><br>　　{text(2)}<br></td></tr></table>",
        title=HEADLINES[2],
    ),
    "a round-up with headings that are links": page(
        "<h1>一周要闻回顾：合龙、采收与夜读</h1><div>2024-03-05 来源：沅江日报</div>"
        + "".join(f'<h3><a href="/a/{n}.html">{title}</a></h3><p>{text(3)}</p><p>{text(2)}</p>' for n, title in titles(4)),
        title="一周要闻回顾：合龙、采收与夜读_沅江在线",
    ),
    "related articles as cards with excerpts": page(
        f"<h1>{HEADLINES[3]}</h1><div>2024-03-05 09:12 来源：沅江日报</div>{_BODY}"
        + each('<div class="card"><h4><a href="/a/{n}.html">{title}</a></h4><p>{text}</p></div>', 6),
        title=HEADLINES[3],
    ),
    "a thread of a forum": page(
        f'<h1 id="thread_subject">{HEADLINES[4]}</h1>'
        + "".join(
            f'<div class="plc"><em>发表于 2024-3-5 10:{n}0:12</em><a href="u-{n}.html">用户{n}</a><div class="t_f">{text(2)}</div></div>'
            for n in range(5)
        ),
        title=f"{HEADLINES[4]} - 沅江论坛",
    ),
    "a gallery with captions": page(
        f"<h1>{HEADLINES[5]}</h1><p>2024-03-05 14:00 来源：沅江日报</p>"
        + "".join(f"<p><a href='big{n}.jpg'><img src=s{n}.jpg></a></p><p>清漂队员在第{n}段河道打捞漂浮物。</p>" for n in range(9)),
        title=HEADLINES[5],
    ),
    "told by its head, with the text in divs": page(
        f"<div class=hd>{HEADLINES[6]}</div><div class=bd>" + "".join(f"<div>{text(2)}</div>" for _ in range(4)) + "</div>",
        title=HEADLINES[6],
        head='<meta name="ArticleTitle" content="x"><meta name="PubDate" content="2024-03-05 10:00">',
    ),
    "in English": page(
        "<article><h1>Council votes to rebuild the old ferry landing</h1><p class=by>By Ann Marsh, March 5, 2024</p>"
        + "<p>The council voted late on Monday to rebuild the ferry landing, ending a dispute of many years. "
        "“We have waited long enough,” said the mayor, who lives on the far bank.</p>" * 4
        + "</article>",
        title="Council votes to rebuild the old ferry landing | The River Post",
        head='<meta property="og:type" content="article">',
    ),
}  # fmt: skip
