"""What the pages of one site show together: the fault to tell, pages to let in after all, and whether to learn."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from crawler.expectations.declared import FIELDS
from crawler.expectations.evidence import (
    HALVED,
    SeenPage,
    Verdict,
    newest_of_each,
    repeated,
    said_of,
    verdict,
)
from crawler.expectations.fault import Fault
from crawler.expectations.layout import HELD, MOVED, REFUSED, SHORT, WITH_ALL, Profile

_LONGEST_HELD: Final = datetime.timedelta(days=3)
_EXAMPLES: Final = 3
_MOST_REPEATED: Final = 0.5  # share of the moved titles that are several pages' own
_DRIFT: Final = frozenset(mark for mark in HELD if mark.endswith(MOVED))


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class SiteShown:
    """`released` are records that were held back and are let in, `kept_out` those that are not, whatever comes later.

    `learns` is whether the pages are in good order, `sums` is the evidence that goes on with the next pages.
    """

    site: str
    fault: Fault | None
    released: tuple[str, ...]
    kept_out: tuple[str, ...]
    learns: bool
    sums: Mapping[str, Mapping[str, float]]


def shown_by(site: str, profile: Profile, pages: Sequence[SeenPage], *, now: datetime.datetime) -> SiteShown:
    """Of pages met since the profile was learned, in the order of their capture."""
    once = newest_of_each(pages)
    found = verdict(profile, once)
    kept = _bad(profile, found, once)
    return SiteShown(
        site=site,
        fault=_fault(site, profile, once, found, kept) if found.shown else None,
        released=tuple(_released(pages, kept, found, now)),
        kept_out=tuple(page.record_id for page in pages if page.is_held and page.marks & kept),
        learns=found.is_settled,
        sums=found.sums,
    )


def _bad(profile: Profile, found: Verdict, pages: Sequence[SeenPage]) -> frozenset[str]:
    """Marks of pages that are not to be stored: those whose fields were read elsewhere may be as good as before.

    One part of a site may begin to name no author; where no page names one any more, the name is not found.
    """
    held = frozenset(mark for mark in found.shown - (WITH_ALL - found.of_all) if profile.holds(mark))
    return held if held - _DRIFT or _names_the_site(found.shown, pages) else frozenset()


def _names_the_site(shown: frozenset[str], pages: Sequence[SeenPage]) -> bool:
    """Whether what is now read as titles is the same on page after page."""
    moved = [page for page in pages if f"title {MOVED}" in page.marks & shown]
    return len(moved) > 1 and repeated(moved, f"title {MOVED}") >= _MOST_REPEATED * len(moved)


def _released(
    pages: Sequence[SeenPage], kept: frozenset[str], found: Verdict, now: datetime.datetime
) -> Iterator[str]:
    for page in pages:
        waits = page.marks & found.open and now - page.captured_at < _LONGEST_HELD
        if page.is_held and not waits and not page.marks & kept:
            yield page.record_id


def _fault(
    site: str, profile: Profile, pages: Sequence[SeenPage], found: Verdict, kept: frozenset[str]
) -> Fault:
    odd = [page for page in pages if page.marks & found.shown] or list(pages)
    evidence: dict[str, object] = {
        "site": site,
        "pages": len(pages),
        "odd": len(odd),
        "fields": _before_and_after(profile, odd, found.shown),
        "examples": [{"url": page.url, "record_id": page.record_id} for page in odd[-_EXAMPLES:]],
    }
    if found.shown == {HALVED} or found.shown == {f"text {SHORT}"}:
        message = f"{site}: the texts of {len(pages)} pages are much shorter than before"
        return Fault(cause="text-short", subject=site, message=message, evidence=evidence)
    said = "; ".join(_said(profile, odd, mark) for mark in sorted(found.shown))
    message = f"{site}: {len(odd)} of {len(pages)} pages are read otherwise than before: {said}"
    if kept or any(mark.startswith(REFUSED) for mark in found.shown):
        return Fault(cause="layout-changed", subject=site, message=message, evidence=evidence)
    if found.shown & _DRIFT:
        return Fault(cause="layout-drift", subject=site, message=message, evidence=evidence)
    lost = [field for field in FIELDS if any(mark.startswith(field) for mark in found.shown)]
    return Fault(cause="field-missing", subject=lost[0], message=message, evidence=evidence)


def _before_and_after(
    profile: Profile, odd: Sequence[SeenPage], marks: Iterable[str]
) -> dict[str, dict[str, str]]:
    fields = {mark.partition(" ")[0]: mark for mark in sorted(marks)}
    return {
        field: {"before": profile.usual("text" if field == REFUSED else field), "now": _now(odd, mark)}
        for field, mark in fields.items()
    }


def _said(profile: Profile, odd: Sequence[SeenPage], mark: str) -> str:
    field = mark.partition(" ")[0]
    usual = profile.usual("text" if field == REFUSED else field)
    return f"{mark} (was {usual}, is {_now(odd, mark)})"


def _now(odd: Sequence[SeenPage], mark: str) -> str:
    """What the newest page that bears the mark says of it."""
    said = next(filter(None, (said_of(page, mark) for page in reversed(odd))), "")
    return said.rpartition(", is ")[2] or mark.partition(" ")[2]
