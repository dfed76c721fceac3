"""Why a request ended without a response, in the words of a URL's state."""

from __future__ import annotations

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)

from crawler.archive.errors import UNWRITABLE
from crawler.extensions.shutdown import CLOSING

_CAUSES: tuple[tuple[type[Exception], str], ...] = (
    (DownloadTimeoutError, "timeout"),
    (CannotResolveHostError, "dns"),
    (DownloadConnectionRefusedError, "connection"),
    (DownloadCancelledError, "too-large"),
    (ResponseDataLossError, "cut-off"),
    (DownloadFailedError, "connection"),
    (UnsupportedURLSchemeError, "scheme"),
    (NotSupported, "scheme"),
    (OSError, "connection"),
    (ValueError, "url"),
)
_UNASKED = "waiting"
_IGNORED = (  # what Scrapy says in an IgnoreRequest, and the state it means
    ("robots.txt", "robots"),
    ("offsite", "out-of-scope"),
    ("max redirections", "failed:redirect-loop"),
    (CLOSING, _UNASKED),
    (UNWRITABLE, _UNASKED),  # the crawl ends, and the next one asks for it
)


def cause_of(request: Request, error: BaseException) -> str:
    """The state of a request that failed: what a middleware noted in `meta["failed"]`, else by the exception."""
    noted = request.meta.get("failed")
    if noted:
        return "robots" if noted == "robots" else f"failed:{noted}"
    if isinstance(error, IgnoreRequest):
        said = str(error)
        return next((state for words, state in _IGNORED if words in said), "failed:ignored")
    return "failed:" + next((cause for kind, cause in _CAUSES if isinstance(error, kind)), "error")


def is_left_to_the_next(request: Request, error: BaseException) -> bool:
    """Whether it was not asked for, or its answer not taken, since the crawl ends."""
    return cause_of(request, error) == _UNASKED


def network_cause(error: BaseException) -> str:
    """The word for a fault of the network, `connection` where nothing more is known."""
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), "connection")
