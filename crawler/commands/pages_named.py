"""The pages a person names, in files, on standard input or in the archive: their bytes, and their text decoded."""

from __future__ import annotations

import dataclasses
import datetime
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from crawler.archive.containers import GZIP_MAGIC, Kind, gunzip, read_page
from crawler.archive.errors import ArchiveError
from crawler.archive.folders import Found, find
from crawler.archive.saved import identify, saved_type
from crawler.archive.sniff import check_html, check_text
from crawler.clock import now
from crawler.commands.known_sources import known_sources
from crawler.commands.named_record import NotFoundError, is_name
from crawler.commands.named_record import find as find_record
from crawler.commands.reading_again import opened
from crawler.commands.saved_fixture import fixture_capture
from crawler.extraction.decode import decode
from crawler.extraction.formats.kinds import refuse_noise
from crawler.extraction.formats.mhtml import is_mhtml, read_mhtml
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.items import Capture, ExtractionError, Refusal
from crawler.sources import Source, source_for
from db import models
from db.engine import open_database, reading

STDIN: Final = "-"
_TAKEN_IN_FIRST: Final = (Kind.ARCHIVE, Kind.WACZ, Kind.COMPRESSED, Kind.ARCHIVED)


class UnreadableError(Exception):
    """A page that cannot be had; the message says why to a person."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class NamedPage:
    """A page as it was named: its file's path, `-`, or the id of its record. `path` is of a file."""

    name: str
    text: str
    capture: Capture
    source: Source
    learned: Learned = NOTHING_LEARNED
    path: Path | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Named:
    """A page by its name; `open` reads it, or raises UnreadableError."""

    name: str
    open: Callable[[], NamedPage]


def pages_named(names: Sequence[str], settings: BaseSettings) -> Iterator[Named]:
    """In the order named, a folder's in that of its files.

    What is a file is taken for that, whatever else it may name.
    """
    for name in names:
        if name == STDIN:
            yield Named(name=name, open=partial(_of_stdin, settings))
        elif not Path(name).exists() and is_name(name):
            yield Named(name=name, open=partial(_of_record, name, settings))
        else:
            yield from _files(Path(name), settings)


def _files(path: Path, settings: BaseSettings) -> Iterator[Named]:
    for found in find([path], archive=Path(settings["ARCHIVE_DIR"])):
        if found.named or found.kind is Kind.PAGE:
            yield Named(name=str(found.path), open=partial(_of_file, found, settings))


def _of_file(found: Found, settings: BaseSettings) -> NamedPage:
    path, kind = found.path, found.kind
    if kind in _TAKEN_IN_FIRST:
        raise UnreadableError(f"{kind.value}; scrapy ingest takes archives in, then name a record of it")
    if kind is Kind.MISSING:
        raise UnreadableError("no such file or folder, nor the id or URL of a record")
    try:
        body = read_page(path, settings.getint("INGEST_PAGE_BYTES"))
        modified_at = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
        return dataclasses.replace(_page(str(path), path.name, body, modified_at, settings), path=path)
    except ExtractionError as error:
        raise UnreadableError(_said(error)) from error
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error


def _of_stdin(settings: BaseSettings) -> NamedPage:
    body = sys.stdin.buffer.read()
    try:
        if body.startswith(GZIP_MAGIC):
            body = gunzip(body, settings.getint("INGEST_PAGE_BYTES"))
        return _page(STDIN, STDIN, body, now(), settings)
    except ExtractionError as error:
        raise UnreadableError(_said(error)) from error


def _page(
    name: str, file_name: str, body: bytes, modified_at: datetime.datetime, settings: BaseSettings
) -> NamedPage:
    check_text(body)
    if saved_type(file_name) is None and not _is_html(body):
        file_name = f"{file_name}.txt"
    saved = identify(file_name, body, modified_at=modified_at, now=now())
    sources = known_sources(settings)
    source = source_for(saved.url, sources)
    capture = fixture_capture(
        body,
        url=saved.url,
        headers=(("Content-Type", saved.content_type),),
        captured_at=saved.captured_at,
        source=source,
    )
    return NamedPage(name=name, text=text_of(capture), capture=capture, source=sources[source])


def _is_html(body: bytes) -> bool:
    try:
        check_html(body)
    except ExtractionError:
        return is_mhtml(body)
    return True


def _of_record(name: str, settings: BaseSettings) -> NamedPage:
    engine = open_database(settings["DATABASE_URL"], must_exist=True)
    try:
        with reading(engine) as session:
            found = find_record(session, name)
        archived = opened(engine, settings, found.record_id)
        capture = _held(archived.page)
        return NamedPage(
            name=found.id if isinstance(found, models.Article) else name,
            text=text_of(capture),
            capture=capture,
            source=archived.source,
            learned=archived.learned,
        )
    except ExtractionError as error:
        raise UnreadableError(_said(error)) from error
    except (NotFoundError, ArchiveError) as error:
        raise UnreadableError(str(error)) from error
    finally:
        engine.dispose()


def _held(page: Capture | Refusal) -> Capture:
    if isinstance(page, Refusal):
        raise ExtractionError(page.reason, page.detail)
    return page


def text_of(capture: Capture) -> str:
    """The whole page decoded, its markup too; of a page saved with its pictures the page. ExtractionError for noise."""
    body, content_type = capture.body, capture.header("content-type") or capture.record.content_type
    if is_mhtml(body):
        saved = read_mhtml(body)
        body, content_type = saved.html, saved.content_type
    text = decode(body, content_type).text
    refuse_noise(text)
    return text


def _said(error: ExtractionError) -> str:
    return f"{error.reason}: {error.detail}" if error.detail else error.reason
