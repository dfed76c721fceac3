"""Pages as people save them, written by us: one file a kind, each with the text that must be read from it."""

from __future__ import annotations

import contextlib
import dataclasses
import email.generator
import email.message
import email.policy
import io
import uuid
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>{title}_{site}</title><link rel="canonical" href="{url}"><meta name="author" content="{site}编辑部">
</head><body>
<div class="nav"><a href="/">首页</a> <a href="/local/">本地</a> <a href="/ent/">文娱</a></div>
<div class="article"><h1>{title}</h1>
<div class="meta">{date} 来源：{publisher} 作者：{author}</div>
<div class="text">
{paragraphs}
</div></div>
<div class="links"><h3>相关阅读</h3>
<ul><li><a href="/1.html">昨日要闻</a></li><li><a href="/2.html">天气</a></li></ul></div>
<div class="footer">版权所有 {site} 未经授权不得转载</div>
</body></html>
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SavedPage:
    """One file, and of the article in it the title (None where it has none) and the text."""

    name: str
    body: bytes
    title: str | None
    text: str


def write_saved_pages(folder: Path) -> tuple[SavedPage, ...]:
    """Writes one file of every kind into the folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = (gbk_page(), jekyll_markdown(), text_dump(), browser_archive(), small_warc())
    for page in pages:
        (folder / page.name).write_bytes(page.body)
    return pages


def gbk_page() -> SavedPage:
    title, paragraphs = "沅水渡口的最后一班船", _paragraphs(FERRY)
    html = _html(
        title=title,
        paragraphs=paragraphs,
        url="http://www.yuanling-news.example/local/20230510/3317.html",
        site="沅陵在线",
        date="2023-05-10 09:12",
        publisher="沅陵晨报",
        author="向晚晴",
        charset="gb2312",
    )
    return SavedPage(name="ferry.html", body=html.encode("gb18030"), title=title, text="\n".join(paragraphs))


def jekyll_markdown() -> SavedPage:
    title, paragraphs = "城南菜场装上了“会说话”的秤", _paragraphs(SCALES)
    body = "\n ".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    text = f"""---
layout: post
title: "{title}"
date: 2023-05-11 06:58:20 +0800
categories: haizhouribao
tags: 海州日报新闻
---
<p>本报记者陆一鸣报道</p>
 {body}<p class="em_media">（文章来源：海州日报）</p>

<http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW202305110658200114>

