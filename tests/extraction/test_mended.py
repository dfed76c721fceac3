"""Corrupted pages are restored before anything is read of them; clean ones pay nothing for that."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence

import pytest

from crawler.extraction.extract import extract
from crawler.extraction.mirrors.credits import without_mirror
from crawler.extraction.mirrors.mended import mended
from crawler.extraction.reading import Reading
from crawler.items import Article, Capture, Choice, Guess, Said
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
from tests.extraction.pages import PARAGRAPHS as WRITTEN
from tests.extraction.pages import TITLE
from tests.extraction.pages import news_page as written_page
from tests.garbling.mirror import Mirror, corrupted
from tests.garbling.script import traditional
from tests.garbling.spam import Spam, spammed
from tests.project import ROOT

INFO = "<p>2024-02-11 08:30　来源：临河日报</p>"


def news_page(**parts: str) -> str:
    """Without 着, of which no mirror's page tells whether it was 著."""
    return without_zhe(written_page(**parts))


def without_zhe(text: str) -> str:
    return text.replace("沿着", "顺").replace("带着", "带有")


LATER = (
    "第二天，镇里又来了一批客人，他们在老街走了很久，问这问那，连石板路是从哪里运来的都要打听清楚。",
    "开茶馆的陈师傅说，过去一天卖不出十碗茶，现在一个上午就要烧六壶水，从早到晚没有歇下来的时候。",
    "镇长表示，接下来还要把临河的老码头修好，让坐船来的人也能走进这条街，听一听过去的故事。",
)
PARAGRAPHS = tuple(map(without_zhe, WRITTEN))
DUMP = "\n\n".join((TITLE, "发布时间:2024-02-11 08:30 来源: 临河日报", *PARAGRAPHS, "(责编:周行舟)"))
POST = f"---\nlayout: post\ntitle: {TITLE}\n---\n" + "\n\n".join(PARAGRAPHS)
MIRROR = Mirror(seed=6, share=0.5, cut_share=0.5)


def torn(text: str) -> str:
    return corrupted(text, MIRROR).text


def mhtml(html: str) -> bytes:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n"
    part = b"--xx\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return head + part + html.encode() + b"\r\n--xx--\r\n"


def read(body: bytes | str, **changes: str | None) -> Article:
    return extract(capture(body, **changes), ANY_SITE)  # type: ignore[arg-type]


def signs_of(article: Article) -> Said:
    (told,) = (choice.won for choice in article.provenance if choice.field == "flags")
    return told


READ = {
    "html": (torn(news_page(info=INFO)), {}),
    "mhtml": (mhtml(torn(news_page(info=INFO))), {"content_type": "multipart/related"}),
    "dump": (torn(DUMP), {"content_type": "text/plain"}),
    "post": (torn(POST), {"content_type": "text/markdown"}),
}


@pytest.mark.parametrize("name", READ)
def test_a_corrupted_page_is_read_as_the_one_it_was(name: str) -> None:
    body, changes = READ[name]
    article = read(body, **changes)

    assert (article.title, tuple(article.text.split("\n"))) == (TITLE, PARAGRAPHS)
    assert article.flags == ("garbled",)
    counts = {repair.name: repair.times for repair in article.repairs}
    assert counts["readings-removed"] > 10
    assert counts["made-simplified"] > 30
    told = signs_of(article)
    assert (told.rule, bool(told.value)) == ("garbled", True)
    if name in ("html", "mhtml", "dump"):
        assert (article.publisher, article.published_at) == ("临河日报", "2024-02-11T08:30:00+08:00")


@pytest.mark.parametrize("name", READ)
def test_every_guess_names_the_characters_at_its_place(name: str) -> None:
    body, changes = READ[name]
    article = read(body, **changes)
    values = {"title": article.title or "", "text": article.text}
    guesses = [(values[one.field], guess) for one in article.provenance for guess in one.guessed]
    assert guesses
    for value, guess in guesses:
        assert value[guess.start : guess.end] == guess.value != ""


