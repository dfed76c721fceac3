"""Stories are what the rules make of all articles there are, however these came, changed and went."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.clusters import Carried, Neighbourhood, components, is_copy
from db.engine import reading, writing
from db.likeness import folded
from db.models import Article, Signature, TextRelation
from db.originality import Candidate, is_spoilt, most_likely_original, period, voices
from db.places import Part
from db.queries import undoing
from tests.db.rows import Page, articles, save, start
from tests.db.versions_of_texts import VERSIONS

TITLES = ("老石桥重新放行", "老石桥重新放行了", "果园今年熬梨膏", "本期要闻")
DATES = (None, "2026-01-03", "2026-01-03T09:00:00+08:00", "2026-01-03T04:00:00Z", "2026-01-05")
FLAGS = ((), (), ("garbled",))
SITES = ((None, None), ("柳岸周刊网", "柳岸周刊"), ("桥头在线", "柳岸周刊"))

Links = dict[str, tuple[Any, ...]]
LINKS = ("duplicate_of", "duplicate_kind", "similarity", "cluster_id")

slots = st.integers(1, 14)
readings = st.builds(
    lambda number, text, title, date, flags, site: Page(
        number=number,
        id=f"{number:016}",
        url=f"https://news.example.cn/{number}",
        day=1 + number * 5 % 14,
        text=text,
        title=title,
        published_at=date,
        flags=flags,
        site_name=site[0],
        publisher=site[1],
    ),
    slots,
    *map(st.sampled_from, (VERSIONS, TITLES, DATES, FLAGS, SITES)),
)
batches = st.lists(readings, min_size=1, max_size=7, unique_by=lambda page: page.number)
refusals = st.lists(slots, min_size=1, max_size=3, unique=True)
steps = st.lists(st.one_of(batches, batches, refusals, st.none()), min_size=2, max_size=7)
thoroughly = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=25,
    phases=[Phase.generate],  # to make an example smaller takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Archive:
    """A database, and what was read last of each capture; a step is a run, and None takes the last one back."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.pages: dict[int, Page] = {}
        self._runs: list[tuple[int, dict[int, Page]]] = []

    def take(self, step: list[Page] | list[int] | None) -> None:
        if step is None:
            self._undo()
            return
        run = start(self.engine)
        before = dict(self.pages)
        for one in step:
            page = one if isinstance(one, Page) else before.get(one)
            if page is not None:
                reason = None if isinstance(one, Page) else "no-text"
                self.pages[page.number] = dataclasses.replace(page, parser=f"p{run}", reason=reason)
        save(self.engine, run, *(page for number, page in self.pages.items() if page != before.get(number)))
        self._runs.append((run, before))

    def _undo(self) -> None:
        if self._runs:
            run, self.pages = self._runs.pop()
            with writing(self.engine) as session:
                undoing.undo(session, run)


def links(engine: Engine) -> Links:
    return {key: tuple(row[name] for name in LINKS) for key, row in articles(engine).items()}


@thoroughly
@given(steps=steps, size=st.integers(1, 4))
def test_links_are_those_of_the_articles_there_are_whatever_came_before(
    new_database: Callable[[], Engine], steps: list[Any], size: int
) -> None:
    archive = Archive(new_database())
    for step in steps:
        archive.take(step)
        assert {key: (row[0], row[3]) for key, row in links(archive.engine).items()} == told(archive.engine)

    afresh = new_database()
    pages = sorted(archive.pages.values(), key=lambda page: -page.number)
    for begin in range(0, len(pages), size):
        save(afresh, start(afresh), *pages[begin : begin + size])
    assert links(afresh) == links(archive.engine)


def told(engine: Engine) -> dict[str, tuple[str | None, str | None]]:
    """The rules themselves, of all articles and all relations at once: the original and the cluster by id."""
    with reading(engine) as session:
        rows = list(session.scalars(select(Article)))
        session.expunge_all()
        digests = {row.id: row.text_digest for row in session.scalars(select(Signature))}
        relations = list(session.scalars(select(TextRelation).where(TextRelation.longer)))
    carrying = defaultdict(list)
    for row in rows:
        carrying[row.text_digest].append(row)
    numbers = {digest: number for number, digest in digests.items()}
    pairs = merging(relations, {number: carried(carrying[digest]) for number, digest in digests.items()})
    found: dict[str, tuple[str | None, str | None]] = {}
    for group in components(numbers.values(), pairs):
        members = [row for number in group for row in carrying[digests[number]]]
        found |= linked(members)
    for digest, alone in carrying.items():
        found |= {} if digest in numbers else linked(alone)
    return found


def merging(relations: list[TextRelation], carried: dict[int, Carried]) -> list[tuple[int, int]]:
    copies = [
        row for row in relations if is_copy(near=row.relation == "near", begins=row.begins, ends=row.ends)
    ]
    parts = [
        Part(
            shorter=row.other_id,
            longer=row.signature_id,
            near=row.relation == "near",
            **{name: getattr(row, name) for name in ("jaccard", "containment", "begins", "ends")},
        )
        for row in relations
        if row not in copies
    ]
    related = [(row.signature_id, row.other_id) for row in relations]
    around = Neighbourhood(parts=parts, related=related, carried=carried)
    merged = [(part.shorter, part.longer) for part in parts if around.merges(part)]
    return [*merged, *((row.signature_id, row.other_id) for row in copies)]


def carried(rows: list[Article]) -> Carried:
    dated = [dates for row in rows if not is_spoilt(row.flags) and (dates := period(row.published_at))]
    return Carried(
        titles=frozenset(folded(row.title) for row in rows if row.title),
        voices=frozenset().union(*(voices(row.publisher, row.site_name, row.url) for row in rows)),
        first=(min(first for first, _ in dated), min(last for _, last in dated)) if dated else None,
    )


def linked(members: list[Article]) -> dict[str, tuple[str | None, str | None]]:
    if len(members) < 2:
        return {row.id: (None, None) for row in members}
    names = ("id", "flags", "site_name", "publisher", "published_at")
    original = most_likely_original(
        [
            Candidate(
                **{name: getattr(row, name) for name in names},
                first_captured=row.captured_at,
                letters=len("".join(row.text.split())),
            )
            for row in members
        ]
    )
    cluster = min((row.captured_at, row.id) for row in members)[1]
    return {row.id: (None if row.id == original.id else original.id, cluster) for row in members}
