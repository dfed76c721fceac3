"""The tables that are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from benchmarks.reposts.labelled import Labelled
from benchmarks.reposts.rated import Rated
from benchmarks.reposts.scores import OTHERS, Count, Pairs, Truths, kinds_of

_SHOWN: Final = 70
_WIDTH: Final = 30


def collection(articles: Sequence[Labelled]) -> Iterator[str]:
    origins = sum(article.is_origin for article in articles)
    forms = sum(article.form is not None for article in articles)
    letters = sorted(len(article.text) for article in articles)
    yield (
        f"{len(articles):,} articles: {origins:,} of their own (of them and their reposts {forms:,} in forms), "
        f"{len(articles) - origins:,} made from others; {letters[0]} to {letters[-1]:,} characters, "
        f"half of them under {letters[len(letters) // 2]}"
    )


def kinds(pairs: Pairs) -> Iterator[str]:
    """Recall by what was done to a copy."""
    yield f"{'recall by kind of change':{_WIDTH}}{'pairs':>8}{'found':>8}{'recall':>9}"
    for kind, count in pairs.by_kind.items():
        yield _row(kind, count)
    yield ""
    yield "recall by what there is of the shorter"
    for letters, count in pairs.by_letters.items():
        yield _row(letters, count)
    yield ""
    yield "recall by articles of the story"
    for size, count in pairs.by_size.items():
        yield _row(size, count)


def false(pairs: Pairs, articles: Iterable[Labelled]) -> Iterator[str]:
    """Pairs called related that are none, by the form of the articles."""
    of = Counter(article.form.removesuffix(", reposted") for article in articles if article.form)
    yield f"{'false pairs by form':{_WIDTH}}{'articles':>8}{'false':>8}"
    for form in sorted(of):
        yield f"{form:{_WIDTH}}{of[form]:>8,}{pairs.false.get(form, 0):>8,}"
    for form in sorted(pairs.false.keys() - of.keys()):
        yield f"{form:{_WIDTH}}{'':>8}{pairs.false[form]:>8,}"


def ways(rated: Mapping[str, Rated]) -> Iterator[str]:
    """A line a way to find them."""
    heads = ("recall", "of source", "together", "precision", "false", "ARI", "B3 P", "B3 R", "ms")
    yield f"{'':{_WIDTH}}" + "".join(f"{head:>10}" for head in heads)
    for name, one in rated.items():
        cells = (
            _share(one.pairs.overall),
            _share(one.pairs.with_source),
            _share(one.together),
            f"{one.pairs.precision:.4f}",
            f"{len(one.pairs.wrong):,}",
            f"{one.clusters.ari:.4f}",
            f"{one.clusters.b_precision:.4f}",
            f"{one.clusters.b_recall:.4f}",
            f"{one.milliseconds:.2f}",
        )
        yield f"{name:{_WIDTH}}" + "".join(f"{cell:>10}" for cell in cells)


def more(one: Rated) -> Iterator[str]:
    """What only ours tells."""
    for name, count in one.pairs.relations.items():
        yield f"{f'{name} called that':{_WIDTH}}{count.right:>8,} of {count.of:,}, {_share(count)}"
    for what, by_kind in (("apart", one.clusters.apart), ("mixed", one.clusters.mixed)):
        told = ", ".join(f"{kind} {count}" for kind, count in by_kind.items())
        yield f"{f'articles {what}':{_WIDTH}}{sum(by_kind.values()):>8,}  {told}".rstrip()
    yield "CPU an article, ms            " + "".join(
        f"  {part} {cost:.2f}" for part, cost in one.parts.items()
    )
    if one.originals:
        yield f"{'originals right':{_WIDTH}}{one.originals.right:>8,} of {one.originals.of:,}, {_share(one.originals)}"


def examples(pairs: Pairs, truths: Truths, count: int) -> Iterator[str]:
    """The first pairs of each kind that were missed, and of each form that were wrong."""
    for what, chosen in (("missed", pairs.missed), ("false", pairs.wrong)):
        told: Counter[str] = Counter()
        for pair in chosen:
            both = [truths.articles[number] for number in pair]
            kind = kinds_of(truths, pair)[-1] if what == "missed" else both[0].form or OTHERS
            told[kind] += 1
            if told[kind] <= count:
                yield f"{what}, {kind}: {' / '.join(map(_made, both))}"
                yield from map(_line, both)


def _made(article: Labelled) -> str:
    """What the article is, in a few words."""
    return ", ".join([*article.kinds, *filter(None, [article.form])]) or "its own"


def _line(article: Labelled) -> str:
    text = article.text.replace("\n", "¶")
    shown = text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]} ... {text[-_SHOWN:]}"
    return f"    {article.number:>6} {len(article.text):>5} {shown}"


def _row(name: str, count: Count) -> str:
    return f"{name:{_WIDTH}}{count.of:>8,}{count.right:>8,}{_share(count):>9}"


def _share(count: Count) -> str:
    return "-" if count.share is None else f"{count.share:.4f}"
