"""The spider that takes captures from files, in a real crawler with a pipeline of its own."""

from __future__ import annotations

import subprocess
import sys

from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from tests.project import ROOT

SCRIPT = """
import asyncio, datetime, sys
from scrapy.crawler import AsyncCrawlerProcess
from crawler.in_flight import CAPTURES_PER_WORKER
from crawler.items import Capture, Record, Refusal
from crawler.spiders.offline import OfflineSpider

class Reader:
    under_way = most = 0

    async def process_item(self, item):
        Reader.under_way += 1
        Reader.most = max(Reader.most, Reader.under_way)
        await asyncio.sleep(0.002)
        Reader.under_way -= 1
        if item.record.offset % 10 == 3:
            raise ValueError("our own mistake")
        return Refusal(id="0" * 16, record=item.record, parser="p", stage="extraction", reason="no-text")

def captures(crawler):
    when = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    try:
        for number in range(200):
            yield None
            record = Record(
                record_id=f"urn:x:{number}", record_type="resource", warc_file="a.warc.gz", offset=number, length=1,
                source="ingest", url=None, file_name=None, status=None, content_type="", payload_digest="",
                captured_at=when,
            )
            yield Capture(record=record, headers=(), body=b"")
    finally:
        print("closed")

settings = {
    "ITEM_PIPELINES": {Reader: 1}, "WORKERS": 2, "LOG_LEVEL": "CRITICAL",
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
}
told = []
process = AsyncCrawlerProcess(settings)
crawler = process.create_crawler(OfflineSpider)
process.crawl(crawler, name="ingest", captures=captures, on_outcome=told.append)
process.start()
print(dict(sorted(crawler.spider.outcomes.items())), len(told), Reader.most <= 2 * CAPTURES_PER_WORKER)
"""


def test_every_capture_is_counted_and_only_so_many_are_under_way() -> None:
    process = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert process.stdout.split("\n")[:2] == ["closed", "{'crashed': 20, 'refused': 180} 180 True"], (
        process.stderr
    )


def test_it_is_no_source_that_could_be_crawled() -> None:
    assert "OfflineSpider" not in {
        SpiderLoader.from_settings(get_project_settings()).load(name).__name__
        for name in SpiderLoader.from_settings(get_project_settings()).list()
    }
