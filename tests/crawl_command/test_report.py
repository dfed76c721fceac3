"""What a crawl says came of it: the lines it ends with, and its exit code."""

from __future__ import annotations

import collections
import json
import re

import pytest

from crawler.commands.crawl import exit_code
from crawler.commands.crawl_report import nothing_found, summary
from tests.crawl_command.crawls import REPLICA, last_line
from tests.project import FAST, Project, completed
from tests.sites.server import Serving


@pytest.mark.network
def test_the_last_line_counts_what_came_of_it(project: Project, served: Serving) -> None:
    told = project.folder / "told.json"
    shown = completed(project.scrapy("crawl", "finews", *FAST, "--stats-json", told)).stdout
    line = last_line(shown)
    articles, refused = len(REPLICA.articles), collections.Counter(x.reason for x in REPLICA.dropped.values())
    assert line.startswith("finews finished: ")
    assert f"{len(served.requested)} responses captured" in line
    assert f"{articles} articles stored ({articles - 1} new, 1 copy, 0 changed, 0 as before)" in line
    assert f"{refused.total()} refused (" in line
    assert all(f"{count} {reason}" in line for reason, count in refused.items())
    came_to = json.loads(told.read_text(encoding="utf-8"))
    assert came_to["captured"] == len(served.requested)
    assert sum(came_to["urls"].values()) == came_to["discovered"]
    for state, count in came_to["urls"].items():
        assert re.search(rf"^{state.replace(':', ' ')} +{count}\b", shown, re.MULTILINE), state
    assert re.search(rf"^discovered +{came_to['discovered']}\b", shown, re.MULTILINE)
    [crawl] = project.rows("crawls", order_by="id")
    counts = json.loads(crawl["counts"])
    assert {f"urls/{state}": count for state, count in came_to["urls"].items()}.items() <= counts.items()


@pytest.mark.parametrize(
    ("stats", "code"),
    [
        ({"finish_reason": "finished"}, 0),
        ({"finish_reason": "finished", "extraction/refused/no-text": 4}, 0),
        ({"finish_reason": "shutdown"}, 130),
        ({"finish_reason": "archive-unwritable"}, 1),
        ({"finish_reason": "closespider_pagecount"}, 1),
        ({"finish_reason": "finished", "storage/crashed": 1}, 1),
        ({"finish_reason": "finished", "spider_exceptions/count": 1}, 1),
    ],
)
def test_the_exit_code_says_whether_all_went_well(stats: dict[str, object], code: int) -> None:
    assert exit_code(stats) == code


@pytest.mark.parametrize(
    ("stats", "shown"),
    [
        ({"seeds/listing": 1, "seeds/reached": 1}, None),
        (
            {"seeds/robots": 1, "seeds/reached": 0, "seeds/first_failed": "http://a.example/ robots"},
            "robots.txt forbids",
        ),
        (
            {
                "seeds/listing": 1,
                "seeds/gone": 1,
                "seeds/reached": 1,
                "seeds/first_failed": "http://a.example/x gone",
            },
            None,
        ),
        (
            {"seeds/failed:dns": 2, "seeds/reached": 0, "seeds/first_failed": "http://a.example/ failed:dns"},
            "the host of http://a.example/ is not known to the DNS (and 1 more)",
        ),
        (
            {
                "seeds/failed:private-address": 1,
                "seeds/reached": 0,
                "seeds/first_failed": "http://a/ failed:private-address",
            },
            "CRAWL_PRIVATE_ADDRESSES=1",
        ),
        (
            {
                "seeds/failed:http-500": 1,
                "seeds/reached": 0,
                "seeds/first_failed": "http://a.example/ failed:http-500",
            },
            "http://a.example/: failed http-500",
        ),
        (
            {
                "seeds/listing": 1,
                "seeds/reached": 1,
                "urls/refused:challenge": 4,
                "challenge/first_url": "http://a.example/1",
            },
            "no article could be had: http://a.example/1 answers with a challenge",
        ),
        (
            {
                "seeds/reached": 1,
                "urls/refused:challenge": 4,
                "urls/stored": 1,
                "challenge/first_url": "http://a.example/1",
            },
            None,
        ),
        (
            {
                "seeds/refused:empty-shell": 1,
                "seeds/first_failed": "http://a.example/ refused:empty-shell",
                "urls/refused:empty-shell": 1,
                "urls/stored": 40,
            },
            None,
        ),
    ],
)
def test_a_crawl_that_could_find_nothing_says_why(stats: dict[str, object], shown: str | None) -> None:
    told = nothing_found(stats)
    assert (told is None) == (shown is None)
    assert shown is None or shown in str(told)
    assert exit_code({"finish_reason": "finished", **stats}) == (0 if shown is None else 1)


def test_the_last_line_has_the_counts_of_the_table_whatever_stages_pages_went_through() -> None:
    line = summary(
        "finews",
        {
            "finish_reason": "finished",
            "expectations/refused/layout-changed": 3,
            "extraction/refused/listing": 5,
            "storage/stored": 2_000,
            "urls/discovered": 49,
            "urls/stored": 3,
            "urls/duplicate": 2,
            "urls/unchanged": 1,
            "urls/known": 33,
            "urls/listing": 6,
            "urls/refused:no-text": 3,
            "urls/refused:challenge": 1,
            "archive/recovered": 1500,
        },
    )
    assert "6 articles stored (3 new, 2 copies, 0 changed, 1 as before)" in line
    assert "4 refused (3 no-text, 1 challenge)" in line
    assert "besides 1,500 of the pages left unread by an earlier run" in line
