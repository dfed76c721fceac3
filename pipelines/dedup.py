"""Article -> Article with the digest by which exact duplicates are found.

Which of several articles with one digest is the original is settled by the store in the transaction that
writes them (db.queries.outcomes), because two copies may be on their way at the same time.
"""

from __future__ import annotations

import dataclasses
import hashlib
import unicodedata

from crawler.items import Article, Outcome


class DedupPipeline:
    async def process_item(self, item: Outcome) -> Outcome:
        if not isinstance(item, Article):
            return item
        return dataclasses.replace(item, text_digest=text_digest(item.text))


def text_digest(text: str) -> str:
    """SHA-256, 64 hex digits, of the text in NFKC without white space.

    Width of punctuation and line breaks change from site to site; the words do not.
    """
    return hashlib.sha256("".join(unicodedata.normalize("NFKC", text).split()).encode()).hexdigest()
