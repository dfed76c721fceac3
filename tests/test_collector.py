"""What lives as long as the process is not walked by the garbage collector while a crawl runs."""

import subprocess
import sys

from tests.project import ROOT

CRAWL = """
import gc
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess

class Quiet(Spider):
    name = "quiet"

    async def start(self):
        print("set aside", gc.get_freeze_count() > 10_000)
        return
        yield

process = AsyncCrawlerProcess({
    "EXTENSIONS": {"crawler.extensions.collector.CollectorExtension": 1},
    "LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
})
process.crawl(Quiet)
process.start()
print("set aside", gc.get_freeze_count() > 0)
"""


def test_what_exists_when_a_crawl_begins_is_set_aside_until_it_ends() -> None:
    process = subprocess.run(
        [sys.executable, "-c", CRAWL], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert process.stdout.split("\n") == ["set aside True", "set aside False", ""]
