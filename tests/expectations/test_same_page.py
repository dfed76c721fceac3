"""One page in place of all: told by its bytes, or by what it shows where a list shows the same."""

from __future__ import annotations

import pytest

from crawler.expectations.causes import judge
from crawler.expectations.measures import Measures
from crawler.extensions.same_page import alike
from db.queries.answers import Answer
from tests.expectations.test_causes import GOOD, good_days, measures


def answer(number: int, digest: str, reason: str = "no-text") -> Answer:
    return Answer(
        record_id=str(number), url=f"http://a.example/{number}", digest=digest, is_list=False, is_article=False,
        reason=reason,
    )  # fmt: skip


HOME = answer(99, "home", "")


@pytest.mark.parametrize(
    ("digests", "reason", "texts", "count"),
    [
        (["home"] * 4, "listing", {}, 4),
        (["notice"] * 3, "layout-changed", {}, 3),
        (["notice"] * 2, "layout-changed", {}, 0),
        (["shell"] * 4, "empty-shell", {}, 0),
        (["home"] * 4, "empty-shell", {}, 4),
        (["a", "b", "c"], "no-text", {}, 0),
        (["a", "b", "c"], "no-text", {"a": "首页", "b": "首页", "c": "首页", "home": "首页"}, 3),
        (["a", "b", "c"], "no-text", {"a": "图集", "b": "图集", "c": "图集", "home": "首页"}, 0),
    ],
)
def test_pages_are_one_by_their_bytes_or_as_a_list_by_what_they_show(
    digests: list[str], reason: str, texts: dict[str, str], count: int
) -> None:
    fresh = [answer(number, digest, reason) for number, digest in enumerate(digests)]
    assert len(alike(fresh, [HOME], lambda one: texts.get(one.digest, ""))) == count


def outage() -> Measures:
    crawl = measures(20, {**GOOD, "stored": 0, "refused:no-text": 4})
    return Measures.of_json({**crawl.as_json(), "same": 4, "of_same": 4, "same_as": "http://a.example/1"})


def test_an_outage_is_told_alone_and_over_once_an_article_is_read() -> None:
    judgement = judge(outage(), good_days())
    assert [fault.cause for fault in judgement.faults] == ["same-page"]
    assert "same-page" not in judgement.cleared
    assert "same-page" in judge(measures(21, GOOD), [*good_days(), outage()]).cleared
