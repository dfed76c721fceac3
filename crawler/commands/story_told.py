"""A story told to a person: the original and why it is taken for it, who carried it, and what became of it there."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.commands.story import Copy, Record, Story
from crawler.commands.story_words import (
    duration,
    people_told,
    place_told,
    share,
    texts_told,
    time_told,
    why_told,
)
from crawler.commands.terminal import shown
from db.kinship import LETTERS_MIN
from db.originality import is_spoilt
from db.queries.stories import Member, Related

NARROWEST_TABLE: Final = 100  # columns; in fewer what became of a copy stands below it, not beside
_TOLD_FLAGS: Final = frozenset(("unrestored", "truncated", "partial", "withheld"))


def told(story: Story, width: int) -> RenderableType:
    parts: list[RenderableType] = [_head(story)]
    if story.copies:
        parts += [Text(), *_carried(story, width)]
    else:
        parts += [Text(), Text(_alone(story))]
    if story.related:
        parts += [Text(), Text("related, but not this story", "bold"), *_related(story)]
    return Group(*parts)


def _head(story: Story) -> Table:
    original = story.original
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    who = "original" if story.members else "record"
    grid.add_row(who, shown(original.title or "(no headline)", "bold"))
    grid.add_row("", shown("  ".join((original.id, *_where(original, story)))))
    if original.url:
        grid.add_row("", shown(original.url))
    published = f"published {time_told(original.published_at)}" if original.published_at else "no date stated"
    captured = f"captured {time_told(story.first_captured)} UTC"
    grid.add_row("", shown(f"{published}, {captured}; {story.letters:,} letters"))
    if flags := _flags(original.flags):
        grid.add_row("", shown(flags, "yellow"))
    if story.why:
        grid.add_row("why", shown(why_told(story.why, story.members)))
    if story.members:
        grid.add_row("story", shown(", ".join(_size(story))))
    if story.named != original.id:
        grid.add_row("named", shown(f"{story.named}, a copy: {_NAMED} below"))
    return grid


def _where(record: Record, story: Story) -> Iterator[str]:
    site = story.sites[record.id]
    yield site
    if record.source != site:
        yield f"source {record.source}"
    yield f"credits {record.publisher}" if record.publisher else "credits nobody"


def _size(story: Story) -> Iterator[str]:
    sites = story.sites_count
    yield f"{len(story.members):,} records on {sites:,} {'site' if sites == 1 else 'sites'}"
    dated = [member for member in story.members if member.is_dated]
    if len(dated) > 1:
        over = duration(dated[-1].came_out - dated[0].came_out)
        yield f"published within {over}" if over else "published at the same time"
    if undated := len(story.members) - len(dated):
        yield f"{undated:,} without a date"


def _alone(story: Story) -> str:
    if story.letters < LETTERS_MIN:
        return "Nothing held has the same text; in one so short changed copies cannot be told from others."
    if not story.is_compared:
        return "Nothing held is a copy of it, as far as is known: scrapy reparse compares it with the others."
    return "Nothing held is a copy of it." + ("" if story.related else " Nor is any text held related to it.")


def _carried(story: Story, width: int) -> Iterator[RenderableType]:
    is_wide = width >= NARROWEST_TABLE
    columns = _columns(story, width)
    table = _grid(columns, is_wide=is_wide)
    table.add_row(
        *(Text(name, "bold") for name in _HEADINGS), *([Text("what became of it", "bold")] * is_wide)
    )
    yield table
    for copy in story.copies:
        changes = Group(*(shown(line) for line in became(copy)))
        table = _grid(columns, is_wide=is_wide)
        table.add_row(*_cells(copy, story), *([changes] * is_wide))
        yield table
        if not is_wide:
            yield Padding(changes, (0, 0, 0, 4))
    if left := len(story.members) - 1 - len(story.copies):
        yield shown(f"  … and {left:,} more (--limit shows more of them)", "dim")


_NAMED: Final = "←"
_HEADINGS: Final = ("came out", "carried by", "kind", "kept", "added")
_WIDTHS: Final = (17, 0, 16, 4, 5)
_LEAST_SITE, _MOST_SITE = 10, 26


def _columns(story: Story, width: int) -> list[int]:
    """How wide each column is; that of sites as wide as they are, within limits."""
    names = [cell_len(name) for copy in story.copies for name in _carrier(copy.member, story)]
    left = width - sum(_WIDTHS) - 2 * len(_WIDTHS)
    most = min(max(_MOST_SITE, width // 5) if width >= NARROWEST_TABLE else left, left)
    return [one if one else max(_LEAST_SITE, min(most, max(names))) for one in _WIDTHS]


def _grid(columns: Sequence[int], *, is_wide: bool) -> Table:
    grid = Table.grid(padding=(0, 2), expand=is_wide)
    for number, width in enumerate(columns):
        grid.add_column(width=width, overflow="fold", justify="right" if number >= 3 else "left")
    if is_wide:
        grid.add_column(ratio=1, overflow="fold")
    return grid


def _cells(copy: Copy, story: Story) -> Iterator[Text]:
    member = copy.member
    yield shown("\n".join(_when(copy)))
    name, credit = _carrier(member, story)
    yield Text.assemble(shown(name), "\n", shown(credit, "dim"))
    is_named = member.id == story.named
    kind = f"{copy.kind or ''} {_NAMED}" if is_named else copy.kind or ""
    yield Text.assemble(shown(kind, "bold"), "\n", shown(member.id, "reverse" if is_named else "dim"))
    yield Text(share(copy.changes.kept))
    yield Text(share(copy.changes.new) if copy.changes.new else "")


def _when(copy: Copy) -> tuple[str, str]:
    member = copy.member
    if not member.is_dated:
        return f"{time_told(member.first_captured)}Z", "captured; no date"
    stated = time_told(member.published_at or "")
    return stated, _later(copy.later, is_day=_is_day(member)) if copy.later is not None else ""


def _carrier(member: Member, story: Story) -> tuple[str, str]:
    return story.sites[member.id], f"credits {member.publisher}" if member.publisher else "credits nobody"


def _is_day(member: Member) -> bool:
    return len(member.published_at or "") == len("2026-03-01")


def _later(later: datetime.timedelta, *, is_day: bool) -> str:
    if is_day and abs(later) < datetime.timedelta(days=1):
        return "the day alone"
    over = duration(abs(later))
    return f"{over} {'later' if later > datetime.timedelta() else 'before'}" if over else "same time"


def became(copy: Copy) -> Iterator[str]:
    """What the copy changed, a line each; one line where that is nothing."""
    lines = [
        *(texts_told(copy.changes) or _only_marks(copy)),
        *_headline(copy),
        *(people_told(name, *people) for name, people in copy.people.items()),
        *(["in traditional characters"] if copy.is_traditional else []),
        *filter(None, [_flags(copy.member.flags)]),
    ]
    yield from lines or ["nothing changed"]


def _only_marks(copy: Copy) -> list[str]:
    is_same = copy.kind == "exact" or copy.is_traditional
    return [] if is_same else ["punctuation and line breaks alone"]


def _headline(copy: Copy) -> Iterator[str]:
    if copy.title is not None:
        yield f"headline: {copy.title}" if copy.title else "no headline"


def _flags(flags: Iterable[str]) -> str:
    telling = [flag for flag in flags if is_spoilt([flag]) or flag in _TOLD_FLAGS]
    return f"flags: {', '.join(telling)}" if telling else ""


def _related(story: Story) -> Iterator[RenderableType]:
    for one in story.related:
        article = one.article
        where = "  ".join((article.id, *_where(article, story), time_told(article.published_at or "")))
        yield Padding(shown(article.title or "(no headline)", "bold"), (0, 0, 0, 2))
        yield Padding(shown(where, "dim"), (0, 0, 0, 4))
        yield Padding(shown(f"{relation_told(one, story)}{_others(one)}"), (0, 0, 0, 4))
    if left := story.outside - len(story.related):
        yield shown(f"  … and {left:,} more", "dim")


def _others(one: Related) -> str:
    if one.others:
        return f"; likewise {one.others:,} more of its story"
    return "; it has a story of its own" if one.article.cluster_id else ""


def relation_told(one: Related, story: Story) -> str:
    """What the record is to the story, in words."""
    whose = "the original" if one.text_digest == story.original.text_digest else story.named
    if not story.members:
        whose = "this record"
    if one.relation == "near":
        return f"much like {whose}: {share(one.jaccard)} of all they say is in both"
    place = place_told(one.begins, one.ends)
    if one.relation == "contained-in":
        return f"a longer piece: {share(one.containment)} of {whose} stands in it, {place}"
    return f"a shorter piece: {share(one.containment)} of it stands in {whose}, {place}"
