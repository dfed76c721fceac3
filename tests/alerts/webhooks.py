"""A loopback address that alerts are posted to, and that answers as it is told."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclasses.dataclass
class Webhook:
    """`posted` is what came, whatever was answered; `hangs` until it is let go, after `first` bytes of an answer."""

    url: str = ""
    status: int = 200
    body: bytes = b"ok"
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    hangs: bool = False
    first: bytes = b""
    let_go: threading.Event = dataclasses.field(default_factory=threading.Event)
    posted: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    asked: list[str] = dataclasses.field(default_factory=list)
    types: list[str | None] = dataclasses.field(default_factory=list)


@contextlib.contextmanager
def listening() -> Iterator[Webhook]:
    webhook = Webhook()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            webhook.posted.append(json.loads(self.rfile.read(length)))
            self._answer()

        def do_GET(self) -> None:
            self._answer()

        def _answer(self) -> None:
            webhook.asked.append(f"{self.command} {self.path}")
            webhook.types.append(self.headers.get("Content-Type"))
            if webhook.hangs:
                self.wfile.write(webhook.first)
                webhook.let_go.wait(30)
                return
            self.send_response(webhook.status)
            for name, value in webhook.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(webhook.body)))
            self.end_headers()
            self.wfile.write(webhook.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    webhook.url = f"http://127.0.0.1:{server.server_address[1]}/hook/a-secret"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield webhook
    finally:
        webhook.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()
