"""The pages of a site since its layout was learned: read from the database, judged, learned, and let in."""

from __future__ import annotations

import bisect
import dataclasses
import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session

from crawler.clock import now
from crawler.expectations.declared import FIELDS
from crawler.expectations.evidence import SeenPage, newest_of_each
from crawler.expectations.layout import FEWEST_PAGES, NO_PROFILE, REFUSED, Profile, marks_in
from crawler.expectations.measures import HELD_BACK, SAME_PAGE, STAGE, UNREAD
from crawler.expectations.site import SiteShown, shown_by
from crawler.expectations.traits import Traits, traits_of
from crawler.extraction.version import code_of
from db.queries import answers, layouts, measures
from db.queries.layouts import PageRow
from db.times import from_text, to_text

_COLUMNS: Final = (*FIELDS, "text", "provenance")
_LONGEST_AWAITED: Final = datetime.timedelta(days=10)  # the archive may have lost it
_MOST_KEPT_OUT: Final = 5_000
_MOST_PAGES: Final = 500  # looked at of one site; the newest tell enough


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SiteState:
    """A site's layout, and its pages since, in the order of their capture."""

    source: str
    site: str
    profile: Profile
    pages: Sequence[SeenPage]

    def shown(self) -> SiteShown:
        return shown_by(self.site, self.profile, self.pages, now=now())


def states_of(session: Session, source: str, sites: Iterable[str], parser: str) -> list[SiteState]:
    """Of those sites, in the order of their names; what `parser` reads elsewhere than the one before is no oddity."""
    kept = layouts.profiles(session, source)
    found = []
    for site in sorted(set(sites)):
        stored = kept.get((source, site))
        profile = Profile.of_json(stored) if stored else NO_PROFILE
        profile = _read_anew(session, source, site, profile, parser)
        found.append(
            SiteState(source=source, site=site, profile=profile, pages=_pages(session, source, site, profile))
        )
    return found


def sites_of(session: Session, source: str) -> list[str]:
    """Those of which a layout is known."""
    return [site for _, site in layouts.profiles(session, source)]


def let_in(session: Session, state: SiteState, record_ids: Sequence[str]) -> None:
    """Notes that these are no longer to be held back, whoever reads them."""
    since = {page.record_id for page in state.pages}
    known = [record_id for record_id in state.profile.let_in if record_id in since]
    profile = dataclasses.replace(state.profile, let_in=(*known, *record_ids))
    _keep(session, state.source, state.site, profile)


def keep_out(session: Session, state: SiteState) -> None:
    """Notes that what is held back for a layout that has changed stays so, also when later pages are as before."""
    if fresh := state.shown().kept_out:
        kept = (*state.profile.kept_out, *fresh)[-_MOST_KEPT_OUT:]
        _keep(session, state.source, state.site, dataclasses.replace(state.profile, kept_out=kept))


def learn(session: Session, state: SiteState, parser: str) -> None:
    """Takes the pages since into the layout: those in good order, and odd ones of the kind every site has.

    Waits for pages that are let in and were not read again yet, as what is learned of is not looked at again.
    """
    due = now() - _LONGEST_AWAITED
    if any(page.is_held and page.captured_at > due for page in state.pages):
        return
    once = newest_of_each(state.pages)
    read = [page for page in once if page.traits]
    refused = Counter(mark for page in once for mark in page.marks if mark.startswith(REFUSED))
    if not read and not refused:
        return
    first, last = to_text(state.pages[0].captured_at), to_text(state.pages[-1].captured_at)
    before = state.profile if state.profile.pages else dataclasses.replace(state.profile, parser=parser)
    profile = before.learn(
        [page.traits for page in read if page.traits],
        first=first,
        last=last,
        refused=refused,
        carried=state.shown().sums,
    )
    _keep(session, state.source, state.site, profile)


