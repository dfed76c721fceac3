"""A Chinese news page to take apart in tests; the article was written for them."""

PARAGRAPHS = (
    "三月六日清晨，临河镇的早市比往常热闹了许多。二十多家菜摊沿着新修的石板路一字排开，刚从地里拔出来的萝卜还带着泥土的气味。",
    "“搬到这里以后，雨天再也不用踩水了。”卖豆腐的周大姐一边招呼客人一边说，她在这条街上摆了十七年的摊。",
    "镇里去年秋天开始改造老街，先修排水，再铺路面，最后才让摊主们搬回来。工程一共用了五个月，没有砍掉一棵老树。",
    "到上午九点，周大姐的豆腐已经卖完。她说，明天要多做两板。",
)
TITLE = "临河镇老街早市重新开张 二十多家菜摊回到街上"


def news_page(
    *,
    head: str = "",
    title_tag: str | None = None,
    heading: str = f"<h1>{TITLE}</h1>",
    info: str = "",
    tail: str = "",
) -> str:
    body = "".join(f"<p>　　{paragraph}</p>" for paragraph in PARAGRAPHS)
    shown = f"{TITLE}_临河在线" if title_tag is None else title_tag
    return (
        f"<!DOCTYPE html><html><head><title>{shown}</title>{head}</head><body>"
        "<div class='nav'><a href='/'>首页</a> <a href='/news/'>新闻</a></div>"
        f"<div class='article'>{heading}{info}<div class='content'>{body}{tail}</div></div>"
        "<div class='foot'>临河在线 版权所有</div></body></html>"
    )
