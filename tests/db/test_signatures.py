"""Whom a text is compared with: those it shares rare keys with, first; the rest is bounded, and stated."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Iterable, Sequence

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from db.engine import reading, writing
from db.models import SignatureKey
from db.queries import signatures
from db.queries.signatures import CANDIDATES_MAX, POSTINGS_MAX, Signed
from pipelines.dedup.signature import signature
from tests.pipelines.test_dedup import shared

FEW, MANY = POSTINGS_MAX // 2, POSTINGS_MAX * 5


def prose(name: str, letters: int = 600) -> str:
    """A text like no other name's."""
    return "".join(map(chr, random.Random(name).choices(range(0x4E00, 0x9000), k=letters)))


def edited(text: str, share: float) -> str:
    chance = random.Random(text)
    return "".join(prose(f"{n}", 1) if chance.random() < share else letter for n, letter in enumerate(text))


def form(*facts: str) -> str:
    """One form of many, filled in with these."""
    parts = [prose(f"part {number}", 60) for number in range(len(facts) + 1)]
    return parts[0] + "".join(fact + part for fact, part in zip(facts, parts[1:], strict=True))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def put_in(session: Session, texts: Iterable[str]) -> list[Signed]:
    """The texts, let to be found, in the order given."""
    given = list(texts)
    signatures.keep(session, {digest(text): signature(text) for text in given})
    by_digest = {row.text_digest: row for row in signatures.signed(session, map(digest, given))}
    rows = [by_digest[digest(text)] for text in given]
    signatures.put_in(session, rows)
    return rows


def candidates(engine: Engine, stored: Sequence[str], text: str) -> list[str]:
    """Those of the stored texts that the other is to be compared with, the likeliest first; nothing stays stored."""
    with writing(engine) as session:
        texts = {row.id: text for row, text in zip(put_in(session, stored), stored, strict=True)}
        [row] = put_in(session, [text])
        found = signatures.candidates(session, [row])
        session.rollback()
    return [texts[number] for number in found[row.id]]


STORY, LONGER = prose("story"), prose("longer", 5_000)


@pytest.mark.parametrize(
    ("stored", "copy"),
    [
        (STORY, STORY + "转载"),
        (STORY, edited(STORY, 0.15)),
        (STORY, edited(STORY, 0.25)),
        (STORY, STORY[:240]),
        (STORY, edited(STORY[200:], 0.1)),
        (LONGER, LONGER[1_000:1_200]),
        (LONGER[1_000:1_200], LONGER),
        (STORY, STORY + LONGER),
        (prose("flash", 80), edited(prose("flash", 80), 0.1)),
    ],
    ids=[
        "a line",
        "edits",
        "more edits",
        "the beginning",
        "edits and an end",
        "a section",
        "a whole",
        "two joined",
        "a flash",
    ],
)
def test_a_copy_finds_what_it_is_a_copy_of(engine: Engine, stored: str, copy: str) -> None:
    others = [prose(f"other {number}") for number in range(20)]
    assert candidates(engine, [*others, stored], copy) == [stored]


def test_a_stock_phrase_alone_makes_no_candidates(engine: Engine) -> None:
    phrase = prose("stock", 30)
    stored = [prose(f"other {number}") + phrase for number in range(MANY)]
    text = prose("new") + phrase
    assert all(shared(text, other) > 0 for other in stored)
    assert candidates(engine, stored, text) == []


def test_of_hundreds_of_forms_the_one_with_the_same_facts_comes_first(engine: Engine) -> None:
    forms = [form(*(prose(f"fact {number} {fact}", 12) for fact in range(4))) for number in range(MANY)]
    with writing(engine) as session:
        rows = put_in(session, forms)
        for copied in (0, MANY // 2, MANY - 1):
            [text] = put_in(session, [forms[copied] + "转载"])
            found = signatures.candidates(session, [text])[text.id]
            assert found[0] == rows[copied].id
            assert len(found) == CANDIDATES_MAX
            signatures.take_out(session, [text])


def test_a_copy_of_a_story_that_hundreds_carry_is_compared_with_some_of_them(engine: Engine) -> None:
    stored = [edited(STORY, 0.02) + prose(f"editor {number}", 8) for number in range(MANY)]
    assert len(candidates(engine, stored, edited(STORY, 0.1))) == CANDIDATES_MAX


def test_the_order_of_arrival_does_not_change_the_ranking(engine: Engine) -> None:
    alike = [STORY[: 300 + 5 * number] + prose(f"end {number}", 100) for number in range(FEW)]
    forms = [STORY[:300] + prose(f"form {number}", 30) for number in range(FEW)]
    stored = [text for pair in zip(alike, forms, strict=True) for text in pair]
    found = {tuple(candidates(engine, chosen, STORY)) for chosen in (stored, stored[::-1], alike + forms)}
    assert len(found) == 1
    assert len(*found) == CANDIDATES_MAX


def test_texts_that_come_together_find_each_other(engine: Engine) -> None:
    with writing(engine) as session:
        one, other = put_in(session, [STORY, STORY + "转载"])
        found = signatures.candidates(session, [one, other])
    assert found == {one.id: [other.id], other.id: [one.id]}


def test_a_text_taken_out_is_found_no_more_until_it_is_put_in_again(engine: Engine) -> None:
    with writing(engine) as session:
        one, other = put_in(session, [STORY, STORY + "转载"])
        signatures.take_out(session, [other])
        assert signatures.candidates(session, [one]) == {one.id: []}
        signatures.put_in(session, [other])
        assert signatures.candidates(session, [one]) == {one.id: [other.id]}
        signatures.take_out(session, [one, other])
        assert session.scalars(select(func.count()).select_from(SignatureKey)).one() == 0


def test_a_text_that_is_not_in_the_index_can_be_looked_for(engine: Engine) -> None:
    with writing(engine) as session:
        [stored] = put_in(session, [STORY])
    keys = signature(STORY[:300])
    text = Signed(id=0, text_digest="", keys=keys, indexed=False, held=True)
    with reading(engine) as session:
        assert signatures.candidates(session, [text]) == {0: [stored.id]}


def test_a_text_without_keys_finds_nothing_and_is_not_kept(engine: Engine) -> None:
    with writing(engine) as session:
        text = Signed(id=0, text_digest="", keys=b"", indexed=False, held=True)
        assert signatures.candidates(session, [text]) == {0: []}
        signatures.keep(session, {digest("……！"): signature("……！")})
        assert list(signatures.signed(session, [digest("……！")])) == []


def test_keys_by_other_rules_do_no_harm(engine: Engine) -> None:
    earlier = struct.pack(">4q", -5, 7, -9, 7)
    with writing(engine) as session:
        signatures.keep(session, {"a" * 64: earlier, "b" * 64: signature(STORY)})
        texts = list(signatures.signed(session, ["a" * 64, "b" * 64]))
        signatures.put_in(session, texts)
        assert list(signatures.candidates(session, texts).values()) == [[], []]