[返回海州日报新闻](//finews.withounder.com/category/haizhouribao.html)｜[返回首页](//finews.withounder.com/)
"""
    name = "2023-05-11-NW202305110658200114.md"
    return SavedPage(name=name, body=text.encode(), title=title, text="\n".join(paragraphs))


def text_dump() -> SavedPage:
    paragraphs = _paragraphs(ORCHARD)
    notice = "郑重声明：此文内容为本网站转载企业宣传资讯，与本站立场无关，请自行核实相关内容。"
    text = "\n".join(paragraphs) + "(图文邵云、江小满)\n" + notice + "\n"
    return SavedPage(
        name="104_5d0c3a9e7b41f268.txt", body=text.encode(), title=None, text="\n".join(paragraphs)
    )


def browser_archive() -> SavedPage:
    title, paragraphs = "博物馆夜场开放首周 六成观众是年轻人", _paragraphs(MUSEUM)
    url = "https://www.chenzhou-daily.example/culture/2023/0512/88.html"
    html = _html(
        title=title,
        paragraphs=paragraphs,
        url=url,
        site="辰州日报网",
        date="2023-05-12 20:05:00",
        publisher="辰州日报",
        author="滕青",
        charset="utf-8",
    )
    return SavedPage(
        name="museum.mhtml", body=_mhtml(url, title, html), title=title, text="\n".join(paragraphs)
    )


def small_warc() -> SavedPage:
    """A WARC of another tool: an article, and an image that is none."""
    title, paragraphs = "山区小镇建起无人机快递航线", _paragraphs(DRONES)
    url = "http://www.luxi-net.example/news/202305/t20230513_4471.html"
    html = _html(
        title=title,
        paragraphs=paragraphs,
        url=url,
        site="泸溪网",
        date="2023年05月13日 10:30",
        publisher="泸溪网",
        author="覃岭",
        charset="utf-8",
    )
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    _write_response(writer, url, "text/html", html.encode())
    _write_response(
        writer, "http://www.luxi-net.example/logo.gif", "image/gif", b"GIF89a\x01\x00\x01\x00\x00"
    )
    return SavedPage(name="luxi.warc.gz", body=file.getvalue(), title=title, text="\n".join(paragraphs))


def _paragraphs(text: str) -> list[str]:
    return text.strip().split("\n")


def _html(*, paragraphs: list[str], **words: str) -> str:
    return PAGE.format(paragraphs="\n".join(f"<p>　　{paragraph}</p>" for paragraph in paragraphs), **words)


def _mhtml(url: str, title: str, html: str) -> bytes:
    """As Chrome saves a page: multipart/related, the page first, quoted-printable."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = title
    message["Date"] = "Fri, 12 May 2023 13:30:00 +0000"
    message.set_content(html, subtype="html", cte="quoted-printable")
    message.make_related(boundary="----MultipartBoundary--k3J8----")
    message.set_param("type", "text/html")
    (page,) = message.iter_parts()
    page["Content-Location"] = url
    file = io.BytesIO()
    email.generator.BytesGenerator(file, policy=email.policy.SMTP).flatten(message)
    return file.getvalue()


def _write_response(writer: WARCWriter, url: str, content_type: str, body: bytes) -> None:
    http = StatusAndHeaders("200 OK", [("Content-Type", content_type)], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        http_headers=http,
        warc_headers_dict={
            "WARC-Date": "2023-05-13T03:00:00Z",
            "WARC-Record-ID": f"<{uuid.uuid5(uuid.NAMESPACE_URL, url).urn}>",
        },
    )
    with contextlib.closing(record.raw_stream):  # warcio spools the payload and leaves the spool open
        writer.write_record(record)


FERRY = """
五月的最后一个赶集日，摆渡人田老大把船停在沅水北岸，解下缆绳，等最后一拨乘客。对岸的大桥下个月通车，这条走了一百多年的渡口就要停了。
船上坐着十一个人，有挑着鸡笼的，有抱着孩子的，还有两名特意从市里赶来拍照的学生。田老大不收他们的钱，他说，今天谁坐都不要钱。
“我十六岁跟父亲上船，一天最多渡过三百个来回。”六十二岁的田老大回忆，早些年渡口有四条船，赶集的日子，队伍能排到半山腰的土地庙。
县交通运输局介绍，大桥通车后，两岸群众过江的时间将从四十分钟缩短到五分钟，渡口的两条渡船将移交给水上搜救队使用，四名渡工全部转岗为大桥养护员。
船靠岸的时候，田老大照例喊了一声“慢点走”。没有人急着下船。
"""

SCALES = """
“您好，净重一斤二两，合计七元八角。”5月10日，海州市城南菜场的摊位上，新换的电子秤开口报出了重量和金额。
市场监管部门介绍，这批智能秤每天开市前自动校准，数据实时上传，一旦有人改动参数，后台立即报警并锁定秤体。
卖了二十年豆腐的摊主卫大姐说，以前常有顾客拿着菜去公平秤复称，如今复称的人少了，回头客反而多了。
据统计，智能秤启用一个月来，城南菜场计量投诉为零，日均客流增长一成半。今年内，全市四十六家菜场将全部完成改造。
"""

ORCHARD = """
五月的桐坪村，漫山的枇杷黄了。一大早，村口的分拣车间里机器已经转动起来，传送带把果子按大小分成五个等级，再由工人装进印着村名的纸箱。
三年前，这里的枇杷还要靠村民挑到镇上零卖，遇上雨天，烂在树上的比卖出去的还多。驻村工作队牵头成立果业公司，统一种植标准、统一收购、统一品牌，把分散的一千一百亩果园连成了一片。
“现在树还没开花，订单就签了一半。”村党支部书记彭万林介绍，公司与四家电商平台签订了协议，去年销售额突破九百万元，村集体收入第一次超过一百万元。
果子卖得好，也带旺了采摘游。村里把闲置的老屋改成十二间民宿，周末要提前一周才能订到。下一步，桐坪村将建设两座冷库，并与科研院所合作选育晚熟品种，让枇杷季再延长半个月。
"""

MUSEUM = """
辰州博物馆夜场开放一周来，累计接待观众一万四千人次，其中三十五岁以下的年轻人占六成。馆方昨日公布了首周数据，并宣布夜场将延续到九月底。
每晚六点半到九点半，馆内的灯光会调暗两成，青铜展厅里只留下一束束顶光。志愿讲解员不再沿着固定路线走，而是坐在展柜旁，等观众来提问。
“白天是上课，晚上像聊天。”在辰州读研究生的蒲若川一周来了三次，他最喜欢的是那件缺了一只耳朵的陶猪，“讲解员说，那只耳朵是两千年前的小孩掰掉的。”
馆长符正平表示，夜场增加的人力和能耗成本由文创销售补上了大半，下一步将与附近的老街联动，让观众出了馆门还有地方可去。
"""

DRONES = """
一架载着六公斤药品的无人机从泸溪县城起飞，十四分钟后降落在四十公里外的梁家潭镇。从前，这段山路汽车要走一个半小时。
这是当地开通的第三条无人机快递航线。运营方在镇卫生院楼顶设置了自动机库，无人机降落后自动换电、装货，风力超过六级时系统会暂停派单。
梁家潭镇卫生院院长龙秋生说，过去抗蛇毒血清只能备在县里，遇到急症病人要往县城送，现在一个电话，药比人到得还快。
截至目前，三条航线已飞行两千一百架次，运送药品、农资和生鲜共七吨。县里计划年内再开五条航线，覆盖全部偏远乡镇。
"""
