"""Pages of our own, as sites of every kind would print them, and the saved pages, are read no worse than before."""

from __future__ import annotations

import functools
import html
import re

import pytest

from benchmarks.fidelity.own_pages import own_sets
from benchmarks.fidelity.scores import Score, norm
from crawler.extraction.decode import decode
from tests.zoo.gate import digest, fallen, holds, measures, recorded, scores_of
from tests.zoo.zoo import ZooPage, zoo

FLOORS = recorded()
CASES = [
    (name, measure) for name, held in FLOORS.items() if isinstance(held, dict) for measure in held["floors"]
]


@functools.cache
def scores(name: str) -> tuple[Score, ...]:
    return tuple(scores_of(own_sets()[name]))


@pytest.mark.parametrize(("name", "measure"), CASES)
def test_what_is_read_does_not_get_worse(name: str, measure: str) -> None:
    floor, value = FLOORS[name]["floors"][measure], measures(scores(name))[measure]
    told = "\n".join(fallen(scores(name), FLOORS[name]["weak"])[:40]) or "no page fell much"
    assert holds(measure, value, floor), f"{measure} of the {name} is {value:.4f}, held to {floor}\n{told}"


def test_the_floors_are_those_of_these_pages() -> None:
    assert digest() == FLOORS["digest"], (
        "the zoo changed: python -m tests.zoo --record, and look at what fell"
    )


def test_what_is_labelled_stands_on_the_page() -> None:
    lost = [f"{page.name}: {part[:30]}" for page in zoo() for part in missing(page)]
    assert not lost


def missing(page: ZooPage) -> list[str]:
    """Parts of the label a reader of the page could not find."""
    written = decode(page.body, page.label["content_type"]).text
    shown = html.unescape(html.unescape(written)).replace("\\u002F", "/")
    plain = norm(shown + re.sub("<[^<>]*>", "", shown))  # names may stand in the head alone
    label = page.label
    parts = [part if isinstance(part, str) else part["may"] for part in label["text"]]
    names = [name for field in ("authors", "editors", "publisher") for name in label.get(field, ())]
    return [part for part in (label["title"], *parts, *names) if norm(part) not in plain]


def test_a_page_that_fell_is_named_with_how_much() -> None:
    was = {"a": {"f1": 0.98, "wrong": ["date"]}, "c": {"f1": 0.5, "wrong": []}}
    now = [
        Score(name="a", site="s", f1=0.9, right={"date": False, "title": False}),
        Score(name="b", site="s", f1=0.7, right={"date": True}),
        Score(name="c", site="s", f1=0.5, right={"date": True}),
    ]
    assert fallen(now, was) == ["b: F1 1.000 -> 0.700", "a: F1 0.980 -> 0.900, now wrong: title"]
