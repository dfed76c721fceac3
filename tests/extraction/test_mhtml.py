"""Pages a browser saved as one file."""

import base64
import datetime
import quopri

import pytest

from crawler.extraction.formats.mhtml import is_mhtml, read_mhtml
from crawler.items import ExtractionError

PAGE = "<html><head><title>老街</title></head><body><p>豆腐坊亮起了灯。</p></body></html>"
CHROME = """From: <Saved by Blink>
Snapshot-Content-Location: https://news.example.com/a/1.html
Subject: =?utf-8?Q?=E8=80=81=E8=A1=97?=
Date: Thu, 12 Oct 2023 06:30:15 +0800
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--abc"


------MultipartBoundary--abc
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: {encoding}
Content-Location: https://news.example.com/a/1.html

{body}
------MultipartBoundary--abc
Content-Type: text/html
Content-Transfer-Encoding: 7bit
Content-Location: https://ads.example.com/frame.html

<p>ad</p>
------MultipartBoundary--abc
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://news.example.com/a.png

iVBORw0KGgo=

------MultipartBoundary--abc--
"""


def saved(encoding: str, body: bytes, line_end: bytes = b"\r\n") -> bytes:
    head, _, tail = CHROME.format(encoding=encoding, body="@@").partition("@@")
    return head.encode().replace(b"\n", line_end) + body + tail.encode().replace(b"\n", line_end)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("quoted-printable", quopri.encodestring(PAGE.encode())),
        ("base64", base64.encodebytes(PAGE.encode())),
        ("binary", PAGE.encode()),
        ("8bit", PAGE.encode("gb18030")),
    ],
)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_read_mhtml_undoes_the_transfer_encoding_alone(encoding: str, body: bytes, line_end: bytes) -> None:
    page = read_mhtml(saved(encoding, body, line_end))
    assert page.html.strip() in (PAGE.encode(), PAGE.encode("gb18030"))
    assert page.url == "https://news.example.com/a/1.html"
    assert page.saved_at == datetime.datetime(2023, 10, 11, 22, 30, 15, tzinfo=datetime.UTC)


def test_read_mhtml_starts_where_the_message_says() -> None:
    body = saved("8bit", b"<p>first</p>").replace(
        b'\ttype="text/html";', b'\ttype="text/html"; start="<main@x>";'
    )
    body = body.replace(
        b"Content-Transfer-Encoding: 7bit", b"Content-ID: <main@x>\r\nContent-Transfer-Encoding: 7bit"
    )
    assert read_mhtml(body).html.strip() == b"<p>ad</p>"


def test_read_mhtml_keeps_the_declared_charset_and_no_path_of_a_disk() -> None:
    body = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\nDate: yesterday\n\n--b\n'
        b'Content-Type: text/html;\n\tcharset="gb2312"\nContent-Location: file:///C:/a.html\n\n<p>x</p>\n--b--\n'
    )
    page = read_mhtml(body)
    assert (page.content_type, page.url, page.saved_at) == ('text/html; charset="gb2312"', None, None)


def test_read_mhtml_joins_an_address_folded_over_lines() -> None:
    body = saved("8bit", b"<p>x</p>").replace(
        b"Snapshot-Content-Location: https://news.example.com/a/1.html",
        b"Snapshot-Content-Location: https://news.example.com/a/\r\n long/1.html",
    )
    assert read_mhtml(body).url == "https://news.example.com/a/long/1.html"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n--b--\n',
        b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n\n\n--b--\n',
    ],
)
def test_read_mhtml_refuses_a_file_without_a_page(body: bytes) -> None:
    with pytest.raises(ExtractionError) as refused:
        read_mhtml(body)
    assert refused.value.reason == "mhtml"


def test_is_mhtml_knows_the_container_by_its_headers() -> None:
    assert is_mhtml(saved("8bit", b"<p>x</p>"))
    assert is_mhtml(b"\xef\xbb\xbf\r\n" + saved("8bit", b"<p>x</p>"))
    assert not is_mhtml(PAGE.encode())
    assert not is_mhtml(b"<p>Content-Type: multipart/related; boundary</p>")
    assert not is_mhtml(b"Content-Type: text/html\n\nmultipart/related")


def test_read_mhtml_knows_a_whole_file() -> None:
    assert not read_mhtml(saved("8bit", b"<p>x</p>")).truncated
    assert not read_mhtml(saved("8bit", b"<p>x</p>") + b"\r\n\r\n").truncated


ENCODED = {
    "quoted-printable": quopri.encodestring(PAGE.encode()),
    "base64": base64.encodebytes(PAGE.encode()),
    "8bit": PAGE.encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_read_mhtml_of_a_cut_file_gives_the_page_up_to_the_cut(encoding: str) -> None:
    whole = saved(encoding, ENCODED[encoding])
    begin = whole.index(ENCODED[encoding])
    for end in range(begin + 4, len(whole) - len("------MultipartBoundary--abc--\r\n")):
        page = read_mhtml(whole[:end])
        assert page.truncated
        assert PAGE.encode().startswith(page.html.rstrip()), whole[begin:end]


@pytest.mark.parametrize(
    "ending", [b"--", b"------Multi", b"------MultipartBoundary--abc", b"------MultipartBoundary--abc-"]
)
def test_read_mhtml_keeps_no_piece_of_a_boundary(ending: bytes) -> None:
    body = saved("8bit", PAGE.encode())
    page = read_mhtml(
        body[
            : body.index(
                b"\r\n------MultipartBoundary--abc\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 7bit"
            )
        ]
        + b"\r\n"
        + ending
    )
    assert (page.html.strip(), page.truncated) == (PAGE.encode(), True)
