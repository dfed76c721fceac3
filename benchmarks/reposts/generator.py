"""A collection of articles as sites have them, with what each was made from: reposts, compounds, forms, and others."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from benchmarks.reposts import copies, cuts, forms, prose
from benchmarks.reposts.copies import Copy
from benchmarks.reposts.cuts import Passages
from benchmarks.reposts.labelled import Labelled, Passage
from benchmarks.reposts.sites import Said, of_copy, of_origin
from benchmarks.reposts.texts import SHORTEST, EndOfTextsError, MadeUp, OfFiles

Draw = random.Random
_LARGE_EVERY: Final = 400
_SECTION_OF_STORY, _SECTION_IN_DOUBT = 0.42, 0.25
"""Shares of the whole from which a section is its story without doubt, and below which it is a piece by itself."""
_AS_LONG: Final = 0.8


def collection(
    texts: MadeUp | OfFiles, count: int, seed: int = 0, advance: Callable[[int], None] = lambda _: None
) -> list[Labelled]:
    """The same for the same texts, count and seed, and the beginning of any longer one; fewer where the texts end.

    `advance` is told how many more are made."""
    made = _Collection(texts=texts)
    number = 0
    while len(made.articles) < count:
        draw = random.Random(f"{seed} {number}")
        before = len(made.articles)
        try:
            _group(draw, number)(made, draw)
        except EndOfTextsError:
            break
        advance(len(made.articles) - before)
        number += 1
    return made.articles[:count]


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Published:
    """An article of its own, and what its copies need to know of it."""

    base: int
    said: Said
    at: datetime.datetime
    article: Labelled


@dataclasses.dataclass(kw_only=True)
class _Collection:
    texts: MadeUp | OfFiles
    bases: dict[int, str] = dataclasses.field(default_factory=dict)
    articles: list[Labelled] = dataclasses.field(default_factory=list)
    stories: int = 0

    def base(self, text: str) -> int:
        number = len(self.bases)
        self.bases[number] = text
        return number

    def story(self) -> int:
        self.stories += 1
        return self.stories

    def add(self, said: Said, text: str, title: str, **fields: object) -> Labelled:
        article = Labelled(
            number=len(self.articles),
            text=text,
            title=title,
            site_name=said.outlet.site_name,
            host=said.outlet.host,
            publisher=said.publisher,
            published_at=said.published_at,
            **fields,  # type: ignore[arg-type]
        )
        self.articles.append(article)
        return article

    def publish(
        self,
        draw: Draw,
        text: str,
        title: str,
        *,
        more: Passages = (),
        more_first: bool = False,
        form: str | None = None,
    ) -> _Published:
        """`more` are passages of other bases that the text has beside its own."""
        base = self.base(text)
        said, at = of_origin(draw)
        own = cuts.whole(base, self.bases)
        passages = (*more, *own) if more_first else (*own, *more)
        full = cuts.text_of(passages, self.bases)
        article = self.add(
            said, full, title, story=self.story(), passages=passages, form=form, is_origin=True
        )
        return _Published(base=base, said=said, at=at, article=article)

    def repost(self, draw: Draw, of: _Published, copy: Copy, **fields: object) -> Labelled:
        return self.add(
            of_copy(draw, of.said, of.at),
            copy.text,
            copy.title,
            **{
                "story": of.article.story,
                "passages": copy.passages,
                "kinds": copy.kinds,
                "edited": copy.edited,
                "flags": copy.flags,
                **fields,
            },
        )


def _group(draw: Draw, number: int) -> Callable[[_Collection, Draw], None]:
    if number % _LARGE_EVERY == _LARGE_EVERY // 2:
        return _large_story
    return draw.choices((_alone, _story, draw.choice(_COMPOUNDS), _family), (36, 38, 12, 14))[0]


def _alone(made: _Collection, draw: Draw) -> None:
    made.publish(draw, made.texts.story(draw), prose.headline(draw))


def _story(made: _Collection, draw: Draw) -> None:
    _with_copies(made, draw, min(1 + int(draw.expovariate(0.4)), 12))


def _large_story(made: _Collection, draw: Draw) -> None:
    _with_copies(made, draw, draw.randint(30, 110))


def _with_copies(made: _Collection, draw: Draw, count: int) -> None:
    origin = made.publish(draw, made.texts.story(draw), prose.headline(draw))
    for _ in range(count):
        made.repost(draw, origin, copies.any_copy(origin.base, made.bases, origin.article.title, draw))


def _family(made: _Collection, draw: Draw) -> None:
    """Of one form; some members are reposted as they are, round which lines may stand."""
    name = draw.choice([*forms.FORMS, *_SHARED_PASSAGES])
    count = min(2 + int(draw.expovariate(0.2)), 25)
    if name in _SHARED_PASSAGES:
        _SHARED_PASSAGES[name](made, draw, name, count)
        return
    for title, text in list(forms.FORMS[name](draw, count, made.texts)):
        member = made.publish(draw, text, title, form=name)
        if draw.random() < 0.2:
            made.repost(
                draw,
                member,
                copies.in_another_look(member.base, made.bases, title, draw),
                form=f"{name}, reposted",
            )


def _with_passage_shared(made: _Collection, draw: Draw, name: str, count: int) -> None:
    """The company's profile, which may be published by itself, or the site's disclaimer: less than half of any."""
    shared = prose.text_of(draw, draw.randint(90, 260))
    profile = made.base(shared)
    more = cuts.whole(profile, made.bases)
    if name == "company profile" and draw.random() < 0.3:
        said, _ = of_origin(draw)
        made.add(
            said, shared, prose.headline(draw), story=made.story(), passages=more, form=name, is_origin=True
        )
    for _ in range(count):
        own = made.texts.take(draw, draw.randint(round(1.4 * len(shared)), 1200))
        made.publish(draw, own, prose.headline(draw), more=more, form=name)


def _with_the_last_told(made: _Collection, draw: Draw, name: str, count: int) -> None:
    """A follow-up tells at its end what the article before it said, a serial begins with it: up to 40% of either."""
    letters, share = draw.randint(300, 1500), draw.uniform(0.15, 0.4)
    last: Passages = ()
    for _ in range(count):
        text = made.texts.take(draw, letters)
        part = made.publish(
            draw, text, prose.headline(draw), more=last, form=name, more_first=name == "serial with a recap"
        )
        told = round(share * min(len(text), letters))
        last = (Passage(base=part.base, start=len(text) - told, end=len(text)),)


_SHARED_PASSAGES: Final[Mapping[str, Callable[[_Collection, Draw, str, int], None]]] = {
    "company profile": _with_passage_shared,
    "disclaimer": _with_passage_shared,
    "follow-up": _with_the_last_told,
    "serial with a recap": _with_the_last_told,
}


def _joined(made: _Collection, draw: Draw, share: float, kind: str) -> None:
    """Two articles in one, the first of which makes up about this share; both are published by themselves as well."""
    letters = draw.randint(250, 1500)
    parts = [
        made.publish(draw, made.texts.take(draw, wanted), prose.headline(draw))
        for wanted in (letters, round(letters * (1 - share) / share))
    ]
    passages = tuple(part.article.passages[0] for part in parts)
    main = share >= _AS_LONG
    look = copies.compound(passages, made.bases, parts[0].article.title, draw, kind, keep_title=main)
    made.repost(
        draw, parts[0], look, story=parts[0].article.story if main else made.story(), is_origin=not main
    )


def _joined_equal(made: _Collection, draw: Draw) -> None:
    _joined(made, draw, 0.5, "joined, equal")


def _joined_unequal(made: _Collection, draw: Draw) -> None:
    _joined(made, draw, 0.82, "joined, unequal")


def _digest(made: _Collection, draw: Draw) -> None:
    """Ten flashes in one; some were published by themselves."""
    said, at = of_origin(draw)
    passages: list[Passage] = []
    for n in range(10):
        text = made.texts.take(draw, draw.randint(SHORTEST, 180))
        if n < 6:
            flash = made.publish(draw, text, prose.headline(draw))
            said, at = flash.said, flash.at
            passages += flash.article.passages
        else:
            passages += cuts.whole(made.base(text), made.bases)
    look = copies.compound(tuple(passages), made.bases, "", draw, "digest of ten", keep_title=False)
    made.add(
        of_copy(draw, said, at),
        look.text,
        look.title,
        story=made.story(),
        passages=look.passages,
        kinds=look.kinds,
        edited=look.edited,
        is_origin=True,
    )


def _split(made: _Collection, draw: Draw) -> None:
    """In two or three parts: its story under its title, a matter of taste under titles of their own."""
    count = draw.choice((2, 3))
    whole = made.publish(draw, made.texts.take(draw, draw.randint(300, 3000)), prose.headline(draw))
    same_title = draw.random() < 0.5
    for sign, passages in zip(
        "上中下" if count == 3 else "上下", cuts.split(whole.base, made.bases, count), strict=False
    ):
        look = copies.compound(
            passages,
            made.bases,
            f"{whole.article.title}（{sign}）",
            draw,
            f"split in {count}",
            keep_title=same_title,
        )
        made.repost(draw, whole, look, story=whole.article.story if same_title else None)


def _section(made: _Collection, draw: Draw) -> None:
    whole = made.publish(draw, made.texts.take(draw, draw.randint(500, 3500)), prose.headline(draw))
    passages = cuts.section(whole.base, made.bases, draw.uniform(0.12, 0.6), draw)
    share = sum(map(len, passages)) / whole.article.core
    kind = next(f"section to {limit:.0%}" for limit in (0.25, 0.42, 0.65, 1) if share <= limit)
    look = copies.compound(passages, made.bases, whole.article.title, draw, kind, keep_title=False)
    made.repost(draw, whole, look, story=whole.article.story if share >= _SECTION_OF_STORY else None)
    if draw.random() < 0.5:
        made.repost(draw, whole, copies.any_copy(whole.base, made.bases, whole.article.title, draw))


_COMPOUNDS: Final[Sequence[Callable[[_Collection, Draw], None]]] = (
    _joined_equal,
    _joined_unequal,
    _digest,
    _split,
    _section,
)


def arrivals(articles: Sequence[Labelled], seed: int = 0) -> Iterator[Labelled]:
    """In an order that has nothing to do with how they were made."""
    yield from random.Random(f"arrivals {seed}").sample(list(articles), len(articles))
