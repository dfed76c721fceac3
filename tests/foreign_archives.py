"""WARC, ARC and WACZ files byte by byte as other tools write them, each with articles of our own."""

from __future__ import annotations

import gzip
import io
import json
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path

from crawler.archive.digests import payload_digest

PLACES = (
    "云溪村",
    "柳河镇",
    "长堤街道",
    "北沙社区",
    "清水湾",
    "石门岭",
    "东渡口",
    "槐树营",
    "鹿鸣乡",
    "青石巷",
)
DATE = "2026-02-03T04:05:06Z"


def article(number: int) -> str:
    """A page of its own for every number below 1,000."""
    place, other = PLACES[number % 10], PLACES[number // 10 % 10]
    title = f"{place}第{number}号水渠完工"
    paragraphs = (
        f"本报讯 二月三日上午，{place}第{number}号水渠试水成功，"
        f"渠水沿着新砌的石壁流向{other}的梯田，沿岸村民纷纷赶来观看。",
        f"这条水渠全长{number + 3}公里，由{place}与{other}共同出资修建，"
        f"工期历时两个冬天，共投入劳力{number * 7 + 30}人次。",
        f"“过去浇一亩地要等半天，现在不到一个钟头。”{other}村民在渠边说，今年他打算把{number + 12}亩旱地全部改种水稻。",
        f"据{place}水利站介绍，水渠建成后可灌溉农田{number * 11 + 400}亩，"
        f"下一步还将在{other}修建两座蓄水池，保证旱季用水。",
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>'
        f'<body><div class="nav"><a href="/">首页</a></div>'
        f'<h1>{title}</h1><div class="article">{body}</div></body></html>'
    )


def warc_record(
    kind: str,
    block: bytes,
    *,
    url: str | None = None,
    content_type: str = "application/http; msgtype=response",
    version: str = "WARC/1.0",
    record_id: str | None = None,
    more: Iterable[tuple[str, str]] = (),
) -> bytes:
    fields = [("WARC-Type", kind), ("WARC-Record-ID", record_id or new_id()), ("WARC-Date", DATE)]
    fields += [("WARC-Target-URI", url)] if url else []
    fields += [*more, ("Content-Type", content_type), ("Content-Length", str(len(block)))]
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    return f"{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def new_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def http(body: bytes, *, first_line: str = "HTTP/1.1 200 OK", more: Iterable[tuple[str, str]] = ()) -> bytes:
    headers = "".join(f"{name}: {value}\r\n" for name, value in [("Content-Type", "text/html"), *more])
    return f"{first_line}\r\n{headers}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 700] for at in range(0, len(body), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def packed(*records: bytes) -> bytes:
    return b"".join(map(gzip.compress, records))


def wget() -> bytes:
    """Target URIs in angle brackets, a space in one, bodies stored in chunks, the request before the response."""
    records = [
        warc_record(
            "warcinfo", b"software: Wget/1.21.3 (linux-gnu)\r\n", content_type="application/warc-fields"
        )
    ]
    for number, path in ((1, "news/1.html"), (2, "news/two words.html")):
        url, response = f"<http://wget.example/{path}>", new_id()
        request = f"GET /{path} HTTP/1.1\r\nHost: wget.example\r\n\r\n".encode()
        records.append(
            warc_record("request", request, url=url, content_type="application/http;msgtype=request")
        )
        body = chunked(article(number).encode())
        block = http(body, more=[("Transfer-Encoding", "chunked")])
        records.append(warc_record("response", block, url=url, record_id=response))
    log = b"--2026-02-03 04:05:06--  http://wget.example/\n"
    records.append(
        warc_record(
            "resource", log, url="metadata://gnu.org/software/wget/warc/wget.log", content_type="text/plain"
        )
    )
    return packed(*records)


def heritrix() -> bytes:
    """DNS records, no reason phrase, GBK, gzip in the body, metadata after the response; HTTP/1.0."""
    info = b"software: Heritrix/3.4.0\r\nformat: WARC File Format 1.0\r\nisPartOf: basic\r\n"
    records = [warc_record("warcinfo", info, content_type="application/warc-fields")]
    records.append(warc_record("response", b"20260203040506\nheritrix.example. 60 IN A 192.0.2.1\n",
                               url="dns:heritrix.example", content_type="text/dns"))  # fmt: skip
    gbk = article(11).replace("utf-8", "gb2312").encode("gb18030")
    for number, block in (
        (11, http(gbk, first_line="HTTP/1.1 200")),
        (
            12,
            http(
                gzip.compress(article(12).encode()),
                first_line="HTTP/1.0 200 OK",
                more=[("Content-Encoding", "gzip")],
            ),
        ),
        (13, http(b"<html><p>gone</p></html>", first_line="HTTP/1.1 404")),
    ):
        url, response = f"http://heritrix.example/{number}.html", new_id()
        records.append(warc_record("response", block, url=url, record_id=response))
        request = f"GET /{number}.html HTTP/1.0\r\n\r\n".encode()
        more = [("WARC-Concurrent-To", response)]
        records.append(
            warc_record(
                "request", request, url=url, content_type="application/http; msgtype=request", more=more
            )
        )
        records.append(
            warc_record(
                "metadata", b"fetchTimeMs: 25\r\n", url=url, content_type="application/warc-fields", more=more
            )
        )
    return packed(*records)


def common_crawl() -> bytes:
    """A response whose encodings were undone while its headers were kept under other names; its text, and metadata."""
    response, url = new_id(), "https://commoncrawl.example/21"
    more = [("X-Crawl-Content-Encoding", "br"), ("X-Crawl-Transfer-Encoding", "chunked")]
    return packed(
        warc_record("warcinfo", b"isPartOf: CC-MAIN-2026-06\r\n", content_type="application/warc-fields"),
        warc_record("request", b"GET /21 HTTP/1.1\r\n\r\n", url=url, content_type="application/http; msgtype=request"),
        warc_record("response", http(article(21).encode(), more=more), url=url, record_id=response,
                    more=[("WARC-Identified-Payload-Type", "text/html"),
                          ("WARC-Payload-Digest", "sha1:" + "A" * 32)]),
        warc_record("metadata", b'languages-cld2: {"code":"zh"}\r\n', url=url, content_type="application/warc-fields"),
        warc_record("conversion", "水渠完工".encode(), url=url, content_type="text/plain",
                    more=[("WARC-Refers-To", response)]),
    )  # fmt: skip


def clueweb() -> bytes:
    """WARC 0.18 with line ends of LF alone, and a date that is none."""
    block = http(article(31).encode()).replace(b"\r\n", b"\n", 2)
    record = warc_record("response", block, url="http://clueweb.example/31.html", version="WARC/0.18")
    return gzip.compress(warc_record("warcinfo", b"x: y\n", version="WARC/0.18")) + gzip.compress(
        record.replace(b"\r\n", b"\n")
    )


def arc() -> bytes:
    version = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    documents = b"".join(
        arc_document(f"http://arc.example/{number}.html", http(article(number).encode()))
        for number in (41, 42)
    )
    return arc_document("filedesc://old.arc", version, media_type="text/plain") + documents


def arc_document(url: str, block: bytes, *, media_type: str = "text/html") -> bytes:
    return gzip.compress(
        f"{url} 192.0.2.1 20060203040506 {media_type} {len(block)}\n".encode() + block + b"\n"
    )


def browsertrix(path: Path, *, compression: int = zipfile.ZIP_STORED) -> Path:
    """A WACZ: WARC 1.1 with resource records of its own, revisits, and two WARC files."""
    first, url = new_id(), "https://browsertrix.example/51"
    html = http(article(51).encode())
    info = b"software: Browsertrix-Crawler 1.5\r\nformat: WARC File Format 1.1\r\n"
    one = packed(
        warc_record("warcinfo", info, content_type="application/warc-fields", version="WARC/1.1"),
        warc_record("response", html, url=url, record_id=first, version="WARC/1.1"),
        warc_record("request", b"GET /51 HTTP/1.1\r\n\r\n", url=url, more=[("WARC-Concurrent-To", first)],
                    content_type="application/http; msgtype=request"),
        warc_record("resource", b'{"ua": "x"}', url="urn:pageinfo:https://browsertrix.example/51",
                    content_type="application/json"),
        warc_record("resource", b"\x89PNG", url="urn:view:https://browsertrix.example/51", content_type="image/png"),
    )  # fmt: skip
    two = packed(warc_record("response", http(article(52).encode()), url="https://browsertrix.example/52"))
    with zipfile.ZipFile(path, "w", compression) as container:
        container.writestr("archive/rec-1.warc.gz", one)
        container.writestr("archive/rec-2.warc.gz", two)
        container.writestr("indexes/index.cdx.gz", b"\x1f\x8b")
        container.writestr("pages/pages.jsonl", json.dumps({"format": "json-pages-1.0"}))
        container.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
    return path


def responses(numbers: Iterable[int], host: str) -> list[bytes]:
    return [
        warc_record("response", http(article(number).encode()), url=f"http://{host}/{number}.html")
        for number in numbers
    ]


def revisit(url: str, original: bytes) -> bytes:
    """Refers to a response by its payload alone."""
    payload = original.split(b"\r\n\r\n", 2)[2].removesuffix(b"\r\n\r\n")
    profile = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    more = [("WARC-Profile", profile), ("WARC-Payload-Digest", payload_digest(payload))]
    return warc_record("revisit", http(b""), url=url, more=more)


def unpacked(raw: bytes) -> bytes:
    return gzip.GzipFile(fileobj=io.BytesIO(raw)).read()
