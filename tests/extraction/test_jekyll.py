"""Jekyll posts as their authors stored them. Every text here was written for these tests."""

# ruff: noqa: E501 - a case reads best on one line

import dataclasses

import pytest

from crawler.extraction.formats.jekyll import is_jekyll, read_jekyll
from crawler.extraction.reading import Reading
from crawler.sources import ANY_SITE
from tests.extraction.records import saved_record

FIRST = "清晨五点，老街的豆腐坊已经亮起了灯。石磨转动的声音隔着两条巷子都能听见，蒸汽从木窗里一阵阵涌出来。"
SECOND = "“我做了四十年豆腐，只信一条：豆子要泡够时辰。”店主说着，用木勺轻轻撇去浮沫。"
THIRD = "临河证券的研究员算过一笔账，一口锅一年能养活一家五口，毛利率超过30%。"
BODY = (FIRST, SECOND, THIRD)
FRONT = """---
layout: post
title: "一口锅，半条街"
date: 2023-10-12 06:30:15 +0800
categories: linhewanbao
tags: 临河晚报新闻
---
"""
LINKS = """
<http://old.example.com/share.html?infoCode=NW202310120630151234>

[返回临河晚报新闻](//finance.example.com/category/linhewanbao.html)｜[返回首页](//finance.example.com/)"""


def paragraphs(*lines: str) -> str:
    return "\n ".join(f"<p>{line}</p>" for line in lines)


def read(post: str) -> Reading:
    return read_jekyll(post, saved_record("2023-10-12-NW202310120630151234.md"), ANY_SITE)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Post:
    name: str
    content: str
    paragraphs: tuple[str, ...] = BODY
    publisher: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()


