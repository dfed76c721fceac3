"""A threading server that can be closed at any time: it knows its connections, and nothing in it sleeps."""

from __future__ import annotations

import contextlib
import socket
import struct
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LINGER_NOT = struct.pack("ii", 1, 0)


class ClosableServer(ThreadingHTTPServer):
    """Closing wakes every thread that reads, writes or waits, and waits for all of them to end."""

    daemon_threads = False  # so that server_close() joins them
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], asking: type[BaseHTTPRequestHandler]) -> None:
        self.closing = threading.Event()
        self._opened: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, asking)

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self.opened(request)
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def opened(self, connection: socket.socket, *, instead_of: socket.socket | None = None) -> None:
        with self._lock:
            self._opened.discard(instead_of)  # type: ignore[arg-type]
            self._opened.add(connection)
        if self.closing.is_set():
            shut(connection)

    def ended(self, connection: socket.socket) -> None:
        with self._lock:
            self._opened.discard(connection)
        connection.close()

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Without the polite shutdown of the base class, after which no reset could be sent."""
        self.ended(request)

    def close(self) -> None:
        self.closing.set()
        self.shutdown()
        with self._lock:
            connections = list(self._opened)
        for connection in connections:
            shut(connection)
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle, as a killed crawl does, is no error of the server."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)) and not self.closing.is_set():
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def shut(connection: socket.socket) -> None:
    """Ends reading and writing in whatever thread; of TLS too, whose own shutdown is not for two threads."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(connection, socket.SHUT_RDWR)


def reset_when_closed(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
