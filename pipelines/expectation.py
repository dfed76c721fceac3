"""Article -> Article or Refusal: a page that departs from the layout of its site is held back until more is known.

The stage takes no part in the parser's id: what it does hangs on what is known of the site, not on the code that read
the page, and a page that is let in after all has the record it would have had.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.expectations.declared import FIELDS
from crawler.expectations.layout import NO_PROFILE, Profile, marks_in
from crawler.expectations.measures import HELD_BACK, STAGE
from crawler.expectations.traits import traits_of
from crawler.extraction.learned import site_of
from crawler.extraction.provenance import kept
from crawler.extraction.version import code_of
from crawler.items import Article, Outcome, Refusal
from crawler.signals import layout_settled
from db.engine import open_database, reading
from db.queries import layouts
from db.times import to_text

Profiles = Mapping[tuple[str, str], Profile]
"""By source and site."""


class ExpectationPipeline:
    """Holds back by the layouts that are known when the run begins, except for what is let in since."""

    def __init__(self, crawler: Crawler, profiles: Profiles) -> None:
        self._crawler = crawler
        self._profiles = profiles
        self._let_in: set[str] = set()
        crawler.signals.connect(self.layout_settled, layout_settled)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        engine = open_database(crawler.settings["DATABASE_URL"])
        with reading(engine) as session:
            rows = layouts.profiles(session)
        engine.dispose()
        return cls(crawler, {key: Profile.of_json(stored) for key, stored in rows.items()})

    def layout_settled(self, let_in: Collection[str]) -> None:
        """See the signal of that name."""
        self._let_in.update(let_in)

    async def process_item(self, item: Outcome) -> Outcome:
        if not isinstance(item, Article) or item.record.record_id in self._let_in:
            return item
        outcome = gated(item, profile_of(item, self._profiles))
        if not isinstance(outcome, Refusal):
            return outcome
        odd = {mark.partition(" ")[0] for mark in marks_in(outcome.detail)}
        if await asyncio.to_thread(self._says_as_held, item, sorted(odd)):
            return item
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"{STAGE}/refused/{outcome.reason}")
        return outcome

    def _says_as_held(self, article: Article, odd: list[str]) -> bool:
        """Whether in the fields that are odd it is as it was let in."""
        engine = open_database(self._crawler.settings["DATABASE_URL"])
        try:
            with reading(engine) as session:
                held = layouts.said(session, article.id, odd)
        finally:
            engine.dispose()
        return held == {name: _kept(getattr(article, name)) for name in odd}


def _kept(value: Any) -> Any:
    """As the database has it."""
    return list(value) if isinstance(value, tuple) else value


def profile_of(article: Article, profiles: Profiles) -> Profile:
    return profiles.get((article.record.source, site_of(article.record.url) or ""), NO_PROFILE)


def gated(article: Article, profile: Profile) -> Outcome:
    """The article, or its refusal with what is odd of it, a line each.

    One captured when the layout was learned, or before, was judged then: it is held back if it was kept out.
    """
    record_id = article.record.record_id
    was_judged = (
        to_text(article.record.captured_at) <= profile.learned_to and record_id not in profile.kept_out
    )
    if not profile.is_known or was_judged or record_id in profile.let_in:
        return article
    filled = {field: getattr(article, field) for field in FIELDS}
    traits = traits_of(kept(article), filled, article.text)
    odd = profile.oddities(traits, parser=code_of(article.parser))
    if not any(profile.holds(one.mark) for one in odd):
        return article
    return Refusal(
        id=article.id,
        record=article.record,
        parser=article.parser,
        stage=STAGE,
        reason=HELD_BACK,
        detail="\n".join(map(str, odd)),
    )
