"""A spider whose source says what cannot be."""

from crawler.sources import Source
from tests.scheduled_spiders import NotingSpider


class WrongSpider(NotingSpider):
    source = Source(name="wrong", schedule="every now and then")
    name = source.name
