"""Requests as the frontier keeps them: what a URL alone does not tell, as JSON."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

from scrapy import Request, Spider

_OF_ONE_ANSWER = frozenset(  # what middlewares note in `meta` on a request's way, which is no part of it
    (
        *("record", "record_headers", "record_fault", "failed", "bytes_received", "replayed"),
        *("download_latency", "download_slot", "download_maxsize", "download_timeout"),
    )
)
_BYTES, _TUPLE = "bytes", "tuple"  # the only key of an object that stands for one


class UnwritableRequestError(ValueError):
    """A request with what is no JSON, or with a callback that is no method of the spider."""


def written(request: Request, spider: Spider) -> dict[str, Any] | None:
    """None where the URL tells all. Raises UnwritableRequestError."""
    meta = {key: value for key, value in request.meta.items() if key not in _OF_ONE_ANSWER}
    parts: dict[str, Any] = {
        "callback": _method(request.callback, spider),
        "errback": _method(request.errback, spider),
        "method": request.method if request.method != "GET" else None,
        "headers": {name.decode("latin-1"): _plain(values) for name, values in request.headers.items()},
        "body": _plain(request.body) if request.body else None,
        "cookies": _plain(request.cookies),
        "meta": _plain(meta),
        "cb_kwargs": _plain(request.cb_kwargs),
        "flags": list(request.flags),
        "encoding": request.encoding if request.encoding != "utf-8" else None,
        # Scrapy turns the filter off for a retry, which does not make the page another one
        "dont_filter": request.dont_filter and "retry_times" not in meta,
    }
    stated = {name: value for name, value in parts.items() if value}
    _check_text(stated)
    return stated or None


def read(url: str, stated: dict[str, Any] | None, *, priority: int, spider: Spider) -> Request:
    """The request that was written so."""
    parts: dict[str, Any] = dict(stated or {})
    for name in ("callback", "errback"):
        if name in parts:
            parts[name] = getattr(spider, parts[name])
    for name in ("headers", "body", "cookies", "meta", "cb_kwargs"):
        if name in parts:
            parts[name] = _as_it_was(parts[name])
    return Request(url, priority=priority, **parts)


def _method(function: Callable[..., Any] | None, spider: Spider) -> str | None:
    if function is None:
        return None
    name = getattr(function, "__name__", "")
    if getattr(spider, name, None) != function:
        raise UnwritableRequestError(f"{function} is no method of {spider.name}")
    return name


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    if isinstance(value, tuple):
        return {_TUPLE: [_plain(each) for each in value]}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        if len(value) == 1 and {_BYTES, _TUPLE} & value.keys():
            raise UnwritableRequestError(f"{value!r:.200} means something else when read")
        return {key: _plain(each) for key, each in value.items()}
    raise UnwritableRequestError(f"{value!r:.200} is no JSON")


def _as_it_was(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_it_was(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {_BYTES}:
        return base64.b64decode(value[_BYTES])
    if value.keys() == {_TUPLE}:
        return tuple(_as_it_was(each) for each in value[_TUPLE])
    return {key: _as_it_was(each) for key, each in value.items()}


def _check_text(stated: dict[str, Any]) -> None:
    """Half a surrogate, of which a page may be made, is text that no database takes."""
    try:
        json.dumps(stated, ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:
        raise UnwritableRequestError(str(error)) from error
