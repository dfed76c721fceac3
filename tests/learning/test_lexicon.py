"""What lists of words and a little running text say of the n-grams of text that was never seen."""

import pytest

from crawler.learning.lexicon import Lexicon, Scale, expected, segmented
from crawler.learning.ngrams import Counts

WORDS = Lexicon(
    frequency={
        "的": 0.3,
        "梨树": 0.1,
        "木船": 0.1,
        "新": 0.1,
        "旧": 0.1,
        "种下": 0.1,
        "修好": 0.1,
        "了": 0.1,
    },
    part_of_speech={
        "梨树": "n",
        "木船": "n",
        "种下": "v",
        "修好": "v",
        "新": "a",
        "旧": "a",
        "的": "uj",
        "了": "ul",
    },
)
RUNNING = [(1.0, ["种下了新的梨树。"] * 50)]
SCALE = Scale(words=1e6, fewest=1.0, own=2)


@pytest.fixture(scope="module")
def counts() -> Counts:
    return expected(WORDS, RUNNING, SCALE)


def test_a_line_is_cut_into_its_likeliest_words():
    costs = {"研究": -4.0, "研究生": -7.0, "生命": -5.0, "命": -8.0, "起源": -6.0}
    assert segmented("研究生命起源？7", costs) == ["研究", "生命", "起源", "？", "0"]


def test_what_stands_inside_words_is_as_frequent_as_they_are(counts):
    two = counts[1]
    assert two["梨树"] == pytest.approx(two["木船"], rel=0.1)
    assert counts[0]["的"] > 2 * counts[0]["梨"]


def test_what_stands_across_edges_follows_the_classes_that_were_seen(counts):
    two, three = counts[1], counts[2]
    assert two["的木"] > 3 * two["的修"], "after 的 a noun was seen, no verb"
    assert three["的木船"] > 3 * three["的修好"]
    assert three["好了旧"] > three["好了修"], "seen of 种下了新 alone, of the same classes"


def test_all_that_follows_a_symbol_is_about_as_much_as_the_symbol(counts):
    one, two = counts[0], counts[1]
    for symbol in "的了梨":
        followed = sum(count for gram, count in two.items() if gram[0] == symbol)
        assert followed == pytest.approx(one[symbol], rel=0.02)


def test_the_same_words_in_another_order_give_the_same_counts(counts):
    turned = Lexicon(
        frequency=dict(reversed(WORDS.frequency.items())),
        part_of_speech=dict(reversed(WORDS.part_of_speech.items())),
    )
    again = expected(turned, RUNNING, SCALE)
    assert [{gram: round(count) for gram, count in grams.items()} for grams in again] == [
        {gram: round(count) for gram, count in grams.items()} for grams in counts
    ]
