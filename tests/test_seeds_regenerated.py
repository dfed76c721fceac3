"""The corrupted seed made again, to the character, from what a perfect reader gets from it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

import pytest
from pypinyin import Style, pinyin

from tests.garbling.mirror import TO_ASCII, Corrupted, Mirror, corrupted
from tests.garbling.script import to_traditional
from tests.garbling.stream import cut_places, decoded
from tests.test_seeds import CORRUPTED, SEEDS

FULL_WIDTH = str.maketrans(",:!?;()", "，：！？；（）")
TORN = re.compile(r"\?([^\W\d_]+)\)")
ANNOTATED = re.compile(r"([\u4e00-\u9fff])\(([^\W\d_]+)\)")

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout")


@pytest.fixture(scope="module")
def served() -> str:
    (page,) = SEEDS.glob(f"{CORRUPTED}_*.txt")
    return page.read_text(encoding="utf-8")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Restored:
    """A page as it was before it was corrupted, and how it can be again.

    Its markup is under the damage too; nobody has seen it, so it is the least that there can have been."""

    title: str
    paragraphs: tuple[str, ...]

    def served_with(self, readings: Mapping[str, str], cuts: Sequence[int] = ()) -> Corrupted:
        page = [f"<h2>{self.title}</h2>", *(f"<p>　　{one}</p>" for one in self.paragraphs)]
        return corrupted("\n".join(page).translate(FULL_WIDTH), Mirror(readings=readings, cuts=cuts))


def test_title_and_body_of_the_corrupted_seed_follow_from_its_restored_text(served: str) -> None:
    paragraphs = (SEEDS / "expected" / f"{CORRUPTED}.txt").read_text(encoding="utf-8").splitlines()
    title = json.loads((SEEDS / "expected" / "expected.json").read_text(encoding="utf-8"))[CORRUPTED]["title"]
    page = Restored(title=title, paragraphs=tuple(paragraphs))
    _, heading, _, *body = lines(served)
    wanted = [heading, *body[: len(paragraphs)]]
    readings = readings_that_agree(page, wanted, served)
    cuts = cuts_that_agree(page, wanted, readings)
    assert (len(readings), len(cuts)) == (73, 14)
    assert lines(page.served_with(readings, cuts).text) == wanted


def readings_that_agree(page: Restored, wanted: Sequence[str], served: str) -> dict[str, str]:
    """Those of characters that stand whole before one, and those only torn characters have, when they bring us on."""
    readings = readings_before(served)
    made = page.served_with(readings)
    torn = set(TORN.findall(served))
    for character in sorted(set(to_traditional().values()) - set(readings)):
        for reading in (
            sorted(torn & readings_of(character)) if character.encode("gbk") in made.stream.held else ()
        ):
            one_more = page.served_with({**readings, character: reading})
            if agreement(one_more, wanted) > agreement(made, wanted):
                made, readings = one_more, {**readings, character: reading}
    return readings


def readings_before(served: str) -> dict[str, str]:
    return {
        character: reading
        for character, reading in ANNOTATED.findall(served)
        if reading in readings_of(character)
    }


def readings_of(character: str) -> frozenset[str]:
    return frozenset(pinyin(character, style=Style.TONE, heteronym=True)[0])


def cuts_that_agree(page: Restored, wanted: Sequence[str], readings: Mapping[str, str]) -> list[int]:
    """The places where a cut changes the text, and changes it to what was served."""
    cuts = list[int]()
    made = page.served_with(readings)
    whole = begun_at(made)
    for place in cut_places(made.stream.held):
        if place not in whole:
            one_more = page.served_with(readings, [*cuts, place])
            if agreement(one_more, wanted) > agreement(made, wanted):
                made, cuts, whole = one_more, [*cuts, place], begun_at(one_more)
    return cuts


def begun_at(made: Corrupted) -> frozenset[int]:
    """Where the bytes of a character begin; a cut there changes nothing."""
    return frozenset(unit.at for unit in decoded(made.stream.held, made.cuts))


def agreement(made: Corrupted, wanted: Sequence[str]) -> int:
    """How many characters from the first on are as served."""
    pairs = zip("\n".join(lines(made.text)), "\n".join(wanted), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def lines(page: str) -> list[str]:
    """As the page was saved: whole tags gone, full-width ASCII made narrow, no space at the ends."""
    bare = (re.sub(r"</?(?:p|h2)>", "", line).translate(TO_ASCII).strip() for line in page.split("\n"))
    return [line for line in bare if line]
