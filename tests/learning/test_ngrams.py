"""Counts become a model of the wanted size, which keeps the n-grams that say most."""

import itertools

import pytest

from crawler.extraction.mirrors.language_model import NgramModel
from crawler.extraction.mirrors.language_model_file import ModelFile
from crawler.learning.ngrams import Counts, count_text, estimate, nothing_counted

LINES = ("山上的梨树开花了。", "山下的桃树开花了。", "山上的桃树结果了。")


def counted(times: float = 1.0, order: int = 3) -> Counts:
    counts = nothing_counted(order)
    count_text(counts, LINES, times)
    return counts


def grams(model: ModelFile, order: int) -> set[str]:
    """The n-grams of a length, as the tree of the model has them."""
    found = dict(enumerate(model.vocabulary))
    for level, below in itertools.islice(itertools.pairwise(model.levels), order - 1):
        found = {
            child: above + model.vocabulary[below.symbols[child]]
            for node, above in found.items()
            for child in range(level.first[node], level.first[node + 1])
        }
    return set(found.values())


def test_text_is_counted_line_by_line():
    counts = nothing_counted(2)
    assert count_text(counts, ["花开", "花。"], 2.0) == 4
    assert counts[0] == {"花": 4.0, "开": 2.0, "。": 2.0, "\n": 4.0}
    assert counts[1] == {"\n花": 4.0, "花开": 2.0, "开\n": 2.0, "花。": 2.0, "。\n": 2.0}


@pytest.mark.parametrize("most", [(5, 3), (12, 8), (1000, 1000)])
def test_no_more_n_grams_are_kept_than_wanted(most):
    model = estimate(counted(), most)
    for level, limit in zip(model.levels[1:], most, strict=True):
        assert 0 < len(level.symbols) <= limit


def test_the_histories_of_what_is_kept_are_kept():
    model = estimate(counted(), (10, 8))
    assert {gram[:2] for gram in grams(model, 3)} <= grams(model, 2)


def test_followers_are_found_by_halving_so_they_stand_in_order():
    model = estimate(counted(), (1000, 1000))
    for level, below in itertools.pairwise(model.levels):
        for start, end in itertools.pairwise(level.first):
            assert list(below.symbols[start:end]) == sorted(below.symbols[start:end])


def test_a_model_of_four_symbols_tells_apart_what_three_cannot():
    chances = []
    for order in (3, 4):
        counts = nothing_counted(order)
        count_text(counts, ["东风吹来", "西风吹去"], 5.0)
        chances.append(NgramModel(estimate(counts, (1000,) * (order - 1))).log_probability("东风吹", "来"))
    assert chances[1] > chances[0]


def test_what_was_counted_oftener_is_trusted_more():
    once, often = (NgramModel(estimate(counted(times), (1000, 1000))) for times in (1.0, 50.0))
    assert often.log_probability("开花", "了") > once.log_probability("开花", "了")
