"""How well pairs and clusters were found: recall by kind of change, false pairs by kind of form, ARI, B-cubed."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Final

from benchmarks.reposts.labelled import Labelled, Truth, sharing

Pair = tuple[int, int]
"""The numbers of two articles, the lower first."""
RELATIONS: Final = ("exact", "near", "contained")
OTHERS: Final = "no form"
LETTERS: Final = (
    ("under 80 characters", 80),
    ("80 to 150", 150),
    ("150 to 400", 400),
    ("400 to 1,000", 1000),
    ("1,000 and more", 1 << 30),
)
SIZES: Final = (("under 10 articles", 10), ("10 to 50", 51), ("more than 50", 1 << 30))
AMONG_COPIES: Final = "copies among each other"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Count:
    """How many of all."""

    of: int = 0
    right: int = 0

    @property
    def share(self) -> float | None:
        return self.right / self.of if self.of else None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Pairs:
    """`overall` are all pairs that are related without doubt, `with_source` those of a copy and what it was made from,
    `by_kind` these by what was done to the copy; `by_letters` are all by how much there is of the shorter, `by_size` by
    how many articles the story has. `false` are pairs found that are unrelated, by form; `relations` tell of those
    found that are copies or parts without doubt how many are said to be that."""

    by_kind: Mapping[str, Count]
    by_letters: Mapping[str, Count]
    by_size: Mapping[str, Count]
    overall: Count
    with_source: Count
    found: int
    false: Mapping[str, int]
    relations: Mapping[str, Count]
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        wrong = len(self.wrong)
        return 1.0 if not wrong else 1 - wrong / self.found


@dataclasses.dataclass(frozen=True, kw_only=True)
class Clusters:
    """Of the articles whose story is beyond doubt; `b_precision`, `b_recall`: B-cubed (Bagga and Baldwin 1998).

    `apart` counts by what was done to them the articles that are not in a cluster with their story's origin, `mixed`
    those in a cluster most of which is of another story."""

    articles: int
    ari: float
    b_precision: float
    b_recall: float
    apart: Mapping[str, int]
    mixed: Mapping[str, int]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Truths:
    """The pairs of a collection that have something of one text; all others are unrelated."""

    articles: Mapping[int, Labelled]
    pairs: Mapping[Pair, Truth]

    @classmethod
    def of(cls, articles: Sequence[Labelled]) -> Truths:
        return cls(
            articles={article.number: article for article in articles},
            pairs={(one.number, other.number): truth for one, other, truth in sharing(articles)},
        )


def pairs_scored(truths: Truths, found: Mapping[Pair, str]) -> Pairs:
    """`found` has for each pair what it was said to be, one of `RELATIONS`; a doubtful pair counts neither way."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    by_letters: dict[str, list[bool]] = {name: [] for name, _ in LETTERS}
    by_size: dict[str, list[bool]] = {name: [] for name, _ in SIZES}
    sizes = Counter(article.story for article in truths.articles.values())
    related = {pair: truth for pair, truth in truths.pairs.items() if truth.related}
    for pair in related:
        for kind in kinds_of(truths, pair):
            by_kind[kind].append(pair in found)
        by_letters[_letters(truths, pair)].append(pair in found)
        size = max(sizes[truths.articles[number].story] for number in pair)
        by_size[next(name for name, under in SIZES if size < under)].append(pair in found)
    missed = tuple(pair for pair in related if pair not in found)
    wrong = tuple(
        sorted(pair for pair in found if truths.pairs.get(pair, Truth.UNRELATED) is Truth.UNRELATED)
    )
    sure = [pair for pair in found if truths.pairs.get(pair) is not Truth.DOUBTFUL]
    return Pairs(
        by_kind={kind: _count(by_kind[kind]) for kind in sorted(by_kind)},
        by_letters={name: _count(right) for name, right in by_letters.items()},
        by_size={name: _count(right) for name, right in by_size.items()},
        overall=Count(of=len(related), right=len(related) - len(missed)),
        with_source=_count([pair in found for pair in related if AMONG_COPIES not in kinds_of(truths, pair)]),
        found=len(sure),
        false=Counter(_form(truths.articles[one], truths.articles[other]) for one, other in wrong),
        relations=_relations(related, found),
        missed=missed,
        wrong=wrong,
    )


def clusters_scored(articles: Iterable[Labelled], cluster_of: Mapping[int, Hashable]) -> Clusters:
    """An article without a cluster is one by itself."""
    sure = [article for article in articles if article.story is not None]
    truth = [article.story for article in sure]
    found: list[Hashable] = [cluster_of.get(article.number, f"alone {article.number}") for article in sure]
    b_precision, b_recall = b_cubed(truth, found)
    return Clusters(
        articles=len(sure),
        ari=adjusted_rand_index(truth, found),
        b_precision=b_precision,
        b_recall=b_recall,
        apart=_apart(sure, found),
        mixed=_mixed(sure, found),
    )


