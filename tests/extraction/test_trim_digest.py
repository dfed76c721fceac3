"""Lines that are no text in the middle of an article, and digests that repeat its beginning."""

import pytest

from crawler.extraction.lines.trim import trim
from crawler.sources import ANY_SITE, Source

FIRST = "今年前四个月，绿色债券发行规模达到三千一百亿元，较上年同期增长近三成。"
SECOND = "业内人士同时提醒，募集资金的闲置问题值得关注。"


def read(*paragraphs: str, source: Source = ANY_SITE) -> tuple[str, ...]:
    return trim(paragraphs, title=None, source=source).paragraphs


@pytest.mark.parametrize("digest", [FIRST, FIRST[:20], FIRST[:20] + "……", FIRST[:20] + "..."])
def test_a_digest_that_only_begins_the_paragraph_below_it_goes(digest: str) -> None:
    assert read(digest, FIRST, SECOND) == (FIRST, SECOND)
    assert read(digest, digest, FIRST, SECOND) == (FIRST, SECOND)


def test_a_digest_above_the_byline_goes() -> None:
    article = trim([FIRST, "本报记者 陆一鸣", FIRST, SECOND], title=None, source=ANY_SITE)
    assert (article.byline, article.paragraphs) == ("本报记者 陆一鸣", (FIRST, SECOND))


@pytest.mark.parametrize("opening", ["绿色债券发行提速，地方机构成新主力。", FIRST[:8], SECOND])
def test_a_standfirst_with_words_of_its_own_stays(opening: str) -> None:
    assert read(opening, FIRST) == (opening, FIRST)


def test_boilerplate_of_the_source_is_no_text_anywhere() -> None:
    source = Source(name="some", boilerplate=(r"图片来源：.{1,30}",))
    assert read(FIRST, "图片来源：海州日报", SECOND, source=source) == (FIRST, SECOND)
