"""Addresses of one kind -> the regular expression they have in common, as a `Source` declares it."""

from __future__ import annotations

import collections
import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

_DIGITS = re.compile(r"\d+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}|(?=[^/]*\d)(?=[^/]*[a-z])[0-9a-z]{8,}", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_DIGITS = (4, 6, 8)
_MANY = 3  # lists of one folder that are taken for a sample
_PAGED = r"(?:[_-]\d+)?"
_FOLDER_PAGES = r"(?:(?:index|list|p|page)?[_-]?\d*(?:\.\w+)?|(?:index|list)\.\w+|page/\d+/?)"


def article_pattern(urls: Iterable[str], styles: Sequence[str] = (), but: Iterable[str] = ()) -> str | None:
    """The style most of the URLs keep to; where none is given, or none fits, the shape most of them share.

    None for URLs that have no shape in common, as when each ends in a word of its own. It stays narrow enough
    to leave out the URLs of `but`, where that can be.
    """
    paths = list(map(_path_and_query, urls))
    fitting = collections.Counter(style for path in paths for style in styles if re.search(style, path))
    if fitting:
        most = max(fitting.values())
        return next(style for style in styles if fitting[style] == most)
    shapes = collections.Counter(shape for path in paths if (shape := _shape(path)) is not None)
    if not shapes:
        return None
    best, _ = max(shapes.items(), key=lambda item: item[1])
    alike = [shape for shape in shapes if _alike(shape, best)]
    wide = _merged(alike, lambda names: r"[^/]+")
    if any(re.search(wide, _path_and_query(url)) for url in but):
        return _merged(alike, lambda names: f"(?:{'|'.join(names)})")
    return wide


def listing_pattern(urls: Iterable[str]) -> str:
    """What matches the listing pages, others beside them, the further pages they are likely to have, and home."""
    paths = [path for path in dict.fromkeys(map(_path_and_query, urls)) if path != "/"]
    folders = collections.Counter(path.rpartition("/")[0] for path in paths if _names_itself(path))
    patterns = (
        _siblings(path)
        if folders[path.rpartition("/")[0]] >= _MANY and _names_itself(path)
        else _list_shape(path)
        for path in paths
    )
    return "|".join(dict.fromkeys((r"^/$", *patterns)))


def _names_itself(path: str) -> bool:
    """`/category/papers.html`, where others of the folder are told apart by a name, not by a number."""
    name = path.rpartition("/")[2]
    return bool(name) and "?" not in name and not _DIGITS.search(name)


def _siblings(path: str) -> str:
    folder, _, name = path.rpartition("/")
    ending = re.escape(name[name.rindex(".") :]) if "." in name else "/?"
    return rf"^{re.escape(folder)}/[^/?]+?{_PAGED}{ending}(?:\?page=\d+)?$"


def _path_and_query(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


_Shape = tuple[str, ...]


def _shape(path: str) -> _Shape | None:
    """Its segments as patterns: digits and slugs stand for any others. None where nothing in it varies."""
    segments = path.lstrip("/").split("/")
    shape = tuple(map(_segment, segments))
    varies = any(one != re.escape(other) for one, other in zip(shape, segments, strict=True))
    return shape if varies and shape[-1] else None


def _segment(segment: str) -> str:
    name, query, keys = segment.partition("?")
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, rf"\.{re.escape(ending)}") if dot and ending.isalpha() else (name, "")
    shown = r"[^/]+" if _SLUG.fullmatch(stem) and not stem.isdigit() else _with_digits(stem)
    return shown + ending + (rf"\?{_with_digits(keys)}" if query else "")


def _with_digits(text: str) -> str:
    """Escaped, digits for any: as many as there are where they look like a date, else one or more."""
    pieces, at = [], 0
    for run in _DIGITS.finditer(text):
        pieces.append(re.escape(text[at : run.start()]))
        dated = len(run[0]) in _DATE_DIGITS and _YEAR.match(run[0])
        pieces.append(rf"\d{{{len(run[0])}}}" if dated else r"\d+")
        at = run.end()
    return "".join(pieces) + re.escape(text[at:])


def _alike(shape: _Shape, best: _Shape) -> bool:
    """Whether it is the best one but for the names of its folders."""
    return len(shape) == len(best) and shape[-1] == best[-1]


def _merged(shapes: Sequence[_Shape], either: Callable[[Sequence[str]], str]) -> str:
    """One pattern for all, `either` making one of the names a folder has in them."""
    columns = (tuple(dict.fromkeys(column)) for column in zip(*shapes, strict=True))
    return "^/" + "/".join(names[0] if len(names) == 1 else either(names) for names in columns) + "$"


def _list_shape(path: str) -> str:
    folder, _, last = path.rpartition("/")
    if not last:
        return rf"^{re.escape(folder)}/{_FOLDER_PAGES}(?:\?page=\d+)?$"
    name, query, keys = last.partition("?")
    stem, dot, ending = name.rpartition(".")
    if query:
        return rf"^{re.escape(folder)}/{re.escape(name)}\?{_with_digits(keys)}(?:&(?:page|p)=\d+)?$"
    if not dot:
        return rf"^{re.escape(path)}(?:/(?:page/)?\d+)?/?(?:\?page=\d+)?$"
    return rf"^{re.escape(folder)}/{_with_digits(stem)}{_PAGED}\.{re.escape(ending)}(?:\?page=\d+)?$"
