"""Serves replicas on loopback under their real host names, as an HTTP proxy does (RFC 9112, 3.2.2).

https goes through CONNECT, and the tunnel ends here: the server speaks TLS in it, as the host asked for.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.sites.certificates import tls_context
from tests.sites.connections import ClosableServer, reset_when_closed
from tests.sites.site import Asked, Page, Site
from tests.sites.wire import head_and_body, pieces, states_length

UNKNOWN_HOST = Page(status=502, body=b"no replica of this host\n", content_type="text/plain")
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A request when its head was read: `at` is time.monotonic(), header names are in lower case."""

    at: float
    method: str
    url: str
    headers: dict[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class Serving:
    """A running server: its address, and what was asked of it so far, in the order it came.

    `most_at_once` is how many requests of a host were under way at the same time, at most.
    """

    url: str
    requested: list[str] = dataclasses.field(default_factory=list)
    asked: list[Arrival] = dataclasses.field(default_factory=list)
    most_at_once: collections.Counter[str] = dataclasses.field(default_factory=collections.Counter)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send a client's traffic here, whatever the host."""
        return {"http_proxy": self.url, "https_proxy": self.url, "no_proxy": "", "NO_PROXY": ""}


@contextlib.contextmanager
def serving(sites: Iterable[Site], *, port: int = 0) -> Iterator[Serving]:
    server = ReplicaServer({host: site for site in sites for host in site.hosts}, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.served
    finally:
        server.close()
        thread.join()


class ReplicaServer(ClosableServer):
    def __init__(self, by_host: dict[str, Site], port: int) -> None:
        super().__init__(("127.0.0.1", port), Asking)
        self.by_host = by_host
        self.served = Serving(f"http://127.0.0.1:{self.server_port}")
        self._times: collections.Counter[tuple[str, str]] = collections.Counter()
        self._under_way: collections.Counter[str] = collections.Counter()
        self._count = threading.Lock()

    def arrived(self, method: str, url: str, headers: dict[str, str]) -> int:
        """Takes note of a request; returns how often the same was asked before."""
        with self._count:
            self.served.requested.append(url)
            self.served.asked.append(Arrival(at=time.monotonic(), method=method, url=url, headers=headers))
            times = self._times[method, url]
            self._times[method, url] = times + 1
        return times

    @contextlib.contextmanager
    def under_way(self, host: str) -> Iterator[None]:
        with self._count:
            self._under_way[host] += 1
            most = self.served.most_at_once
            most[host] = max(most[host], self._under_way[host])
        try:
            yield
        finally:
            with self._count:
                self._under_way[host] -= 1


class Asking(BaseHTTPRequestHandler):
    """One connection: requests in absolute form, or in origin form to the host of the tunnel or the Host header."""

    server: ReplicaServer
    protocol_version = "HTTP/1.1"
    server_version = "GitHub.com"
    sys_version = ""
    wbufsize = 1 << 16
    disable_nagle_algorithm = True  # or the client's delayed acknowledgement costs 40 ms a page
    tunnel: str | None = None

    def do_CONNECT(self) -> None:
        self.tunnel = urlsplit(f"//{self.path}").hostname or ""
        if self.tunnel not in self.server.by_host:
            self.server.arrived("CONNECT", f"https://{self.tunnel}/", self._headers())
            self._send(UNKNOWN_HOST)
            self.close_connection = True
            return
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self.wfile.flush()
        self._speak_tls(tls_context(self.tunnel))

    def _speak_tls(self, context: ssl.SSLContext) -> None:
        plain = self.connection
        self.connection = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        self.server.opened(self.connection, instead_of=plain)
        try:
            self.connection.do_handshake()
        except OSError:
            self.close_connection = True  # the client wants no such certificate, or has gone
            return
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", self.wbufsize)
        self.close_connection = False

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        scheme = "https" if self.tunnel else parts.scheme or "http"
        host = self.tunnel or parts.hostname or self.headers.get("Host", "").partition(":")[0].lower()
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        port = "" if parts.port in (None, DEFAULT_PORTS.get(scheme)) else f":{parts.port}"
        headers, body = self._headers(), self._body()
        with self.server.under_way(host):
            times = self.server.arrived(self.command, f"{scheme}://{host}{port}{target}", headers)
            asked = Asked(
                method=self.command,
                scheme=scheme,
                host=host,
                target=target,
                headers=headers,
                body=body,
                times=times,
            )
            self._send(self._page(asked))

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.do_GET()

    def _page(self, asked: Asked) -> Page:
        site = self.server.by_host.get(asked.host)
        if site is None:
            return UNKNOWN_HOST
        return (site.respond and site.respond(asked)) or site.answer(asked.target)

    def _headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in self.headers.items()}

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _send(self, page: Page) -> None:
        self._wait(page.wait)
        if page.reset and page.cut is None:
            self._break_off(reset=True)
            return
        headers, body = head_and_body(page, accepted=self.headers.get("Accept-Encoding", ""))
        self.send_response(page.status)
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self._send_pieces(page, body)
        if page.cut is not None or states_length(page):
            self._break_off(reset=page.reset)

    def _send_pieces(self, page: Page, body: bytes) -> None:
        for piece in pieces(page, body):
            self.wfile.write(piece)
            if page.drip:
                self.wfile.flush()
                self._wait(page.drip)

    def _wait(self, seconds: float) -> None:
        if seconds and self.server.closing.wait(seconds):
            raise ConnectionAbortedError("the server is being closed")

    def _break_off(self, *, reset: bool) -> None:
        self.wfile.flush()
        if reset:
            reset_when_closed(self.connection)
        self.close_connection = True

    def finish(self) -> None:
        for stream in (self.wfile, self.rfile):
            with contextlib.suppress(OSError):  # the client has gone
                stream.close()
        if self.tunnel:
            self.server.ended(self.connection)

    def log_message(self, *arguments: object) -> None:
        """Silent: `requested` is the log."""