FIRST = news_page(tail='<div class="page"><a href="1_2.html">下一页</a></div>')


def read_with_further_page(first: str, lines: Sequence[str]) -> Article:
    """The article of a first page as it is given and a second one that was corrupted."""
    later = torn(
        f"<html><head><title>{TITLE}（2）</title></head><body><h1>{TITLE}（2）</h1>"
        f"<div class='content'>{''.join(f'<p>{line}</p>' for line in lines)}</div></body></html>"
    )
    one = capture(first, url="http://paper.example/2024/1.html")
    two = capture(later, url="http://paper.example/2024/1_2.html")
    whole = Capture(record=one.record, headers=one.headers, body=one.body, continuations=(two,))
    return extract(whole, ANY_SITE)


def guesses_of_text(article: Article) -> tuple[Guess, ...]:
    (text,) = (choice for choice in article.provenance if choice.field == "text")
    assert all(article.text[one.start : one.end] == one.value for one in text.guessed)
    return text.guessed


def test_mended_leaves_the_parts_that_were_never_corrupted_as_they_were() -> None:
    head, foot = "<h1>他执著于宫商角徵羽的研究</h1>", "<p>责任编辑：谈乾，监制：于徵</p>"

    page = mended(f"{head}{corrupted(news_page(), Mirror(seed=3)).text}{foot}")

    assert page.text.startswith(head)
    assert page.text.endswith(foot)


def test_further_pages_are_restored_each_for_itself() -> None:
    article = read_with_further_page(torn(FIRST), LATER)

    assert tuple(article.text.split("\n")) == (*PARAGRAPHS, *LATER)
    assert article.flags == ("garbled",)
    assert guesses_of_text(article)


def test_what_was_guessed_on_one_page_was_read_on_another_that_nobody_corrupted() -> None:
    article = read_with_further_page(FIRST, (*PARAGRAPHS[:1], *LATER))

    assert tuple(article.text.split("\n")) == (*PARAGRAPHS, *PARAGRAPHS[:1], *LATER)
    guesses = guesses_of_text(article)
    assert guesses
    assert all(one.start > len("\n".join(PARAGRAPHS)) for one in guesses)


@pytest.mark.parametrize("text", [news_page(info=INFO), DUMP, "", "<p>谁来了?（shuí）</p>"])
def test_a_clean_page_stays_as_it_is(text: str) -> None:
    clean = mended(text)
    reading = Reading(paragraphs=("一段",))
    assert (clean.text, clean.flags, clean.repairs) == (text, (), ())
    assert clean.told_of(reading, None) is reading


def test_pages_of_mirrors_without_damage_keep_their_text_and_say_what_they_are() -> None:
    spam = read(spammed(news_page(info=INFO), frozenset([Spam.COUNTIES_AT_FOOT]), random.Random(1)))
    assert (tuple(spam.text.split("\n")), spam.flags) == (PARAGRAPHS, ("mirror-spam",))
    assert signs_of(spam).rule == "mirror-spam"


def test_traditional_text_that_nobody_corrupted_is_not_made_simplified() -> None:
    article = read(traditional(news_page(info=INFO)))
    assert tuple(article.text.split("\n")) == tuple(map(traditional, PARAGRAPHS))
    assert "garbled" not in article.flags


def python(code: str, page: str) -> str:
    """What a process of its own prints, which is given the page."""
    done = subprocess.run(
        [sys.executable, "-c", code], input=page, capture_output=True, text=True, cwd=ROOT, check=True
    )
    return done.stdout


READING = """
import sys, json
from crawler.extraction.extract import extract
from crawler.sources import ANY_SITE
from tests.extraction.captures import capture
article = extract(capture(sys.stdin.read()), ANY_SITE)
"""
LOADED = READING + 'print(*{"opencc", "pypinyin", "crawler.extraction.mirrors.restore"} & set(sys.modules))'


