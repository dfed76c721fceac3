"""Article -> Article: what the publisher broke is mended by named rules, each counted.

Our own decoding is not repaired here: a jump in a rule's count is an alarm, not a convenience.
"""

from __future__ import annotations

import dataclasses
from typing import Self

from scrapy.crawler import Crawler

from crawler.items import Article, Choice, Outcome, Repair
from pipelines.repair.guesses import moved
from pipelines.repair.rules import RULES, Edit, Rule


class RepairPipeline:
    """Counts in `repair/NAME` the articles each rule mended, in `repair/NAME/places` how often it did."""

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
        for mended in article.repairs:  # those of extraction too, which has no counters in its processes
            self._crawler.stats.inc_value(f"repair/{mended.name}")
            self._crawler.stats.inc_value(f"repair/{mended.name}/places", mended.times)
        return article


def repair(article: Article) -> Article:
    """The article after every rule of `RULES` in order; `repairs` gains those that mended, with their places."""
    for rule in RULES:
        article = _mended(article, rule)
    return article


def _mended(article: Article, rule: Rule) -> Article:
    title, in_title = rule.mend(article.title) if article.title else (article.title, [])
    text, in_text = rule.mend(article.text)
    if not (in_title or in_text):
        return article
    edits = {"title": (title or "", in_title), "text": (text, in_text)}
    return dataclasses.replace(
        article,
        title=title,
        text=text,
        repairs=(*article.repairs, Repair(name=rule.name, times=len(in_title) + len(in_text))),
        provenance=tuple(_follows(choice, edits) for choice in article.provenance),
    )


def _follows(choice: Choice, edits: dict[str, tuple[str, list[Edit]]]) -> Choice:
    if choice.field not in edits:
        return choice
    value, made = edits[choice.field]
    return moved(choice, made, value)
