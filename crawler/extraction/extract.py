"""The front door: one capture to one article, or the reason why there is none."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from trafilatura.meta import reset_caches

from crawler.discovery.continuation import next_page
from crawler.discovery.later_page import is_continuation
from crawler.extraction.decode import decode
from crawler.extraction.formats.jekyll import read_jekyll
from crawler.extraction.formats.kinds import Kind, kind_of, refuse_binary, refuse_noise
from crawler.extraction.formats.mhtml import is_mhtml, read_mhtml
from crawler.extraction.formats.plain import read_plain
from crawler.extraction.identity import article_id
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.markup.html import ends
from crawler.extraction.mirrors.located import located
from crawler.extraction.mirrors.mended import Mended, mended
from crawler.extraction.mirrors.restored import Restored
from crawler.extraction.page import read_page
from crawler.extraction.page_kinds.page_kind import PageKind, kind_of_page
from crawler.extraction.pages import PARTIAL, joined
from crawler.extraction.reading import Reading
from crawler.extraction.text.dates import believable
from crawler.extraction.version import parser_of
from crawler.items import Article, Capture, Choice, ExtractionError, Record, Repair, Said
from crawler.sources import Source

# half a UTF-16 pair, as JSON in a page may escape it, is no character and cannot be written as UTF-8;
# PostgreSQL takes no NUL, and C programs read no further
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_NOT_READ = ("provenance", "repairs", "restored")  # told of the reading, no part of what the page says


def extract(capture: Capture, source: Source, learned: Learned = NOTHING_LEARNED) -> Article:
    """What the capture holds, read by the rules of its source; the same for the same arguments, always.

    `learned` is what the archive teaches of the site, and part of how it is read.

    Raises ExtractionError, and nothing else, for a page that holds no article we can read.
    """
    _refuse_later_page(capture, source)
    reading = writable(_read_all(capture, source, learned))
    if not reading.paragraphs:
        raise ExtractionError("no-text")
    text = "\n".join(reading.paragraphs)
    return Article(
        id=article_id(capture.record, capture.body),
        record=capture.record,
        parser=parser_of(source, learned),
        text=text,
        canonical_url=reading.canonical_url,
        site_name=reading.site_name or source.site_name,
        title=reading.title,
        byline=reading.byline,
        authors=reading.authors,
        editors=reading.editors,
        publisher=reading.publisher,
        published_at=believable(reading.published_at, capture.record.captured_at),
        modified_at=believable(reading.modified_at, capture.record.captured_at),
        language=reading.language,
        tags=reading.tags,
        repairs=reading.repairs,
        flags=tuple(dict.fromkeys(reading.flags + (("truncated",) if capture.record.truncated else ()))),
        provenance=_with_guesses(reading, text),
    )


def _with_guesses(reading: Reading, text: str) -> tuple[Choice, ...]:
    """How the fields were chosen, and which characters of a restored title and text were guessed."""
    if not any(page.guesses for page in reading.restored):
        return reading.provenance
    in_title, in_text = located(reading.restored, reading.title, text)
    guessed = {"title": in_title, "text": in_text}
    return tuple(
        dataclasses.replace(choice, guessed=guessed.get(choice.field, ())) for choice in reading.provenance
    )


def _refuse_later_page(capture: Capture, source: Source) -> None:
    """Raises ExtractionError(`continuation`) for a further page of an article, which is read with its first."""
    url, content_type = capture.record.url, _content_type(capture)
    if not url or not is_continuation(capture.body, url, source, content_type=content_type):
        return
    # a list has further pages too
    if not source.mixed or kind_of_page(capture.body, url, content_type=content_type) is PageKind.ARTICLE:
        raise ExtractionError("continuation")


def _read_all(capture: Capture, source: Source, learned: Learned) -> Reading:
    """What all pages of the article say; flagged as partial where one is not held or cannot be read."""
    first = _read(capture, source, learned)
    following = next_page(capture, source)
    if following is None and not capture.continuations:
        return first
    pages, lost = [first], following is not None
    as_declared = dataclasses.replace(source, mixed=False)  # it need not show that it is an article by itself
    for page in capture.continuations:
        try:
            pages.append(_read(page, as_declared, learned))
        except ExtractionError:
            lost = True
        lost = lost or page.record.truncated is not None
    whole = joined(pages)
    return dataclasses.replace(whole, flags=(*whole.flags, PARTIAL)) if lost else whole


def writable(reading: Reading) -> Reading:
    """The reading without the code points no database or file takes; a field of nothing else is empty."""
    names = (field.name for field in dataclasses.fields(reading) if field.name not in _NOT_READ)
    read = {name: getattr(reading, name) for name in names}
    changes: dict[str, Any] = {
        name: mended for name, value in read.items() if (mended := _writable(value)) != value
    }
    if changes:
        times = sum(map(_unwritable_in, read.values()))
        changes["repairs"] = (*reading.repairs, Repair(name="unwritable-characters", times=times))
    # what the page says and the record does not is quoted without them, and no repair
    provenance = tuple(map(_writable_choice, reading.provenance))
    if not changes and provenance == reading.provenance:
        return reading
    return dataclasses.replace(reading, **changes, provenance=provenance)


def _writable(value: str | tuple[str, ...] | None) -> str | tuple[str, ...] | None:
    if isinstance(value, str):
        return _UNWRITABLE.sub("", value) or None
    if isinstance(value, tuple):
        return tuple(filter(None, (_UNWRITABLE.sub("", item) for item in value)))
    return value


def _unwritable_in(value: str | tuple[str, ...] | None) -> int:
    return len(_UNWRITABLE.findall(value if isinstance(value, str) else "".join(value or ())))


def _writable_choice(choice: Choice) -> Choice:
    return dataclasses.replace(
        choice,
        won=_writable_said(choice.won),
        others=tuple(map(_writable_said, choice.others)),
        removed=tuple(map(_writable_said, choice.removed)),
    )


def _writable_said(said: Said) -> Said:
    value, place = _UNWRITABLE.sub("", said.value), _UNWRITABLE.sub("", said.place)
    return (
        said if (value, place) == (said.value, said.place) else Said(rule=said.rule, value=value, place=place)
    )


def clear_caches() -> None:
    """Empty the caches trafilatura and what it calls fill with every page; a worker that reads many does so."""
    reset_caches()


def _read(capture: Capture, source: Source, learned: Learned) -> Reading:
    record, body = capture.record, capture.body
    content_type = _content_type(capture)
    if is_mhtml(body):
        saved = read_mhtml(body)
        html = mended(decode(saved.html, saved.content_type).text)
        read = read_page(html.text, record.url, source, record.captured_at, learned)
        saved_page = _told(html, read, record.url)
        return _truncated(saved_page) if saved.truncated else saved_page
    refuse_binary(body)
    decoded = decode(body, content_type)
    refuse_noise(decoded.text)
    page = mended(decoded.text)
    reading = _told(page, _read_text(page.text, content_type, record, source, learned), record.url)
    return _truncated(reading) if decoded.cut and not ends(decoded.text) else reading


def _told(page: Mended, read: Reading, url: str | None) -> Reading:
    """The reading with what was found before it was read, and with the text it was read of."""
    reading = page.told_of(read, url)
    return dataclasses.replace(reading, restored=reading.restored or (Restored(text=page.text, counts={}),))


def _content_type(capture: Capture) -> str:
    return capture.header("content-type") or capture.record.content_type


def _read_text(text: str, content_type: str, record: Record, source: Source, learned: Learned) -> Reading:
    match kind_of(text, content_type):
        case Kind.JEKYLL:
            return read_jekyll(text, record, source)
        case Kind.PLAIN:
            return read_plain(text, record, source)
        case Kind.HTML:
            return read_page(text, record.url, source, record.captured_at, learned)


def _truncated(reading: Reading) -> Reading:
    return dataclasses.replace(reading, flags=tuple(dict.fromkeys((*reading.flags, "truncated"))))