def set_aside(session: Session, state: SiteState, record_ids: Collection[str]) -> SiteState:
    """The site without those, which are one page in place of all: they tell nothing of its layout, and stay out.

    They are in quarantine for that, so that their URLs are asked for again.
    """
    answers.refused_as(session, record_ids, SAME_PAGE)
    held = [page.record_id for page in state.pages if page.is_held and page.record_id in record_ids]
    kept_out = (*state.profile.kept_out, *held)[-_MOST_KEPT_OUT:]
    profile = dataclasses.replace(state.profile, kept_out=kept_out)
    _keep(session, state.source, state.site, profile)
    pages = [page for page in state.pages if page.record_id not in record_ids]
    return dataclasses.replace(state, profile=profile, pages=pages)


def accept_layout(session: Session, target: str) -> list[str]:
    """Forgets how the sites of a target were laid out before their pages became odd; the sites.

    What was held back for it is let in when it is read again (`scrapy reparse --quarantine layout-changed --again`),
    and the next crawl learns the layout from the pages that showed it first on. A target is a source, or a source and
    a site.
    """
    source, _, only = target.partition(" ")
    accepted = []
    for (_, site), stored in layouts.profiles(session, source).items():
        if only and site != only.removeprefix("www."):
            continue
        profile = Profile.of_json(stored)
        odd = [page for page in _pages(session, source, site, profile) if page.marks]
        if odd:
            before = odd[0].captured_at - datetime.timedelta(milliseconds=1)
            _keep(session, source, site, Profile(parser=profile.parser, learned_to=to_text(before)))
            accepted.append(site)
    return accepted


def _keep(session: Session, source: str, site: str, profile: Profile) -> None:
    layouts.keep(session, source, site, profile.as_json(), pages=profile.pages, now=to_text(now()))


def _read_anew(session: Session, source: str, site: str, profile: Profile, parser: str) -> Profile:
    """The layout as today's parser has it, once it has read enough of the pages from which it was learned."""
    if not profile.pages or profile.parser == parser:
        return profile
    rows = layouts.pages_after(
        session,
        source,
        site,
        "",
        until=profile.learned_to,
        columns=_COLUMNS,
        limit=_MOST_PAGES,
        parser=parser,
    )
    if len(rows) < FEWEST_PAGES:
        return profile
    kinds = {
        mark: times for mark, times in profile.places.get("page", {}).items() if mark.startswith(REFUSED)
    }
    plain = dataclasses.replace(profile, parser=parser, total=0, places={}, lengths={}, prose={})
    anew = plain.learn(
        [_traits(row.values or {}) for row in rows],
        first=profile.since,
        last=profile.learned_to,
        refused=kinds,
        carried=profile.carried,
    )
    return dataclasses.replace(anew, total=profile.total, let_in=profile.let_in)


def _pages(session: Session, source: str, site: str, profile: Profile) -> list[SeenPage]:
    after, reasons = profile.learned_to, (HELD_BACK, *sorted(UNREAD))
    read = layouts.pages_after(
        session, source, site, after, columns=_COLUMNS, limit=_MOST_PAGES, refused_for=reasons
    )
    refused = layouts.refused_after(
        session,
        source,
        site,
        after,
        stages=(STAGE, "extraction"),
        reasons=reasons,
        limit=_MOST_PAGES,
    )
    begun = measures.begun_after(session, source, after)
    seen = [_seen(row, profile, bisect.bisect(begun, row.captured_at)) for row in (*read, *refused)]
    return sorted(seen, key=lambda page: (page.captured_at, page.record_id))


def _seen(row: PageRow, profile: Profile, crawl: int) -> SeenPage:
    traits = None if row.values is None else _traits(row.values)
    if traits is not None:
        detail = "\n".join(map(str, profile.oddities(traits, parser=code_of(row.parser))))
        marks = marks_in(detail)
    elif row.stage == STAGE:
        detail, marks = row.detail, marks_in(row.detail)
    else:
        detail, marks = "", frozenset({f"{REFUSED} {row.reason}"})
    return SeenPage(
        record_id=row.record_id,
        url=row.url,
        captured_at=from_text(row.captured_at),
        marks=marks,
        crawl=crawl,
        traits=traits,
        is_held=row.stage == STAGE and row.record_id not in profile.kept_out,
        detail=detail,
    )


def _traits(values: Mapping[str, Any]) -> Traits:
    return traits_of(values["provenance"], {field: values[field] for field in FIELDS}, values["text"])
