"""Serves replicas on loopback under their real host names, as an HTTP proxy does (RFC 9112, 3.2.2)."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import sys
import threading
from collections.abc import Iterable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.sites.site import Page, Site

UNKNOWN_HOST = Page(status=502, body=b"no replica of this host\n", content_type="text/plain")
CHUNK = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class Serving:
    """A running server: its address, and the URLs asked of it so far."""

    url: str
    requested: list[str]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send a client's HTTP traffic here, whatever the host."""
        return {"http_proxy": self.url, "https_proxy": self.url, "no_proxy": "", "NO_PROXY": ""}


class ReplicaServer(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle, as a killed crawl does, is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextlib.contextmanager
def serving(sites: Iterable[Site], *, port: int = 0) -> Iterator[Serving]:
    by_host = {host: site for site in sites for host in site.hosts}
    requested: list[str] = []
    server = ReplicaServer(("127.0.0.1", port), _asking(by_host, requested))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Serving(f"http://127.0.0.1:{server.server_port}", requested)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _asking(by_host: dict[str, Site], requested: list[str]) -> type[BaseHTTPRequestHandler]:
    class Asking(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "GitHub.com"
        sys_version = ""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            host = parts.hostname or self.headers.get("Host", "").partition(":")[0]
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            requested.append(f"http://{host}{target}")
            site = by_host.get(host)
            self._send(site.answer(target) if site else UNKNOWN_HOST)

        def do_HEAD(self) -> None:
            self.do_GET()

        def _send(self, page: Page) -> None:
            zipped = page.gzipped and "gzip" in self.headers.get("Accept-Encoding", "")
            body = gzip.compress(page.body, mtime=0) if zipped else page.body
            self.send_response(page.status)
            self.send_header("Content-Type", page.content_type)
            if zipped:
                self.send_header("Content-Encoding", "gzip")
            for name, value in page.headers:
                self.send_header(name, value)
            self._send_body(body, chunked=page.chunked)

        def _send_body(self, body: bytes, *, chunked: bool) -> None:
            if chunked:
                self.send_header("Transfer-Encoding", "chunked")
            else:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(_in_chunks(body) if chunked else body)

        def log_message(self, *arguments: object) -> None:
            """Silent: `requested` is the log."""

    return Asking


def _in_chunks(body: bytes) -> bytes:
    chunks = [body[start : start + CHUNK] for start in range(0, len(body), CHUNK)]
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])
