"""What lists named in a crawl, what of it was new to each, and when each list was last read."""

from __future__ import annotations

import bisect
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from crawler.expectations.lists import SeenList
from crawler.expectations.measures import Measures
from crawler.extensions.run import Run
from crawler.extraction.identity import url_id
from db.queries import measures
from db.times import from_text, to_text

_MOST_KEPT = 200  # lists of one crawl; those that brought the most


class ListsRead:
    """`visited` says when each list had been read when this start of the crawl began."""

    def __init__(self) -> None:
        self.visited: Mapping[str, str] = {}
        self._ids: defaultdict[str, set[str]] = defaultdict(set)  # of the articles named, by the list's URL

    def list_read(self, url: str, articles: Iterable[str]) -> None:
        """See the signal of that name."""
        self._ids[url].update(map(url_id, articles))

    @property
    def named(self) -> int:
        """How many articles, by whatever list."""
        return len(set().union(*self._ids.values()))

    def brought(self, session: Session, run: Run, source: str, before: Sequence[Measures]) -> dict[str, int]:
        """By list, how many of its articles were met since the crawl that last read it came to its end.

        Of a list that was never read, those this crawl has met.
        """
        ends = [one.at for one in before]
        since = {url: to_text(self._read_before(url, ends, run.started_at)) for url in self._ids}
        ids = {article for articles in self._ids.values() for article in articles}
        met = measures.first_met(session, source, ids, after=min(since.values(), default=""))
        fresh = {
            url: sum(met.get(article, "") > since[url] for article in articles)
            for url, articles in self._ids.items()
        }
        most = sorted(fresh, key=lambda url: (-fresh[url], url))[:_MOST_KEPT]
        return {url: fresh[url] for url in most if fresh[url]}

    def seen(
        self, session: Session, run: Run, measured: Measures, before: Sequence[Measures]
    ) -> list[SeenList]:
        """Of the lists that have brought anything so far."""
        known = sorted({url for one in (*before, measured) for url in one.brought})
        gone = measures.gone(session, run.crawl_id, known)
        begun = to_text(run.started_at)
        lists = []
        for url in known:
            visited = self.visited.get(url)
            if url in self._ids or url in gone or (visited and visited >= begun):
                lists.append(SeenList(url=url, at=measured.at, is_gone=url in gone))
            elif visited:
                lists.append(SeenList(url=url, at=from_text(visited)))
        return lists

    def _read_before(
        self, url: str, ends: Sequence[datetime.datetime], begun: datetime.datetime
    ) -> datetime.datetime:
        """The end of the crawl that read it: until then it may have been read before what it names was met."""
        if url not in self.visited:
            return begun
        visited = from_text(self.visited[url])
        place = bisect.bisect_left(ends, visited)
        return ends[place] if place < len(ends) else min(visited, begun)
