"""How near a reading comes to what a person, or the page's maker, says the page holds.

The body is compared as multisets of 5 characters after NFKC, case folding and dropping all but letters and digits.
What a label leaves open costs nothing either way. Where a label says that nobody is credited, any name is wrong.
"""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import statistics
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

Grams = collections.Counter[str]
SIZE = 5


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Read:
    """What an extractor makes of one page. A page it cannot read is the empty value."""

    text: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    publisher: str | None = None
    published_at: str | None = None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """The body as labelled: what must be there, and what may or may not."""

    must: Grams
    may: Grams


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Passages:
    """Passages of the page that must, and others that must not, stand in the text."""

    present: tuple[str, ...]
    absent: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """What is known of a page. `body` is None where it was not labelled; `fields` holds only fields that were.

    A field's value is the tuple of all names in it; an empty one says that the page states none. `titles` are
    those accepted, `title_digests` the same as SHA-1 of the normal form.
    """

    body: Wanted | Passages | None = None
    titles: tuple[str, ...] | None = None
    title_digests: frozenset[str] = frozenset()
    published_at: tuple[str, ...] | None = None
    names: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One page by one extractor; None for what was not labelled. `passages` are (found, lost, kept, kept out)."""

    name: str
    site: str
    f1: float | None = None
    precision: float | None = None
    recall: float | None = None
    passages: tuple[int, int, int, int] | None = None
    right: Mapping[str, bool] = dataclasses.field(default_factory=dict)


NAMES = ("authors", "editors", "publisher")
FIELDS = ("title", "date", *NAMES)


def norm(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def grams(text: str) -> Grams:
    """Of a text in its normal form; one shorter than a gram is a gram."""
    count = max(len(text) - SIZE + 1, 1 if text else 0)
    return collections.Counter(text[at : at + SIZE] for at in range(count))


def wanted(runs: Iterable[str], free: Sequence[str] = (), care: Iterable[str] = ()) -> Wanted:
    """`runs` are the stretches of text that belong to the article, `free` what may stand beside them.

    `care` are longer stretches with both in their order, so that what joins them costs nothing either.
    """
    must: Grams = collections.Counter()
    for run in runs:
        must += grams(norm(run))
    may: Grams = collections.Counter()
    for stretch in care:
        may |= grams(norm(stretch))
    for text in free:
        may |= grams(norm(text)) + must
    return Wanted(must=must, may=may - must)


def score(name: str, site: str, label: Label, read: Read) -> Score:
    right: dict[str, bool] = {}
    if label.titles is not None:
        right["title"] = _title_right(label, read.title)
    if label.published_at is not None:
        right["date"] = _date_right(label.published_at, read.published_at)
    said = {"authors": read.authors, "editors": read.editors, "publisher": (read.publisher or "",)}
    for field, names in label.names.items():
        right[field] = name_right(names, said[field])
    if isinstance(label.body, Passages):
        return Score(name=name, site=site, right=right, passages=_passages(label.body, read.text))
    if label.body is None:
        return Score(name=name, site=site, right=right)
    precision, recall = _body(label.body, read.text)
    f1 = f1_of(precision, recall)
    return Score(name=name, site=site, f1=f1, precision=precision, recall=recall, right=right)


def f1_of(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def name_right(names: Sequence[str], said: Sequence[str]) -> bool:
    """One of the names is said, or part of what is said, or the other way round; where there is none, nothing is."""
    value = norm(" ".join(said))
    if not names:
        return not value
    return bool(value) and any(name in value or value in name for name in map(norm, names) if name)


def _title_right(label: Label, title: str | None) -> bool:
    said = norm(title or "")
    if not said:
        return label.titles == () and not label.title_digests
    digest = hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()
    return digest in label.title_digests or said in map(norm, label.titles or ())


def _date_right(dates: Sequence[str], said: str | None) -> bool:
    return (said or "")[:10] in {date[:10] for date in dates} if dates else not said


def _body(body: Wanted, text: str) -> tuple[float, float]:
    said = grams(norm(text))
    hit = (said & body.must).total()
    counted = said.total() - ((said - body.must) & body.may).total()
    return (hit / counted if counted else 0.0, hit / body.must.total() if body.must else 0.0)


def _passages(passages: Passages, text: str) -> tuple[int, int, int, int]:
    plain = " ".join(text.split())
    found = sum(" ".join(passage.split()) in plain for passage in passages.present)
    kept = sum(" ".join(passage.split()) in plain for passage in passages.absent)
    return found, len(passages.present) - found, kept, len(passages.absent) - kept


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """What the scores of many pages come to; `fields` are (right, labelled), absent where no page was labelled."""

    pages: int
    f1: float | None
    precision: float | None
    recall: float | None
    by_site: float | None
    below_80: int
    below_90: int
    fields: Mapping[str, tuple[int, int]]


def summary(scores: Sequence[Score]) -> Summary:
    """Means over pages; passages are counted together, as if all stood on one page."""
    bodies = [score for score in scores if score.f1 is not None]
    by_site: dict[str, list[float]] = collections.defaultdict(list)
    for one in bodies:
        by_site[one.site].append(one.f1 or 0.0)
    precision, recall = _together(scores) or (_mean(bodies, "precision"), _mean(bodies, "recall"))
    counted = bool(bodies) or precision is None or recall is None
    return Summary(
        pages=len(scores),
        f1=_mean(bodies, "f1") if counted else f1_of(precision or 0.0, recall or 0.0),
        precision=precision,
        recall=recall,
        by_site=statistics.mean(map(statistics.mean, by_site.values())) if by_site else None,
        below_80=sum((one.f1 or 0.0) < 0.8 for one in bodies),
        below_90=sum((one.f1 or 0.0) < 0.9 for one in bodies),
        fields=_fields(scores),
    )


def _mean(scores: Sequence[Score], field: str) -> float | None:
    return statistics.mean(getattr(one, field) for one in scores) if scores else None


def _together(scores: Sequence[Score]) -> tuple[float, float] | None:
    counts = [one.passages for one in scores if one.passages is not None]
    if not counts:
        return None
    found, lost, kept, _ = map(sum, zip(*counts, strict=True))
    return found / (found + kept or 1), found / (found + lost or 1)


def _fields(scores: Sequence[Score]) -> dict[str, tuple[int, int]]:
    counted = {}
    for field in FIELDS:
        labelled = [one.right[field] for one in scores if field in one.right]
        if labelled:
            counted[field] = (sum(labelled), len(labelled))
    return counted