def test_nothing_that_restores_is_loaded_for_a_clean_page() -> None:
    assert python(LOADED, news_page(info=INFO)).split() == []
    assert "crawler.extraction.mirrors.restore" in python(LOADED, torn(news_page(info=INFO))).split()


def test_a_page_that_cannot_be_restored_is_read_as_it_stands_and_says_why() -> None:
    missing = 'import sys\nsys.modules["opencc"] = None\n'  # as where it is not installed
    told = "print(json.dumps([article.flags, article.text, [x.won.value for x in article.provenance]]))"
    page = torn(news_page(info=INFO))

    flags, text, values = json.loads(python(missing + READING + told, page))

    assert flags == ["garbled", "unrestored"]
    assert "?" in text or "(" in text
    assert values[-1].startswith("not restored: ModuleNotFoundError: ")


def credited(
    page: str, choices: Sequence[Choice], url: str = "http://m.lvgu.example/a.html"
) -> dict[str, str | None]:
    fields = {choice.field: choice.won.value for choice in choices}
    reading = Reading(paragraphs=("一段",), provenance=tuple(choices), **fields)  # type: ignore[arg-type]
    told = without_mirror(reading, page, url)
    assert {one.field: one.won.value for one in told.provenance} == {
        name: getattr(told, name) for name in fields if getattr(told, name)
    }
    return {name: getattr(told, name) for name in fields}


def said(rule: str, value: str) -> Said:
    return Said(rule=rule, value=value)


PAGE = (
    "<html><head><title>老街重开_绿谷新闻网</title><meta name='sitename' content='绿谷'></head><body>"
    "<div>临河<b>在线</b> &gt; 新闻</div><h1>老街重开</h1><p>来源：临河日报</p><p>lvgu 讯</p><p>一段</p></body></html>"
)


@pytest.mark.parametrize(
    ("choice", "name"),
    [
        (Choice(field="site_name", won=said("breadcrumb", "临河在线")), "临河在线"),
        (Choice(field="site_name", won=said("title-element", "绿谷新闻网")), None),
        (
            Choice(field="site_name", won=said("meta", "绿谷"), others=(said("breadcrumb", "临河在线"),)),
            "临河在线",
        ),
        (Choice(field="site_name", won=said("source", "中国西藏网")), "中国西藏网"),
        (Choice(field="site_name", won=said("opengraph", "lvgu")), None),
        (Choice(field="site_name", won=said("opengraph", "m.lvgu.example")), None),
        (Choice(field="publisher", won=said("line-under-title", "临河日报")), "临河日报"),
        (
            Choice(field="publisher", won=said("meta", "绿谷"), others=(said("text-line", "临河日报"),)),
            "临河日报",
        ),
        (Choice(field="publisher", won=said("json-ld", "绿谷传媒")), None),
    ],
)
def test_a_mirror_is_credited_with_nothing_it_copied(choice: Choice, name: str | None) -> None:
    assert credited(PAGE, [choice]) == {choice.field: name}


@pytest.mark.parametrize("url", ["http://[lvgu/a.html", "lvgu", ""])
def test_a_mirror_whose_address_names_no_host_is_credited_with_nothing_either(url: str) -> None:
    choice = Choice(field="site_name", won=said("title-element", "绿谷新闻网"))
    assert credited(PAGE, [choice], url) == {"site_name": None}


def test_the_site_at_the_end_of_the_title_of_a_dump_must_be_named_elsewhere_too() -> None:
    choice = Choice(field="site_name", won=said("title-line", "临河在线"))
    assert credited("老街重开_临河在线\n一段", [choice]) == {"site_name": None}
    assert credited("临河在线 > 新闻\n老街重开_临河在线\n一段", [choice]) == {"site_name": "临河在线"}


@pytest.mark.parametrize("sign", ["<head", "<", "<script>", "<a ", " "])
def test_a_long_run_of_one_sign_costs_no_time(sign: str) -> None:
    choice = Choice(field="site_name", won=said("title-element", "绿谷新闻网"))
    assert credited(sign * (200_000 // len(sign)), [choice]) == {"site_name": None}
