"""ARC, the format before WARC: one line before each document."""

from __future__ import annotations

import re

from crawler.archive.heads import Fields, as_uri, header_text
from crawler.archive.times import format_warc_date, parse_arc_date

# Version 1: URL IP date type length. Version 2 has the result code, checksum, location, offset and file name
# before the length. A URL may hold spaces, so the line is read from its end.
_ARC_HEAD = re.compile(
    rb"(?P<url>\S.*) (?P<ip>[\d.]{7,15}|[0-9A-Fa-f:.]{2,45}|-) (?P<date>\d{8,17}) (?P<type>\S.*?)"
    rb"(?: (?:\d{3}|-) \S+ \S+ \d+ \S+)? (?P<length>\d+)[ \t]*\r?\n"
)


def parse_head(line: bytes) -> Fields | None:
    """The line as the WARC fields that say the same; None where it is no line of an ARC file."""
    found = _ARC_HEAD.fullmatch(line)
    date = parse_arc_date(found["date"].decode()) if found else None
    if not found or not date:
        return None
    url = as_uri(header_text(found["url"]))
    ip = found["ip"].decode()
    return (
        ("WARC-Type", "warcinfo" if url.startswith("filedesc:") else "response"),
        ("WARC-Target-URI", url),
        ("WARC-Date", format_warc_date(date)),
        *((("WARC-IP-Address", ip),) if ip not in ("-", "0.0.0.0") else ()),
        ("Content-Type", header_text(found["type"])),
        ("Content-Length", found["length"].decode()),
    )
