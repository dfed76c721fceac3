"""A record of another file on its way into ours: its block held aside while its digests are checked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from crawler.archive import digests
from crawler.archive.describe import CAPTURE_KINDS, described, http_head, kind_of, record_id
from crawler.archive.heads import field
from crawler.archive.walk import RawRecord
from crawler.items import Record

COPIED_KINDS = (*CAPTURE_KINDS, "request", "metadata", "conversion")

_IN_MEMORY = 16 << 20
_PIECE = 1 << 18
_REPLACED = ("warc-block-digest", "warc-payload-digest", "warc-record-id", "content-type", "content-length")


class CopiedBlock:
    """Reads a raw record to its end; to be used as a context manager.

    `record` describes it where it is a capture with a readable date and URL.
    """

    def __init__(self, raw: RawRecord) -> None:
        self._raw = raw
        self._head = raw.peek_head() if raw.kind == "request" else http_head(raw)
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._payload_digest = self._read()
        self.record: Record | None = None
        if raw.kind in CAPTURE_KINDS:
            self.record = described(raw.fields, self._head, self._payload_digest or self._computed)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        return iter(lambda: self._file.read(_PIECE), b"")

    def fields(self) -> list[tuple[str, str]]:
        """The record's own, with digests and length as they are."""
        kept = [(name, value) for name, value in self._raw.fields if name.lower() not in _REPLACED]
        kept.append(
            ("WARC-Record-ID", f"<{record_id(self._raw.fields, self._payload_digest or self._computed)}>")
        )
        kept.append(("WARC-Block-Digest", self._block_digest))
        if self._payload_digest:
            kept.append(("WARC-Payload-Digest", self._payload_digest))
        if content_type := self._content_type():
            kept.append(("Content-Type", content_type))
        return [*kept, ("Content-Length", str(self._length))]

    def _content_type(self) -> str | None:
        """ARC has the page's there; the type of the block is meant."""
        stated = field(self._raw.fields, "Content-Type")
        if self._head and self._raw.kind == "response" and not (stated or "").startswith("application/http"):
            return "application/http; msgtype=response"
        return stated

    def _read(self) -> str | None:
        """Keeps the block and gives the payload digest to be written, None for none."""
        stated = field(self._raw.fields, "WARC-Payload-Digest")
        block, payload, other = digests.new(), digests.new(), digests.hasher(stated) if stated else None
        self._length = 0
        while piece := self._raw.read(_PIECE):
            in_payload = piece[max(len(self._head) - self._length, 0) :]
            block.update(piece)
            payload.update(in_payload)
            if other:
                other.update(in_payload)
            self._file.write(piece)
            self._length += len(piece)
        self._raw.finish()
        self._block_digest = digests.label(block.digest())
        self._computed = digests.label(payload.digest())
        agrees = bool(stated and other and digests.agrees(stated, other.digest()))
        return self._chosen(stated, agrees=agrees)

    def _chosen(self, stated: str | None, *, agrees: bool) -> str | None:
        """A revisit does not hold what its digest is of. Where readers disagree on where the payload begins,
        no digest would please them all: warcio takes the first lines of any http response for headers.
        """
        kind = kind_of(self._raw.fields)
        target = field(self._raw.fields, "WARC-Target-URI") or ""
        if kind == "response" and bool(self._head) != target.startswith(("http:", "https:")):
            return None
        if kind == "revisit" or agrees:
            return stated
        return self._computed if kind != "request" else None
