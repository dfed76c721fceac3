"""Article -> Article with what its duplicates are found by: the digest and the signature of its text.

Which of several articles is the original is settled by the store in the transaction that writes them
(db.queries.duplicates), because two copies may be on their way at the same time.
"""

from __future__ import annotations

import asyncio
import dataclasses
from concurrent.futures import ThreadPoolExecutor

from crawler.items import Article, Outcome
from pipelines.dedup.digest import text_digest
from pipelines.dedup.signature import signature


class DedupPipeline:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dedup")

    async def process_item(self, item: Outcome) -> Outcome:
        if not isinstance(item, Article):
            return item
        return await asyncio.get_running_loop().run_in_executor(self._thread, identified, item)

    def close_spider(self) -> None:
        self._thread.shutdown()


def identified(article: Article) -> Article:
    return dataclasses.replace(
        article, text_digest=text_digest(article.text), signature=signature(article.text)
    )
