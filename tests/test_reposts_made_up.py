"""The articles that `python -m benchmarks.reposts` makes up are what it says of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.reposts import cuts, edits, forms, looks
from benchmarks.reposts.generator import arrivals, collection
from benchmarks.reposts.labelled import Labelled, Passage, Truth, sharing, truth_of
from benchmarks.reposts.texts import LONGEST, SHORTEST, EndOfTextsError, MadeUp, OfFiles
from db.likeness import folded
from tests.sites.site import characters_between

SENTENCES = (
    "渡口的老船工把缆绳绕了三圈，说今天风大，过河的人要等一等。",
    "卖豆花的妇人支起棚子，三个孩子围着炉火，看她往碗里浇红糖水。",
    "对岸的学校十二点放学，摇铃声隔着河面传过来，断断续续听不真切。",
    "去年春天涨水的时候，这里的栈桥冲走了一半，后来是全村一起补上的。",
    "他说，桥修好以后，船还要留着，总有人愿意慢慢地过河。",
)
TEXT = "\n".join(SENTENCES)
BASES = {7: TEXT}


def labelled(
    number: int, *passages: tuple[int, int, int], story: int | None = None, **changes: object
) -> Labelled:
    fields: dict[str, object] = {
        "number": number,
        "story": number if story is None else story,
        "text": f"第{number}篇",
        "title": "",
        "site_name": "河口日报",
        "host": "www.site.example",
        "publisher": None,
        "published_at": None,
        "passages": tuple(Passage(base=base, start=start, end=end) for base, start, end in passages),
    }
    return Labelled(**{**fields, **changes})  # type: ignore[arg-type]


ORIGIN = labelled(1, (1, 0, 1000), is_origin=True)


@pytest.mark.parametrize(
    ("other", "truth"),
    [
        pytest.param(labelled(2, (1, 0, 1000), story=1), Truth.NEAR, id="all of it"),
        pytest.param(labelled(2, (1, 0, 1000), story=1, edited=0.15), Truth.NEAR, id="edited"),
        pytest.param(labelled(2, (1, 0, 1000), story=1, edited=0.2), Truth.DOUBTFUL, id="edited more"),
        pytest.param(labelled(2, (1, 0, 400), story=1), Truth.EITHER, id="cut by 60%"),
        pytest.param(labelled(2, (1, 600, 900), story=1), Truth.CONTAINED, id="a section"),
        pytest.param(labelled(2, (1, 0, 1000), (2, 0, 1000)), Truth.EITHER, id="joined with another"),
        pytest.param(labelled(2, (1, 0, 200), (2, 0, 900)), Truth.UNRELATED, id="a passage in common"),
        pytest.param(labelled(2, (2, 0, 1000)), Truth.UNRELATED, id="another text"),
    ],
)
def test_what_two_articles_are_follows_from_what_they_were_made_from(other: Labelled, truth: Truth) -> None:
    assert truth_of(ORIGIN, other) is truth_of(other, ORIGIN) is truth


def test_two_copies_that_were_cut_apart_are_neither_related_nor_unrelated() -> None:
    halves = labelled(2, (1, 0, 550), story=1), labelled(3, (1, 450, 1000), story=1)
    assert truth_of(*halves) is Truth.DOUBTFUL


@pytest.fixture(scope="module")
def made() -> list[Labelled]:
    return collection(MadeUp(), 250)


def test_the_same_number_makes_up_the_same_articles_and_another_number_others(made: list[Labelled]) -> None:
    assert collection(MadeUp(), 60) == made[:60]
    assert collection(MadeUp(), 60, 1) != made[:60]


def test_articles_are_as_long_as_news_are_and_each_story_has_one_origin(made: list[Labelled]) -> None:
    assert all(article.core <= LONGEST + 1000 for article in made)
    of_their_own = [article for article in made if article.is_origin]
    assert len({article.story for article in of_their_own}) == len(of_their_own)
    assert {article.story for article in made} - {None} <= {article.story for article in of_their_own}


def test_articles_that_share_no_base_text_share_no_more_than_phrases(made: list[Labelled]) -> None:
    alone = [article for article in made if article.is_origin and not article.form and article.core > 150]
    shared = {(one.number, other.number) for one, other, _ in sharing(made)}
    runs = {article.number: _runs(article.text) for article in alone[:60]}
    most = max(
        len(runs[one] & runs[other]) / min(len(runs[one]), len(runs[other]))
        for one in runs
        for other in runs
        if one < other and (one, other) not in shared
    )
    assert most < 0.1


def test_copies_edited_less_than_the_limit_are_related_to_their_origin(made: list[Labelled]) -> None:
    copies = [
        (one, other, truth) for one, other, truth in sharing(made) if one.is_origin and not other.is_origin
    ]
    assert len(copies) > 60
    assert all(
        truth.related for one, other, truth in copies if one.story == other.story and other.edited < 0.15
    )


def test_articles_arrive_in_another_order_than_they_were_made_in(made: list[Labelled]) -> None:
    arrived = list(arrivals(made))
    assert arrived != made
    assert sorted(article.number for article in arrived) == [article.number for article in made]
    assert arrived == list(arrivals(made))


@pytest.mark.parametrize("share", cuts.SHARES)
@pytest.mark.parametrize("place", cuts.PLACES)
def test_a_cut_leaves_the_rest(place: str, share: float) -> None:
    passages = cuts.cut(7, BASES, place, share, random.Random(1))
    assert sum(map(len, passages)) == pytest.approx((1 - share) * len(TEXT), abs=1)
    assert all(TEXT[passage.start : passage.end] for passage in passages)
    if place == "at the start":
        assert TEXT.endswith(cuts.text_of(passages, BASES))


def test_paragraphs_dropped_or_reordered_are_those_there_were() -> None:
    fewer = cuts.text_of(cuts.dropped(7, BASES, random.Random(1)), BASES).split("\n")
    assert 0 < len(fewer) < len(SENTENCES)
    assert [line for line in SENTENCES if line in fewer] == fewer
    mixed = cuts.text_of(cuts.reordered(7, BASES, random.Random(1)), BASES).split("\n")
    assert mixed != list(SENTENCES)
    assert sorted(mixed) == sorted(SENTENCES)


@pytest.mark.parametrize("parts", [2, 3])
def test_a_text_is_split_into_parts_that_make_it_up(parts: int) -> None:
    found = cuts.split(7, BASES, parts)
    assert len(found) == parts
    assert "\n".join(cuts.text_of(passages, BASES) for passages in found) == TEXT


@pytest.mark.parametrize("share", edits.SHARES)
@pytest.mark.parametrize("name", edits.EDITS)
def test_about_as_much_is_edited_as_is_said(name: str, share: float) -> None:
    edited = edits.EDITS[name](TEXT, share, random.Random(3))
    wanted = round(share * len(TEXT))
    off = characters_between(edited, TEXT)
    assert off <= wanted + 2  # two characters that change places are off by two
    assert off > wanted // 3 or wanted < 3


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("有12,000人参加", "有1.2万人参加"),
        ("投资350000元", "投资35万元"),
        ("有9,800人参加", "有9800人参加"),
        ("增长12.345%", "增长12.345%"),
    ],
)
def test_numbers_take_another_form(text: str, changed: str) -> None:
    assert edits.numbers(text, random.Random(0)) == changed


def test_days_take_another_form_and_today_is_named() -> None:
    changed = {edits.numbers("今天，12月3日的会改在21日。", random.Random(seed)) for seed in range(20)}
    assert any("十二月三日" in one and "二十一日" in one for one in changed)
    assert all("今天" not in one for one in changed)


@pytest.mark.parametrize(
    "name", ["half-width punctuation", "full-width digits", "line breaks lost", "spaces", "script s2t"]
)
def test_another_look_leaves_the_letters(name: str) -> None:
    assert folded(looks.LOOKS[name](TEXT, random.Random(1))) == folded(TEXT)


@pytest.mark.parametrize("name", ["headline", "byline", "source and editor", "share and disclaimer"])
def test_lines_are_added_and_none_is_lost(name: str) -> None:
    changed = looks.LOOKS[name](TEXT, random.Random(1))
    assert TEXT in changed
    assert len(changed) > len(TEXT)


@pytest.mark.parametrize("name", looks.MIRRORED)
def test_what_comes_from_a_mirror_has_most_of_the_text(name: str) -> None:
    changed = looks.MIRRORED[name](TEXT, random.Random(1))
    assert len(_runs(changed) & _runs(TEXT)) > 0.5 * len(_runs(TEXT))


@pytest.mark.parametrize("name", forms.FORMS)
def test_the_members_of_a_family_are_alike_and_no_two_are_the_same(name: str) -> None:
    members = [text for _, text in forms.FORMS[name](random.Random(5), 8, MadeUp())]
    assert len(set(members)) == len(members) > 1
    assert all(_runs(members[0]) & _runs(other) for other in members[1:2])


def test_each_paragraph_of_a_file_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT + "\n" + TEXT, encoding="utf-8")
    texts, draw = OfFiles([tmp_path]), random.Random(1)
    assert texts.take(draw, 40) == "\n".join(SENTENCES[:2])
    assert texts.take(draw, SHORTEST) == "\n".join(SENTENCES[2:4])
    with pytest.raises(EndOfTextsError):
        texts.take(draw, SHORTEST)


def _runs(text: str) -> set[str]:
    letters = folded(text)
    return {letters[at : at + 5] for at in range(len(letters) - 4)}
