"""How a record is explained on a terminal: its fields in columns, what contradicts them, and what differs."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from crawler.commands.explanation import Told, fields, meaning, text_difference
from crawler.items import Choice, Said
from tests.values import article


def test_columns_stand_under_each_other_though_chinese_is_wide() -> None:
    told = Told.of_reading(article(title="新桥", site_name="News"))
    places = {name: {"rule": "meta", "place": "head"} for name in ("title", "site_name")}
    out = Console(width=60, file=io.StringIO())
    out.print(fields(Told(parser="", values=told.values, provenance=places), ("title", "site_name")))

    _, title, site_name = out.file.getvalue().splitlines()
    assert cell_len(title[: title.index("head")]) == cell_len(site_name[: site_name.index("head")])


def test_in_a_narrow_terminal_the_value_stands_below_its_place() -> None:
    told = Told.of_reading(article(title="临河老桥今日重新通车"))
    places = {
        "title": {
            "rule": "heading",
            "place": "/html/body/div[2]/div[1]/h1",
            "others": [{"rule": "opengraph"}],
        }
    }
    out = Console(width=40, file=io.StringIO())
    out.print(fields(Told(parser="", values=told.values, provenance=places), ("title",), width=out.width))

    assert [line.rstrip() for line in out.file.getvalue().splitlines()] == [
        "  title  heading",
        "  /html/body/div[2]/div[1]/h1",
        "  临河老桥今日重新通车",
        "= opengraph",
        "  the same",
    ]


@pytest.mark.parametrize(
    ("stated", "mark"),
    [
        (None, "="),
        ("2023-06-12", "~"),
        ("2023-06-12T09:15:00+08:00", "~"),
        ("2023-06-12T09:16:00+08:00", "≠"),
        ("2023-06-13", "≠"),
    ],
)
def test_a_date_to_the_day_or_the_minute_contradicts_none_to_the_second(
    stated: str | None, mark: str
) -> None:
    other = Said(rule="opengraph", value=stated or "2023-06-12T09:15:32+08:00")
    choice = Choice(field="published_at", won=Said(rule="url", value=""), others=(other,))
    read = article(published_at="2023-06-12T09:15:32+08:00", provenance=(choice,))
    out = Console(width=120, file=io.StringIO())

    out.print(fields(Told.of_reading(read), ["published_at"]))

    assert out.file.getvalue().splitlines()[-1].split()[0] == mark


@pytest.mark.parametrize(
    ("flag", "words"),
    [("garbled", "corrupted"), ("disputed-publisher", "another publisher each"), ("unheard-of", "")],
)
def test_flags_are_told_in_words(flag: str, words: str) -> None:
    assert words in meaning(flag)
    assert bool(meaning(flag)) is bool(words)


def test_of_two_texts_only_the_lines_that_differ_are_shown() -> None:
    before = "\n".join(f"第{number}行" for number in range(100))
    after = "\n".join(f"第{number}行" for number in range(1, 101)).replace("第50行", "-- 另一行")

    assert text_difference(before, after).plain.split("\n") == ["-第0行", "-第50行", "+-- 另一行", "+第100行"]
    assert text_difference(before, "新").plain.endswith("(61 lines more)")
