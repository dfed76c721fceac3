"""Financial portals and feeds."""

from __future__ import annotations

from tests.zoo.page import Draft, Style, document, layout


@layout("东盈财富", "https://finance.dongying.example/a/<Ymd>{id}.html")
def finance_content_body(d: Draft) -> str:
    r = d.room
    body = f"""<div class="top-nav">{r.nav(14)}</div><div class="brd">首页 &gt; 财经频道 &gt; 焦点 &gt; 正文</div>
<div class="topbox"><div class="title">{d.title}</div><div class="infos"><div class="item">{d.date("Y年m月d日 H:M")}</div>
<div class="item">来源：{d.publisher()}</div><div class="item">编辑：{d.editors()}</div><div class="item">{r.number(1, 99)}人评论</div></div></div>
<div class="abstract"><b>摘要</b></div><div class="txtinfos" id="ContentBody">
{d.body(Style(p="<p>　　{}</p>", caption="<center>{image}</center><p>{text}</p>"))}
<p class="em_media">（文章来源：{d.publisher()}）</p></div>
<div class="rewardBox">方法推荐：<a>炒股第一步，先开个股票账户</a></div>
<div class="bottomedit"><p>责任编辑：{d.editors()}</p><p>郑重声明：东盈财富发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。</p></div>
<div class="rel"><h3>相关报道</h3><ul>{r.links(5)}</ul></div><div class="hot"><h3>24小时点击排行</h3>{r.links(10)}</div>
<div class="gb"><h3>网友点击排行</h3>{r.links(5)}</div>"""
    return document(f"{d.title} _ 东方盈财富网", body)


@layout("证闻网", "https://www.zhengwen.example/gsxw/<Ymd>/c{id}.shtml")
def finance_stock_links(d: Draft) -> str:
    r = d.room
    body = f"""<div class="quote">上证指数 3124.55 +0.42% 深证成指 9801.30 -0.11% 创业板 1920.18</div><div class="nav">{r.nav(14)}</div>
<div class="location"><a>首页</a> &gt; 公司 &gt; 公司新闻</div><div class="main_content_tt"><h1 class="text-xl">{d.title}</h1></div>
<div class="info"><span class="date">{d.date("Y-m-d H:M:S")}</span> <span class="author">{d.authors(" ", "作者：{}")}</span> <span>来源：{d.publisher()}</span></div>
<div class="article-content"><div id="qmt_content_div">{d.body(Style(p="<p>{}</p>"))}
<p class="stock">相关个股：<a>江岚轴承</a> 12.40 +1.2% <a>白鹭食品</a> 8.08 -0.4%</p></div></div>
<div class="risk">免责声明：证闻网力求信息真实、准确，文章提及内容仅供参考，不构成实质性投资建议，据此操作风险自担。</div>
<div class="kuaixun"><h3>7×24小时快讯</h3>
{r.links(10, "<p><span>{time}</span>【{text}】{medium}讯，相关消息称{text}，详情见后续报道。</p>")}</div>
<div class="app">下载“证闻网”官方APP，或关注官方微信公众账号，即可随时了解股市动态。</div>"""
    return document(f"{d.title} - 证闻网", body)


@layout("海潮快讯", "https://www.haichao-wire.example/detail/{id}")
def finance_next_shell(d: Draft) -> str:
    """A shell of scripts, the article in the state of Next.js and in the page."""
    import json

    r = d.room
    text = d.body(Style(p="<p>{}</p>", between=""))
    seconds = int(d.at.timestamp())
    d.date()
    state = {
        "props": {
            "initialState": {
                "detail": {
                    "articleDetail": {
                        "id": d.id, "title": d.writing.title, "ctime": seconds, "content": text,
                        "author": {"name": d.publisher()}, "reading_num": r.number(1, 9999),
                    },
                    "hotArticles": [{"id": n, "title": r.headline(), "brief": r.headline()} for n in range(8)],
                }
            }
        },
        "page": "/detail/[id]",
    }  # fmt: skip
    body = f"""<div id="__next"><div class="m-auto w-1200"><div class="header">{r.nav(10)}</div>
<div class="detail-title"><span class="detail-title-content">{d.title}</span></div>
<div class="clearfix m-b-20"><div class="f-l m-r-10">{d.date("Y年m月d日 H:M:S")}</div><div class="f-l">{d.publisher()}</div></div>
<div class="m-b-40 detail-content">{text}</div>
<div class="f-s-12">海潮快讯声明：文章内容仅供参考，不构成投资建议。投资者据此操作，风险自担。</div>
<div class="right"><h3>热门</h3>{r.links(8)}</div></div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps(state, ensure_ascii=False)}</script>"""
    d.unsure("authors", "publisher")
    return document(f"{d.title}", body)


@layout("今融界", "http://stock.jinrongjie.example/<Y/m>/<d>{id}.shtml", encoding="gb18030")
def finance_titmain(d: Draft) -> str:
    r = d.room
    body = f"""<div class="bread">{r.nav(5, between=" &gt; ")} &gt; 正文</div><div class="titmain"><h1>{d.title}</h1>
<p class="inftop"><span><!--jrj_final_date_start-->{d.date("Y-m-d H:M:S")}<!--jrj_final_date_end--></span>
<span>来源：<!--jrj_final_source_start-->{d.publisher()}<!--jrj_final_source_end--></span><span>作者：{d.authors("，")}</span></p>
<div class="texttit_m1"><!--jrj_final_context_start-->
{d.body(Style(p="<p>　　{}</p>"))}
<!--jrj_final_context_end--></div>
<p class="zb">关键词阅读：{r.tags(3)}</p><p class="zb">责任编辑：{d.editors()}</p>
<div class="jj"><p>&gt;&gt;&gt;更多精彩，尽在今融界 扫码关注</p></div></div>
<div class="xg"><h4>精华推荐</h4>{r.links(6)}</div><div class="pl"><h4>网友评论</h4>{r.comments(3, "<p>{nick}：{text} {time}</p>")}</div>"""
    return document(f"{d.title}-今融界", body, charset="gb2312")
