"""Literals of JavaScript are read as a browser would, and nothing is run."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.extraction.embedded.literals import Name, NotALiteralError, read_list, read_literal, unescaped
from crawler.extraction.embedded.references import flattened, resolved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": [true, null]}', {"a": 1, "b": [True, None]}),
        ("{a: 1, $b: 2, 'c d': 3, 4: 5, 标题: 6}", {"a": 1, "$b": 2, "c d": 3, "4": 5, "标题": 6}),
        ("[1,,2,]", [1, 2]),
        ("{a: 'it\\'s', b: \"\\u4e2d\\x41\\/\\n\", c: `x\ny`}", {"a": "it's", "b": "中A/\n", "c": "x\ny"}),
        ("{ // one\n a /* two */ : 1, /* three\n */ }", {"a": 1}),
        ("[!0, !1, void 0, undefined, NaN, -1.5e2, .5, 0x1F, 9007199254740993n]",
         [True, False, None, None, None, -150.0, 0.5, 31, 9007199254740993]),
        ("'a' + \"b\" + `c`", "abc"),
        ("'&quot;文&quot;'.slice(6, -6)", "文"),
        ("' 文章 '.trim().substring(1)", "章"),
        ("'文'.replace(/\\/[/'\"]/g, '')", "文"),
        ("{a: b.c, d, e: null || 'f', g: h ?? 1}", {"a": Name("b.c"), "d": Name("d"), "e": "f", "g": 1}),
        ("{a: function (b) { if (b) { return '}' } }, c: 1}", {"a": None, "c": 1}),
        ("{a: () => ({b: 1}), c: d => d, e() { return /* } */ 1 }, f: 1}", {"a": None, "c": None, "f": 1}),
        ("{a: new Date('2023-12-05'), b: new Date(1701736200000)}", {"a": "2023-12-05", "b": 1701736200000}),
        ("JSON.parse('{\"a\": [1]}')", {"a": [1]}),
        ("JSON.parse('{')", None),
        ("decodeURIComponent('%E6%96%87')", "文"),
        ("Object.freeze({a: 1})", {"a": 1}),
        ("steal(document.cookie)", None),
        ("({a: 1})", {"a": 1}),
    ],
)  # fmt: skip
def test_a_literal_is_its_value(text: str, value: Any) -> None:
    assert read_literal(f"{text};") == (value, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[",
        "{a",
        "{a:",
        "{a:1",
        "'a",
        '"a\\"',
        "{a 1}",
        "[1 2]",
        "{a(",
        "{a(b c",
        ")",
        "{a: function ( {}}",
        "{'a':}",
    ],
)
def test_what_is_no_whole_literal_is_not_read(text: str) -> None:
    with pytest.raises(NotALiteralError):
        read_literal(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000, "{a:" * 100_000, "(" * 200_000, "!" * 200_000, "a=>" * 90_000, "{a(){" * 50_000, "/*" * 100_000,
        '"' + "\\" * 200_000, "{a(){" + "/* " * 90_000, "{a(){" + '\\"' * 90_000, "[" + "," * 300_000,
        "[" + "1," * 300_000 + "]", "{a(){" + "/" * 200_000, "a(" * 100_000, "-" * 200_000,
        "'a'" + ".slice(1)" * 100_000, "{a:" + " " * 200_000, "'a'+" * 100_000,
    ],
)  # fmt: skip
def test_what_never_ends_is_given_up(text: str) -> None:
    with pytest.raises(NotALiteralError):
        read_literal(text)


def test_arguments_of_a_call() -> None:
    assert read_list('("a", {b: 1}, void 0)', 0) == ["a", {"b": 1}, None]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\\\nb", "ab"),
        ("\\ud83d\\ude00", "😀"),
        ("\\u{1F600}", "😀"),
        ("\\u{ffffff}", "\ufffd"),
        ("\\q", "q"),
    ],
)
def test_escapes(text: str, said: str) -> None:
    assert unescaped(text) == said


def test_names_stand_for_what_is_known() -> None:
    assert resolved({"a": [Name("x"), Name("y")], "b": 1}, {"x": "文"}) == {"a": ["文", None], "b": 1}


@pytest.mark.parametrize(
    ("entries", "value"),
    [
        ([["Reactive", 1], {"a": 2, "b": 3}, "文", [2, -1]], {"a": "文", "b": ["文", None]}),
        ([{"a": 1}, ["Date", 2], "2023-12-05"], {"a": "2023-12-05"}),
        ([[1, 2], [3], 4], [[1, 2], [3], 4]),
        ([{"title": "文"}, {"title": "章"}, {}], [{"title": "文"}, {"title": "章"}, {}]),
        ([], []),
    ],
)
def test_a_flat_list_is_made_whole(entries: list[Any], value: Any) -> None:
    assert flattened(entries) == value
