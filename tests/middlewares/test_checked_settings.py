"""Which values settings may have, a table of each kind."""

from __future__ import annotations

import re

import pytest
from scrapy.settings import Settings

from crawler.checked_settings import check_settings, switched_on


@pytest.mark.parametrize("said", ["yes", "Yes", "on", "TRUE", "1", " yes ", 1, True])
def test_a_switch_is_on(said: object) -> None:
    assert switched_on(Settings({"SWITCH": said}), "SWITCH")


@pytest.mark.parametrize("said", ["no", "NO", "off", "False", "0", "", " ", 0, False, None])
def test_a_switch_is_off(said: object) -> None:
    assert not switched_on(Settings({"SWITCH": said}), "SWITCH")


@pytest.mark.parametrize("said", ["perhaps", "2", "-1", "是"])
def test_anything_else_is_no_switch(said: str) -> None:
    with pytest.raises(ValueError, match=f"SWITCH must be yes or no, not '{said}'"):
        switched_on(Settings({"SWITCH": said}), "SWITCH")


def test_a_switch_of_scrapy_is_said_the_same_way() -> None:
    settings = Settings({"ROBOTSTXT_OBEY": "no", "COOKIES_ENABLED": "on"})
    check_settings(settings)
    assert not settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("COOKIES_ENABLED")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DOWNLOAD_DELAY", "0"),
        ("DOWNLOAD_DELAY", "1.5"),
        ("RETRY_AFTER_MAX", 600),
        ("CONCURRENT_REQUESTS", "0"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "4"),
    ],
)
def test_a_number_passes(name: str, said: object) -> None:
    check_settings(Settings({name: said}))


@pytest.mark.parametrize(
    ("name", "said", "wanted"),
    [
        *(("DOWNLOAD_DELAY", said, "a number from 0 on") for said in ("fast", "-1", "", "nan", "inf", "1,5")),
        ("RETRY_AFTER_MAX", "10m", "a number from 0 on"),
        ("CRAWL_DELAY_MAX", "x", "a number from 0 on"),
        ("DOWNLOAD_TIMEOUT", "-0.1", "a number from 0 on"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "0", "a whole number from 1 on"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "1.5", "a whole number from 1 on"),
        ("RETRY_HOST_TIMES", "-1", "a whole number from 0 on"),
    ],
)
def test_what_is_no_such_number_is_told_by_name(name: str, said: str, wanted: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"{name} must be {wanted}, not '{said}'")):
        check_settings(Settings({name: said}))
