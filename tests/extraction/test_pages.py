"""The pages of one article joined to one text."""

from __future__ import annotations

import pytest

from crawler.extraction.pages import is_pager, joined, own_paragraphs
from crawler.extraction.reading import Reading

PAGERS = [
    "下一页",
    "上一页 1 2 3 下一页",
    "上一页123下一页",
    "1 2 3",
    "12",
    "1234",
    "[1] [2] [3]",
    "共3页",
    "第 1 页 / 共 3 页",
    "1/3",
    "余下全文",
    "首页 上一页 2/3 下一页 尾页",
    "（本文未完，请点击下一页继续阅读）",
    "« 1 2 »",
    "1 2 .... 30",
]
NO_PAGERS = [
    "1",
    "2022",
    "13",
    "下一页写着他的名字。",
    "第一页",
    "共3页的来信。",
    "2022 2023",
    "老街的石板路修好了。",
]


@pytest.mark.parametrize("line", PAGERS)
def test_a_line_of_a_pager_is_known(line: str) -> None:
    assert is_pager(line)


@pytest.mark.parametrize("line", NO_PAGERS)
def test_a_line_of_text_is_none(line: str) -> None:
    assert not is_pager(line)


@pytest.mark.parametrize("line", ["1" * 79 + "x", "1 / " * 19 + "x", "." * 79 + "x", "下一页" * 26 + "x"])
def test_a_line_that_is_nearly_a_pager_takes_no_longer(line: str) -> None:
    """It took minutes: the row of digits was tried in every way it can be divided."""
    assert not is_pager(line)


def test_the_first_page_tells_what_the_article_is_and_the_last_its_credits() -> None:
    first = Reading(
        paragraphs=("一", "二"),
        title="题",
        byline="记者 柳青",
        authors=("柳青",),
        published_at="2022-03-01",
        tags=("路",),
    )
    last = Reading(
        paragraphs=("三",),
        title="题（2）",
        editors=("江白",),
        publisher="石桥日报",
        published_at="2022-03-02",
        tags=("路", "桥"),
        flags=("truncated",),
    )
    whole = joined([first, last])
    assert whole.paragraphs == ("一", "二", "三")
    assert (whole.title, whole.byline, whole.published_at) == ("题", "记者 柳青", "2022-03-01")
    assert (whole.editors, whole.publisher, whole.tags, whole.flags) == (
        ("江白",),
        "石桥日报",
        ("路", "桥"),
        ("truncated",),
    )


REPEATED = [
    ("题", ("题", "正文。"), ("正文。",)),
    ("修路记", ("修路记（2）", "正文。"), ("正文。",)),
    ("修路记", ("修路记 第2页", "正文。"), ("正文。",)),
    ("修路记", ("修路记_2", "正文。"), ("正文。",)),
    ("修路记", ("2022-03-01", "修路记(二)", "正文。"), ("正文。",)),
    ("修路记", ("修路记开头写道。", "正文。"), ("修路记开头写道。", "正文。")),
    (None, ("上一页 1 2", "正文。", "1 2 3 下一页", "2"), ("正文。",)),
    (None, ("1", "正文。"), ("1", "正文。")),
]


@pytest.mark.parametrize(("title", "lines", "own"), REPEATED)
def test_the_headline_and_the_pager_do_not_stand_in_the_text_again(
    title: str | None, lines: tuple[str, ...], own: tuple[str, ...]
) -> None:
    assert own_paragraphs(lines, (title,)) == own
    assert own_paragraphs(own, (title,)) == own


def test_a_page_of_the_whole_text_replaces_those_before_it() -> None:
    whole = joined([Reading(paragraphs=("一", "二")), Reading(paragraphs=("一", "二", "三"))])
    assert whole.paragraphs == ("一", "二", "三")


def test_a_page_that_repeats_what_was_read_adds_nothing() -> None:
    whole = joined([Reading(paragraphs=("一", "二")), Reading(paragraphs=("一", "二"))])
    assert whole.paragraphs == ("一", "二")


def test_a_refrain_on_several_pages_is_kept() -> None:
    whole = joined([Reading(paragraphs=("一", "同")), Reading(paragraphs=("二", "同"))])
    assert whole.paragraphs == ("一", "同", "二", "同")
