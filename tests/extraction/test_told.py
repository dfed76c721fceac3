"""Pages that are no HTML: how each of their fields was read is told as it is of a web page."""

from __future__ import annotations

import pytest

from crawler.extraction.formats.jekyll import read_jekyll
from crawler.extraction.formats.plain import read_plain
from crawler.extraction.reading import Reading
from crawler.items import Said
from crawler.sources import ANY_SITE
from tests.extraction.records import saved_record

BODY = (
    "修伞铺的门板一早就卸了下来，三把断了骨的油纸伞倒挂在梁上，伞面的桐油还没有干透。",
    "“一把伞能传两代人，靠的是每年梅雨前换一次线。”铺主说话的时候，手里的竹刀没有停。",
    "去年他收了两名徒弟，一个来自邻县，一个刚从学校毕业，两人都能独自绷伞面了。",
)
POST = "\n".join(
    (
        "---",
        "title: 梅雨之前修好三把伞",
        "date: 2023-05-21 07:40:00 +0800",
        "author: 江小满",
        "tags: [手艺]",
        "---",
        "\n\n".join(BODY),
        "\n（文章来源：芦溪晚报）",
    )
)
DUMP = "\n".join(
    ("梅雨之前修好三把伞", "", *BODY, "", "来源：芦溪晚报", "责任编辑：闻素衣", "发布时间：2023-05-21 07:40")
)
MARKED = "\n".join(
    ("梅雨之前修好三把伞", "芦溪慢生活", *(f'<p class="ql-block">{line}</p>' for line in BODY))
)


def plain(text: str) -> Reading:
    return read_plain(text, saved_record("1.txt"), ANY_SITE)


def post(text: str, name: str = "2023-05-20-san.md") -> Reading:
    return read_jekyll(text, saved_record(name), ANY_SITE)


def won(reading: Reading) -> dict[str, tuple[str, str]]:
    return {choice.field: (choice.won.rule, choice.won.place) for choice in reading.provenance}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (
            plain(DUMP),
            {
                "text": ("plain-text", ""),
                "title": ("title-line", "head"),
                "editors": ("text-line", "tail"),
                "publisher": ("text-line", "tail"),
                "published_at": ("text-line", "tail"),
            },
        ),
        (
            plain(MARKED),
            {
                "text": ("markup-in-text", ""),
                "title": ("title-line", "head"),
                "authors": ("account", "head"),
            },
        ),
        (
            post(POST),
            {
                "text": ("markdown", ""),
                "title": ("front-matter", ""),
                "authors": ("front-matter", ""),
                "publisher": ("text-line", "tail"),
                "published_at": ("front-matter", ""),
                "tags": ("front-matter", ""),
            },
        ),
    ],
    ids=["a dump", "a dump of markup", "a post"],
)
def test_each_field_with_a_value_names_the_rule_that_read_it(
    reading: Reading, expected: dict[str, tuple[str, str]]
) -> None:
    assert won(reading) == expected


def test_the_lines_cut_from_a_dump_are_kept() -> None:
    text = plain(DUMP).provenance[0]
    assert [(line.rule, line.value) for line in text.removed] == [
        ("publisher", "来源：芦溪晚报"),
        ("editors", "责任编辑：闻素衣"),
        ("published", "发布时间：2023-05-21 07:40"),
    ]


def test_a_date_the_front_matter_and_the_file_s_name_state_otherwise_is_told() -> None:
    date = next(choice for choice in post(POST).provenance if choice.field == "published_at")
    assert date.won.value == "2023-05-21T07:40:00+08:00"
    assert date.others == (Said(rule="file-name", value="2023-05-20"),)


def test_the_day_of_the_file_s_name_wins_where_nothing_else_states_one() -> None:
    assert won(post(f"---\ntitle: 伞\n---\n{BODY[0]}"))["published_at"] == ("file-name", "")


def test_an_author_below_the_text_goes_before_that_of_the_front_matter() -> None:
    authors = next(
        choice for choice in post(f"{POST}\n\n（作者：周晓雨）").provenance if choice.field == "authors"
    )
    assert (authors.won.rule, authors.won.value) == ("text-line", "周晓雨")
    assert authors.others == (Said(rule="front-matter", value="江小满"),)