SOURCE = '<p class="em_media">（文章来源：临河晚报）</p>'
CHART = '<!-- EM_StockImg_Start --><p style="text-align:center;"><a href="http://q.example.com/" class="EmImageRemark" target="_blank"><img src="http://w.example.com/k.png" alt="K图 600000_0"></a></p><!-- EM_StockImg_End -->'
POSTS = [
    Post(name="a digest and no source", content=f"<p>{FIRST}</p>\n{LINKS}", paragraphs=(FIRST,)),
    Post(name="a digest with its medium", content=f"<p>{FIRST}（临河晚报）</p>{LINKS}", paragraphs=(FIRST,), publisher="临河晚报"),
    Post(name="a digest with its medium, half width", content=f"<p>{FIRST}(第一财经)</p>{LINKS}", paragraphs=(FIRST,), publisher="第一财经"),
    Post(name="a digest quoted and said again", content=f"> {FIRST}\n\n{paragraphs(*BODY)}{SOURCE}\n{LINKS}", publisher="临河晚报"),
    Post(name="a digest quoted, on lines of their own", content=f"> {FIRST[:20]}\n> {FIRST[20:]}\n{paragraphs(*BODY)}{SOURCE}{LINKS}", publisher="临河晚报"),
    Post(name="a digest that says something else", content=f"> 老街的豆腐坊开了四十年，还在开。\n\n{paragraphs(*BODY)}", paragraphs=("老街的豆腐坊开了四十年，还在开。", *BODY)),
    Post(name="everything on one line", content=f"> {FIRST}\n\n{paragraphs(*BODY).replace(chr(10), '')}{SOURCE}{LINKS}", publisher="临河晚报"),
    Post(name="one paragraph a line, indented", content="\n" + "\n".join(f"     <p>　　{line}</p>" for line in BODY) + SOURCE + LINKS, publisher="临河晚报"),
    Post(name="hidden spacers", content=paragraphs(FIRST) + '<p style="display:none">广告位招租，联系电话</p><p style="DISPLAY : none;">x</p>' + paragraphs(SECOND, THIRD)),
    Post(name="charts before the text", content=CHART + CHART + paragraphs(*BODY) + SOURCE + LINKS, publisher="临河晚报"),
    Post(
        name="key tips inside words, in the source too",
        content=paragraphs(FIRST, SECOND)
        + '<p><span web="1" href="http://x.example.com">临河</span><span id="stock_1"><a class="keytip" href="/1">证券</a></span><span id="quote_1"></span>的研究员算过一笔账，一口锅一年能养活一家五口，毛利率超过30%。</p>'
        + '<p class="em_media">（文章来源：临河<span class="infokey"><a href="/2">证券</a></span>报）</p>' + LINKS,
        publisher="临河证券报",
    ),
    Post(name="a picture with a caption that credits it", content=paragraphs(FIRST) + '<center><img src="a.png"></center><p>图片来源：豆腐坊</p>' + paragraphs(SECOND, THIRD)),
    Post(name="entities", content=paragraphs("A&lt;B 且 C&gt;D，&ldquo;够了&rdquo;&nbsp;他说。", SECOND), paragraphs=("A<B 且 C>D，“够了” 他说。", SECOND)),
    Post(name="sub-headings in bold", content=paragraphs("<strong>磨豆</strong>", FIRST, "<strong>1、点浆</strong>", SECOND), paragraphs=("磨豆", FIRST, "1、点浆", SECOND)),
    Post(name="breaks at the end of paragraphs", content="".join(f"<p>{line}<br /></p>" for line in BODY) + SOURCE, publisher="临河晚报"),
    Post(name="back links of an older kind", content=paragraphs(*BODY) + SOURCE + "\n\n[返回临河晚报新闻](../emnews/)\n\n[返回首页](/)", publisher="临河晚报"),
    Post(name="back links on two lines", content=paragraphs(*BODY) + "\n\n[返回临河晚报新闻](//a.example.com/c.html)\n[返回首页](//a.example.com/)"),
    Post(name="a byline of its own", content=paragraphs("本报通讯员陆平袁小野宁静报道", *BODY) + SOURCE + LINKS, byline="本报通讯员陆平袁小野宁静报道", authors=("陆平", "袁小野", "宁静"), publisher="临河晚报"),
    Post(name="a medium only the tag knows", content=paragraphs(FIRST, SECOND, THIRD + "（临河晚报）") + LINKS, publisher="临河晚报"),
    Post(name="liquid in the content", content="{% include ad.html %}\n" + paragraphs(*BODY) + "\n{{ site.footer }}"),
    Post(name="plain Markdown", content=f"# 一口锅，半条街\n\n{FIRST}\n\n## 点浆\n\n{SECOND}\n\n- 黄豆\n- 清水\n\n**{THIRD}**\n", paragraphs=(FIRST, "点浆", SECOND, "黄豆", "清水", THIRD)),
    Post(name="a table", content=paragraphs(FIRST) + "<table><tr><td>黄豆</td><td>三斤</td></tr><tr><td>清水</td><td>九升</td></tr></table>" + paragraphs(SECOND), paragraphs=(FIRST, "黄豆 三斤", "清水 九升", SECOND)),
    Post(name="markup never closed", content=f"<p>{FIRST}<p>{SECOND}<div><p>{THIRD}<p class=em_media>（文章来源：临河晚报）", publisher="临河晚报"),
    Post(name="scripts and styles", content=f"<style>p{{color:red}}</style>{paragraphs(*BODY)}<script>var a='老街';</script>"),
]  # fmt: skip


@pytest.mark.parametrize("post", POSTS, ids=lambda post: post.name)
def test_read_jekyll_reads_each_variety_of_post(post: Post) -> None:
    reading = read(FRONT + post.content)
    expected = {
        key: value for key, value in dataclasses.asdict(post).items() if key not in ("name", "content")
    }
    assert {key: getattr(reading, key) for key in expected} == expected
    assert (reading.title, reading.tags) == ("一口锅，半条街", ("临河晚报新闻",))
    assert (reading.published_at, reading.language) == ("2023-10-12T06:30:15+08:00", "zh")


