"""Replicas are served as a proxy serves sites: by real host name, over real HTTP."""

import gzip
import http.client
from collections.abc import Iterator

import pytest

from tests.sites.server import Serving, serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network

LONG = "长文".encode() * 1000


@pytest.fixture(scope="module")
def served() -> Iterator[Serving]:
    pages = {
        "/": Page(body=b"home"),
        "/s?q=1": Page(body=b"found"),
        "/zipped": Page(body=LONG, gzipped=True),
        "/chunked": Page(body=LONG, chunked=True),
        "/away": Page(status=301, body=b"", headers=(("Location", "/"),)),
    }
    one = Site(
        name="one", hosts=("one.example",), pages=pages, not_found=Page(status=404, body=b"no"), expected={}
    )
    two = Site(
        name="two", hosts=("two.example",), pages={}, not_found=Page(status=404, body=b"two"), expected={}
    )
    with serving([one, two]) as running:
        yield running


def ask(
    served: Serving, target: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"), timeout=10)
    connection.request(
        method, target, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


@pytest.mark.parametrize(
    ("target", "status", "body"),
    [
        ("http://one.example/", 200, b"home"),
        ("http://one.example", 200, b"home"),
        ("http://one.example:80/", 200, b"home"),
        ("http://one.example/s?q=1", 200, b"found"),
        ("http://one.example/s?q=2", 404, b"no"),
        ("http://two.example/", 404, b"two"),
        ("http://three.example/", 502, b"no replica of this host\n"),
    ],
)
def test_a_request_in_absolute_form_reaches_the_site_it_names(
    served: Serving, target: str, status: int, body: bytes
) -> None:
    response, received = ask(served, target)
    assert (response.status, received) == (status, body)
    assert served.requested[-1].startswith("http://" + target.split("/")[2].removesuffix(":80"))


def test_a_request_in_origin_form_reaches_the_site_of_its_host_header(served: Serving) -> None:
    assert ask(served, "/s?q=1", Host="one.example:80")[1] == b"found"


def test_a_page_is_compressed_only_for_those_who_accept_it(served: Serving) -> None:
    response, body = ask(served, "http://one.example/zipped", Accept_Encoding="gzip, deflate")
    assert response.getheader("Content-Encoding") == "gzip"
    assert gzip.decompress(body) == LONG
    assert ask(served, "http://one.example/zipped", Accept_Encoding="identity")[1] == LONG


def test_a_page_comes_in_chunks(served: Serving) -> None:
    response, body = ask(served, "http://one.example/chunked")
    assert response.getheader("Transfer-Encoding") == "chunked"
    assert body == LONG


def test_a_head_request_has_no_body_and_a_redirect_its_location(served: Serving) -> None:
    assert ask(served, "http://one.example/", "HEAD")[1] == b""
    assert ask(served, "http://one.example/away")[0].getheader("Location") == "/"
