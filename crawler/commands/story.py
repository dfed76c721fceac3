"""The story of a record: the original, its copies with what became of the text in each, and what is related."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from crawler.commands.story_sites import site_names
from db import models
from db.changes import Changes, Passage
from db.letters import Lettered
from db.likeness import folded
from db.originality import Decision, decided
from db.queries import stories
from db.queries.stories import Member, Related

MOST_RELATED: Final = 10
PEOPLE: Final = ("byline", "authors", "editors")

Record = Member | models.Article


@dataclasses.dataclass(frozen=True, kw_only=True)
class Copy:
    """A record that carries the story, beside the original. `later` is None where either states no date; `people` are
    those of `PEOPLE` that are others, with those of the original and of the copy; `title` is the new headline, None
    where it is the same."""

    member: Member
    kind: str | None
    similarity: float | None
    later: datetime.timedelta | None
    changes: Changes
    title: str | None
    people: Mapping[str, tuple[str, str]]
    is_traditional: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Story:
    """`copies` are those to be shown, of the `members`; `outside` is how many other stories, and records of none, are
    related to it. `sites` has what the site of each record is called, by its id.

    A record without copies has no `members`. `why` tells the original from the next likely; it is None where the stated
    rules would choose another by now.
    """

    named: str
    original: models.Article
    letters: int
    first_captured: str
    is_compared: bool
    why: Decision | None
    members: Sequence[Member]
    copies: Sequence[Copy]
    related: Sequence[Related]
    outside: int
    sites: Mapping[str, str]

    @property
    def cluster_id(self) -> str | None:
        return self.original.cluster_id

    @property
    def sites_count(self) -> int:
        return len({self.sites[member.id] for member in self.members}) or 1


def collected(
    session: Session, named: models.Article, limit: int, tell: Callable[[int], None] = lambda _: None
) -> Story:
    """The story the record is of; `tell` hears of each copy that was compared. The record named is among the copies
    shown, whatever the limit."""
    original = _original(session, named)
    members = stories.members(session, original.cluster_id) if original.cluster_id else []
    chosen = _shown(members, original.id, named.id, limit)
    own = Lettered.of(original.text)
    by_id = {member.id: member for member in members}
    copies = []
    for article in stories.articles_of(session, chosen):
        copies.append(_compared(original, own, article, by_id[article.id], by_id[original.id]))
        tell(1)
    digests = dict.fromkeys(filter(None, (original.text_digest, named.text_digest)))
    related, outside = stories.related(session, list(digests), original.cluster_id, MOST_RELATED)
    return Story(
        named=named.id,
        original=original,
        letters=len(own.letters),
        first_captured=stories.first_captured(session, original.id) or original.captured_at,
        is_compared=stories.is_compared(session, original.text_digest),
        why=_why(original, members),
        members=members,
        copies=copies,
        related=related,
        outside=outside,
        sites=_sites([original, *members, *(one.article for one in related)]),
    )


def _sites(records: Sequence[Record]) -> dict[str, str]:
    return {record.id: name for record, name in zip(records, site_names(records), strict=True)}


def _original(session: Session, named: models.Article) -> models.Article:
    if named.duplicate_of is None:
        return named
    return next(stories.articles_of(session, [named.duplicate_of]), named)


def _shown(members: Sequence[Member], original: str, named: str, limit: int) -> list[str]:
    copies = [member.id for member in members if member.id != original]
    return copies[:limit] + [copy for copy in copies[limit:] if copy == named]


def _why(original: models.Article, members: Sequence[Member]) -> Decision | None:
    decision = decided(members)
    return decision if decision and decision.original.id == original.id else None


def _compared(
    original: models.Article,
    own: Lettered,
    article: models.Article,
    member: Member,
    first: Member,
) -> Copy:
    text = Lettered.of(article.text)
    retitled = folded(article.title or "") != folded(original.title or "")
    return Copy(
        member=member,
        kind=article.duplicate_kind,
        similarity=article.similarity,
        later=member.came_out - first.came_out if member.is_dated and first.is_dated else None,
        changes=Changes.between(own, text),
        title=(article.title or "") if retitled else None,
        people=_people(original, article),
        is_traditional=text.is_traditional and not own.is_traditional,
    )


def _people(original: models.Article, copy: models.Article) -> dict[str, tuple[str, str]]:
    """A byline is told only where the people in it are the same: it prints them in another way."""
    found = {}
    for name in PEOPLE:
        before, after = (_listed(getattr(one, name)) for one in (original, copy))
        if folded(before) != folded(after):
            found[name] = before, after
    if "authors" in found or "editors" in found:
        found.pop("byline", None)
    return found


def _listed(names: list[str] | str | None) -> str:
    return "、".join(names) if isinstance(names, list) else names or ""


def as_json(story: Story) -> dict[str, Any]:
    return {
        "named": story.named,
        "cluster_id": story.cluster_id,
        "records": len(story.members) or 1,
        "sites": story.sites_count,
        "original": _record(story.original, story)
        | {"first_captured": story.first_captured, "letters": story.letters},
        "why": {"rule": story.why.rule, "over": story.why.over.id} if story.why else None,
        "copies": [_copy(copy, story) for copy in story.copies],
        "copies_not_shown": max(len(story.members) - 1 - len(story.copies), 0),
        "related": [_related(one, story) for one in story.related],
        "related_not_shown": story.outside - len(story.related),
    }


def _record(record: Record, story: Story) -> dict[str, Any]:
    return {
        "id": record.id,
        "source": record.source,
        "site": story.sites[record.id],
        "title": record.title,
        "publisher": record.publisher,
        "published_at": record.published_at,
        "url": record.url,
        "flags": list(record.flags),
    }


def _copy(copy: Copy, story: Story) -> dict[str, Any]:
    changes = copy.changes
    return _record(copy.member, story) | {
        "first_captured": copy.member.first_captured,
        "seconds_later": copy.later.total_seconds() if copy.later is not None else None,
        "kind": copy.kind,
        "similarity": copy.similarity,
        "letters": changes.copy_letters,
        "kept": changes.kept,
        "added": changes.new,
        "cut_passages": _shares(changes.cut, changes.letters),
        "added_passages": _shares(changes.added, changes.copy_letters),
        "moved": changes.moved_letters / changes.letters if changes.letters else 0.0,
        "retouched": changes.retouched / changes.letters if changes.letters else 0.0,
        "headline_changed": copy.title is not None,
        "people_changed": sorted(copy.people),
        "traditional": copy.is_traditional,
    }


def _shares(passages: Sequence[Passage], letters: int) -> list[list[float]]:
    return [[passage.begins / letters, passage.ends / letters] for passage in passages]


def _related(one: Related, story: Story) -> dict[str, Any]:
    return _record(one.article, story) | {
        "cluster_id": one.article.cluster_id,
        "relation": one.relation,
        "to": one.text_digest,
        "jaccard": one.jaccard,
        "containment": one.containment,
        "begins": one.begins,
        "ends": one.ends,
        "others_of_its_story": one.others,
    }
