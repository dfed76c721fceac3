"""What is written of a URL while it is asked for more than once."""

from __future__ import annotations

from scrapy import Request

from crawler.extensions.frontier import Frontier

URL, KEY, PLACE = "http://example.com/", 1, (0, 1)


def test_a_page_that_is_asked_for_again_before_it_is_read_waits_whatever_it_proves_to_be() -> None:
    frontier = Frontier()
    frontier.queue(KEY, Request(URL), PLACE, None)
    frontier.lease(KEY)
    frontier.settle(KEY, URL, "unread")
    frontier.queue(KEY, Request(URL), PLACE, None)
    frontier.end(KEY)
    frontier.settle(KEY, URL, "refused:challenge")
    assert frontier.is_queued(KEY)
    frontier.lease(KEY)
    frontier.settle(KEY, URL, "stored")
    frontier.end(KEY)
    assert not frontier.is_queued(KEY)
    assert frontier.state(KEY) == "stored"
