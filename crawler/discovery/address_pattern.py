"""Addresses of one kind -> the regular expression they have in common, as a `Source` declares it."""

from __future__ import annotations

import collections
import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

_DIGITS = re.compile(r"\d+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){2,}|(?=[^/]*\d)(?=[^/]*[a-z])[0-9a-z]{8,}", re.IGNORECASE)
_ENDING = re.compile(r"\.[a-z]{3,5}$")
_KIND = re.compile(r"[a-z]+_(?=[^/]*\d)", re.IGNORECASE)  # article_3f2a8c1e
_YEAR = re.compile(r"(?:19|20)\d\d")
_ANY_NAME = r"[^/]+"
_DATE_DIGITS = (4, 6, 8)
_MANY = 3  # addresses of one kind that are taken for a sample
_PAGED = r"(?:[_-]\d+)?"
_FOLDER_PAGES = r"(?:(?:index|list|p|page)?[_-]?\d*(?:\.\w+)?|(?:index|list)\.\w+|page/\d+/?)"


def article_pattern(urls: Iterable[str], styles: Sequence[str] = (), but: Iterable[str] = ()) -> str | None:
    """The style most of the URLs keep to; where none is given, or none fits, the shape most of them share.

    Where that is the shape of few, each ending in a key or in words of its own, it is the folder most of them lie in.
    None for URLs that have no shape in common. It stays narrow enough to leave out the URLs of `but`, where that can
    be.
    """
    paths = list(map(_path_and_query, urls))
    fitting = collections.Counter(style for path in paths for style in styles if re.search(style, path))
    if fitting:
        most = max(fitting.values())
        return next(style for style in styles if fitting[style] == most)
    no_article = list(map(_path_and_query, but))
    shapes = _counted(map(_shape, paths))
    named = _counted(map(_named_shape, paths))
    if named and max(named.values()) >= _MANY * max(shapes.values(), default=1):
        pattern = _of_all_depths(named, no_article)
        if not any(re.search(pattern, path) for path in no_article):
            return pattern
    return _of_all_depths(shapes, no_article) if shapes else None


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


def _named_shape(path: str) -> _Shape | None:
    """Its folders, and any name in the last: of addresses that end in keys, or in words of their own."""
    *folders, name = path.rstrip("/").lstrip("/").split("/")
    if not folders or "?" in path or name.isdigit():
        return None
    stem, dot, ending = name.rpartition(".") if _ENDING.search(name) else (name, "", "")
    kind = _KIND.match(stem)
    shown = f"{re.escape(kind[0]) if kind else ''}{_ANY_NAME}{re.escape(dot + ending)}"
    return (*map(_segment, folders), shown, *([""] if path.endswith("/") else []))


def _segment(segment: str) -> str:
    name, query, keys = segment.partition("?")
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, rf"\.{re.escape(ending)}") if dot and ending.isalpha() else (name, "")
    shown = _ANY_NAME if _SLUG.fullmatch(stem) and not stem.isdigit() else _with_digits(stem)
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
    return len(shape) == len(best) and _file(shape) == _file(best)


def _file(shape: _Shape) -> _Shape:
    """The last segment, with the slash behind it if there is one."""
    return shape[-1:] if shape[-1] else shape[-2:]


def _counted(shapes: Iterable[_Shape | None]) -> collections.Counter[_Shape]:
    return collections.Counter(shape for shape in shapes if shape is not None)


def _of_all_depths(shapes: collections.Counter[_Shape], no_article: Sequence[str]) -> str:
    """The shape most common, and those of its kind in folders that lie deeper or less deep."""
    best = max(shapes, key=shapes.__getitem__)
    alike = [shape for shape, _ in shapes.most_common() if _file(shape) == _file(best) != (_ANY_NAME,)]
    counts = collections.Counter(len(shape) for shape in alike for _ in range(shapes[shape]))
    depths = {len(shape): shape for shape in reversed(alike) if counts[len(shape)] >= _MANY}
    others = [shape for depth, shape in depths.items() if depth != len(best)]
    return "|".join(_widest(shapes, shape, no_article) for shape in (best, *others))


def _widest(shapes: Iterable[_Shape], best: _Shape, no_article: Sequence[str]) -> str:
    """One pattern for the shapes like the best, any folder in place of theirs unless that takes other pages in."""
    alike = [shape for shape in shapes if _alike(shape, best)]
    wide = _merged(alike, lambda names: _ANY_NAME)
    if any(re.search(wide, path) for path in no_article):
        return _merged(alike, lambda names: f"(?:{'|'.join(names)})")
    return wide


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
