"""Papers of Hong Kong and Taiwan, in traditional script."""

from __future__ import annotations

import json

from tests.zoo.page import Draft, Style, document, layout

FIGURE = "<figure>{image}<figcaption>{text}</figcaption></figure>"


@layout("灣島新聞網", "https://wandao.example/news/story/7266/{id}", traditional=True)
def hant_story(d: Draft) -> str:
    r = d.room
    linked = {
        "@context": "http://schema.org", "@type": "NewsArticle", "headline": d.writing.title,
        "datePublished": d.date("Y-m-dTH:M:S+08:00"), "author": {"@type": "Person", "name": d.authors(" ")},
        "publisher": {"@type": "Organization", "name": d.publisher("灣島新聞網")},
    }  # fmt: skip
    body = f"""<nav>{r.nav(15)}</nav><main><section class="article-content__wrapper"><h1 class="article-content__title">{d.title}</h1>
<section class="authors"><time class="article-content__time">{d.date("Y-m-d H:M")}</time>
<span class="article-content__author">{d.publisher()}／ 記者{d.authors("、")}／台北報導</span></section>
<section class="article-content__editor"><p>聽新聞</p>{d.body(Style(p="<p>{}</p>", caption=FIGURE))}</section>
<section class="keywords">{r.tags(3)}</section></section>
<section><h2>延伸閱讀</h2><ul>{r.links(4)}</ul></section><section><h2>你可能會喜歡</h2>{r.links(8)}</section></main>
<aside><h2>熱門新聞</h2><ol>{r.links(8)}</ol></aside><footer>刊登廣告 客服信箱 服務條款 著作權 灣島版權所有</footer>"""
    script = f'<script type="application/ld+json">{json.dumps(linked, ensure_ascii=False)}</script>'
    return document(f"{d.title} | 生活新聞 | 生活 | 灣島新聞網", body, head=script)


@layout("自遊時報", "https://news.ziyou.example/news/life/paper/{id}", traditional=True)
def hant_whitecon(d: Draft) -> str:
    r = d.room
    body = f"""<div class="channel">{r.nav(14)}</div><div class="whitecon" itemprop="articleBody"><h1>{d.title}</h1>
<span class="time">{d.date("Y/m/d H:M")}</span><div class="text boxTitle">
<p>{d.authors("、", "〔記者{}／台北報導〕")}</p>
{d.body(Style(p="<p>{}</p>"))}
<p class="appE1121">不用抽 不用搶 現在用APP看新聞 保證天天中獎　點我下載APP　按我看活動辦法</p></div></div>
<div class="related"><h4>相關新聞</h4>{r.links(5)}</div><div class="hot"><h4>熱門</h4>{r.links(8)}</div>
<div class="footer">自遊時報版權所有不得轉載 © 2025 ZIYOU</div>"""
    d.unsure("publisher")
    return document(f"{d.title} - 生活 - 自遊時報", body)


@layout("維港日報", "https://news.weigang.example/pns/article/<Ymd>/s00001/{id}", traditional=True)
def hant_hong_kong(d: Draft) -> str:
    r = d.room
    body = f"""<div class="top">{r.nav(12)}</div><div class="colleft"><hgroup><h1>{d.title}</h1></hgroup>
<div class="news_date">{d.date("Y年n月j日")}星期三</div>
<article class="txt4">{d.body(Style(p="<p>{}</p>", caption='<p>{image}</p><p class="cap">{text}</p>'))}
<p>{d.authors("、", "維港日報記者 {}")}</p></article>
<div class="tools">上一篇 下一篇 分享 列印</div></div>
<div class="colright"><h3>最熱文章</h3>{r.links(7)}</div><footer>維港日報 版權所有 不得轉載 Copyright ©</footer>"""
    d.unsure("publisher")
    return document(f"{d.title} - 維港日報", body)


@layout("香港一刻", "https://www.hkyike.example/社會新聞/{id}", traditional=True)
def hant_next_data(d: Draft) -> str:
    r = d.room
    text = d.body(Style(p="<p>{}</p>", between=""))
    seconds = int(d.at.timestamp())
    d.date()
    state = {
        "props": {
            "initialProps": {
                "pageProps": {
                    "article": {
                        "articleId": d.id, "title": d.writing.title, "publishTime": seconds,
                        "authors": [{"publishName": name} for name in d.authors(" ").split()],
                        "blocks": [{"blockType": "text", "htmlTokens": [[{"type": "text", "content": text}]]}],
                    }
                }
            }
        }
    }  # fmt: skip
    body = f"""<div id="__next"><nav>{r.nav(12)}</nav><article><h1 id="articleTitle">{d.title}</h1><div>撰文：<a>{d.authors(" ")}</a></div>
<div>出版：<time datetime="{d.date("Y-m-dTH:M:S+08:00")}">{d.date("Y-m-d H:M")}</time> 更新：<time>{r.stamp()}</time></div>
<div id="article-content-section">{text}</div><div>{r.tags(3)}</div></article>
<div>相關文章：{r.links(5)}</div><div>人氣榜 {r.links(8)}</div></div>
<script id="__NEXT_DATA__" type="application/json">{json.dumps(state, ensure_ascii=False)}</script>"""
    d.unsure("publisher")
    return document(f"{d.title}｜香港一刻", body)


@layout("南港電子報", "http://paper.nangang.example/<Y>/<md>/{id}.htm", traditional=True, encoding="big5")
def hant_old_big5(d: Draft) -> str:
    r = d.room
    body = f"""<table width="780"><tr><td>{r.nav(12, between="｜")}</td></tr></table><table width="780"><tr><td width="560">
<font size="5" color="#003366"><b>{d.title}</b></font><br><font size="2">{d.authors(" ", "記者{}報導")}　{d.date("Y/m/d")}</font><hr>
{d.body(Style(p="<p>　　{}</p>"))}<p align="right"><a>回上頁</a> <a>轉寄</a> <a>列印</a></p></td>
<td><b>今日頭條</b>{r.links(8)}</td></tr></table><center>南港社版權所有，請勿任意轉載</center>"""
    d.unsure("publisher")
    return document(d.title, body, charset="big5")
