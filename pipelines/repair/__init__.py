"""Article -> Article: what the publisher broke is mended by named rules, each counted.

Our own decoding is not repaired here: a jump in a rule's count is an alarm, not a convenience.
"""

from __future__ import annotations

import dataclasses
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Article, Outcome
from pipelines.repair.rules import RULES


class RepairPipeline:
    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: Outcome) -> Outcome:
        if not isinstance(item, Article):
            return item
        article = repair(item)
        assert self._crawler.stats is not None
        for name in article.repairs[len(item.repairs) :]:
            self._crawler.stats.inc_value(f"repair/{name}")
        return article


def repair(article: Article) -> Article:
    """The article after every rule of `RULES` in order; `repairs` gains the names of those that mended."""
    for rule in RULES:
        title = rule.mend(article.title) if article.title else article.title
        text = rule.mend(article.text)
        if (title, text) != (article.title, article.text):
            article = dataclasses.replace(
                article, title=title, text=text, repairs=(*article.repairs, rule.name)
            )
    return article
