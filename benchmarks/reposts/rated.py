"""Ways to find reposts on one collection, each with its scores and its cost."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from benchmarks.reposts import rivals
from benchmarks.reposts.generator import arrivals
from benchmarks.reposts.scores import (
    Clusters,
    Count,
    Pair,
    Pairs,
    Truths,
    clusters_scored,
    connected,
    originals_scored,
    pairs_scored,
    together,
)
from benchmarks.reposts.stored import stored
from crawler.commands.progress import progress

OURS: Final = "shoulu"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Rated:
    """`milliseconds` are of CPU an article; `parts` are those of ours by what they were spent on."""

    pairs: Pairs
    together: Count
    clusters: Clusters
    milliseconds: float
    parts: Mapping[str, float] = dataclasses.field(default_factory=dict)
    originals: Count | None = None


def ours(truths: Truths, seed: int) -> Rated:
    """The articles arrive in an order that has nothing to do with how they were made."""
    articles = list(truths.articles.values())
    with (
        tempfile.TemporaryDirectory(prefix="reposts-") as folder,
        progress("stored", len(articles), "articles") as advance,
    ):
        found = stored(list(arrivals(articles, seed)), Path(folder, "news.db"), advance)
    a_thousand = len(articles) / 1000
    return Rated(
        pairs=pairs_scored(truths, found.pairs),
        together=together(truths, found.pairs, found.cluster_of),
        clusters=clusters_scored(articles, found.cluster_of),
        milliseconds=(found.signing + found.storing) / a_thousand,
        parts={"signing": found.signing / a_thousand, "storing": found.storing / a_thousand},
        originals=originals_scored(articles, found.cluster_of, found.originals),
    )


def beside(truths: Truths, ways: Mapping[str, rivals.Rival]) -> Iterator[tuple[str, Rated]]:
    """Each way with the setting that has the best F1."""
    texts = {number: article.text for number, article in truths.articles.items()}
    for name, way in ways.items():
        with progress(name, len(texts), "articles") as advance:
            found, seconds = rivals.timed(way, texts, advance)
        rated = {
            f"{name} {setting}".strip(): _rated(truths, pairs, seconds) for setting, pairs in found.items()
        }
        yield max(rated.items(), key=lambda one: _f1(one[1].pairs))


def _rated(truths: Truths, pairs: set[Pair], seconds: float) -> Rated:
    clusters = connected(sorted(pairs))
    return Rated(
        pairs=pairs_scored(truths, dict.fromkeys(sorted(pairs), "near")),
        together=together(truths, pairs, clusters),
        clusters=clusters_scored(truths.articles.values(), clusters),
        milliseconds=1000 * seconds / len(truths.articles),
    )


def _f1(pairs: Pairs) -> float:
    recall = pairs.overall.share or 0.0
    return 2 * recall * pairs.precision / (recall + pairs.precision) if recall else 0.0
