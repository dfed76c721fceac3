"""What the schedule file may say, and how it is told what is wrong in it."""

from __future__ import annotations

import datetime

import pytest

from crawler.scheduling.plan import Entry, Known, PlanError, entries

KNOWN = {
    "weekly": Known(rule="1w", arguments=("refetch",)),
    "columns": Known(rule="adaptive", arguments=("refetch", "author")),
    "news": Known(rule="adaptive", arguments=("refetch", "url", "scope", "pages")),
}


def read(text: str) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries(text, "plan.toml", KNOWN)}


def test_without_a_word_each_source_goes_by_its_own_rule() -> None:
    assert {key: (entry.rule, entry.stated) for key, entry in read("").items()} == {
        "columns": ("adaptive", False),
        "news": ("adaptive", False),
        "weekly": ("1w", False),
    }


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('every = "2h"', "2h"),
        ('cron = "*/20 6-23 * * *"', "*/20 6-23 * * *"),
        ('cron = "@daily"', "@daily"),
        ("adaptive = true", "adaptive"),
        ("off = true", "off"),
        ('time_limit = "1h"', "1w"),
    ],
)
def test_the_rule_of_a_source_is_what_its_table_says(line: str, rule: str) -> None:
    assert read(f"[weekly]\n{line}")["weekly"].rule == rule


def test_what_is_said_of_all_holds_where_nothing_else_is_said() -> None:
    found = read(
        '[all]\nevery = "3h"\ntime_limit = "1h"\nsettings = {DOWNLOAD_DELAY = 3, RETRY_TIMES = 1}\n'
        '[weekly]\ncron = "0 6 * * *"\ntime_limit = "2h"\nsettings = {DOWNLOAD_DELAY = 0.5}'
    )
    assert (found["columns"].rule, found["weekly"].rule) == ("3h", "0 6 * * *")
    assert found["columns"].time_limit == datetime.timedelta(hours=1)
    assert found["weekly"].time_limit == datetime.timedelta(hours=2)
    assert found["weekly"].settings == {"DOWNLOAD_DELAY": "0.5", "RETRY_TIMES": "1"}


def test_any_number_of_other_sites_and_arguments_of_a_spider() -> None:
    found = read(
        '[columns]\nauthor = [123, 456]\n[any.a]\nurl = "https://a.example/"\nevery = "6h"\n'
        '[any."b.example"]\nurl = ["https://b.example/x/", "https://b.example/y/"]\nscope = "folder"\npages = 50\n'
        "refetch = true"
    )
    assert found["columns"].arguments == {"author": "123,456"}
    assert (found["any.a"].source, found["any.a"].rule) == ("news", "6h")
    assert found["any.b.example"].arguments == {
        "url": "https://b.example/x/,https://b.example/y/",
        "scope": "folder",
        "pages": "50",
        "refetch": "1",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[weekly", "plan.toml is no TOML"),
        (
            "[weakly]\nevery='1h'",
            r"plan.toml: weakly: there is no such table or source.*did you mean weekly\?",
        ),
        ("weekly = 1", r"plan.toml: weekly: a table is wanted: \[weekly\]"),
        ("[[weekly]]\nevery='1h'", "plan.toml: weekly: a table is wanted"),
        ("[weekly]\nevry='1h'", r"plan.toml: weekly.evry: there is no such key.*did you mean every\?"),
        ("[weekly]\nauthor=1", r"plan.toml: weekly.author: there is no such key"),
        ("[weekly]\nevery=3600", "plan.toml: weekly.every: a text is wanted"),
        ("[weekly]\nevery='often'", "plan.toml: weekly.every: 'often' is no time"),
        ("[weekly]\nevery='0 0 * * *'", "plan.toml: weekly.every: '0 0 "),
        ("[weekly]\ncron='1h'", "plan.toml: weekly.cron: '1h' is no cron expression"),
        ("[weekly]\ncron='0 25 * * *'", "plan.toml: weekly.cron: '0 25 "),
        ("[weekly]\nevery='1h'\noff=true", "plan.toml: weekly: every and off cannot go together"),
        ("[weekly]\noff=false", "plan.toml: weekly.off: only true"),
        ("[weekly]\ntime_limit=60", "plan.toml: weekly.time_limit: a text"),
        ("[weekly]\ntime_limit='long'", "plan.toml: weekly.time_limit: 'long' is no time"),
        ("[weekly]\nsettings=1", "plan.toml: weekly.settings: a table"),
        ("[weekly.settings]\ndelay=1", "plan.toml: weekly.settings.delay: no setting"),
        ("[weekly.settings]\nDELAY={}", "plan.toml: weekly.settings.DELAY: a text, a number"),
        ('[weekly.settings]\nDELAY="\\u0000"', "plan.toml: weekly.settings.DELAY: a text, a number"),
        ("[columns]\nauthor=[]", "plan.toml: columns.author: a text, a number"),
        ("[any]\na=1", "plan.toml: any.a: a table"),
        ("[any.a]\nauthor=1", "plan.toml: any.a.author: there is no such key"),
        ("[all]\nurl='x'", "plan.toml: all.url: there is no such key"),
    ],
)
def test_what_cannot_be_is_told_with_the_file_and_the_key(text: str, told: str) -> None:
    with pytest.raises(PlanError, match=told):
        read(text)


def test_where_a_source_cannot_be_loaded_the_table_of_it_keeps_nothing_else_from_being_crawled() -> None:
    text = '[broken]\nevery = "2h"\n[weekly]\nevery = "3h"\n[any.paper]\nurl = "http://paper.example/"'
    known = {"weekly": KNOWN["weekly"]}
    found = entries(text, "plan.toml", known, is_all_known=False)
    assert [(entry.key, entry.rule) for entry in found] == [("weekly", "3h")]
