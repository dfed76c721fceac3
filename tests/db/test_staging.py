from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.engine import reading, writing
from db.models import ArticleVersion, Staged
from db.queries import captures, staging
from db.queries.captures import Selection
from db.queries.differences import Difference
from tests.db.rows import Page, articles, contents, index, judged, save, sorted_out, start

LONG = "村里修了一座新桥。" * 20


def page(number: int, **changes: Any) -> Page:
    values = {"id": f"{number:016x}", "url": f"https://news.example.cn/{number}", "text": f"{LONG}{number}"}
    return Page(number=number, **(values | changes))


def stage(engine: Engine, *pages: Page) -> None:
    with writing(engine) as session:
        staging.stage(session, **sorted_out(list(pages)))


def receipt(engine: Engine) -> list[Difference]:
    with reading(engine) as session:
        return list(staging.receipt_rows(session))


def at_risk(engine: Engine) -> float:
    with reading(engine) as session:
        return staging.share_at_risk(session)


def apply(engine: Engine, run: int, limit: int = 100) -> list[dict[str, Any]]:
    applied = []
    while True:
        with writing(engine) as session:
            counts = staging.apply_batch(session, run, limit)
        if counts is None:
            return applied
        applied.append({name: n for name, n in dataclasses.asdict(counts).items() if n and name != "fates"})


def staged(engine: Engine) -> int:
    with reading(engine) as session:
        return staging.count(session)


def test_staging_changes_no_article_and_no_capture(engine: Engine) -> None:
    save(engine, start(engine), page(1), page(2))
    before = contents(engine)

    stage(engine, page(1, parser="p2", text="短。"), page(2, parser="p2", reason="no-text"))

    assert contents(engine) == before
    assert staged(engine) == 2


def test_the_receipt_tells_lost_gained_changed_and_equal_the_worst_first(engine: Engine) -> None:
    before = [page(n) for n in (1, 2, 3, 4, 5, 6)]
    save(engine, start(engine), *before, page(7, reason="no-text"))
    stage(
        engine,
        page(1, parser="p2"),
        page(2, parser="p2", title="老桥"),
        page(3, parser="p2", text=LONG[:60]),
        page(4, parser="p2", reason="binary"),
        page(5, parser="p2", text=LONG[:140]),
        page(6, parser="p2", authors=()),
        page(7, parser="p2"),
    )

    rows = receipt(engine)

    assert [(row.kind, row.article_id) for row in rows] == [
        ("lost", page(4).id),
        ("changed", page(3).id),
        ("changed", page(5).id),
        ("changed", page(6).id),
        ("changed", page(2).id),
        ("gained", page(7).id),
        ("equal", page(1).id),
    ]
    by_id = {row.article_id: row for row in rows}
    assert by_id[page(4).id].reason == "extraction: binary"
    assert by_id[page(4).id].fields["text"] == (page(4).text, None)
    assert by_id[page(2).id].fields == {"title": ("新桥", "老桥")}
    assert by_id[page(6).id].fields == {"authors": (["林小满"], [])}
    assert by_id[page(7).id].fields["text"] == (None, page(7).text)
    assert by_id[page(1).id].fields == {}
    with reading(engine) as session:
        assert staging.counts(session) == {"lost": 1, "changed": 4, "gained": 1, "equal": 1}


def test_an_article_whose_page_is_passed_over_now_is_lost(engine: Engine) -> None:
    save(engine, start(engine), page(1))
    stage(engine, page(1, parser="p2", passed=True))

    assert [(row.kind, row.article_id) for row in receipt(engine)] == [("lost", page(1).id)]
    assert at_risk(engine) == 1.0


def test_an_older_capture_of_an_article_changes_nothing(engine: Engine) -> None:
    older = dataclasses.replace(page(1), day=1)
    newer = dataclasses.replace(page(2), id=older.id, url=older.url, day=2)
    save(engine, start(engine), older, newer)
    stage(engine, dataclasses.replace(older, parser="p2", text="短。"))

    assert [row.kind for row in receipt(engine)] == ["equal"]
    assert at_risk(engine) == 0.0

    apply(engine, start(engine))
    assert articles(engine)[older.id]["record_id"] == newer.record_id
    assert judged(engine, older) == ("article", "p2")


def test_a_page_whose_id_another_url_holds_is_no_change(engine: Engine) -> None:
    holder = page(1, id="c" * 16, url="https://news.example.cn/c")
    claimant = page(2, id="c" * 16, url="https://other.example.cn/c", day=5)
    save(engine, start(engine), holder, claimant)
    stage(engine, dataclasses.replace(holder, parser="p2"), dataclasses.replace(claimant, parser="p2"))

    assert {row.kind for row in receipt(engine)} == {"equal"}


