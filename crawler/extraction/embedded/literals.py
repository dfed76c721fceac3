"""JavaScript literals, which are more than JSON: read without running anything.

Keys without quotes, single quotes, templates, trailing commas, comments, `void 0`, `!0`, strings joined with `+`,
`'...'.slice(6, -6)`. A name or a call stands as what it is until the caller knows better, and a function is None.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import unquote

_SPACE: Final = re.compile(r"(?:\s|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z))*+")
_STRING: Final = re.compile(
    r"""(?s:"(?P<double>[^"\\]*+(?:\\.[^"\\]*+)*+)"|'(?P<single>[^'\\]*+(?:\\.[^'\\]*+)*+)'"""
    r"""|`(?P<template>[^`\\]*+(?:\\.[^`\\]*+)*+)`)"""
)
_NUMBER: Final = re.compile(r"[+-]?(?:0[xX][\da-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)n?")
_NAME: Final = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_DOTTED: Final = re.compile(r"(?:[^\W\d]|\$)[\w$]*(?:\s*\.\s*(?:[^\W\d]|\$)[\w$]*)*")
_METHOD: Final = re.compile(r"\s*\.\s*([A-Za-z]+)\s*\(")
_PATTERN: Final = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_ARROW: Final = re.compile(r"\([\w$\s,]*\)\s*=>\s*|[\w$]+\s*=>\s*")
_FUNCTION: Final = re.compile(r"(?:async\s+)?function\b[^(){}]*\([^(){}]*\)\s*(?=\{)")
_INSIDE: Final = re.compile(r"""[^"'`{}/]*+""")
_ESCAPE: Final = re.compile(r"\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))")
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_PAIR: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_CONSTANTS: Final[Mapping[str, Any]] = {
    "true": True,
    "false": False,
    "null": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
}
_DEEPEST: Final = 100
_OPENING: Final = "{["


@dataclasses.dataclass(frozen=True, slots=True)
class Name:
    """A variable, whose value is elsewhere: an argument of the function the literal stands in."""

    name: str


class NotALiteralError(Exception):
    """What stands there is no literal, or is more than the reader was allowed to read."""


def read_literal(text: str, start: int = 0, *, most_values: int = 50_000) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends. Raises NotALiteralError."""
    return _Reader(text, most_values).value(start, 0)


def read_list(text: str, start: int, *, most_values: int = 50_000) -> list[Any]:
    """The values between the bracket or parenthesis at `start` and its end. Raises NotALiteralError."""
    return _Reader(text, most_values).items(start, 0)[0]


def unescaped(text: str) -> str:
    """What a string says between its quotes."""
    if "\\" not in text:
        return text
    said = _ESCAPE.sub(_character, text)
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), said)


def _character(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code is None:
        return _ESCAPED.get(escape[4], escape[4])
    return chr(int(code, 16)) if int(code, 16) < 0x110000 else "\ufffd"


class _Reader:
    """Positions in, values and positions out; `left` counts down so that no page takes long."""

    def __init__(self, text: str, most_values: int) -> None:
        self.text = text
        self.left = most_values

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """A value with what is done to it: joined to others, cut by a method, replaced where it is empty."""
        value, at = self.operand(self.after_space(at), depth)
        while True:
            at = self.after_space(at)
            if self.text.startswith("+", at):
                other, at = self.operand(self.after_space(at + 1), depth)
                value = value + other if isinstance(value, str) and isinstance(other, str) else None
            elif self.text.startswith(("||", "??"), at):
                other, at = self.operand(self.after_space(at + 2), depth)
                value = other if value is None or isinstance(value, Name) else value
            else:
                return value, at

    def operand(self, at: int, depth: int) -> tuple[Any, int]:
        self.left -= 1
        if depth > _DEEPEST or self.left < 0 or at >= len(self.text):
            raise NotALiteralError
        value, at = self.bare(at, depth)
        while method := _METHOD.match(self.text, at):
            arguments, at = self.items(method.end() - 1, depth + 1)
            value = _after_method(value, method[1], arguments)
        return value, at

    def bare(self, at: int, depth: int) -> tuple[Any, int]:
        first = self.text[at]
        if string := _STRING.match(self.text, at):
            return unescaped(string[string.lastgroup or ""]), string.end()
        if first in _OPENING:
            return self.members(at, depth + 1) if first == "{" else self.items(at, depth + 1)
        if number := _NUMBER.match(self.text, at):
            return _number(number[0]), number.end()
        if first == "!":
            value, at = self.operand(self.after_space(at + 1), depth + 1)
            return not value, at
        if first == "/" and (pattern := _PATTERN.match(self.text, at)):
            return None, pattern.end()
        if function := _FUNCTION.match(self.text, at) or _ARROW.match(self.text, at):
            return self.function(function.end(), depth + 1)
        if first == "(":
            value, at = self.value(at + 1, depth + 1)
            return value, self.expect(")", at)
        return self.named(at, depth + 1)

    def named(self, at: int, depth: int) -> tuple[Any, int]:
        """A constant, a variable, or a call of which at most what is done to strings is understood."""
        name = _DOTTED.match(self.text, at)
        if name is None:
            raise NotALiteralError
        at = self.after_space(name.end())
        if name[0] == "void":
            return None, self.operand(at, depth)[1]
        if name[0] == "new":
            return self.named(at, depth)
        if self.text.startswith("(", at):
            arguments, at = self.items(at, depth)
            return _called(name[0], arguments), at
        if name[0] in _CONSTANTS:
            return _CONSTANTS[name[0]], name.end()
        return Name(name[0]), name.end()

    def members(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self.after_space(at + 1)
        while not self.text.startswith("}", at):
            key, at = self.key(at)
            colon = self.after_space(at)
            if self.text.startswith(":", colon):
                found[key], at = self.value(colon + 1, depth)
            elif self.text.startswith("(", colon):  # a method
                at = self.function(self.after_parameters(colon), depth)[1]
            else:
                found[key] = Name(key)
            at = self.after_comma(at, "}")
        return found, at + 1

    def key(self, at: int) -> tuple[str, int]:
        self.left -= 1
        if self.left < 0:
            raise NotALiteralError
        if string := _STRING.match(self.text, at):
            return unescaped(string[string.lastgroup or ""]), string.end()
        plain = _NAME.match(self.text, at) or _NUMBER.match(self.text, at)
        if plain is None:
            raise NotALiteralError
        return plain[0], plain.end()

    def items(self, at: int, depth: int) -> tuple[list[Any], int]:
        """What stands in brackets, or the arguments of a call."""
        end = "]" if self.text.startswith("[", at) else ")"
        found: list[Any] = []
        at = self.after_space(at + 1)
        while not self.text.startswith(end, at):
            if self.text.startswith(",", at):  # a hole
                self.left -= 1
                at = self.after_space(at + 1)
                continue
            value, at = self.value(at, depth + 1)
            found.append(value)
            at = self.after_comma(at, end)
        return found, at + 1

    def function(self, at: int, depth: int) -> tuple[None, int]:
        """Over a function's body, or over the value an arrow gives."""
        at = self.after_space(at)
        if not self.text.startswith("{", at):
            return None, self.value(at, depth)[1]
        open_braces, at = 1, at + 1
        while open_braces:
            self.left -= 1
            at = _INSIDE.match(self.text, at).end()  # type: ignore[union-attr]  # it matches nothing too
            if self.left < 0 or at >= len(self.text):
                raise NotALiteralError
            open_braces += {"{": 1, "}": -1}.get(self.text[at], 0)
            string = _STRING.match(self.text, at)
            if string is None and self.text[at] in "\"'`":  # without an end
                raise NotALiteralError
            at = string.end() if string else max(at + 1, self.after_space(at))
        return None, at

    def after_parameters(self, at: int) -> int:
        end = self.text.find(")", at, at + 200)
        if end < 0 or not self.text.startswith("{", self.after_space(end + 1)):
            raise NotALiteralError
        return end + 1

    def after_comma(self, at: int, end: str) -> int:
        at = self.after_space(at)
        if self.text.startswith(",", at):
            return self.after_space(at + 1)
        if not self.text.startswith(end, at):
            raise NotALiteralError
        return at

    def expect(self, mark: str, at: int) -> int:
        at = self.after_space(at)
        if not self.text.startswith(mark, at):
            raise NotALiteralError
        return at + len(mark)

    def after_space(self, at: int) -> int:
        if at < len(self.text) and (self.text[at].isspace() or self.text[at] == "/"):
            return _SPACE.match(self.text, at).end()  # type: ignore[union-attr]  # it matches nothing too
        return at


def _number(text: str) -> int | float | None:
    try:
        return int(text.rstrip("n"), 16 if "x" in text.lower() else 10)
    except ValueError:  # a fraction, or more digits than anyone needs
        return float(text) if "n" not in text and len(text) < 400 else None


def _after_method(value: Any, method: str, arguments: list[Any]) -> Any:
    """What a string is after what is mostly done to strings in pages; anything else leaves it as it was."""
    numbers = [one for one in arguments if isinstance(one, int)]
    if not isinstance(value, str) or len(numbers) != len(arguments):
        return value
    match method, numbers:
        case "slice" | "substring", [start]:
            return value[start:]
        case "slice" | "substring", [start, end]:
            return value[start:end]
        case "trim", []:
            return value.strip()
    return value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


_FUNCTIONS: Final[Mapping[str, Callable[[str], Any]]] = {
    "JSON.parse": _parsed,
    "decodeURIComponent": unquote,
    "decodeURI": unquote,
    "unescape": unquote,
    "String": str,
    "Date": str,
    "_.unescape": html.unescape,
}
_PASSING_ON: Final = frozenset(["Object.freeze", "Date", "Number", "reactive", "ref", "Object"])


def _called(name: str, arguments: list[Any]) -> Any:
    first = arguments[0] if arguments else None
    name = re.sub(r"\s+|^(?:window|self)\.", "", name)
    if isinstance(first, str) and name in _FUNCTIONS:
        return _FUNCTIONS[name](first)
    return first if name in _PASSING_ON else None
