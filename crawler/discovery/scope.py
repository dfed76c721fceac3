"""How far a crawl of a site nobody has declared goes, and which of its addresses are one page."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable
from typing import Final, Self
from urllib.parse import urlsplit

import tldextract

HOST, FOLDER, DOMAIN = "host", "folder", "domain"
KINDS: Final = (HOST, FOLDER, DOMAIN)

_WWW: Final = "www."
_TWIN: Final = re.compile(r"(?:m|wap|3g|mobile|amp|touch|h5)\.")  # the same articles again, for phones
_INDEX: Final = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """`host`: the hosts begun with, with and without `www.`. `folder`: these, at or below the page begun with.

    `domain`: all hosts under the names their owners registered; on a hosting platform that is one customer's. Hosts
    in `others` are left out, and so are mobile twins of a site that was not begun with its mobile twin.
    """

    kind: str
    seeds: tuple[str, ...]
    others: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"scope is {', '.join(KINDS[:-1])} or {KINDS[-1]}, not {self.kind!r}")

    def holds(self, url: str) -> bool:
        host = host_of(url)
        if host is None:
            return False
        begun = {host_of(seed) or "" for seed in self.seeds}
        if _bare(host) in map(_bare, begun):
            return self.kind != FOLDER or any(_is_below(url, seed) for seed in self.seeds)
        if self.kind != DOMAIN or host in self.others or _is_twin(host, begun):
            return False
        return registered_name(host) in map(registered_name, begun)

    def with_seed(self, url: str) -> Self:
        """The scope of a site that sends its visitors elsewhere."""
        return dataclasses.replace(self, seeds=(*self.seeds, url))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts begun with, in both forms."""
        bare = dict.fromkeys(_bare(host_of(seed) or "") for seed in self.seeds)
        return tuple(name for host in bare for name in (host, _WWW + host))


def one_page(url: str) -> str:
    """A key that is equal for the addresses under which a site serves one page."""
    parts = urlsplit(url)
    path = _INDEX.sub("/", parts.path).rstrip("/")
    host = _bare(parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path}?{parts.query}{fragment}"


def host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


@functools.lru_cache(maxsize=10_000)
def registered_name(host: str) -> str:
    """`news.example.com.cn` -> `example.com.cn`; the host itself where it is an address."""
    extracted = _extractor()(host)
    if extracted.suffix or extracted.ipv4 or extracted.ipv6:
        return extracted.top_domain_under_public_suffix or host
    return ".".join(
        host.split(".")[-2:]
    )  # of a suffix nobody lists, as https://publicsuffix.org/list/ has it


def is_public_suffix(host: str) -> bool:
    """Whether names under it belong to many owners: `com.cn`, `github.io`."""
    return not _extractor()(host).domain


@functools.cache
def _extractor() -> tldextract.TLDExtract:
    """With the list that comes with the library; it asks nothing of the network and writes no file."""
    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def _bare(host: str) -> str:
    return host.removeprefix(_WWW)


def _is_twin(host: str, begun: Iterable[str]) -> bool:
    return _TWIN.match(host) is not None and not any(map(_TWIN.match, begun))


def _is_below(url: str, seed: str) -> bool:
    if _bare(host_of(url) or "") != _bare(host_of(seed) or ""):
        return False
    folder = urlsplit(seed).path.rpartition("/")[0] + "/"
    return f"{urlsplit(url).path.rstrip('/')}/".startswith(folder)
