"""The seeds beside the checkout, field by field, through the readers of text."""

import json
from pathlib import Path

import pytest

from crawler.extraction.formats.jekyll import is_jekyll, read_jekyll
from crawler.extraction.formats.plain import read_plain
from crawler.extraction.reading import Reading
from crawler.sources import ANY_SITE
from tests.extraction.records import saved_record

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the checkout")
FIELDS = (
    "title",
    "published_at",
    "byline",
    "authors",
    "editors",
    "publisher",
    "site_name",
    "language",
    "tags",
)
WHOLE = ("000", "001", "003", "004")


def read_seed(number: str) -> Reading:
    (seed,) = SEEDS.glob(f"{number}_*.txt")
    text = seed.read_text(encoding="utf-8")
    return (read_jekyll if is_jekyll(text) else read_plain)(text, saved_record(seed.name), ANY_SITE)


@pytest.mark.parametrize("number", WHOLE)
@pytest.mark.parametrize("field", FIELDS)
def test_seed_gives_the_field_a_person_vouches_for(number: str, field: str) -> None:
    expected = json.loads((SEEDS / "expected" / "expected.json").read_text(encoding="utf-8"))[number][field]
    read = getattr(read_seed(number), field)
    assert (list(read) if isinstance(read, tuple) else read) == expected


@pytest.mark.parametrize("number", WHOLE)
def test_seed_gives_every_character_of_the_text(number: str) -> None:
    expected = (SEEDS / "expected" / f"{number}.txt").read_text(encoding="utf-8").splitlines()
    read = ["".join(paragraph.split()) for paragraph in read_seed(number).paragraphs]
    assert read == ["".join(line.split()) for line in expected if line.strip()]
