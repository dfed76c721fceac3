"""What the sites of records are called, so that one is not taken for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from crawler.discovery.scope import registered_name
from crawler.extraction.learned import site_of


class Sited(Protocol):
    @property
    def source(self) -> str: ...
    @property
    def site_name(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


def site_names(records: Iterable[Sited]) -> list[str]:
    """Of each record its site, as a person calls it: the name it gives itself, else its host; the source where there is
    no address. Where sites of several owners give one name, as a mirror does with that of the site it copies, each with
    the name its owner registered."""
    owned = [(_called(record), _owner(record)) for record in records]
    owners = defaultdict(set)
    for name, owner in owned:
        owners[name].add(owner)
    return [f"{name} ({owner})" if owner and len(owners[name]) > 1 else name for name, owner in owned]


def _called(record: Sited) -> str:
    return record.site_name or site_of(record.url) or record.source


def _owner(record: Sited) -> str | None:
    host = site_of(record.url)
    return registered_name(host) if host else None
