"""One plain page, and the many forms of the line under the headline."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.zoo.page import LAYOUTS, Draft, Layout, Style, document

FORMS = (
    "{date:Y-m-d H:M:S}　来源：{publisher}　作者：{authors}　责任编辑：{editors}",
    "来源：{publisher}　　发布时间：{date:Y年m月d日 H:M}　　编辑：{editors}",
    "{date:Y/n/j H:M:S} | 来自：{publisher} | 浏览量：{number}",
    "发表时间 {date:Y-m-d H:M} ｜ 来源 {publisher} ｜ 记者 {authors}",
    "稿件来源： {publisher} | 作者： {authors} | 发布时间： {date:Y-m-d}",
    "时间：{date:Y-m-d}　来源：{publisher}　作者：{authors}　点击：{number} 次",
    "【来源：{publisher}】【作者：{authors}】【时间：{date:Y-m-d}】【字号：大 中 小】",
    "文章来源：{publisher} 更新时间：{date:Y-m-d H:M}",
    "[ {date:Y-m-d H:M} ] 来源： [ {publisher} ] 编辑： [ {editors} ]",
    "《{publisher}》（ {date:Y年m月d日}　第 05 版）",
    "{date:Y年n月j日} 星期四 {date:H:M}　来源：{publisher}　字号：<a>T</a> | <a>T</a>",
    "发布日期：{date:Y-m-d} | 信息来源：{publisher} | 阅读次数：{number}",
    "日期：{date:Y.m.d} 出处：{publisher} 撰稿：{authors}",
    "记者 {authors}　来源：{publisher}　{date:Y-m-d H:M}",
    "文 | {authors}　编辑 | {editors}　{date:Y-m-d H:M}　来源：{publisher}",
    "{date:Y-m-d H:M:S}来源：{publisher}责编：{editors}点击数：{number}评论数：0",
    "{date:m-d H:M}　来源：{publisher}",
    "发稿时间：{date:Y-m-d H:M:S}　稿源：{publisher}　撰文：{authors}　责编：{editors}",
    "媒体：{publisher}　作者：{authors}　{date:Y年m月d日H:M}",
    "来源：{publisher} 作者： {date:Y-m-d H:M}",
    "<span>{publisher}</span><span>{date:Y-m-d H:M}</span><span>记者：{authors}</span><span>编辑：{editors}</span>",
    "<i>{date:Y-m-d}</i><i>{date:H:M}</i><b>来源</b><em>{publisher}</em><b>作者</b><em>{authors}</em>",
    "{date:Y-m-d H:M:S}&nbsp;&nbsp;{publisher}&nbsp;&nbsp;我有话说(<span>{number}人参与</span>)",
    "本报记者 {authors}　{date:Y-m-d H:M}　来源：{publisher}",
    "发布：{date:Y-m-d H:M}　来源：<a href='/s'>{publisher}</a>　编辑：<a href='/e'>{editors}</a>　<a>收藏</a>",
)
SITE = "岑溪桥网"


def info_line(draft: Draft, form: str) -> str:
    """The form with what it asks for; `{date:...}` as `Draft.date` writes it."""
    words: dict[str, Callable[[], str]] = {
        "publisher": draft.publisher,
        "authors": lambda: draft.authors(" "),
        "editors": draft.editors,
        "number": lambda: str(draft.room.number(10, 9999)),
    }

    def stated(found: re.Match[str]) -> str:
        return draft.date(found[2]) if found[1] == "date" else words[found[1]]()

    return re.sub(r"\{(\w+)(?::([^}]+))?\}", stated, form)


def write(draft: Draft, form: str) -> str:
    room = draft.room
    body = f"""<div class="menu">{room.nav(10)}</div><div class="wrap"><h1>{draft.title}</h1>
<div class="xinxi">{info_line(draft, form)}</div>
<div class="zhengwen">{draft.body(Style(p="<p>　　{}</p>"))}</div>
<div class="other"><h4>其他新闻</h4><ul>{room.links(8)}</ul></div></div><div class="di">岑溪桥网 {room.icp()}</div>"""
    return document(f"{draft.title}_{SITE}", body)


def _layout(number: int, form: str) -> Layout:
    return Layout(
        name=f"info_line_{number:02}",
        site=SITE,
        address="http://www.cenxiqiao.example/<Y>/<md>/{id}.html",
        write=lambda draft: write(draft, form),
        pages=1,
    )


for at, each in enumerate(FORMS, 1):
    LAYOUTS[f"info_line_{at:02}"] = _layout(at, each)
