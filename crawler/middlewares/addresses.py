"""Nothing is asked of the network the crawler runs in: private addresses are refused, before and after DNS."""

from __future__ import annotations

import ipaddress
import logging
import socket
import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar, Self
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, NotConfigured
from scrapy.resolver import CachingHostnameResolver
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostResolution

from crawler.checked_settings import switched_on
from crawler.middlewares.failures import FailedRequestError, failed

logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SETTING = "CRAWL_PRIVATE_ADDRESSES"
CAUSE = "private-address"

# RFC 6761, 6762, 8375, and what ICANN has set aside for private use
_PRIVATE_SUFFIXES = (
    "localhost",
    "localdomain",
    "local",
    "internal",
    "home.arpa",
    "lan",
    "intranet",
    "corp",
    "home",
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")
_NOT_GLOBAL = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b:1::/48", "fec0::/10", "5f00::/16", "3fff::/20", "192.88.99.0/24", "100.64.0.0/10"),
    )
)


class AddressesMiddleware:
    """Refuses URLs on private hosts, however spelled, and tells why a name was refused that has private addresses.

    Its place is behind the choice of a proxy. A proxy is the operator's choice and may lie anywhere.
    """

    def __init__(self, crawler: Crawler) -> None:
        if switched_on(crawler.settings, SETTING):
            raise NotConfigured

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlparse_cached(request)
        if parts.scheme in ("http", "https") and (why := private_host(parts.hostname or "")):
            raise _refusal(request, why)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raised here, before the retry middleware takes it for a name that may be found next time."""
        host = urlparse_cached(request).hostname or ""
        addresses = PublicResolver.refused.get(host)
        if isinstance(exception, CannotResolveHostError) and addresses and not request.meta.get("proxy"):
            raise _refusal(request, f"{host} is {', '.join(addresses)}") from exception


class PublicResolver(CachingHostnameResolver):
    """Gives those addresses of a name, IPv4 and IPv6, that lie in the public network, to connect to and no others.

    As the connection is made to the very address that was checked, a name that changes in between gains nothing.
    """

    refused: ClassVar[dict[str, list[str]]] = {}  # names whose addresses are all private, in this process

    def __init__(self, reactor: ReactorBase, cache_size: int, *, allowed: frozenset[str] | None) -> None:
        super().__init__(reactor, cache_size)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, cache_size, allowed=None if switched_on(settings, SETTING) else _proxy_hosts())

    def resolveHostName(  # noqa: N802
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        receiver = resolutionReceiver
        if self._allowed is not None and hostName not in self._allowed:
            receiver = PublicAddresses(receiver, hostName)
        return super().resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


class PublicAddresses:
    """An IResolutionReceiver: passes the public addresses of a name on, notes the others where that is none."""

    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host
        self._refused: list[str] = []
        self._passed = 0

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(ipaddress.ip_address(address.host.partition("%")[0])):
            self._passed += 1
            self._receiver.addressResolved(address)
        else:
            self._refused.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        PublicResolver.refused.pop(self._host, None)
        if self._refused and not self._passed:
            PublicResolver.refused[self._host] = self._refused
        self._receiver.resolutionComplete()


def private_host(host: str) -> str | None:
    """Why the host of a URL is refused before any lookup: a private address in any spelling, or a local name."""
    name = unicodedata.normalize("NFKC", unquote(host)).replace("。", ".").rstrip(".").lower()
    address = literal_address(name)
    if address is not None:
        return None if is_public(address) else f"{host} is a private address ({address})"
    if not name:
        return "it names no host"
    if "." not in name or any(name.endswith(f".{suffix}") for suffix in _PRIVATE_SUFFIXES):
        return f"{host} is a name of a private network"
    return None


def literal_address(host: str) -> Address | None:
    """The address a host stands for that is no name: IPv6, or IPv4 in all forms that inet_aton takes (`0x7f.1`)."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    if any(character.isspace() for character in host):  # of which inet_aton would read the beginning
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeEncodeError):
        return None


def is_public(address: Address) -> bool:
    """Whether it belongs to the public network. One that carries an IPv4 address is what that address is."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = _carried(address)
        if carried is not None:
            return all(map(is_public, carried))
    local = address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global
    return not local and not any(address in network for network in _NOT_GLOBAL)


def _carried(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...] | None:
    """IPv4-mapped, NAT64 (RFC 6052), 6to4 and Teredo addresses are ways to an IPv4 address."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64 or address in _IPV4_COMPATIBLE:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return None


def _proxy_hosts() -> frozenset[str]:
    hosts = (urlsplit(url if "//" in url else f"//{url}").hostname for url in getproxies().values())
    return frozenset(filter(None, hosts))


def _refusal(request: Request, why: str) -> FailedRequestError:
    message = f"{request.url} is refused: {why}; set {SETTING}=1 to allow it"
    logger.warning(message)
    return failed(request, CAUSE, message)