def _apart(articles: Sequence[Labelled], found: Sequence[Hashable]) -> dict[str, int]:
    cluster_of = {
        article.story: its for article, its in zip(articles, found, strict=True) if article.is_origin
    }
    return _by_kind(
        article
        for article, its in zip(articles, found, strict=True)
        if cluster_of.get(article.story, its) != its
    )


def _mixed(articles: Sequence[Labelled], found: Sequence[Hashable]) -> dict[str, int]:
    stories: dict[Hashable, Counter[int | None]] = defaultdict(Counter)
    for article, its in zip(articles, found, strict=True):
        stories[its][article.story] += 1
    most = {its: counts.most_common(1)[0][0] for its, counts in stories.items()}
    return _by_kind(
        article for article, its in zip(articles, found, strict=True) if most[its] != article.story
    )


def _by_kind(articles: Iterable[Labelled]) -> dict[str, int]:
    return dict(Counter((*article.kinds, article.form or OTHERS)[0] for article in articles).most_common())


def adjusted_rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Hubert and Arabie 1985: 1 where both part the items alike, about 0 where they agree by chance."""
    together = _pairs_within(zip(one, other, strict=True))
    of_one, of_other, every = _pairs_within(one), _pairs_within(other), _pairs_of(len(one))
    by_chance = of_one * of_other / every if every else 0.0
    most = (of_one + of_other) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def b_cubed(truth: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    """Precision and recall: of those in an item's cluster, and of those in its class, the part that are in both."""
    classes, clusters = Counter(truth), Counter(found)
    both = Counter(zip(truth, found, strict=True))
    count = len(truth) or 1
    precision = sum(many * many / clusters[cluster] for (_, cluster), many in both.items())
    recall = sum(many * many / classes[story] for (story, _), many in both.items())
    return precision / count, recall / count


def originals_scored(
    articles: Iterable[Labelled], cluster_of: Mapping[int, Hashable], originals: Collection[int]
) -> Count:
    """Of the clusters of two or more, most of which are of one story, how many have as original that story's own."""
    members: dict[Hashable, list[Labelled]] = defaultdict(list)
    for article in articles:
        if article.number in cluster_of:
            members[cluster_of[article.number]].append(article)
    counted = []
    for its in members.values():
        stories = Counter(article.story for article in its if article.story is not None)
        if len(its) < 2 or not stories:
            continue
        story = stories.most_common(1)[0][0]
        if not any(article.is_origin and article.story == story for article in its):
            continue  # what it was made from is elsewhere
        [original] = [article for article in its if article.number in originals]
        counted.append(original.is_origin and original.story == story)
    return _count(counted)


def together(truths: Truths, found: Collection[Pair], cluster_of: Mapping[int, Hashable]) -> Count:
    """Of the pairs that are related, those that were found or are in one cluster."""
    related = [pair for pair, truth in truths.pairs.items() if truth.related]
    return _count(
        [
            pair in found or (pair[0] in cluster_of and cluster_of[pair[0]] == cluster_of.get(pair[1]))
            for pair in related
        ]
    )


def connected(pairs: Iterable[Pair]) -> dict[int, int]:
    """For each number that is in a pair, the lowest of those connected with it."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        while root.setdefault(number, number) != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for one, other in pairs:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    return {number: find(number) for number in list(root)}


def kinds_of(truths: Truths, pair: Pair) -> tuple[str, ...]:
    """What was done to make the one of the other."""
    one, other = (truths.articles[number] for number in pair)
    copy, origin = (one, other) if one.kinds else (other, one)
    if origin.kinds:
        return (AMONG_COPIES,)
    return copy.kinds or ("published alone",)


def _letters(truths: Truths, pair: Pair) -> str:
    shorter = min(truths.articles[number].core for number in pair)
    return next(name for name, under in LETTERS if shorter < under)


def _form(one: Labelled, other: Labelled) -> str:
    forms = [article.form.removesuffix(", reposted") for article in (one, other) if article.form]
    return forms[0] if forms else OTHERS


def _relations(related: Mapping[Pair, Truth], found: Mapping[Pair, str]) -> dict[str, Count]:
    said: dict[str, list[bool]] = {"near": [], "contained": []}
    for pair, truth in related.items():
        if truth is not Truth.EITHER and pair in found:
            said[truth.value].append(
                found[pair] == truth.value or (truth is Truth.NEAR and found[pair] == "exact")
            )
    return {name: _count(right) for name, right in said.items()}


def _count(right: Sequence[bool]) -> Count:
    return Count(of=len(right), right=sum(right))


def _pairs_within(groups: Iterable[Hashable]) -> int:
    return sum(map(_pairs_of, Counter(groups).values()))


def _pairs_of(count: int) -> int:
    return count * (count - 1) // 2
