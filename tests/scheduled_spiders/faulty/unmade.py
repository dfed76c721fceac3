"""A spider that cannot be made, whatever its arguments."""

from typing import Any

from crawler.sources import Source
from tests.scheduled_spiders import NotingSpider


class WrongKeyError(Exception):
    """No built-in exception."""


class UnmadeSpider(NotingSpider):
    source = Source(name="unmade", schedule="1h")
    name = source.name

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        raise WrongKeyError("its key is not there")
