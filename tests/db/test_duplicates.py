"""A copy that was changed is linked to the original, and by nothing but which articles there are."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import random
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, func, select, text

from db.engine import reading, writing
from db.models import Signature, SignatureKey, TextRelation
from db.queries import crawls, duplicates, outcomes, signatures, undoing
from tests.db.rows import Page, articles, save, sorted_out, start
from tests.db.test_likeness import REPLACED, STORY
from tests.db.test_migrations import migrate, opened, up
from tests.db.versions_of_texts import BRIDGE, ORCHARD, PROFILE, SCHOOL

PARTED = STORY[:-120], STORY[120:]  # near to the story, not to each other


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
    assert row["similarity"] == pytest.approx(1 - 120 / len(STORY), abs=0.03)


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
        undoing.undo(session, run)

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
        undoing.undo(session, run)

    assert links(engine) == {1: (2, "near", 1), 2: (None, None, 1)}


def test_only_the_texts_that_articles_have_are_in_the_index(engine: Engine) -> None:
    save(engine, start(engine), page(1, STORY), page(2, STORY + "转载"))
    held = counted(engine, SignatureKey)
    run = start(engine)
    save(engine, run, page(3, PARTED[0]), page(4, PARTED[1]))
    assert held < counted(engine, SignatureKey)

    with writing(engine) as session:
        undoing.undo(session, run)

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


def release(number: int) -> str:
    """Not two have anything in common."""
    return "".join(random.Random(number).choices(sorted(set(BRIDGE + ORCHARD + SCHOOL)), k=150))


def told(number: int, text: str, **how: Any) -> Page:
    return page(number, text, **{"title": f"{number}号消息", **how})


def test_stories_joined_do_not_become_one_whichever_comes_first(engine: Engine) -> None:
    joined = told(1, f"{BRIDGE}\n{ORCHARD}")
    save(engine, start(engine), joined)
    save(engine, start(engine), told(2, BRIDGE, title="石桥放行"))
    assert links(engine) == {1: (None, None, 1), 2: (1, "contained-in", 1)}
    run = start(engine)
    save(engine, run, told(3, ORCHARD, title="梨膏"))
    assert links(engine) == {1: ALONE, 2: ALONE, 3: ALONE}

    with writing(engine) as session:
        undoing.undo(session, run)

    assert links(engine) == {1: (None, None, 1), 2: (1, "contained-in", 1)}


def test_what_every_release_has_at_its_end_joins_none_of_them(engine: Engine) -> None:
    save(engine, start(engine), told(1, PROFILE), told(2, release(2) + PROFILE))
    assert links(engine) == {1: (2, "contained-in", 1), 2: (None, None, 1)}

    save(engine, start(engine), told(3, release(3) + PROFILE))

    assert links(engine) == {1: ALONE, 2: ALONE, 3: ALONE}


def test_what_a_site_says_more_of_on_the_same_day_is_one_story(engine: Engine) -> None:
    flash = told(1, BRIDGE[:110], published_at="2026-03-05T09:00:00+08:00")
    save(engine, start(engine), flash, told(2, BRIDGE, published_at="2026-03-05T12:00:00+08:00"))

    assert links(engine) == {1: (None, None, 1), 2: (1, "contains", 1)}


def test_a_flash_that_is_quoted_whole_later_is_a_story_of_its_own(engine: Engine) -> None:
    flash = told(1, BRIDGE[:110], published_at="2026-03-05T09:00:00+08:00", publisher="柳岸周刊")
    save(engine, start(engine), flash, told(2, BRIDGE, published_at="2026-03-05T12:00:00+08:00"))
    assert links(engine) == {1: ALONE, 2: ALONE}

    # it is read again, and the date with it
    save(engine, start(engine, "reparse"), dataclasses.replace(flash, published_at=None, parser="p2"))

    assert links(engine) == {1: (2, "contained-in", 1), 2: (None, None, 1)}


def test_the_site_that_others_credit_is_the_original_once_one_does(engine: Engine) -> None:
    save(
        engine,
        start(engine),
        page(1, STORY, published_at="2026-01-01"),
        page(2, STORY, site_name="柳岸周刊网"),
    )
    assert links(engine) == {1: (None, None, 1), 2: (1, "exact", 1)}
    save(engine, start(engine), page(3, STORY + "转载", publisher="柳岸周刊"))
    assert links(engine) == {1: (2, "exact", 1), 2: (None, None, 1), 3: (2, "near", 1)}


def test_parts_that_only_the_whole_connects_say_how_much_they_share(engine: Engine) -> None:
    whole = page(1, STORY, flags=("garbled",))
    save(engine, start(engine), whole, page(2, STORY[:180]), page(3, STORY[120:]))
    rows = articles(engine)
    kinds = [(row["duplicate_kind"], row["duplicate_of"]) for row in rows.values()]
    assert [kind for kind, original in kinds if original] == ["near", "near"]
    shares = [row["similarity"] for row in rows.values() if row["duplicate_of"]]
    assert all(0.1 < share < 0.9 for share in shares)


def test_no_more_is_read_for_a_new_article_than_its_neighbours_and_their_stories(engine: Engine) -> None:
    told = functools.partial(page, title="")
    releases = [told(n, release(n) + PROFILE) for n in range(1, 31)]
    stories = [told(100 + n, f"{release(n)}{PROFILE}转载") for n in range(1, 31)]
    first, *rest = (told(n, release(n) + PROFILE) for n in (201, 202))
    save(engine, start(engine), told(300, PROFILE), *releases[:5], *stories[:5])
    asked_of_few = reading_of(engine, first)
    save(engine, start(engine), *releases[5:], *stories[5:])

    asked = reading_of(engine, *rest)

    assert len(asked) == len(asked_of_few)
    parameters = {value for values in asked for value in values}
    mine = {page.article().text_digest for page in rest}
    assert parameters & {row["text_digest"] for row in articles(engine).values()} == mine


def reading_of(engine: Engine, *pages: Page) -> list[tuple[Any, ...]]:
    """The parameters of each query that linking the pages' articles takes."""
    asked = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            asked.append(tuple(parameters.values()) if isinstance(parameters, dict) else tuple(parameters))

    run = start(engine)
    event.listen(engine, "before_cursor_execute", note)
    save(engine, run, *pages)
    event.remove(engine, "before_cursor_execute", note)
    return asked


def test_what_an_earlier_version_linked_stays_linked_until_all_is_read_again(url: str) -> None:
    pages = page(1, STORY), page(2, STORY + "转载", day=2)
    rows = [one.article() for one in pages]
    for row in rows:
        row.cluster_id = pages[0].id
    rows[1].duplicate_of, rows[1].duplicate_kind, rows[1].similarity = pages[0].id, "near", 0.9
    migrate(url, up("0006"), filling=rows)
    made = create_engine(url)
    with made.begin() as connection:
        for number, row in enumerate(rows, 1):
            values = {"id": number, "digest": row.text_digest, "indexed": True, "other": 3 - number}
            connection.execute(text("INSERT INTO signatures VALUES (:id, :digest, '', :indexed)"), values)
            connection.execute(text("INSERT INTO near_texts VALUES (:id, :other, 0.9, 1)"), values)
    made.dispose()

    with opened(url) as engine:
        linked = {1: (2, "near", 1), 2: (None, None, 1)}
        with writing(engine) as session:
            duplicates.relink(session, [str(rows[0].text_digest)])
        assert links(engine) == linked
        for one in pages:
            save(engine, start(engine, "reparse"), one)
            assert links(engine) == linked
