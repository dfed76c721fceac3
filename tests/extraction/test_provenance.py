from __future__ import annotations

import dataclasses
import json

from crawler.extraction.extract import writable
from crawler.extraction.provenance import guesses_of, kept
from crawler.extraction.reading import Reading
from crawler.items import Choice, Guess, Repair, Said
from tests.values import article

TITLE = "临河老桥今日重新通车"
UNWRITABLE = Repair(name="unwritable-characters", times=1)


def said(rule: str, value: str = "", place: str = "") -> Said:
    return Said(rule=rule, value=value, place=place)


def test_what_is_the_records_own_is_not_repeated() -> None:
    title = Choice(
        field="title",
        won=said("heading", TITLE, "/html/body/h1"),
        others=(said("opengraph", TITLE), said("title-element", f"{TITLE}_临河新闻网", "title")),
    )
    authors = Choice(field="authors", won=said("line-under-title", "林小满; 周行舟"))

    assert kept(article(title=TITLE, authors=("林小满", "周行舟"), provenance=(title, authors))) == {
        "title": {
            "rule": "heading",
            "place": "/html/body/h1",
            "others": [
                {"rule": "opengraph"},
                {"rule": "title-element", "place": "title", "value": f"{TITLE}_临河新闻网"},
            ],
        },
        "authors": {"rule": "line-under-title"},
    }


def test_a_value_that_was_mended_or_refused_after_it_was_read_is_kept() -> None:
    title = Choice(field="title", won=said("heading", "临河&nbsp;老桥"))
    date = Choice(field="published_at", won=said("url", "2062-03-01"))

    assert kept(article(title="临河 老桥", published_at=None, provenance=(title, date))) == {
        "title": {"rule": "heading", "value": "临河&nbsp;老桥"},
        "published_at": {"rule": "url", "value": "2062-03-01"},
    }


def test_long_values_are_shortened_and_still_known_for_the_records_own() -> None:
    long = "桥" * 300
    title = Choice(field="title", won=said("heading", long[:200]), others=(said("opengraph", "船" * 300),))

    assert kept(article(title=long, provenance=(title,)))["title"] == {
        "rule": "heading",
        "others": [{"rule": "opengraph", "value": "船" * 200}],
    }


def test_the_text_tells_its_reader_the_other_proposals_and_the_cut_lines() -> None:
    text = Choice(
        field="text",
        won=said("selector", "旧桥通车。", "/html/body/div[2]"),
        others=(said("density", "旧桥通车。"),),
        removed=(
            said("publisher", "来源：临河日报", "head"),
            *(said("interface", f"相关阅读{number}", "tail") for number in range(5)),
            said("editors", "责编：周行舟", "tail"),
        ),
    )

    assert kept(article("旧桥通车。", provenance=(text,)))["text"] == {
        "rule": "selector",
        "place": "/html/body/div[2]",
        "others": [{"rule": "density", "value": "旧桥通车。"}],
        "removed": [
            {"rule": "publisher", "place": "head", "value": "来源：临河日报"},
            {"rule": "interface", "place": "tail", "value": "相关阅读0"},
            {"rule": "interface", "place": "tail", "value": "相关阅读1"},
            {"rule": "interface", "place": "tail", "value": "相关阅读2", "more": 2},
            {"rule": "editors", "place": "tail", "value": "责编：周行舟"},
        ],
    }


def test_however_much_a_page_says_little_of_it_is_kept() -> None:
    many = tuple(said(f"rule-{number}", "很长的一行" * 500, "/html" * 500) for number in range(1000))
    choices = tuple(Choice(field=name, won=many[0], others=many, removed=many) for name in ("text", "title"))

    whole = kept(article(provenance=choices))

    assert len(json.dumps(whole, ensure_ascii=False)) < 40_000
    assert whole["text"]["removed"][-1]["more"] == 1000 - len(whole["text"]["removed"])


def test_every_guess_is_kept() -> None:
    guesses = tuple(
        Guess(start=at, end=at + 1, value="桥", probability=0.123456789) for at in range(0, 4000, 2)
    )
    choice = Choice(field="text", won=said("plain-text"), guessed=guesses)

    whole = kept(article("桥" * 4000, provenance=(choice,)))["text"]

    assert (whole["guessed"][0], whole["guessed"][-1]) == ([0, "桥", 0.123], [3998, "桥", 0.123])
    assert guesses_of(whole) == tuple(dataclasses.replace(one, probability=0.123) for one in guesses)


def test_characters_that_cannot_be_written_are_not_in_provenance_and_no_repair_alone() -> None:
    odd = said("heading", "临河\ud83d老桥", "/html\x00")
    choice = Choice(field="title", won=odd, others=(odd,), removed=(odd,))
    plain = said("heading", "临河老桥", "/html")
    mended = Choice(field="title", won=plain, others=(plain,), removed=(plain,))

    reading = writable(Reading(paragraphs=("旧桥通车。",), title="临河老桥", provenance=(choice,)))

    assert (reading.provenance, reading.repairs) == ((mended,), ())
    both = writable(Reading(paragraphs=("旧桥通车。",), title="临河\ud83d老桥", provenance=(choice,)))
    assert (both.title, both.provenance, both.repairs) == ("临河老桥", (mended,), (UNWRITABLE,))
