"""The files below the paths a person names, in a fixed order."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from crawler.archive.containers import Kind, kind_of

_SAVED_HTML = re.compile(r"\.(?:x?html?|shtml?)(?:\.gz)?$", re.IGNORECASE)
_BESIDE_A_PAGE = re.compile(
    r"(?P<page>.+)(?:_files|\.files|-filer|_fichiers|-Dateien|_archivos|_bestanden)", re.IGNORECASE
)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """`named` is True for a path the person gave, False for one found in a folder."""

    path: Path
    kind: Kind
    named: bool


def find(paths: Iterable[Path], *, archive: Path) -> Iterator[Found]:
    """Every file once, whatever it is, but for those of our own archive; a named one of no use once more.

    A browser keeps a page's pictures and frames in a folder beside it (`page.html`, `page_files/`): what is
    in there is of kind OTHER, as is what is hidden.
    """
    archive = archive.resolve()
    seen: set[tuple[int, int, str]] = set()
    for path in paths:
        for found in _below(path, archive):
            key = _identity(found.path)
            if key is None or key not in seen or (found.named and found.kind is Kind.OTHER):
                yield found
            if key is not None:
                seen.add(key)


def _identity(path: Path) -> tuple[int, int, str] | None:
    try:
        stat = path.stat()
    except OSError:  # there never was such a file, or it has vanished since
        return None
    return stat.st_dev, stat.st_ino, path.name


def _below(path: Path, archive: Path) -> Iterator[Found]:
    try:
        yield from _files_of(path, archive)
    except (OSError, RuntimeError):  # links that lead to themselves, names that are too long
        yield Found(path=path, kind=Kind.UNREADABLE, named=True)


def _files_of(path: Path, archive: Path) -> Iterator[Found]:
    if path.resolve().is_relative_to(archive):
        yield Found(path=path, kind=Kind.ARCHIVED, named=True)
    elif path.is_dir():
        for file, of_a_page in _files_below(path, archive):
            yield Found(path=file, kind=Kind.OTHER if of_a_page else kind_of(file), named=False)
    else:
        yield Found(path=path, kind=kind_of(path), named=True)


def _files_below(folder: Path, archive: Path) -> Iterator[tuple[Path, bool]]:
    """Each file, and each folder that cannot be read; True where it is hidden or belongs to a saved page."""
    closed: list[OSError] = []
    for parent, folders, files in os.walk(folder, onerror=closed.append):
        saved = [name.lower() for name in files if _SAVED_HTML.search(name)]
        pages = {*saved, *(_SAVED_HTML.sub("", name) for name in saved)}
        beside = sorted(name for name in folders if _is_beside_a_page(name, pages))
        for name in sorted(files):
            yield Path(parent, name), name.startswith(".")
        for name in beside:
            yield from ((path, True) for path, _ in _files_below(Path(parent, name), archive))
        folders[:] = sorted(
            name
            for name in folders
            if name not in beside and not name.startswith(".") and Path(parent, name).resolve() != archive
        )
    yield from ((Path(error.filename), False) for error in closed)


def _is_beside_a_page(name: str, pages: set[str]) -> bool:
    found = _BESIDE_A_PAGE.fullmatch(name)
    return found is not None and found["page"].lower() in pages
