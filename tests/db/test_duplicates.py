"""A copy that was changed is linked to the original, and by nothing but which articles there are."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from db.engine import reading, writing
from db.models import Signature, SignatureKey, TextRelation
from db.queries import crawls, duplicates, outcomes, signatures
from tests.db.rows import Page, articles, save, sorted_out, start
from tests.db.test_likeness import REPLACED, STORY
from tests.db.test_migrations import migrate, opened, up

PARTED = STORY[:-90], STORY[90:]  # near to the story, not to each other


def page(number: int, text: str, **how: Any) -> Page:
    return Page(number=number, id=f"{number:016}", url=f"https://news.example.cn/{number}", text=text, **how)


def links(engine: Engine) -> dict[int, tuple[Any, ...]]:
    """By number: the original's, the kind and the cluster."""
    return {
        int(key): (
            row["duplicate_of"] and int(row["duplicate_of"]),
            row["duplicate_kind"],
            row["cluster_id"] and int(row["cluster_id"]),
        )
        for key, row in articles(engine).items()
    }


def counted(engine: Engine, model: Any) -> int:
    with reading(engine) as session:
        return session.scalars(select(func.count()).select_from(model)).one()


ALONE = (None, None, None)
RESTORED = page(1, STORY.translate(REPLACED), day=1, published_at="2024-03-01", flags=("garbled",))
ORIGINAL = page(2, STORY, day=5)
CUT = page(3, PARTED[0], day=3)


@pytest.mark.parametrize("order", list(itertools.permutations((RESTORED, ORIGINAL, CUT))))
@pytest.mark.parametrize("together", [True, False])
def test_a_restored_copy_is_no_original_though_captured_and_published_first(
    engine: Engine, order: tuple[Page, ...], together: bool
) -> None:
    for batch in [order] if together else [(one,) for one in order]:
        save(engine, start(engine), *batch)

    assert links(engine) == {1: (2, "near", 1), 2: (None, None, 1), 3: (2, "near", 1)}
    row = articles(engine)[CUT.id]
    assert row["similarity"] == pytest.approx(1 - 90 / len(STORY), abs=0.03)


@pytest.mark.parametrize("flags", [("mirror-spam",), ("disputed-title", "mirror-suspect"), ("garbled",)])
def test_of_mirrors_alone_the_rules_choose_one(engine: Engine, flags: tuple[str, ...]) -> None:
    copies = (page(1, STORY, day=2, flags=flags), page(2, STORY + "转载", day=1, flags=flags))
    save(engine, start(engine), *copies)
    assert links(engine) == {1: (2, "near", 2), 2: (None, None, 2)}


def test_a_better_original_takes_the_place_of_the_one_so_far_and_undo_gives_it_back(engine: Engine) -> None:
    save(engine, start(engine), page(1, STORY + "转载", day=5), page(2, STORY, day=6))
    before = articles(engine)
    run = start(engine)
    save(engine, run, page(3, PARTED[0], day=2, published_at="2026-01-02"))
    assert links(engine) == {1: (3, "near", 3), 2: (3, "near", 3), 3: (None, None, 3)}

    with writing(engine) as session:
        crawls.undo(session, run)

    assert articles(engine) == before
    assert links(engine) == {1: (None, None, 1), 2: (1, "near", 1)}


def test_texts_that_only_a_third_connects_part_when_it_goes(engine: Engine) -> None:
    save(engine, start(engine), page(1, PARTED[0]), page(2, PARTED[1]))
    assert links(engine) == {1: ALONE, 2: ALONE}
    run = start(engine)
    save(engine, run, page(3, STORY))
    assert links(engine) == {1: (3, "near", 1), 2: (3, "near", 1), 3: (None, None, 1)}

    save(engine, start(engine, "reparse"), page(3, "读出来的是别的内容。", parser="p2"))

    assert links(engine) == {1: ALONE, 2: ALONE, 3: ALONE}
    assert counted(engine, TextRelation) == 0


def test_a_text_that_undo_brings_back_is_compared_with_what_came_meanwhile(engine: Engine) -> None:
    save(engine, start(engine), page(1, STORY))
    run = start(engine, "reparse")
    save(engine, run, page(1, "读出来的是别的内容。", parser="p2"))
    save(engine, start(engine), page(2, STORY + "转载", day=2))
    assert links(engine) == {1: ALONE, 2: ALONE}

    with writing(engine) as session:
        crawls.undo(session, run)

    assert links(engine) == {1: (2, "near", 1), 2: (None, None, 1)}


def test_only_the_texts_that_articles_have_are_in_the_index(engine: Engine) -> None:
    save(engine, start(engine), page(1, STORY), page(2, STORY + "转载"))
    held = counted(engine, SignatureKey)
    run = start(engine)
    save(engine, run, page(3, PARTED[0]), page(4, PARTED[1]))
    assert held < counted(engine, SignatureKey)

    with writing(engine) as session:
        crawls.undo(session, run)

    assert (counted(engine, SignatureKey), counted(engine, TextRelation)) == (held, 2)
    assert counted(engine, Signature) == 4  # an undone run may be run again


def test_signatures_by_other_rules_take_the_place_of_the_earlier_ones(engine: Engine) -> None:
    pages = (page(1, STORY), page(2, STORY + "转载"))
    save(engine, start(engine), *pages)
    before = links(engine), counted(engine, SignatureKey)
    digests = [row["text_digest"] for row in articles(engine).values()]
    with writing(engine) as session:
        signatures.keep(session, {digest: bytes(8) for digest in digests})
    assert counted(engine, SignatureKey) == 0

    save(engine, start(engine, "reparse"), *pages)

    assert (links(engine), counted(engine, SignatureKey)) == before


def test_articles_of_before_there_were_signatures_are_found_once_they_are_read_again(url: str) -> None:
    early, copy = page(1, STORY), page(2, STORY + "转载", day=2)
    migrate(url, up("0005"))
    with opened(url) as engine:
        with writing(engine) as session:  # as earlier code did
            outcomes.save(session, crawls.start(session, "crawl", "news", "2026"), **sorted_out([early]))
        save(engine, start(engine), copy)
        assert links(engine) == {1: ALONE, 2: ALONE}

        save(engine, start(engine, "reparse"), early)

        assert links(engine) == {1: (2, "near", 1), 2: (None, None, 1)}


def test_linking_anew_what_is_linked_changes_nothing(engine: Engine) -> None:
    save(engine, start(engine), page(1, STORY), page(2, STORY), page(3, PARTED[0]), page(4, PARTED[1]))
    before = articles(engine)
    with writing(engine) as session:
        duplicates.relink(session, [row["text_digest"] for row in before.values()])
    assert articles(engine) == before