HEADS = [
    ('title: "一口锅，半条街"', "一口锅，半条街"),
    ("title: 一口锅，半条街", "一口锅，半条街"),
    ("title: '一口锅'", "一口锅"),
    ('title: "老街"豆香节"开幕"', '老街"豆香节"开幕'),
    ('title: "“老街” 豆香节：开幕"', "“老街” 豆香节：开幕"),
    ("title: 老街: 豆香节开幕", "老街: 豆香节开幕"),
    ('title: "100%的豆子 [图] {新} & * !"', "100%的豆子 [图] {新} & * !"),
    ("title: [图] 豆香节", "[图] 豆香节"),
    ("title: |\n  一口锅\n  半条街", "一口锅 半条街"),
    ("title: >-\n  一口锅\n  半条街", "一口锅 半条街"),
    ('title: |\n  一口锅\nx: "a" b', "一口锅"),
    ('title: "未完的题目', '"未完的题目'),
    ('title: ""', None),
    ("title:", None),
    ("Title: 大写的键", "大写的键"),
]


@pytest.mark.parametrize(("line", "title"), HEADS)
def test_read_jekyll_reads_titles_that_are_not_quite_yaml(line: str, title: str | None) -> None:
    reading = read(
        f"---\nlayout: post\n{line}\ndate: 2023-10-12 06:30:15\ntags: 甲 乙\n---\n{paragraphs(*BODY)}"
    )
    assert (reading.title, reading.published_at, reading.tags) == (
        title,
        "2023-10-12T06:30:15+08:00",
        ("甲", "乙"),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("tags: [甲, 乙]", ("甲", "乙")),
        ("tags:\n  - 甲\n  - 乙", ("甲", "乙")),
        ('tags: [甲, 乙]\nx: "a" b', ("甲", "乙")),
        ("tags: [甲, '乙 丙']\nx: a: b", ("甲", "乙 丙")),
        ('tags:\n  - 甲\n  - 乙\nx: "a" b', ("甲", "乙")),
        ("tags:\n- 甲\n- 乙", ("甲", "乙")),
        ('tags: "甲"', ("甲",)),
        ("tags:", ()),
        ("tags: 每日临河新闻新闻", ("每日临河新闻新闻",)),
        ("categories: a", ()),
    ],
)
def test_read_jekyll_reads_tags_as_jekyll_does(lines: str, expected: tuple[str, ...]) -> None:
    assert read(f"---\ntitle: x\n{lines}\n---\n{FIRST}").tags == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2023-10-12 06:30:15", "2023-10-12T06:30:15+08:00"),
        ("2023-10-12 06:30:15 +0000", "2023-10-12T06:30:15+00:00"),
        ("2023-10-12", "2023-10-12"),
        (" +0800", "2023-10-12"),
        ("", "2023-10-12"),
    ],
)
def test_read_jekyll_states_the_date_of_the_front_matter_or_else_of_the_file_s_name(
    date: str, expected: str | None
) -> None:
    assert read(f"---\ntitle: x\ndate: {date}\n---\n{FIRST}").published_at == expected


def test_read_jekyll_finds_no_text_in_an_empty_post() -> None:
    empty = '---\nlayout: post\ntitle: ""\ndate:  +0800\ncategories: a\ntags: a新闻\n---\n<>\n' + LINKS
    assert read(empty).paragraphs == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_is_jekyll_needs_front_matter(line_end: str) -> None:
    assert is_jekyll(FRONT.replace("\n", line_end) + FIRST)
    assert is_jekyll("\ufeff" + FRONT.replace("\n", line_end))


@pytest.mark.parametrize(
    "text",
    [
        FIRST,
        "---\n" + FIRST,
        f"{FIRST}\n---\ntitle: x\n---\n",
        "---\n第一段\n---\n第二段",
        "",
        "----\na: b\n----\n",
    ],
)
def test_is_jekyll_takes_no_rule_for_front_matter(text: str) -> None:
    assert not is_jekyll(text)


def test_read_jekyll_reads_crlf_files() -> None:
    reading = read((FRONT + paragraphs(*BODY) + SOURCE + LINKS).replace("\n", "\r\n"))
    assert (reading.paragraphs, reading.publisher) == (BODY, "临河晚报")


