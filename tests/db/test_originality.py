"""Which article is the original, by rules in a fixed order."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import pytest

from db.originality import Candidate, decided, is_spoilt, most_likely_original, period, voices

PLAIN = Candidate(
    id="m", first_captured="2026-01-05T00:00:00.000Z", published_at="2026-01-03T08:00:00+08:00", letters=400
)


def changed(**how: Any) -> Candidate:
    return dataclasses.replace(PLAIN, **{"id": "n", **how})


SPOILT = ("garbled",)
LATER = "2026-01-04T08:00:00+08:00"
CREDITED = {"site_name": "清河晚报网", "publisher": "清河晚报"}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param(PLAIN, changed(flags=SPOILT, published_at="2026-01-01", **CREDITED), id="a mirror"),
        pytest.param(PLAIN, changed(flags=("mirror-spam",), letters=900), id="another mirror"),
        pytest.param(changed(published_at=LATER, **CREDITED), PLAIN, id="credits itself"),
        pytest.param(PLAIN, changed(published_at=LATER, letters=900), id="published first"),
        pytest.param(PLAIN, changed(published_at=None, letters=900), id="a date"),
        pytest.param(changed(published_at="2026-01-02"), PLAIN, id="the day before"),
        pytest.param(PLAIN, changed(published_at="2026-01-04", letters=900), id="the day after"),
        pytest.param(
            changed(published_at="2026-01-03", letters=401), PLAIN, id="a day is not after an hour of it"
        ),
        pytest.param(
            PLAIN, changed(published_at="2026-01-03", letters=399), id="a day is not before an hour of it"
        ),
        pytest.param(
            changed(published_at="2026-01-02T17:00:00Z"),
            changed(id="o", published_at="2026-01-03"),
            id="a day of China",
        ),
        pytest.param(
            changed(published_at="2026-01-02T23:00:00Z"), PLAIN, id="instants, not how they are written"
        ),
        pytest.param(changed(letters=401), PLAIN, id="the longest"),
        pytest.param(changed(first_captured="2026-01-04T00:00:00.000Z"), PLAIN, id="captured first"),
        pytest.param(PLAIN, changed(), id="the lower id"),
        pytest.param(
            changed(published_at=None), changed(id="o", published_at="gestern"), id="no date at all"
        ),
    ],
)
def test_rules_choose_the_original(better: Candidate, worse: Candidate) -> None:
    assert most_likely_original([better, worse]) == better
    assert most_likely_original([worse, better]) == better


def test_of_mirrors_alone_the_other_rules_choose() -> None:
    mirrors = [changed(id=name, flags=SPOILT, letters=letters) for name, letters in (("a", 300), ("b", 500))]
    assert most_likely_original(mirrors).id == "b"


def test_the_first_of_a_day_stands_for_all_that_state_a_time() -> None:
    late = changed(id="a", published_at="2026-01-03T09:00:00+08:00", letters=900)
    day = changed(id="b", published_at="2026-01-03", letters=500)
    for order in itertools.permutations((PLAIN, late, day)):
        found = decided(order)
        assert found is not None
        assert (found.original, found.rule, found.over) == (day, "longest", PLAIN)
    short = dataclasses.replace(day, letters=300)
    for order in itertools.permutations((PLAIN, late, short)):
        found = decided(order)
        assert found is not None
        assert (found.original, found.rule, found.over) == (PLAIN, "published", late)


def test_the_source_is_before_the_site_that_has_it_from_there() -> None:
    middle = changed(id="b", site_name="柳岸在线", publisher="清河晚报", published_at="2026-01-02")
    last = changed(id="c", site_name="桥头资讯", publisher="柳岸在线")
    source = changed(id="a", site_name="清河晚报网", published_at=LATER)
    for order in itertools.permutations((source, middle, last)):
        assert most_likely_original(order) == source
    assert most_likely_original([PLAIN, middle, last]) == middle


def test_who_names_itself_is_not_the_source_where_others_name_another() -> None:
    digest = changed(id="a", site_name="桥头资讯", publisher="桥头资讯", published_at=LATER)
    copy = changed(id="b", site_name="柳岸在线", publisher="清河晚报")
    assert most_likely_original([digest, copy]) == copy
    assert most_likely_original([digest, PLAIN]) == digest


@pytest.mark.parametrize(
    ("publisher", "site_name", "url", "expected"),
    [
        ("清河晚报", "柳岸在线", None, {"清河晚报"}),
        ("本报讯", "清河晚报网", None, {"清河晚报"}),
        ("清河晚报、柳岸日报社", None, None, {"清河晚报", "柳岸日报"}),
        (None, None, "https://epaper.example.cn/a.html", {"epaper.example.cn"}),
        (None, None, "http://[epaper.example.cn/a.html", set()),
        (None, None, None, set()),
    ],
)
def test_who_speaks_in_an_article_is_whom_it_credits_or_else_its_site(
    publisher: str | None, site_name: str | None, url: str | None, expected: set[str]
) -> None:
    assert voices(publisher, site_name, url) == expected


@pytest.mark.parametrize(
    ("worse", "rule"),
    [
        (changed(flags=SPOILT, published_at="2026-01-01"), "mirror"),
        (changed(published_at=LATER, letters=900), "published"),
        (changed(published_at=None, letters=900), "published"),
        (changed(letters=399), "longest"),
        (changed(first_captured="2026-01-06T00:00:00.000Z"), "captured"),
        (changed(), "id"),
    ],
)
def test_it_is_told_which_rule_chose_the_original_over_the_next_likely(worse: Candidate, rule: str) -> None:
    worst = changed(id="z", flags=SPOILT, published_at=None)
    for order in itertools.permutations((PLAIN, worse, worst)):
        found = decided(order)
        assert found is not None
        assert (found.original, found.rule, found.over) == (PLAIN, rule, worse)
    assert decided([PLAIN]) is None


def test_that_a_site_is_credited_is_told_as_what_chose_it() -> None:
    found = decided([PLAIN, changed(published_at=LATER, **CREDITED)])

    assert found is not None
    assert (found.original.id, found.rule, found.over) == ("n", "credited", PLAIN)


@pytest.mark.parametrize(
    ("publisher", "site_name"),
    [
        ("清河晚报", "清河晚报"),
        ("清河晚报", "清河晚报网"),
        ("清河晚报社", "清河晚报客户端"),
        ("来源：《清河晚报》", "清河晚报数字报"),
        ("清河市人民政府", "清河市人民政府门户网站"),
        ("清河市政府网", "清河市人民政府"),
        ("清河发布微信公众号", "清河发布"),
        ("清河晚报/清河视线", "清河视线网"),
        ("綜合清河電視臺、柳岸日報", "清河电视台"),
        ("ＱＨ在线", "QH在线网"),
        ("新华社", "新华网"),
        ("人民日报", "人民网"),
        ("中新社", "中国新闻网"),
        ("新华社客户端", "新华网"),
        ("本站", "某某论坛"),
        ("本网讯", None),
    ],
)
def test_a_site_is_the_medium_it_credits(publisher: str, site_name: str | None) -> None:
    own = changed(publisher=publisher, site_name=site_name, published_at=None)
    assert most_likely_original([PLAIN, own]) == own


@pytest.mark.parametrize(
    ("publisher", "site_name"),
    [
        ("清河晚报", "柳岸晚报网"),
        ("中国新闻网", "中国网"),
        ("新华日报", "新华网"),
        ("清河日报", "清河晚报"),
        ("清河市人民政府", "清河市教育局"),
        ("网", "社"),
        ("新华社", None),
        (None, "新华网"),
        ("、", "、"),
        ("转自", "来源"),
    ],
)
def test_a_site_is_not_the_medium_that_another_has_for_its_own(
    publisher: str | None, site_name: str | None
) -> None:
    copy = changed(publisher=publisher, site_name=site_name, published_at=None)
    assert most_likely_original([PLAIN, copy]) == PLAIN


def test_the_site_that_others_credit_has_the_original_though_it_credits_nobody() -> None:
    members = [
        changed(id="a", site_name="清河晚报网", published_at=LATER),
        changed(id="b", site_name="柳岸在线", publisher="清河晚报"),
        changed(id="c", site_name="桥头资讯", publisher="转自清河晚报"),
    ]
    for order in itertools.permutations(members):
        assert most_likely_original(order).id == "a"


@pytest.mark.parametrize(
    ("flags", "expected"),
    [((), False), (("disputed-title",), False), (("garbled",), True), (("a", "mirror-suspect"), True)],
)
def test_a_mirror_that_spoils_is_told_by_flags(flags: tuple[str, ...], expected: bool) -> None:
    assert is_spoilt(flags) is expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2026-03-05", ("2026-03-05T00:00:00+08:00", "2026-03-05T23:59:59.999999+08:00")),
        ("2026-03-05T09:12:00Z", ("2026-03-05T09:12:00+00:00", "2026-03-05T09:12:00+00:00")),
        ("2026-03-05T09:12:00", ("2026-03-05T09:12:00+08:00", "2026-03-05T09:12:00+08:00")),
        ("März", None),
        (None, None),
    ],
)
def test_when_an_article_can_have_been_published(
    stated: str | None, expected: tuple[str, str] | None
) -> None:
    found = period(stated)
    assert (found and tuple(moment.isoformat() for moment in found)) == expected
