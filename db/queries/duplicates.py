"""Duplicates: articles of one story, of one text or of texts that are versions of it, linked to one original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from db.clusters import components
from db.engine import in_chunks, update_by_key
from db.fields import DUPLICATE_FIELDS
from db.models import Article, Capture
from db.originality import Candidate, most_likely_original
from db.queries.merging import Settled, merging_pairs, settle
from db.queries.relations import Kinship, kinship, kinships, update_relations

_COMPARED_MAX = 1000
_FIRST_CAPTURED = (
    select(func.min(Capture.captured_at))
    .where(Capture.article_id == Article.id, Capture.outcome == "article")
    .scalar_subquery()
)
_LETTERS = func.length(
    func.replace(func.replace(func.replace(Article.text, "\n", ""), " ", ""), "\u3000", "")
)
CANDIDATE = {
    **{name: getattr(Article, name) for name in ("id", "flags", "site_name", "publisher", "published_at")},
    "first_captured": func.coalesce(_FIRST_CAPTURED, Article.captured_at),
    "letters": _LETTERS,
}
"""What of an article tells whether it is the original, by the names of `db.originality.Candidate`."""

_LINKS = [getattr(Article, name) for name in DUPLICATE_FIELDS]
_MEMBER = (*(column.label(name) for name, column in CANDIDATE.items()), Article.text_digest, *_LINKS)

_Members = Mapping[str, Sequence[Row[Any]]]


def relink(session: Session, text_digests: Iterable[str]) -> None:
    """Link the articles of each of these texts, and all whose story may be another for it, by nothing but which
    articles there are.

    Which texts make one story is told in `db.clusters`, which article is its original in `db.originality`. The cluster
    has the id of the member captured first, whichever capture its row is read from now. Of one article alone all links
    are None. Read are the texts' direct neighbours, and the stories these were part of; the rest of the archive is not.
    """
    given = frozenset(text_digests)
    settled = settle(session, update_relations(session, sorted(given)))
    members = _in_stories(session, given | settled.texts)
    stories = (
        [row for text in sorted(story) for row in members.get(text, ())]
        for story in _stories(session, members, settled, given)
    )
    update_by_key(session, Article, list(_changes(session, list(filter(None, stories)), given)))


def _in_stories(session: Session, text_digests: Collection[str]) -> _Members:
    """The articles of these texts, and those of the stories that they were part of, by text."""
    found = _members(session, text_digests)
    clusters = {row.cluster_id for rows in found.values() for row in rows} - {None}
    texts = select(Article.text_digest).distinct()
    others = {
        text
        for portion in in_chunks(clusters)
        for text in session.scalars(texts.where(Article.cluster_id.in_(portion)))
        if text
    }
    return found | _members(session, others - found.keys())


def _members(session: Session, text_digests: Iterable[str]) -> dict[str, list[Row[Any]]]:
    members = defaultdict(list)
    for digests in in_chunks(text_digests):
        for row in session.execute(select(*_MEMBER).where(Article.text_digest.in_(digests))):
            members[row.text_digest].append(row)
    return dict(members)


def _stories(
    session: Session, members: _Members, settled: Settled, given: Collection[str]
) -> Iterator[set[str]]:
    """The texts in groups that are one story each."""
    if settled.parted:
        return components(members, merging_pairs(session, members))
    stands = defaultdict(list)
    for text, rows in members.items():
        if text not in given and rows[0].cluster_id:
            stands[rows[0].cluster_id].append(text)
    together = chain.from_iterable(map(pairwise, stands.values()))
    return components(members, chain(settled.joined, together))


def _changes(
    session: Session, stories: Sequence[Sequence[Row[Any]]], given: Container[str]
) -> Iterator[dict[str, Any]]:
    originals = [_original(story) for story in stories]
    told = kinships(session, {row.text_digest for row in originals})
    for story, original in zip(stories, originals, strict=True):
        cluster = min(story, key=lambda row: (row.first_captured, row.id)).id if len(story) > 1 else None
        kin = _kinships(session, story, original, told[original.text_digest], given)
        for row in story:
            links: tuple[Any, ...] = (None, None, None, cluster)
            if row is not original:
                links = (original.id, *kin[row.text_digest], cluster)
            if tuple(row[-len(links) :]) != links:
                yield {"id": row.id, **dict(zip(DUPLICATE_FIELDS, links, strict=True))}


def _original(story: Sequence[Row[Any]]) -> Row[Any]:
    chosen = most_likely_original([_candidate(row) for row in story]).id
    return next(row for row in story if row.id == chosen)


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(**{name: getattr(row, name) for name in CANDIDATE})


def _kinships(
    session: Session,
    story: Sequence[Row[Any]],
    original: Row[Any],
    told: Mapping[str, Kinship],
    given: Container[str],
) -> dict[str, Kinship]:
    """By text, what it is to the original's, as is `told` of those related to it.

    Texts that only others connect with it are compared, but for a story of so many that it would take minutes.
    """
    own = original.text_digest
    rows = {row.text_digest: row for row in story if row.text_digest != own}
    found = {**told, own: Kinship("exact", 1.0)}
    for text, row in rows.items():
        if text not in found:
            stands = _standing(row, original, given)
            far = len(rows) > _COMPARED_MAX
            found[text] = Kinship("near", None) if far else stands or kinship(session, text, own)
    return found


def _standing(row: Row[Any], original: Row[Any], given: Container[str]) -> Kinship | None:
    """That of the link there is, if neither text can be another by now: of hundreds of copies few are compared anew."""
    if row.text_digest in given or original.text_digest in given:
        return None
    stands = row.duplicate_of == original.id and row.duplicate_kind != "exact" and row.similarity is not None
    return Kinship(row.duplicate_kind, row.similarity) if stands else None
