"""`python -m benchmarks.one_crawl SIDE PAGES REPORT`: one crawl of benchmarks.crawl, in a process of its own."""

from __future__ import annotations

import argparse
from typing import Any

import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from benchmarks.spiders.bulk import BulkSpider, PlainSpider

CONCURRENCY = 16
SIDES = ("full", "ceiling", "inline", "bare")
METER = "benchmarks.meter.Meter"
IMPOLITE = {
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS": CONCURRENCY,
    "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "WARNING",
    "ROBOTSTXT_OBEY": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class InlineTrafilatura:
    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        document = trafilatura.bare_extraction(item["html"], url=item["url"], with_metadata=True)
        return document.as_dict() if document else {}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.one_crawl", description=__doc__)
    parser.add_argument("side", choices=SIDES)
    parser.add_argument("pages")
    parser.add_argument("report")
    options = parser.parse_args()
    spider = BulkSpider if options.side in ("full", "ceiling") else PlainSpider
    process = AsyncCrawlerProcess(settings_of(options.side, options.report))
    process.crawl(spider, pages=options.pages)
    process.start()


def settings_of(side: str, report: str) -> Settings:
    if side in ("full", "ceiling"):
        settings = get_project_settings()
        settings.set("SPIDER_MODULES", ["crawler.spiders", "benchmarks.spiders"], priority="cmdline")
    else:
        settings = Settings()
    settings.setdict({**IMPOLITE, "METER_REPORT": report}, priority="cmdline")
    settings["EXTENSIONS"].set(METER, 500, priority="cmdline")
    if side == "ceiling":
        settings.set("ITEM_PIPELINES", {}, priority="cmdline")
        settings.set(
            "LOG_LEVEL", "CRITICAL", priority="cmdline"
        )  # that nothing was stored is told as an error
    if side == "inline":
        settings.set("ITEM_PIPELINES", {InlineTrafilatura: 100}, priority="cmdline")
    return settings


if __name__ == "__main__":
    main()
