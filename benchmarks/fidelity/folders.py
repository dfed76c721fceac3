"""Labelled pages, in any of the ways they are kept.

labels    NAME.html or NAME.html.gz with NAME.json beside it: title, text (a string or a list of paragraphs), authors,
          editors, publisher, published_at, and optionally url, captured_at, content_type. null or [] says that the
          page states none; a key left out is not scored. Nothing either way costs a part of the text written as
          {"may": "..."}, nor what `free`, a list, holds.
blocks    gold.json, whose labels point at blocks of the pages, with the splitter blocks.py in the folder or its parent.
fixtures  folders with page.html.gz, response.json and expected.json; pages that must be refused are left out.
passages  segments.json and WARCs: by URL, what must (`with`) and must not (`without`) stand in the text.
"""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import hashlib
import importlib.util
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from benchmarks.fidelity.scores import NAMES, Label, Passages, wanted
from crawler.commands.saved_fixture import fixture_capture
from crawler.items import Capture
from tests.fixture import read_fixture

NO_ADDRESS = "http://pages.invalid/"  # it tells an extractor nothing
LABEL_KEYS = frozenset(
    ("title", "text", "published_at", "url", "captured_at", "content_type", "free", *NAMES)
)


class BadFolder(Exception):  # noqa: N818 - it is the folder that is wrong
    """The folder is not one of labelled pages, or a page is not the one that was labelled."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class LabelledPage:
    name: str
    site: str
    capture: Capture
    label: Label


def read_folder(folder: Path) -> list[LabelledPage]:
    """In the order of their names. Raises BadFolder."""
    if not folder.is_dir():
        raise BadFolder(f"{folder}: no such folder")
    readers: tuple[tuple[str, Callable[[Path], list[LabelledPage]]], ...] = (
        ("gold.json", blocks_folder),
        ("segments.json", passages_folder),
        ("**/expected.json", fixtures_folder),
        ("**/*.json", labels_folder),
    )
    for pattern, read in readers:
        if next(folder.glob(pattern), None) is not None:
            pages = read(folder)
            if pages:
                return pages
    raise BadFolder(f"{folder}: no labelled page; `--help` tells how labels are kept")


def saved(body: bytes, url: str, content_type: str = "text/html", captured_at: str | None = None) -> Capture:
    """The capture of a page of which no more is known; `captured_at` is now where nothing says when."""
    at = datetime.datetime.fromisoformat(captured_at) if captured_at else datetime.datetime.now(datetime.UTC)
    headers = (("Content-Type", content_type),)
    return fixture_capture(body, url=url, headers=headers, captured_at=at, source="ingest")


def page_bytes(path: Path) -> bytes:
    """The page of that name, or of that name with `.gz`. Raises BadFolder where there is neither."""
    if path.is_file():
        return path.read_bytes()
    packed = path.with_name(path.name + ".gz")
    if packed.is_file():
        return gzip.decompress(packed.read_bytes())
    raise BadFolder(f"{path}: labelled, but there is no such page")


def labels_folder(folder: Path) -> list[LabelledPage]:
    pages = []
    for path in sorted(folder.rglob("*.json")):
        page = path.with_suffix(".html")
        if not (page.is_file() or page.with_name(page.name + ".gz").is_file()):
            continue
        label = _json(path)
        name = str(path.relative_to(folder).with_suffix(""))
        unknown = set(label) - LABEL_KEYS
        if unknown:
            raise BadFolder(f"{path}: unknown keys {', '.join(sorted(unknown))}")
        if wrong := [key for key, value in label.items() if not _is_label(value)]:
            raise BadFolder(f"{path}: neither a string, a list of them nor null: {', '.join(wrong)}")
        pages.append(
            LabelledPage(
                name=name,
                site=_site(name),
                capture=saved(
                    page_bytes(page),
                    label.get("url") or NO_ADDRESS + name,
                    label.get("content_type") or "text/html",
                    label.get("captured_at"),
                ),
                label=own_label(label),
            )
        )
    return pages


def _is_label(value: object) -> bool:
    parts = value if isinstance(value, list) else [value or ""]
    return all(isinstance(part.get("may") if isinstance(part, dict) else part, str) for part in parts)


def own_label(label: dict[str, Any]) -> Label:
    """The label as our own files and saved pages keep it."""
    names = {key: _tuple(label[key]) for key in NAMES if key in label}
    body = None
    if "text" in label:
        parts = label["text"] if isinstance(label["text"], list) else [label["text"]]
        sure = [part for part in parts if isinstance(part, str)]
        optional = [part["may"] for part in parts if isinstance(part, dict)]
        whole = "".join(part if isinstance(part, str) else part["may"] for part in parts)
        body = wanted(["".join(sure)], [*optional, *_tuple(label.get("free"))], [whole])
    return Label(
        body=body,
        titles=_tuple(label["title"]) if "title" in label else None,
        published_at=_tuple(label["published_at"]) if "published_at" in label else None,
        names=names,
    )


def blocks_folder(folder: Path) -> list[LabelledPage]:
    split = _splitter(folder)
    labels: dict[str, dict[str, Any]] = _json(folder / "gold.json")
    pages = []
    for name, label in sorted(labels.items()):
        if label["kind"] == "article":
            body = page_bytes(folder / name)
            blocks = _checked_blocks(folder / name, body, label, split)
            pages.append(
                LabelledPage(
                    name=name,
                    site=_site(name),
                    capture=saved(body, NO_ADDRESS + name),
                    label=block_label(blocks, label),
                )
            )
    return pages


def block_label(blocks: Sequence[str], label: dict[str, Any]) -> Label:
    runs = ["".join(blocks[first : last + 1]) for first, last in label["main"]]
    main = [at for first, last in label["main"] for at in range(first, last + 1)]
    mixed = label["mixed"]
    care = ["".join(blocks[at] for at in main), "".join(blocks[at] for at in sorted({*main, *mixed}))]
    titles = []
    if label["title"] is not None:
        first, last = (label["title"],) * 2 if isinstance(label["title"], int) else label["title"]
        titles.append("".join(blocks[first : last + 1])[slice(*label.get("title_cut", (None,)))])
    if "title_alt" in label:
        titles.append(blocks[label["title_alt"]])
    return Label(
        body=wanted(runs, [blocks[at] for at in mixed], care),
        titles=tuple(titles),
        title_digests=frozenset(filter(None, [label.get("title_norm_sha1")])),
        published_at=(label["date"],) if label["date"] else None,
        names={
            "authors": tuple((label["author"] or "").split()),
            "publisher": tuple((label["source"] or "").split()),
        },
    )


def _checked_blocks(path: Path, body: bytes, label: dict[str, Any], split: Any) -> list[str]:
    if label.get("html_sha1") not in (None, _sha1(body)):
        raise BadFolder(f"{path}: not the page that was labelled (html_sha1 differs)")
    blocks: list[str] = split.blocks(body)
    if label.get("blocks_sha1") not in (None, _sha1("\n".join(blocks).encode())):
        raise BadFolder(f"{path}: blocks.py does not split it as it did (blocks_sha1 differs)")
    return blocks


def _splitter(folder: Path) -> Any:
    """The module blocks.py that came with the labels: they mean nothing without it."""
    for path in (folder / "blocks.py", folder.resolve().parent / "blocks.py"):
        spec = importlib.util.spec_from_file_location("labelled_blocks", path)
        if path.is_file() and spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    raise BadFolder(f"{folder}: gold.json points at blocks, and no blocks.py is in the folder or its parent")


def fixtures_folder(folder: Path) -> list[LabelledPage]:
    pages = []
    for path in sorted(folder.rglob("expected.json")):
        try:
            fixture = read_fixture(path.parent)
        except (ValueError, KeyError, OSError) as error:
            raise BadFolder(f"{path.parent}: {error}") from error
        if fixture.expected is not None:
            expected = {key: value for key, value in fixture.expected.items() if key in LABEL_KEYS}
            pages.append(
                LabelledPage(
                    name=fixture.name,
                    site=fixture.source,
                    capture=fixture.capture,
                    label=own_label(expected),
                )
            )
    return pages


def passages_folder(folder: Path) -> list[LabelledPage]:
    segments: dict[str, dict[str, list[str]]] = _json(folder / "segments.json")
    pages = {page.name: page for page in _archived(folder, segments)}
    missing = sorted(set(segments) - set(pages))
    if missing:
        raise BadFolder(f"{folder}: {len(missing)} labelled pages are in no WARC, the first {missing[0]}")
    return [pages[url] for url in sorted(pages)]


def _archived(folder: Path, segments: dict[str, dict[str, list[str]]]) -> Iterator[LabelledPage]:
    for warc in sorted((*folder.glob("*.warc"), *folder.glob("*.warc.gz"))):
        with warc.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI")
                if record.rec_type not in ("response", "resource") or url not in segments:
                    continue
                http = record.http_headers
                content_type = (http.get_header("Content-Type") if http else None) or "text/html"
                passages = Passages(
                    present=tuple(segments[url]["with"]), absent=tuple(segments[url]["without"])
                )
                yield LabelledPage(
                    name=url,
                    site=urlsplit(url).hostname or url,
                    capture=saved(record.content_stream().read(), url, content_type),
                    label=Label(body=passages),
                )


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadFolder(f"{path}: {error}") from error


def _site(name: str) -> str:
    """Pages of one site lie in one folder, or are named `SITE-and-more` in one."""
    folder, _, file_name = name.rpartition("/")
    return folder or file_name.partition("-")[0]


def _sha1(value: bytes) -> str:
    return hashlib.sha1(value, usedforsecurity=False).hexdigest()


def _tuple(value: object) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[call-overload]
