"""Which lines of a site's pages are boilerplate, and which are text though many pages have them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

import pytest

from crawler.learning.observation import Observation
from crawler.learning.tally import SiteTally
from tests.sites.writing import piece

STANDING = "灯塔报的记者们每周三在老码头等您来讲讲巷子里的新鲜事"
HEADLINE = "老码头的钟楼今晚重新敲响"


def page(
    number: int,
    *,
    above: tuple[str, ...] = (),
    below: tuple[str, ...] = (),
    amid: tuple[str, ...] = (),
    beside: tuple[str, ...] = (),
    title: str | None = None,
    **changes: object,
) -> Observation:
    written = piece(number)
    first, *rest = written.paragraphs
    told = Observation(
        piece=str(number),
        title=written.title if title is None else title,
        text=(*above, first, *amid, *rest, *below),
        beside=beside,
        stamp=None,
        other_dates=(),
    )
    return dataclasses.replace(told, **changes)  # type: ignore[arg-type]


def lines(pages: list[Observation]) -> dict[str, int]:
    tally = SiteTally()
    for one in pages:
        tally.add(one)
    return tally.lesson().lines


Page = Callable[[int], Observation]


@pytest.mark.parametrize(
    "made",
    [
        lambda n: page(n, below=(STANDING,)),
        lambda n: page(n, above=(STANDING,)),
        lambda n: page(n, below=(STANDING, f"热议：{piece(900 + n // 4).title}")),
        lambda n: page(n, beside=(STANDING,)),
        lambda n: page(n, beside=(STANDING,)) if n % 2 else page(n, below=(STANDING,)),
        lambda n: page(n, below=(STANDING, *([STANDING[::-1]] if n % 2 else []))),
        lambda n: page(n, amid=(STANDING,)) if n == 7 else page(n, below=(STANDING,)),
    ],
    ids=["end", "beginning", "above-a-hot-list", "beside", "beside-or-end", "often-last", "once-quoted"],
)
def test_a_line_at_the_ends_of_unlike_articles_is_boilerplate(made: Page) -> None:
    assert STANDING in lines([made(n) for n in range(12)])


@pytest.mark.parametrize(
    "made",
    [
        lambda n: page(n, amid=(STANDING,)),
        lambda n: page(n, below=(STANDING, f"第{n}年的三月")),
        lambda n: page(n, below=(STANDING, f"渡口镇人民政府第{n}办公室")),
        lambda n: page(n, below=(STANDING,), title=f"关于第{n}座渡桥封闭施工的通告"),
        lambda n: page(n, below=(STANDING,), title=f"老码头三日天气预报（{n}日）"),
        lambda n: page(n, above=(STANDING,), title=f"菜价日报：{piece(n).title}"),
        lambda n: page(n, above=(STANDING,)) if n % 2 else page(n, below=(STANDING,)),
        lambda n: page(n, below=(STANDING,)) if n < 4 else page(n),
        lambda n: page(n, below=(STANDING,)) if n % 3 == 0 else page(n),
        lambda n: page(n, beside=(STANDING,)) if n in (0, 1) else page(n),
        lambda n: page(1, below=(STANDING,)),
    ],
    ids=[
        *(
            "middle",
            "above-a-date",
            "above-a-signature",
            "notices",
            "one-column",
            "one-beginning",
            "either-end",
        ),
        *("four-pages", "a-third", "beside-two", "one-piece-often"),
    ],
)
def test_a_line_of_the_articles_themselves_is_none(made: Page) -> None:
    assert STANDING not in lines([made(n) for n in range(12)])


@pytest.mark.parametrize(
    "line",
    [
        *(
            "特此公告。",
            "此致敬礼祝您安康",
            "（完）",
            "附件：",
            "【案例】",
            "一、总体要求",
            "单位：万元",
            "主持人：",
        ),
        *(
            "渡口镇人民政府办公室",
            "来源：灯塔报",
            "责任编辑：孟小舟",
            "2024年3月5日",
            "姓名 | 年龄 | 住址",
            "首页",
        ),
    ],
)
def test_a_line_that_is_of_texts_by_nature_is_never_learned(line: str) -> None:
    assert lines([page(n, below=(line,)) for n in range(12)]) == {}
    assert lines([page(n, beside=(line,)) for n in range(12)]) == {}


def test_what_stands_on_the_pages_of_one_day_alone_is_learned_whatever_came_before_and_after() -> None:
    pages = [page(n, below=(HEADLINE,) if 700 <= n < 712 else ()) for n in range(1_500)]
    assert lines(pages) == {HEADLINE: 12}


def test_few_pages_teach_nothing() -> None:
    assert lines([page(n, below=(STANDING,)) for n in range(4)]) == {}


def test_sub_headings_of_a_column_stay() -> None:
    pages = [page(n, amid=("老街上的人们这样说", "我们在现场看到的")) for n in range(20)]
    assert lines(pages) == {}


def test_the_version_changes_with_the_lines_the_stamps_and_the_site_and_nothing_else() -> None:
    def lesson(line: str, extra: int = 0) -> str:
        tally = SiteTally()
        pages = [page(n, below=(line,)) for n in range(12 + extra)]
        for one in pages:
            tally.add(one)
        return tally.lesson().version("news", "town.example.cn")

    assert lesson(STANDING) == lesson(STANDING, extra=3)
    assert lesson(STANDING) != lesson(HEADLINE)
    assert SiteTally().lesson().version("news", "town.example.cn") == ""
    tally = SiteTally()
    for n in range(12):
        tally.add(page(n, below=(STANDING,)))
    assert len({tally.lesson().version("news", host) for host in ("a.example", "b.example")}) == 2


def stamped(count: int, stamp: str, *, days: Callable[[int], tuple[str, ...]]) -> dict[str, int]:
    tally = SiteTally()
    for n in range(count):
        tally.add(page(n, stamp=stamp, other_dates=days(n)))
    return tally.lesson().stamps


def test_a_date_on_all_pages_that_others_contradict_is_the_template_s() -> None:
    stamp = "2019-03-01T08:00:00+08:00"
    assert stamped(10, stamp, days=lambda n: (f"2024-03-{n + 1:02}",)) == {stamp: 10}
    assert stamped(4, stamp, days=lambda n: (f"2024-03-{n + 1:02}",)) == {}


@pytest.mark.parametrize(
    "days",
    [lambda n: (), lambda n: ("2024-03-05",), lambda n: ("2024-03-06",)],
    ids=["alone", "same", "next"],
)
def test_the_date_of_one_day_s_paper_is_no_stamp(days: Callable[[int], tuple[str, ...]]) -> None:
    assert stamped(30, "2024-03-05", days=days) == {}


def test_dates_that_differ_are_no_stamps() -> None:
    tally = SiteTally()
    for n in range(20):
        tally.add(page(n, stamp=f"2024-03-{n % 9 + 1:02}", other_dates=(f"2024-04-{n + 1:02}",)))
    assert tally.lesson().stamps == {}


def test_the_order_of_what_is_seen_beside_the_text_does_not_matter() -> None:
    draw = random.Random(5)
    seen = [f"第{n}版的读者来信精选" for n in range(8)]
    pages = [page(n, beside=tuple(draw.sample(seen, 8))) for n in range(10)]
    assert set(lines(pages)) == set(lines([page(n, beside=tuple(seen)) for n in range(10)]))
