from crawler.sources import Source
from tests.scheduled_spiders import NotingSpider


class SlowSpider(NotingSpider):
    source = Source(name="slow", schedule="1h")
    name = source.name
    seconds = 600.0
