"""The two values that travel the corridor, and what stands for a page that was refused.

A `Capture` goes in, an `Article` or a `Refusal` comes out. All are frozen; every stage returns a new one.
"""

from __future__ import annotations

import dataclasses
import datetime


class ExtractionError(Exception):
    """The page's fault: nothing we can store can be read from it.

    `reason` is a short fixed word for counting (`no-text`, `binary`); `detail` says more to a person.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One WARC record: where it lies and what its headers say (ISO 28500, WARC 1.1).

    `record_id` is WARC-Record-ID without angle brackets (`urn:uuid:...`). `warc_file` is a path relative to the
    archive folder, or an absolute one for a file indexed in place. `offset` and `length` are bytes of the (usually
    compressed) record in that file. `captured_at` is WARC-Date, aware, UTC. `payload_digest` is WARC-Payload-Digest
    (`sha1:BASE32`), over the body as transferred. `url` is None for a saved file that names no URL; `file_name` is
    the saved file's own name. `status` is None where there was no HTTP exchange.
    """

    record_id: str
    record_type: str
    warc_file: str
    offset: int
    length: int
    source: str
    url: str | None
    file_name: str | None
    status: int | None
    content_type: str
    payload_digest: str
    captured_at: datetime.datetime
    truncated: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One archived response of one URL at one time.

    `body` has transfer and content encodings undone and no character decoding; `headers` are the HTTP headers as
    archived, names as received. `continuations` are the captures of an article's further pages, in their order.
    """

    record: Record
    headers: tuple[tuple[str, str], ...]
    body: bytes = dataclasses.field(repr=False)
    continuations: tuple[Capture, ...] = ()

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What one place of a page says a field is: the rule that read it, where in the page, and the value as read."""

    rule: str
    value: str
    place: str = ""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """Characters of a field that were lost and put back by what stands beside them, not read.

    `start` and `end` are character offsets in the field's value, `probability` (0 to 1) is how surely `value` is what
    stood there.
    """

    start: int
    end: int
    value: str
    probability: float


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """How one field of a record came to its value: what won, and what the other places said, the next best first.

    Of the text, `removed` are the lines cut from what the winner read, in the order of the page: `rule` is the class
    for which a line was cut (`editors`, `interface`), `place` where it stood (`head`, `middle`, `tail`). Of a restored
    title and text, `guessed` are its guesses, in the order of the value.
    """

    field: str
    won: Said
    others: tuple[Said, ...] = ()
    removed: tuple[Said, ...] = ()
    guessed: tuple[Guess, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """Damage of one kind that was mended, and in how many places."""

    name: str
    times: int


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """What was read out of one capture.

    `text` is paragraphs joined by one newline. `published_at` and `modified_at` are ISO 8601 as the publisher stated
    them: a date alone when only the day is stated, None when nothing is. `byline` is as printed. `publisher` is the
    medium credited (来源), `site_name` where it was read. `parser` names the code and the rules that read it.
    `repairs` are in the order they were made, each name once. `provenance` tells for each field that has a value, and
    for the text, how it was chosen. `signature` is that by which near-duplicates of the text are looked for.
    """

    id: str
    record: Record
    parser: str
    text: str
    canonical_url: str | None = None
    site_name: str | None = None
    title: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    text_digest: str | None = None
    signature: bytes = dataclasses.field(default=b"", repr=False)
    repairs: tuple[Repair, ...] = ()
    flags: tuple[str, ...] = ()
    provenance: tuple[Choice, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A capture that gave no article: the stage that refused it, the reason, and a detail for a person."""

    id: str
    record: Record
    parser: str
    stage: str
    reason: str
    detail: str = ""


Outcome = Article | Refusal
