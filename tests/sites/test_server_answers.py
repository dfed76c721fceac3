"""The server does what a page says of its transfer, in the clear and through a tunnel, and ends when it is told to."""

import gzip
import http.client
import ssl
import threading
import time
from collections.abc import Iterator

import brotli
import pytest

from tests.sites.server import Serving, serving
from tests.sites.site import Asked, Page, Site

pytestmark = pytest.mark.network

LONG = "长文".encode() * 1000


def counted(asked: Asked) -> Page | None:
    if asked.target == "/counted":
        return Page(body=f"{asked.method} {asked.scheme} {asked.times}".encode())
    if asked.target == "/form":
        return Page(body=asked.body.upper() + asked.headers["x-told"].encode())
    return None


PAGES = {
    "/": Page(body=LONG),
    "/coded/br": Page(body=LONG, coding="br"),
    "/coded/gzip": Page(body=LONG, coding="gzip"),
    "/waits": Page(body=b"late", wait=0.3),
    "/drips": Page(body=b"x" * 300, drip=0.1),
    "/hangs": Page(body=LONG, drip=60),
    "/cut": Page(body=LONG, cut=1234),
    "/cut-chunked": Page(body=LONG, chunked=True, cut=1234),
    "/reset": Page(body=LONG, reset=True),
    "/reset-within": Page(body=LONG, reset=True, cut=1234),
    "/too-long": Page(body=b"short", headers=(("Content-Length", "50"),)),
    "/too-short": Page(body=b"shorter", headers=(("Content-Length", "5"),)),
    "/unchanged": Page(status=304, body=b"", headers=(("ETag", '"1"'),)),
    "/untyped": Page(body=b"?", content_type=""),
}
SITE = Site(
    name="answers",
    hosts=("answers.example",),
    pages=PAGES,
    not_found=Page(status=404, body=b"no"),
    expected={},
    respond=counted,
)


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving([SITE]) as running:
        yield running


@pytest.fixture(params=["http", "https"])
def client(served: Serving, request: pytest.FixtureRequest) -> Iterator[http.client.HTTPConnection]:
    connection = connected(served, request.param)
    yield connection
    connection.close()


def connected(
    served: Serving, scheme: str = "http", host: str = "answers.example"
) -> http.client.HTTPConnection:
    proxy = served.url.removeprefix("http://")
    if scheme == "http":
        connection = http.client.HTTPConnection(proxy, timeout=10)
    else:
        connection = http.client.HTTPSConnection(proxy, timeout=10, context=ssl._create_unverified_context())
        connection.set_tunnel(host, 443)
    return connection


def ask(client: http.client.HTTPConnection, target: str) -> tuple[http.client.HTTPResponse, bytes]:
    client.request("GET", target, headers={"Host": "answers.example"})
    response = client.getresponse()
    return response, response.read()


def test_a_connection_is_kept_and_every_request_noted_under_its_real_url(
    client: http.client.HTTPConnection, served: Serving
) -> None:
    scheme = "https" if isinstance(client, http.client.HTTPSConnection) else "http"
    before = time.monotonic()
    answers = [ask(client, target)[1] for target in ("/counted", "/", "/counted")]
    assert answers == [f"GET {scheme} 0".encode(), LONG, f"GET {scheme} 1".encode()]
    assert served.requested == [f"{scheme}://answers.example{path}" for path in ("/counted", "/", "/counted")]
    assert [one.url for one in served.asked] == served.requested
    assert before <= served.asked[0].at <= served.asked[-1].at <= time.monotonic()
    assert served.asked[0].headers["host"] == "answers.example"


def test_a_form_reaches_the_site_and_head_and_post_are_counted_apart(
    client: http.client.HTTPConnection,
) -> None:
    client.request("POST", "/form", body=b"a=1", headers={"Host": "answers.example", "X-Told": "!"})
    assert client.getresponse().read() == b"A=1!"
    client.request("HEAD", "/counted", headers={"Host": "answers.example"})
    head = client.getresponse()
    assert (int(head.headers["Content-Length"]) > 0, head.read()) == (True, b"")
    assert ask(client, "/counted")[1].endswith(b" 0")


@pytest.mark.parametrize(("coding", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_a_forced_coding_is_sent_to_those_who_do_not_accept_it(client, coding, undo) -> None:  # type: ignore[no-untyped-def]
    response, body = ask(client, f"/coded/{coding}")
    assert response.getheader("Content-Encoding") == coding
    assert undo(body) == LONG


@pytest.mark.parametrize("target", ["/waits", "/drips"])
def test_a_slow_page_comes_late_and_whole(client: http.client.HTTPConnection, target: str) -> None:
    began = time.monotonic()
    assert ask(client, target)[1] == PAGES[target].body
    assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("target", ["/cut", "/cut-chunked", "/too-long"])
def test_a_body_that_ends_early_is_seen_to_be_truncated(
    client: http.client.HTTPConnection, target: str
) -> None:
    with pytest.raises(http.client.IncompleteRead) as raised:
        ask(client, target)
    assert 0 < len(raised.value.partial) <= 1234


def test_a_length_that_is_too_short_hides_the_rest(client: http.client.HTTPConnection) -> None:
    assert ask(client, "/too-short")[1] == b"short"


@pytest.mark.parametrize("target", ["/reset", "/reset-within"])
def test_a_connection_is_reset_before_the_head_or_within_the_body(
    client: http.client.HTTPConnection, target: str
) -> None:
    broken = (ConnectionResetError, http.client.IncompleteRead)  # TLS may hide that it was a reset
    with pytest.raises(broken):
        ask(client, target)


def test_what_has_no_body_and_what_has_no_type(client: http.client.HTTPConnection) -> None:
    response, body = ask(client, "/unchanged")
    assert (response.status, response.getheader("ETag"), body) == (304, '"1"', b"")
    assert ask(client, "/untyped")[0].getheader("Content-Type") is None


def test_a_tunnel_to_an_unknown_host_is_refused(served: Serving) -> None:
    connection = connected(served, "https", "elsewhere.example")
    with pytest.raises(OSError, match="502"):
        connection.request("GET", "/")
    assert served.requested == ["https://elsewhere.example/"]


def test_requests_under_way_at_the_same_time_are_counted(served: Serving) -> None:
    clients = [connected(served) for _ in range(3)]
    for client in clients:
        client.request("GET", "/waits", headers={"Host": "answers.example"})
    for client in clients:
        assert client.getresponse().read() == b"late"
        client.close()
    assert served.most_at_once["answers.example"] == 3


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_closing_waits_for_no_slow_page_and_no_idle_connection(scheme: str) -> None:
    before = threading.active_count()
    with serving([SITE]) as served:
        dripping, idle, silent = (connected(served, scheme) for _ in range(3))
        ask(idle, "/counted")
        silent.connect()
        dripping.request("GET", "/hangs", headers={"Host": "answers.example"})
        response = dripping.getresponse()
        response.read(100)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert threading.active_count() == before
    response.close()
    for connection in (dripping, idle, silent):
        connection.close()