@pytest.mark.parametrize("damage", ["", '\nx: "a" b'])
@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("author: 周晓雨", ("周晓雨",)),
        ("author: 周晓雨 陆平", ("周晓雨", "陆平")),
        ("author: [周晓雨, 陆平]", ("周晓雨", "陆平")),
        ("author:\n  - 周晓雨\n  - 陆平", ("周晓雨", "陆平")),
        ("authors: [周晓雨, 陆平]", ("周晓雨", "陆平")),
        ("authors:\n- 周晓雨", ("周晓雨",)),
        ("author: {name: 周晓雨, url: 'http://a.example.com'}", ("周晓雨",)),
        ("author:\n  name: 周晓雨\n  url: http://a.example.com", ("周晓雨",)),
        ("authors:\n  - name: 周晓雨\n    url: http://a.example.com\n  - name: 陆平", ("周晓雨", "陆平")),
        ("author: Jane Doe", ("Jane Doe",)),
        ("author: []", ()),
        ("author:", ()),
    ],
)
def test_read_jekyll_reads_authors_however_they_are_listed(
    lines: str, authors: tuple[str, ...], damage: str
) -> None:
    assert read(f"---\ntitle: x\n{lines}{damage}\n---\n{FIRST}").authors == authors


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2023-07-11-slug.md", "2023-07-11"),
        ("2023-7-1-一口锅.markdown", "2023-07-01"),
        ("2023-02-30-slug.md", None),
        ("slug-2023-07-11.md", None),
        ("slug.md", None),
    ],
)
def test_read_jekyll_takes_the_date_a_post_s_file_is_named_by(name: str, date: str | None) -> None:
    assert read_jekyll(f"---\ntitle: x\n---\n{FIRST}", saved_record(name), ANY_SITE).published_at == date


def test_read_jekyll_prefers_the_text_s_date_of_the_same_day_with_its_time() -> None:
    post = f"---\ntitle: x\n---\n发布时间：2023-07-11 08:30\n\n{FIRST}"
    reading = read_jekyll(post, saved_record("2023-07-11-slug.md"), ANY_SITE)
    assert reading.published_at == "2023-07-11T08:30:00+08:00"


TOML = """+++
title = "一口锅，半条街"
date = 2023-10-12T06:30:15+08:00
tags = ["甲", "乙"]
authors = ["周晓雨"]
+++

"""


@pytest.mark.parametrize(
    "head",
    [
        TOML,
        TOML.replace("\n", "\r\n"),
        TOML.replace('"一口锅，半条街"', '"一口锅，半条街"" '),
        TOML.replace('tags = ["甲", "乙"]\nauthors = ["周晓雨"]', '[taxonomies]\ntags = ["甲", "乙"]\n[extra]\nauthor = "周晓雨"'),
        TOML.removesuffix("+++\n\n") + "\n",
        '---\ntitle: 一口锅，半条街\ndate: 2023-10-12 06:30:15\ntags: [甲, 乙]\nauthor: 周晓雨\n\n',
        '---\ntitle: 一口锅，半条街\ndate: 2023-10-12 06:30:15\ntags:\n  - 甲\n  - 乙\nauthor: 周晓雨\n',
    ],
)  # fmt: skip
def test_front_matter_of_toml_or_never_closed_is_no_text(head: str) -> None:
    assert is_jekyll(head + FIRST)
    reading = read(head + "\n\n".join(BODY))
    assert (reading.paragraphs, reading.tags, reading.authors) == (BODY, ("甲", "乙"), ("周晓雨",))
    assert (reading.title or "").rstrip('" ').lstrip('"') == "一口锅，半条街"
    assert reading.published_at == "2023-10-12T06:30:15+08:00"


@pytest.mark.parametrize(
    "text", ["---\n地点: 临河\n" + FIRST, "---\nnote: 一\nplace: 二\n" + FIRST, "+++\n" + FIRST]
)
def test_lines_under_a_rule_are_front_matter_only_when_they_are_fields_of_a_post(text: str) -> None:
    assert not is_jekyll(text)
