"""Articles a page carries in a script or writes out as text; every generation gives the same record."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from crawler.extraction.embedded.article_detail import read_article_detail
from crawler.extraction.embedded.assigned import assigned_values
from crawler.extraction.embedded.escaped_body import read_escaped
from crawler.extraction.embedded.markup import markup_lines
from crawler.extraction.extract import extract
from crawler.extraction.markup.html import parse_html
from crawler.items import Article, ExtractionError
from crawler.sources import ANY_SITE, Selectors, Source
from tests.values import capture

TITLE = "湖心岛上的小学又响起了上课铃"
NICKNAME = "湖心岛小学"
PIECES = (
    '<p class="ql-block">　　九月一日清早，摆渡船比平时多跑了三趟，把四十一名学生送到岛上。</p>'
    '<p class="ql-block">　　上课铃是一截旧铁轨，敲铃的是<b>校工老翟</b>。</p>',
    '<p class="ql-block">今年岛上新来了两位教师，一位教音乐，一位教科学。</p>',
)
LINES = (
    "九月一日清早，摆渡船比平时多跑了三趟，把四十一名学生送到岛上。",
    "上课铃是一截旧铁轨，敲铃的是校工老翟。",
    "今年岛上新来了两位教师，一位教音乐，一位教科学。",
)
KEYWORDS = ("铁轨", "教师", "摆渡船", "开学")
CREATED, PUBLISHED_AT = 1693530000, "2023-09-01T09:00:00+08:00"


def detail(*, title: str = TITLE, **article: Any) -> dict[str, Any]:
    segments = [
        {"text": PIECES[0], "img_url": ""},
        {"text": "", "img_url": "//a.example/1.jpg"},
        {"text": PIECES[1]},
    ]
    about = {"title": title, "mask_id": "4abc9d2e", "create_time": CREATED, "privacy": 1}
    return {
        "article": {**about, "content": {"content": segments}, **article},
        "author": {"nickname": NICKNAME, "sign": "};"},
    }


def flat_detail() -> dict[str, Any]:
    whole = detail()
    segments = whole["article"].pop("content")["content"]
    return {**whole["article"], "content": segments, "author": {"screen_name": NICKNAME}}


def split_detail() -> dict[str, Any]:
    whole = detail()
    return {
        **whole,
        "content": whole["article"].pop("content")["content"],
        "author": {"screen_name": NICKNAME},
    }


def page(*scripts: str, body: str = '<div id="app"></div>', title: str = f"{TITLE} - 美篇") -> str:
    written = "".join(f"<script>{script}</script>" for script in scripts)
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}{written}</body></html>"


def written_out(*, keywords: tuple[str, ...] = KEYWORDS, holder: str = "div") -> str:
    escaped = html.escape(" ".join(PIECES), quote=False)
    listed = "".join(f"<li>{word}</li>" for word in keywords)
    return (
        f"<div><a href='/'>首页</a><a href='/d'>发现</a></div><h1>{TITLE}</h1><a href='/c/1'>{NICKNAME}</a>"
        f"<{holder}>{escaped}</{holder}><ul>{listed}</ul><div>下载</div><p>关于我们</p>"
    )


def read(text: str) -> Article:
    return extract(capture(text.encode("utf-8", "surrogatepass")), ANY_SITE)


def dumped(value: Any, **options: Any) -> str:
    return json.dumps(value, ensure_ascii=False, **options)


WHOLE = dumped(detail())
SCRIPTS = {
    "var": f"var ARTICLE_DETAIL = {WHOLE};",
    "window": f"window.ARTICLE_DETAIL={WHOLE}",
    "quoted name": f'window["ARTICLE_DETAIL"] = {WHOLE};',
    "const, and more on the line": f"var a = 1; const ARTICLE_DETAIL = {WHOLE}, b = {{}}; init(ARTICLE_DETAIL);",
    "indented over many lines": f"var ARTICLE_DETAIL =\n  {dumped(detail(), indent=2)}\n;\nvar b;",
    "ASCII and escaped slashes": "var ARTICLE_DETAIL = " + json.dumps(detail()).replace("/", "\\/"),
    "less-than escaped": f"var ARTICLE_DETAIL = {WHOLE.replace('<', chr(92) + 'u003c')};",
    "with entities": f"var ARTICLE_DETAIL = {html.escape(WHOLE)};",
    "as a string to parse": f"var ARTICLE_DETAIL = JSON.parse({json.dumps(WHOLE)});",
    "segments at the top": f"var ARTICLE_DETAIL = {dumped(split_detail())};",
    "everything at the top": f"var ARTICLE_DETAIL = {dumped(flat_detail())};",
    "content as a string of JSON": "var ARTICLE_DETAIL = "
    + dumped(detail(content=dumped(detail()["article"]["content"]["content"]))),
    "content as one piece of markup": "var ARTICLE_DETAIL = " + dumped(detail(content=" ".join(PIECES))),
    "texts escaped once more": "var ARTICLE_DETAIL = "
    + dumped(detail(content={"content": [{"text": html.escape(piece, quote=False)} for piece in PIECES]})),
    "line breaks inside strings": f"var ARTICLE_DETAIL = {WHOLE.replace('清早，', '清早，<!--' + chr(10) + '-->')};",
    "an empty one first": f"var ARTICLE_DETAIL = {{}}; var ARTICLE_DETAIL = {WHOLE};",
    "null first, compared, copied": "var ARTICLE_DETAIL = null; if (ARTICLE_DETAIL == 1) {} "
    f"ARTICLE_DETAIL = ARTICLE_DETAIL || {{}}; var MY_ARTICLE_DETAIL = {{}}; ARTICLE_DETAIL = {WHOLE}",
    "time in words": "var ARTICLE_DETAIL = " + dumped(detail(create_time="2023-09-01 09:00:00")),
    "time as a string": "var ARTICLE_DETAIL = " + dumped(detail(create_time=str(CREATED))),
    "time in milliseconds": "var ARTICLE_DETAIL = " + dumped(detail(create_time=CREATED * 1000)),
    "public in words": "var ARTICLE_DETAIL = " + dumped(detail(privacy="1")),
    "title with entities and tags": "var ARTICLE_DETAIL = "
    + dumped(detail(title=f" <span>{TITLE}</span>&nbsp;\n")),
    "huge": "var ARTICLE_DETAIL = " + dumped(detail(other=["}" * 1000] * 2000)),
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_every_way_to_carry_the_article_gives_the_same_record(script: str) -> None:
    article = read(page(script))
    assert article.text == "\n".join(LINES)
    assert (article.title, article.authors, article.byline) == (TITLE, (NICKNAME,), None)
    assert article.published_at == PUBLISHED_AT
    assert (article.publisher, article.tags, article.language, article.flags) == (None, (), "zh", ())


def test_two_scripts_the_second_of_which_holds_the_article() -> None:
    first = 'var PAGE = {"ARTICLE_DETAIL": {"a": 1}}; /* ARTICLE_DETAIL = */'
    assert read(page(first, SCRIPTS["var"])).text == "\n".join(LINES)


@pytest.mark.parametrize(
    "value",
    [
        "{",
        "{]",
        '{"article": {"title": "a',
        "function() { return {}; }",
        "undefined",
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        "[1, 2]",
        '"text"',
        "{}",
        '{"other": {"title": 1}}',
        '{"article": 5}',
        '{"article": {"content": {"content": {"content": 3}}}}',
        '{"article": {"title": ["a"], "content": [null, 1, {"text": 5}]}, "author": "b"}',
        "JSON.parse('{}')",
        'JSON.parse("{")',
    ],
)
def test_broken_json_and_foreign_values_leave_the_page_as_it_is(value: str) -> None:
    found = read_article_detail(page(f"var ARTICLE_DETAIL = {value};"), "+08:00")
    assert found is None or (found.lines, found.title) == ((), None)
    shown = f"<h1>{TITLE}</h1><div class='content'>{''.join(PIECES * 3)}</div>"
    assert LINES[0] in read(page(f"var ARTICLE_DETAIL = {value};", body=shown)).text


@pytest.mark.parametrize(
    ("page_text", "values"),
    [
        ("<script>var A = [1];</script>", [[1]]),
        ("<script>A={};A = 2</script>", [{}, 2]),
        ("<script>BA = 1; A.b = 2; $A = 3; A === 4; A => 5</script>", []),
        ("no such name", []),
    ],
)
def test_assigned_values(page_text: str, values: list[Any]) -> None:
    assert list(assigned_values(page_text, "A")) == values


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (("第一行\n第二行",), ["第一行", "第二行"]),
        (("<h3>一</h3><h3>二</h3>",), ["一", "二"]),
        (("<ul><li class='ql-indent-1'>甲</li><li>乙</li></ul>",), ["甲", "乙"]),
        (("<p class='ql-block'><br></p><p class='ql-block'>&nbsp;&nbsp;丙</p>",), ["丙"]),
        (("<p>丁<br/>戊</p>",), ["丁", "戊"]),
        (("<p>3 &lt; 5 &amp; 5 &gt; 3</p>",), ["3 < 5 & 5 > 3"]),
        (("照片说明", "", "  ", "<p>正文</p>"), ["照片说明", "正文"]),
        (("<p>没有关上", "<p>下一段</p></div></div>", "最后"), ["没有关上", "下一段", "最后"]),
        (("a < b，<书名> 不是标签",), ["a < b，<书名> 不是标签"]),
        (("👨‍👩‍👧一家", "𠮷野"), ["👨‍👩‍👧一家", "𠮷野"]),
        (("<script>var a = 1;</script><p>看得见</p><p style='display:none'>看不见</p>",), ["看得见"]),
        ((), []),
    ],
)
def test_lines_of_pieces_of_markup(pieces: tuple[str, ...], lines: list[str]) -> None:
    assert markup_lines(iter(pieces)) == lines


@pytest.mark.parametrize("privacy", [2, 3, 4, "4", "private"])
def test_what_its_author_does_not_show_to_all_is_refused(privacy: Any) -> None:
    with pytest.raises(ExtractionError) as caught:
        read(page(f"var ARTICLE_DETAIL = {dumped(detail(privacy=privacy))};"))
    assert caught.value.reason == "private"


@pytest.mark.parametrize("nothing", [None, {}, [], False, ""])
def test_a_page_that_says_there_is_no_article_is_refused(nothing: Any) -> None:
    with pytest.raises(ExtractionError) as caught:
        read(page(f"var ARTICLE_DETAIL = {dumped({'article': nothing, 'author': None})};"))
    assert caught.value.reason == "soft-404"


@pytest.mark.parametrize(
    ("create_time", "edited", "published_at", "modified_at"),
    [
        (CREATED, "2023-09-01", PUBLISHED_AT, None),
        (CREATED, "2023-10-02", PUBLISHED_AT, "2023-10-02"),
        (0, "2023-10-02", "2023-10-02", None),
        ("", "", None, None),
        (-5, None, None, None),
        (10**30, None, None, None),
        (True, None, None, None),
        (1693530000.7, None, PUBLISHED_AT, None),
        ("刚刚", "3天前", None, None),
    ],
)
def test_its_times(create_time: Any, edited: Any, published_at: str | None, modified_at: str | None) -> None:
    script = f"var ARTICLE_DETAIL = {dumped(detail(create_time=create_time, edit_date_str=edited))};"
    found = read_article_detail(page(script), "+08:00")
    assert found is not None
    assert (found.published_at, found.modified_at) == (published_at, modified_at)


def test_half_a_surrogate_pair_is_left_out() -> None:
    script = "var ARTICLE_DETAIL = " + json.dumps(detail(title=TITLE + "\ud83d")) + ";"
    assert read(page(script)).title == TITLE


def test_a_printed_byline_goes_before_the_account() -> None:
    texts = [{"text": PIECES[0]}, {"text": PIECES[1] + '<p class="ql-block">撰稿：葛小满</p>'}]
    article = read(page(f"var ARTICLE_DETAIL = {dumped(detail(content={'content': texts}))};"))
    assert (article.byline, article.authors) == ("撰稿：葛小满", ("葛小满",))
    assert article.text == "\n".join(LINES)


@pytest.mark.parametrize("holder", ["div", "section", "p", "span", "div hidden", "div style='display:none'"])
def test_markup_written_out_as_text_gives_the_record_with_keywords(holder: str) -> None:
    opening, closing = f"<{holder}>", f"</{holder.split()[0]}>"
    body = written_out().replace("<div>&lt;", f"{opening}&lt;").replace("&gt;</div>", f"&gt;{closing}")
    article = read(page(body=body))
    assert article.text == "\n".join(LINES)
    assert (article.title, article.authors, article.byline) == (TITLE, (NICKNAME,), None)
    assert article.tags == KEYWORDS[:3]  # the last does not occur in the text, as what the page adds below


@pytest.mark.parametrize(
    ("above", "below", "account", "published_at", "tags"),
    [
        (
            f"<a>{NICKNAME}</a>",
            "<a>铁轨</a><a>教师</a><a>摆渡船</a><p>下载</p>",
            NICKNAME,
            None,
            KEYWORDS[:3],
        ),
        (f"<span>作者：{NICKNAME}</span>", "<p>铁轨、教师、摆渡船</p>", NICKNAME, None, KEYWORDS[:3]),
        (f"<i>2023-09-01 09:00</i><b>{NICKNAME}</b>", "", NICKNAME, "2023-09-01T09:00:00+08:00", ()),
        (f"<b>{NICKNAME}</b><i>2023年9月1日</i><i>阅读 36</i>", "<p>下载</p>", NICKNAME, "2023-09-01", ()),
        ("", "<p>本文由作者原创，未经许可不得转载，违者必究。</p>", None, None, ()),
    ],
)
def test_what_stands_above_and_below_the_markup(
    above: str, below: str, account: str | None, published_at: str | None, tags: tuple[str, ...]
) -> None:
    escaped = html.escape(" ".join(PIECES), quote=False)
    article = read(page(body=f"<nav>首页 发现</nav><h1>{TITLE}</h1>{above}<div>{escaped}</div>{below}"))
    assert (article.title, article.text) == (TITLE, "\n".join(LINES))
    assert (article.authors, article.published_at, article.tags) == (
        (account,) if account else (),
        published_at,
        tags,
    )


def test_pieces_of_markup_in_elements_of_their_own_are_one_text() -> None:
    pieces = [f"<div>{html.escape(piece, quote=False)}</div>" for piece in PIECES]
    body = f"<h1>{TITLE}</h1><a>{NICKNAME}</a><section>{pieces[0]}<p><img></p><p>铁轨做的钟</p>{pieces[1]}</section>"
    article = read(page(body=body + "<ul><li>铁轨</li><li>教师</li><li>摆渡船</li></ul>"))
    assert article.text == "\n".join((*LINES[:2], "铁轨做的钟", LINES[2]))
    assert (article.title, article.authors, article.tags) == (TITLE, (NICKNAME,), KEYWORDS[:3])


@pytest.mark.parametrize("title", [f"{TITLE} - 美篇", "美篇", "", f"{TITLE}"])
def test_the_title_is_the_heading_where_the_page_names_only_itself(title: str) -> None:
    article = read(page(body=written_out(), title=title))
    assert (article.title, article.authors, article.text) == (TITLE, (NICKNAME,), "\n".join(LINES))


def test_keywords_complete_what_the_script_holds() -> None:
    article = read(page(SCRIPTS["var"], body=written_out(keywords=KEYWORDS[:3])))
    assert (article.text, article.tags) == ("\n".join(LINES), KEYWORDS[:3])
    assert article.published_at == PUBLISHED_AT


def test_a_script_cut_off_leaves_the_text_that_was_written_out() -> None:
    article = read(page(SCRIPTS["var"][:-300], body=written_out(keywords=KEYWORDS[:3])))
    assert (article.text, article.authors, article.published_at) == ("\n".join(LINES), (NICKNAME,), None)


@pytest.mark.parametrize(
    "body",
    [
        "<pre>&lt;p class='ql-block'&gt;一段&lt;/p&gt;</pre>" + "".join(PIECES),
        "<p>编辑器把每一段写成 <code>&lt;p class='ql-block'&gt;一段&lt;/p&gt;</code> 的样子。</p>",
        "<div>&lt;p&gt;一段&lt;/p&gt;</div>" + "".join(PIECES * 2),
        "<div>5 &lt; 6 而 7 &gt; 6，所以 &lt;/p&gt; 是结束标签。</div>",
        "".join(PIECES),
    ],
)
def test_a_page_about_markup_is_no_page_of_markup(body: str) -> None:
    text = page(body=body)
    assert read_escaped(parse_html(text), text, "+08:00") is None


@pytest.mark.parametrize(("text", "reason"), [("<p>平安到家。</p>", None), ("", "empty-shell")])
def test_a_short_article_below_an_invitation_to_the_app_is_no_empty_shell(
    text: str, reason: str | None
) -> None:
    source = Source(name="short", selectors=Selectors(body=(".text",)))
    body = f"<div class='text'>{text}</div><div class='banner'>打开美篇APP，查看更多精彩内容</div><script>a()</script>"
    found = capture(page(body=body).encode())
    if reason is None:
        assert extract(found, source).text == "平安到家。"
    else:
        with pytest.raises(ExtractionError) as caught:
            extract(found, source)
        assert caught.value.reason == reason
