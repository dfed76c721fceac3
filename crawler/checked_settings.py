"""Settings of the environment and of `-s` as what they stand for, or a sentence about what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Mapping

from scrapy.settings import BaseSettings

from crawler.alerts.channels import check_channels

_ON = frozenset({"yes", "on", "true", "1"})
_OFF = frozenset({"no", "off", "false", "0", "", "none"})

SWITCHES = (
    "CRAWL_DUE_ONLY",
    "CRAWL_PRIVATE_ADDRESSES",
    "CRAWL_RESUME",
    "ROBOTSTXT_OBEY",
    "AUTOTHROTTLE_ENABLED",
    "COOKIES_ENABLED",
    "REDIRECT_ENABLED",
    "RETRY_ENABLED",
    "STORAGE_STAGED",
)
NUMBERS = (
    "ALERT_SECONDS",
    "DATABASE_PATIENCE",
    "DOWNLOAD_DELAY",
    "DOWNLOAD_TIMEOUT",
    "RETRY_AFTER_MAX",
    "RETRY_BACKOFF",
    "CRAWL_DELAY_MAX",
    "CRAWL_URLS_KEEP_DAYS",
    "CRAWL_RESUME_HOURS",
    "CLOSESPIDER_TIMEOUT",
)
WHOLE_NUMBERS: Mapping[
    str, int
] = {  # the least each may be; with no request at once to a host a crawl would never end
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "CONCURRENT_REQUESTS": 0,
    "CRAWL_KNOWN_IN_A_ROW": 0,
    "CRAWL_LIST_PAGES_MAX": 0,
    "CRAWL_REVISITS_MAX": 0,
    "DOWNLOAD_MAXSIZE": 0,
    "REDIRECT_MAX_TIMES": 0,
    "RETRY_HOST_TIMES": 0,
    "RETRY_TIMES": 0,
    "CLOSESPIDER_ERRORCOUNT": 0,
    "CLOSESPIDER_ITEMCOUNT": 0,
    "CLOSESPIDER_PAGECOUNT": 0,
}


def check_settings(settings: BaseSettings) -> None:
    """ValueError that names the first setting which is not what it must be; switches become bools, for Scrapy too."""
    for name in SWITCHES:
        if isinstance(settings[name], str):
            settings.set(name, switched_on(settings, name), priority=settings.getpriority(name) or 0)
    for name in NUMBERS:
        if not _is_number(settings[name]):
            raise ValueError(f"{name} must be a number from 0 on, not {str(settings[name])!r}")
    for name, least in WHOLE_NUMBERS.items():
        if not _is_whole(settings[name], least):
            raise ValueError(f"{name} must be a whole number from {least} on, not {str(settings[name])!r}")
    check_channels(settings)


def switched_on(settings: BaseSettings, name: str) -> bool:
    """Whether a setting is on, said as a person says it; Scrapy's own `getbool` knows no `no`."""
    stated = str(settings[name]).strip().lower()
    if stated not in _ON | _OFF:
        raise ValueError(f"{name} must be yes or no, not {str(settings[name])!r}")
    return stated in _ON


def _is_number(stated: object) -> bool:
    try:
        number = float(str(stated))
    except ValueError:
        return stated is None
    return math.isfinite(number) and number >= 0


def _is_whole(stated: object, least: int) -> bool:
    try:
        return int(str(stated)) >= least
    except ValueError:
        return stated is None
