"""What the first record of a WARC file says of the whole file, and which source that makes its records."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.archive.heads import field, parse_fields
from crawler.sources import ANY_SITE, Source, source_for

FORMAT = "WARC File Format 1.1"
CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"


def compose(*, software: str, part_of: str) -> bytes:
    fields = {"software": software, "format": FORMAT, "conformsTo": CONFORMS_TO, "isPartOf": part_of}
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def part_of(block: bytes) -> str | None:
    return field(parse_fields(block.split(b"\n")), "isPartOf")


def source_of(url: str | None, sources: Mapping[str, Source], part_of: str | None) -> str:
    """The source a record belongs to: by its host, else by what its file is part of, if that is a source."""
    default = part_of if part_of and part_of in sources else ANY_SITE.name
    return source_for(url, sources, default)
