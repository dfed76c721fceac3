"""Pages as the systems of Chinese news sites build them, each round one article; all of it invented for the tests."""

from __future__ import annotations

from tests.extraction.pages import PARAGRAPHS, TITLE

FLASH = "记者从临河镇获悉，老街早市三月六日重新开张，二十多家菜摊回到街上。"
STANDFIRST = "老街改造五个月，没有砍一棵树。摊主们说，回来的第一天，豆腐上午九点就卖完了。"
OTHER_NEWS = (
    "河东小学搬进新楼，孩子们第一次有了图书室",
    "渔船傍晚回港，码头上等鱼的人排到桥头",
    "县图书馆周末开到晚上九点，自习座位翻了一番",
    "谁种下了江堤上的两千棵柳树",
    "暴雨过后老桥安然无恙，工匠的手艺传了四代",
    "青年返乡办起豆腐作坊，一年卖出八万块",
    "公交三路延长到河西，老人看病不用再转车",
    "临河话故事会开讲，九十岁的老艺人登台",
)
EXCERPTS = (
    "新楼有三层，图书室在二楼东头，书是镇上的人一本一本捐来的，有的扉页上还写着名字。",
    "今年开渔以来天气一直不错，船老大们说收成比去年多了两成，价钱也好。",
    "馆里新添了六十个座位，晚上七点以后坐满了准备考试的年轻人，保安要挨个提醒才肯走。",
)
REMARKS = (
    ("河边的柳", "小时候跟着奶奶赶早市，卖豆腐的就是周大姐，一晃十七年了。"),
    ("三更灯火", "希望别再涨摊位费了，摆摊的人都不容易，体谅一下吧。"),
    ("阿木", "没有砍树这一条值得表扬！别的地方应该学一学。"),
)
PAGE_END = (
    "<div><p>地址：临河县老街一号 电话：0555-5550100</p>"
    "<p>Copyright © 临河在线 版权所有 未经书面授权不得转载</p></div>"
)


def paragraphs(*texts: str, tag: str = "p") -> str:
    return "".join(f"<{tag}>　　{text}</{tag}>" for text in texts or PARAGRAPHS)


def links(count: int = 8, item: str = "<li><a href='/n/{at}.html'>{text}</a></li>") -> str:
    return "".join(item.format(at=at, text=text) for at, text in enumerate(OTHER_NEWS[:count]))


def excerpts(
    item: str = "<div class='item'><h3><a href='/n/{at}.html'>{text}</a></h3><p>{excerpt}</p></div>",
) -> str:
    texts = zip(OTHER_NEWS, EXCERPTS, strict=False)
    return "".join(item.format(at=at, text=text, excerpt=excerpt) for at, (text, excerpt) in enumerate(texts))


def remarks(
    item: str = "<li><b>{name}</b><span>03-06 10:2{at}</span><p>{text}</p><a href='#'>回复</a></li>",
) -> str:
    return "".join(item.format(at=at, name=name, text=text) for at, (name, text) in enumerate(REMARKS))


def page(body: str, *, heading: str = f"<h1>{TITLE}</h1>", above: str = "", below: str = PAGE_END) -> str:
    """`body` is all between the heading and the end of the page."""
    channels = "".join(f"<a href='/{name}/'>{name}</a> " for name in ("首页", "新闻", "乡镇", "视频", "论坛"))
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}_临河在线</title></head><body><div>{channels}</div>{above}"
        f"{heading}{body}{below}</body></html>"
    )


def table_page(text: str) -> str:
    """A page of 2005: tables in tables, nothing named."""
    lists = links(8, "<tr><td>·<a href='/n/{at}.html'>{text}</a></td></tr>")
    return page(
        f"<table width=100%><tr><td width=180 valign=top><table>{lists}</table></td><td valign=top>"
        f"<table><tr><td align=center><font size=4><b>{TITLE}</b></font></td></tr>"
        "<tr><td align=center>2005年03月06日 08:30 临河日报</td></tr>"
        f"<tr><td><font size=3>{text}</font></td></tr><tr><td align=right>【<a href=#>打印</a>】【<a href=#>关闭</a>】"
        f"</td></tr></table></td><td width=160><table>{lists}</table></td></tr></table>",
        heading="",
    )
