"""Answers of the list API of meipian.cn -> the articles they name and where to go on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from crawler.discovery.author_column import article_id_of, column_page
from crawler.items import ExtractionError


def entry(number: Any, identity: Any = None) -> dict[str, Any]:
    return {
        "id": number,
        "mask_id": identity or f"4ab{number:05}",
        "title": "题目",
        "create_time": "1693530000",
    }


def entries(*numbers: int) -> list[dict[str, Any]]:
    return [entry(number) for number in numbers]


TEN = entries(*range(30, 20, -1))


@pytest.mark.parametrize(
    ("answer", "asked", "count", "older"),
    [
        (TEN, None, 10, 21),
        (TEN, 31, 10, 21),
        (TEN[:9], None, 9, None),
        ([], 21, 0, None),
        (TEN, 21, 10, None),  # the same again
        (TEN, 5, 10, None),  # newer ones again
        ([{**one, "id": str(one["id"])} for one in TEN], 31, 10, 21),
        (entries(5, *range(30, 21, -1)), None, 10, 22),  # a pinned one first
        ([*TEN[:8], TEN[0], TEN[9]], None, 9, 21),  # one twice
        ([*TEN[:9], {"id": 21}], None, 9, 21),  # no address
        ([*TEN[:9], entry(21, "../x")], None, 9, 21),
        ([*TEN[:9], entry("a", "4abc9d2e")], None, 10, 22),  # no number
        ([*TEN, None, 3], None, 10, 21),
        ({"code": 0, "data": TEN}, None, 10, 21),
        ({"list": []}, None, 0, None),
    ],
)
def test_articles_and_the_number_to_go_on_by(
    answer: Any, asked: int | None, count: int, older: int | None
) -> None:
    for body in (json.dumps(answer), json.dumps(json.dumps(answer)), "\ufeff" + json.dumps(answer)):
        page = column_page(body.encode(), asked=asked)
        assert (len(page.article_ids), page.older) == (count, older)
        assert len(set(page.article_ids)) == count


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not-a-list"),
        (b"<html><script>acw_sc__v2</script></html>", "not-a-list"),
        (b"[{", "not-a-list"),
        (b"null", "not-a-list"),
        (b"5", "not-a-list"),
        (b"\xff\xfe\x00", "not-a-list"),
        (b"[" * 100_000, "not-a-list"),
        (b'"<html>"', "not-a-list"),
        ('{"error": "用户不存在"}'.encode(), "api-error"),
        (b"{}", "api-error"),
        (b'{"code": 403, "data": null}', "api-error"),
    ],
)
def test_what_is_no_list_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError) as caught:
        column_page(body)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("4abc9d2e", "4abc9d2e"),
        ("3abc9d2", "3abc9d2"),
        ("https://www.meipian.cn/4abc9d2e", "4abc9d2e"),
        ("http://meipian.cn/4abc9d2e/", "4abc9d2e"),
        ("https://www.meipian.cn/4abc9d2e?share_depth=2&first_share_uid=72#comments", "4abc9d2e"),
        ("meipian.cn/4abc9d2e?from=timeline", "4abc9d2e"),
        ("//www.meipian.cn/4abc9d2e", "4abc9d2e"),
        ("https://www.meipian.cn/c/12345678", None),
        ("https://www.meipian.cn/", None),
        ("4ABC9D2E", None),
        ("4abc9d2e5", None),
        ("", None),
    ],
)
def test_the_id_in_an_address_however_it_was_passed_on(address: str, identity: str | None) -> None:
    assert article_id_of(address) == identity
