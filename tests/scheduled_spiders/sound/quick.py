from crawler.sources import Source
from tests.scheduled_spiders import NotingSpider


class QuickSpider(NotingSpider):
    source = Source(name="quick", schedule="6h")
    name = source.name
