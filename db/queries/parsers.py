"""Who would read a capture now: the parser of its source, with what is learned of its site.

Everywhere `parsers` names the parser of each source where nothing is learned; a source it does not name is read by
that of "ingest".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from db.models import Capture, LearnedSite, Staged

_DEFAULT_SOURCE = "ingest"
_LEARNED = " learned "  # between a parser and the version of a site, as crawler.extraction.version has it

Group = tuple[str, str | None]


def present_parser(
    parsers: Mapping[str, str], outcome: ColumnElement[str | None] | None = None
) -> ColumnElement[str]:
    """Who would read a capture now; with its `outcome`, who would have come to that.

    What is no article page is so whatever is learned of its site.
    """
    of_source = case(dict(parsers), value=Capture.source, else_=parsers[_DEFAULT_SOURCE])
    version = select(_LEARNED + LearnedSite.version).where(*_is_of_site()).correlate(Capture)
    of_site = of_source + func.coalesce(version.scalar_subquery(), "")
    return of_site if outcome is None else case((outcome == "passed", of_source), else_=of_site)


def _is_of_site() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return LearnedSite.source == Capture.source, LearnedSite.host == Capture.site


def is_unread(parsers: Mapping[str, str], *, never_read: bool) -> ColumnElement[bool]:
    """Whether its present parser has not read the capture, or with `never_read` none ever has."""
    if never_read:
        return Capture.parser.is_(None)
    return Capture.parser.is_distinct_from(_parser_of_outcome(parsers))


def _parser_of_outcome(parsers: Mapping[str, str]) -> ColumnElement[str]:
    return present_parser(parsers, Capture.__table__.c.outcome)


def is_worth_reading_again(parsers: Mapping[str, str]) -> ColumnElement[bool]:
    """What the present parser has passed over it would pass over again."""
    return Capture.outcome.is_distinct_from("passed") | is_unread(parsers, never_read=False)


def has_staged(parsers: Mapping[str, str]) -> ColumnElement[bool]:
    """Whether the capture is in `staged` as it would be read now."""
    return (
        select(Staged.record_id).where(Staged.record_id == Capture.record_id, is_staged_by(parsers)).exists()
    )


def is_staged_by(parsers: Mapping[str, str]) -> ColumnElement[bool]:
    """Whether a row of `staged` is what the capture would be read as now."""
    return Staged.parser == present_parser(parsers, Staged.__table__.c.outcome)


def stale_groups(
    session: Session, parsers: Mapping[str, str], *, never_read: bool, sources: Collection[str] | None
) -> list[ColumnElement[bool]]:
    """The pairs of source and parser in the index whose captures are to be read, or a part of one."""
    present = defaultdict(set)
    for source, version in session.execute(select(LearnedSite.source, LearnedSite.version)):
        present[source].add(parsers.get(source, parsers[_DEFAULT_SOURCE]) + _LEARNED + version)
    learned_of_site = (Capture.outcome != "passed") & select(LearnedSite.host).where(*_is_of_site()).exists()
    stale = []
    for source, parser in _groups(session):
        if (sources is not None and source not in sources) or (never_read and parser is not None):
            continue
        if parser != parsers.get(source, parsers[_DEFAULT_SOURCE]):
            if parser not in present[source]:  # each of these is of one site, and of no other
                stale.append(_in_group((source, parser)))
        elif present[source]:
            stale.append(_in_group((source, parser)) & learned_of_site)
    return stale


def _groups(session: Session) -> Iterator[Group]:
    """Each pair of source and parser once; leaps through the index, so more rows do not make it slower."""
    source = session.scalars(select(func.min(Capture.source))).one()
    while source is not None:
        here = Capture.source == source
        if session.execute(select(Capture.record_id).where(here, Capture.parser.is_(None)).limit(1)).first():
            yield source, None
        lowest = select(func.min(Capture.parser)).where(here)
        parser = session.scalars(lowest).one()
        while parser is not None:
            yield source, parser
            parser = session.scalars(lowest.where(Capture.parser > parser)).one()
        source = session.scalars(select(func.min(Capture.source)).where(Capture.source > source)).one()


def _in_group(group: Group) -> ColumnElement[bool]:
    source, parser = group
    return (Capture.source == source) & (
        Capture.parser.is_(None) if parser is None else Capture.parser == parser
    )
