"""The visits and the versions of one page, from what the tables hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urljoin

from crawler.commands.trace_found import Found
from crawler.discovery.redirected import Leads, where_to
from db.models import Article, Capture, Revisit
from db.queries.traces import Version
from db.queries.versions import differences

STORED, CHANGED, UNCHANGED, NOT_MODIFIED = "stored", "changed", "unchanged", "not-modified"
GONE, REDIRECTED, REFUSED, FAILED, UNREAD = "gone", "redirected", "refused", "failed", "unread"
_THERE: Final = frozenset({STORED, CHANGED, UNCHANGED, NOT_MODIFIED})
_GONE_AS: Final = {"soft-404": "soft-404", "listing": "home"}
_LEADS_NOWHERE: Final = {Leads.HOME: "home", Leads.MISSING: "404"}

Location = Callable[[Capture], str | None]
"""Where a redirect leads, as its record says; None where that is not known."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Visit:
    """`detail` is where it leads, why it was refused, how it is gone. `back`: it had been gone. `version` is the number
    of the version it brought."""

    at: str
    what: str
    status: int | None = None
    detail: str | None = None
    record_id: str | None = None
    version: int | None = None
    back: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Edition:
    """One version of the record: `fields` are before and after of what changed, none of the first. `by` is the kind of
    the run that made it, which may be a re-parse of the same page; `at` is when the page was captured."""

    number: int
    article_id: str
    at: str
    by: str
    crawl_id: int
    record_id: str
    fields: Mapping[str, tuple[Any, Any]]
    is_removal: bool = False

    @property
    def is_first(self) -> bool:
        return not self.fields and not self.is_removal


@dataclasses.dataclass(frozen=True, kw_only=True)
class History:
    url: str
    article: Article | None
    visits: Sequence[Visit]
    editions: Sequence[Edition]
    known: Revisit | None


def history(found: Found, location: Location) -> History:
    editions = _editions(found)
    numbers = {each.record_id: each.number for each in editions if each.by != "reparse"}
    seen = sorted([*_captured(found, location, numbers), *_missed(found)], key=lambda visit: visit.at)
    return History(
        url=found.url or found.asked,
        article=found.articles[0] if found.articles else None,
        visits=_with_returns(seen),
        editions=editions,
        known=next((row for row in found.visits if row.kind == "article"), None),
    )


def _editions(found: Found) -> list[Edition]:
    present = {article.id: _values(article) for article in found.articles}
    of_article: dict[str, list[Version]] = {}
    for each in found.versions:
        if each.crawl.state != "undone":
            of_article.setdefault(each.version.article_id, []).append(each)
    return [
        edition
        for article_id, versions in of_article.items()
        for edition in _numbered(versions, present.get(article_id))
    ]


def _numbered(versions: Sequence[Version], present: Mapping[str, Any] | None) -> list[Edition]:
    followed = [each.version.earlier for each in versions[1:]] + [present]
    return [
        Edition(
            number=number,
            article_id=one.version.article_id,
            at=one.captured_at or one.crawl.started_at,
            by=one.crawl.kind,
            crawl_id=one.crawl.id,
            record_id=one.version.record_id,
            fields=_fields(one.version.earlier, later),
            is_removal=one.version.changed == ["removed"],
        )
        for number, (one, later) in enumerate(zip(versions, followed, strict=True), start=1)
    ]


def _fields(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, tuple[Any, Any]]:
    if before is None or after is None:
        return {}
    changed = (name for name in differences(before, after) if name != "text_digest")
    return {name: (before[name], after[name]) for name in changed}


def _captured(found: Found, location: Location, numbers: Mapping[str, int]) -> list[Visit]:
    changed = {each.version.record_id: each.version.earlier is not None for each in found.versions}
    visits = []
    for row in found.captures:
        what, detail = _outcome(row, found, location)
        number = numbers.get(row.record_id)
        if what == UNCHANGED and number is not None:
            what = CHANGED if changed[row.record_id] else STORED
        visits.append(
            Visit(
                at=row.captured_at,
                what=what,
                status=row.status,
                detail=detail,
                record_id=row.record_id,
                version=number,
            )
        )
    return visits


def _outcome(row: Capture, found: Found, location: Location) -> tuple[str, str | None]:
    status = row.status
    if row.outcome == "article":
        return UNCHANGED, None
    if row.outcome == "refused" and (refusal := found.refusals.get(row.record_id)):
        gone = _GONE_AS.get(refusal.reason)
        return (GONE, gone) if gone else (REFUSED, refusal.reason)
    if status == 304:
        return NOT_MODIFIED, None
    if status in (404, 410):
        return GONE, str(status)
    if status is not None and 300 <= status < 400:
        return _redirected(row, location(row))
    if status is not None and status >= 400:
        return FAILED, f"http-{status}"
    return UNREAD, None


def _redirected(row: Capture, location: str | None) -> tuple[str, str | None]:
    if not location or row.url is None:
        return REDIRECTED, None
    try:
        target = urljoin(row.url, location)
        leads = where_to(row.url, target)
    except ValueError:
        return REDIRECTED, location
    nowhere = _LEADS_NOWHERE.get(leads)
    return (GONE, nowhere) if nowhere else (REDIRECTED, target)


def _missed(found: Found) -> list[Visit]:
    """Visits without any answer, as crawls noted them."""
    return [
        Visit(at=url.ended_at, what=FAILED, detail=url.state.partition(":")[2])
        for url in (one.url for one in found.meetings)
        if url.ended_at and url.record_id is None and url.state.startswith("failed:")
        and not url.state.startswith("failed:http-")
    ]  # fmt: skip


def _with_returns(visits: Sequence[Visit]) -> list[Visit]:
    told, was_gone = [], False
    for visit in visits:
        back = was_gone and visit.what in _THERE
        told.append(dataclasses.replace(visit, back=back))
        was_gone = visit.what == GONE or (was_gone and not back)
    return told


def _values(article: Article) -> dict[str, Any]:
    return {column.name: getattr(article, column.name) for column in article.__table__.columns}
