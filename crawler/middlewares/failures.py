"""A request that is given up for a reason of its own, which the state of its URL then tells."""

from __future__ import annotations

from scrapy import Request
from scrapy.exceptions import IgnoreRequest


class FailedRequestError(IgnoreRequest):
    """`cause` is a short fixed word for counting, the message a sentence for a person that names the URL."""

    def __init__(self, cause: str, message: str) -> None:
        super().__init__(message)
        self.cause = cause


def failed(request: Request, cause: str, message: str) -> FailedRequestError:
    """The error to raise; `request.meta["failed"]` holds its cause from now on."""
    request.meta["failed"] = cause
    return FailedRequestError(cause, message)