def test_share_at_risk_counts_bodies_lost_or_halved_among_those_read_again(engine: Engine) -> None:
    assert at_risk(engine) == 0.0
    save(engine, start(engine), *(page(n) for n in range(1, 9)))
    assert at_risk(engine) == 0.0

    half = page(1).text[: len(page(1).text) // 2]
    stage(
        engine,
        page(1, parser="p2", text=half),
        page(2, parser="p2", text=page(2).text[:-80]),
        page(3, parser="p2", reason="no-text"),
        page(4, parser="p2"),
        page(9, parser="p2"),
        page(10, parser="p2", reason="no-text"),
    )

    assert at_risk(engine) == 0.5  # 1 and 3 of 1 to 4


def test_readings_that_a_mirror_wrote_into_a_body_are_no_loss_of_it(engine: Engine) -> None:
    text = "石橋(qiáo)鎮(zhèn)的渡輪(lún)停運(yùn)了。" * 20
    restored = "石桥镇的渡轮停运了。" * 20
    assert len(restored) < len(text) / 2
    save(engine, start(engine), page(1, text=text), page(2, text=text))
    stage(
        engine, page(1, parser="p2", text=restored), page(2, parser="p2", text=restored[: len(restored) // 2])
    )

    assert at_risk(engine) == 0.5  # the one that is half of what it was without readings


def test_applying_goes_in_batches_and_equals_saving(engine: Engine) -> None:
    save(engine, start(engine), *(page(n) for n in (1, 2, 3)), page(4, reason="no-text"))
    stage(
        engine,
        page(1, parser="p2"),
        page(2, parser="p2", title="老桥"),
        page(3, parser="p2", reason="binary"),
        page(4, parser="p2"),
        page(5, parser="p2", passed=True),
    )

    assert apply(engine, start(engine), 2) == [
        {"unchanged": 1, "updated": 1},
        {"stored": 1, "refused": 1, "removed": 1},
        {},
    ]

    assert staged(engine) == 0
    assert {key: row["parser"] for key, row in articles(engine).items()} == {
        page(1).id: "p2",
        page(2).id: "p2",
        page(4).id: "p2",
    }
    assert judged(engine, page(5)) == ("passed", "p2")
    with reading(engine) as session:
        assert captures.count_unread(session, {"ingest": "p2"}) == 0


def test_a_capture_read_by_another_run_since_it_was_staged_keeps_the_newer_reading(engine: Engine) -> None:
    save(engine, start(engine), page(1), page(2))
    stage(engine, page(1, parser="p2", title="老桥"), page(2, parser="p2"))
    save(engine, start(engine), page(1, parser="p3", title="石桥"), page(2, parser="p3", title="石桥"))

    apply(engine, start(engine))

    assert {row["title"] for row in articles(engine).values()} == {"石桥"}
    assert staged(engine) == 0


def test_staging_again_replaces_and_clear_forgets(engine: Engine) -> None:
    save(engine, start(engine), page(1))
    stage(engine, page(1, parser="p2", title="老桥"))
    stage(engine, page(1, parser="p3"))
    assert [row.kind for row in receipt(engine)] == ["equal"]

    with writing(engine) as session:
        staging.clear(session)
    assert staged(engine) == 0


def test_keep_only_forgets_other_parsers_and_other_choices(engine: Engine) -> None:
    index(engine, *(page(n) for n in (1, 2)), page(3, source="other"))
    stage(engine, page(1, parser="p2"), page(2, parser="old"), page(3, parser="p2", source="other"))

    with writing(engine) as session:
        staging.keep_only(session, {"ingest": "p2"}, Selection(sources=["news"]))

    assert [row.record_id for row in receipt(engine)] == [page(1).record_id]


@pytest.mark.parametrize("change", [{}, {"title": "老桥"}, {"reason": "no-text"}])
def test_a_page_never_indexed_may_be_staged(engine: Engine, change: dict[str, Any]) -> None:
    stage(engine, page(1, **change))

    apply(engine, start(engine))

    assert judged(engine, page(1))[0] == ("refused" if "reason" in change else "article")


def test_a_difference_in_provenance_alone_is_none_and_yet_is_applied(engine: Engine) -> None:
    save(engine, start(engine), page(1), page(2))
    stage(engine, page(1, parser="p2", rule="json-ld"), page(2, parser="p2", rule="json-ld", title="老桥"))

    assert [(row.kind, dict(row.fields)) for row in receipt(engine)] == [
        ("changed", {"title": ("新桥", "老桥")}),
        ("equal", {}),
    ]
    run = start(engine, "reparse")
    assert apply(engine, run) == [{"updated": 1, "unchanged": 1}]

    rows = articles(engine).values()
    assert [row["provenance"] for row in rows] == [{"title": {"rule": "json-ld"}}] * 2
    with reading(engine) as session:
        changed = session.scalars(select(ArticleVersion).where(ArticleVersion.crawl_id == run)).all()
    assert [(version.article_id, version.changed) for version in changed] == [(page(2).id, ["title"])]
    assert [version.earlier and version.earlier["provenance"] for version in changed] == [
        {"title": {"rule": "heading"}}
    ]


def test_an_equal_article_is_staged_without_its_text(engine: Engine) -> None:
    save(engine, start(engine), page(1))
    stage(engine, page(1, parser="p2", rule="json-ld"))

    with reading(engine) as session:
        (row,) = session.scalars(select(Staged)).all()
    assert (row.article, row.provenance) == (None, {"title": {"rule": "json-ld"}})
