"""How often n-grams occur in text of which only the words' frequencies are known, and some running text besides.

Lists of words say what stands inside words; what stands across their edges is computed as if words followed each other
by their classes: the commonest words of the running text are classes of their own, the others are classed by part of
speech and length. How much oftener than by chance a class follows another is counted in the running text, cut into its
likeliest words; how often each word occurs is that of the lists.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from crawler.extraction.mirrors.language_model import LINE, symbol
from crawler.learning.ngrams import Counts, nothing_counted

_LONGEST: Final = 6
_UNKNOWN: Final = -16.5
_BALANCED: Final = 5  # rounds; by then each class is as frequent after others as it is in the lists

Shares = dict[str, float]
Table = dict[str, Shares]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Lexicon:
    """`frequency` of words, of Han alone, adds up to about 1; `part_of_speech` is known of some."""

    frequency: Mapping[str, float]
    part_of_speech: Mapping[str, str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scale:
    """As if so many `words` had been read; n-grams across edges that would be fewer than `fewest` are left out.
    `own` words are classes of their own. `doubt` is how much text is imagined in which classes follow by chance."""

    words: float = 1e8
    fewest: float = 3.0
    own: int = 400
    doubt: float = 15.0


def segmented(line: str, costs: Mapping[str, float]) -> list[str]:
    """The likeliest words of a line, by the logarithms of their frequencies; what is no word falls into symbols."""
    text = "".join(map(symbol, line))
    best = [0.0] + [-math.inf] * len(text)
    begun = [0] * (len(text) + 1)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
            cost = costs.get(text[start:end])
            if cost is None and end == start + 1:
                cost = _UNKNOWN
            if cost is not None and best[start] + cost > best[end]:
                best[end], begun[end] = best[start] + cost, start
    words = []
    end = len(text)
    while end:
        words.append(text[begun[end] : end])
        end = begun[end]
    return words[::-1]


def expected(lexicon: Lexicon, running: Sequence[tuple[float, Iterable[str]]], scale: Scale) -> Counts:
    """The n-grams of up to four symbols, across the edges of words up to three; each text counts so many times."""
    classed = _Classed(lexicon, running, scale)
    counts = nothing_counted(4)
    for word, share in classed.share.items():
        for length, grams in enumerate(counts, 1):
            for start in range(len(word) - length + 1):
                grams[word[start : start + length]] += share * scale.words
    _across(counts, classed, scale)
    return counts


class _Classed:
    """Words with their shares and classes, and how likely a class is after another."""

    def __init__(
        self, lexicon: Lexicon, running: Sequence[tuple[float, Iterable[str]]], scale: Scale
    ) -> None:
        costs = {word: math.log(share) for word, share in lexicon.frequency.items()}
        texts = [(times, [segmented(line, costs) for line in lines]) for times, lines in running]
        seen: Counter[str] = Counter()
        for times, lines in texts:
            for line in lines:
                for word in (*line, LINE):
                    seen[word] += times  # type: ignore[assignment]  # counts may be fractions
        self.share = _shares(lexicon.frequency, seen)
        own = {word for word, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))[: scale.own]}
        self.of = {
            word: word
            if word in own or word not in lexicon.frequency
            else f"{lexicon.part_of_speech.get(word, '')[:2]} {min(len(word), 3)}"
            for word in self.share
        }
        total: defaultdict[str, float] = defaultdict(float)
        for word, share in self.share.items():
            total[self.of[word]] += share
        self.total = dict(total)
        self.after = _balanced(_lifted(texts, self.of, self.total, scale.doubt), self.total)


def _shares(frequency: Mapping[str, float], seen: Mapping[str, float]) -> Shares:
    """Of words as the lists have it; of signs and classes of characters, which are in no list, as the text has it."""
    read = sum(seen.values())
    signs = {word: count / read for word, count in seen.items() if word == LINE or _is_sign(word, frequency)}
    words = (1 - sum(signs.values())) / sum(frequency.values())
    return {**{word: share * words for word, share in frequency.items()}, **signs}


def _is_sign(word: str, frequency: Mapping[str, float]) -> bool:
    return len(word) == 1 and word not in frequency and not "\u3400" <= word <= "\u9fff"


def _lifted(
    texts: Sequence[tuple[float, list[list[str]]]], of: Mapping[str, str], total: Shares, doubt: float
) -> Table:
    """How likely each class is after each: its share, times how much oftener than by chance it was seen there."""
    pairs: defaultdict[tuple[str, str], float] = defaultdict(float)
    seen: defaultdict[str, float] = defaultdict(float)
    for times, lines in texts:
        for line in lines:
            before = LINE
            for word in (*line, LINE):
                name = of.get(word, "")
                pairs[before, name] += times
                seen[before] += times
                before = name
    read = sum(seen.values()) or 1.0
    after: Table = {}
    for first in sorted(total):
        row = {}
        for second, share in total.items():
            chance = seen[first] * seen[second] / read
            row[second] = share * (pairs.get((first, second), 0.0) + doubt) / (chance + doubt)
        after[first] = row
    return after


def _balanced(after: Table, total: Shares) -> Table:
    """Rows that add up to 1, in which each class is as likely, all in all, as its share says."""
    for _ in range(_BALANCED):
        for row in after.values():
            whole = sum(row.values())
            for name in row:
                row[name] /= whole
        reached: defaultdict[str, float] = defaultdict(float)
        for first, row in after.items():
            for second, chance in row.items():
                reached[second] += total[first] * chance
        for row in after.values():
            for name in row:
                row[name] *= total[name] / reached[name]
    return after


def _across(counts: Counts, classed: _Classed, scale: Scale) -> None:
    """Adds the n-grams of two and three symbols that lie across the edges of words."""
    begun, ended, ended_pair, begun_pair, alone = _edges(classed, scale)
    firsts = {name: _commonest_first(_mixed(row, begun)) for name, row in classed.after.items()}
    pairs = {name: _commonest_first(row) for name, row in begun_pair.items()}
    singles = {name: _commonest_first(row) for name, row in alone.items()}
    _, two, three, *_ = counts
    for end, names in ended.items():
        for name, times in names.items():
            _add(two, end, times, firsts[name], 1.0)
    for end, names in ended_pair.items():
        for name, times in names.items():
            _add(three, end, times, firsts[name], scale.fewest)
    for end, names in ended.items():
        if sum(names.values()) < scale.fewest:
            continue
        for second, times in _mixed(names, classed.after).items():
            _add(three, end, times, pairs.get(second, ()), scale.fewest)
            for word, share in singles.get(second, ()):
                if times * share < scale.fewest:
                    break
                _add(three, end + word, times * share, firsts[second], scale.fewest)


def _edges(classed: _Classed, scale: Scale) -> tuple[Table, Table, Table, Table, Table]:
    """By class the first symbols, the last (by symbol), the last pairs (by pair), the first pairs, and whole words of
    one symbol; ends with how often they occur, the others with their share in the class."""
    tables: tuple[Table, ...] = tuple(defaultdict(lambda: defaultdict(float)) for _ in range(5))
    begun, ended, ended_pair, begun_pair, alone = tables
    for word, share in classed.share.items():
        name = classed.of[word]
        within = share / classed.total[name]
        begun[name][word[0]] += within
        ended[word[-1]][name] += share * scale.words
        if len(word) > 1:
            ended_pair[word[-2:]][name] += share * scale.words
            begun_pair[name][word[:2]] += within
        else:
            alone[name][word] += within
    return begun, ended, ended_pair, begun_pair, alone


def _mixed(weights: Mapping[str, float], tables: Mapping[str, Mapping[str, float]]) -> Shares:
    mixed: defaultdict[str, float] = defaultdict(float)
    for name, weight in weights.items():
        for key, share in tables[name].items():
            mixed[key] += weight * share
    return mixed


def _commonest_first(shares: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))


def _add(
    grams: dict[str, float], before: str, times: float, after: Iterable[tuple[str, float]], fewest: float
) -> None:
    for symbols, share in after:
        count = times * share
        if count < fewest:
            return
        grams[before + symbols] += count
