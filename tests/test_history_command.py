"""`scrapy history`: what every visit of an article found, and each of its versions."""

from __future__ import annotations

import json

import pytest

from tests.project import completed
from tests.revisited_paper import (
    DOWN,
    EDITED,
    HOMEWARD,
    LOST,
    LYING,
    NOTHING_HERE,
    REMOVED,
    TAGGED,
    WALLED,
    Course,
)
from tests.sites.changing import url_of
from tests.sites.writing import piece

pytestmark = [pytest.mark.network, pytest.mark.timeout(300)]


def told(revisited: Course, number: int, *arguments: str) -> str:
    return completed(revisited.project.scrapy("history", url_of(number), *arguments)).stdout


def test_history_tells_every_visit(revisited: Course) -> None:
    whats = {
        number: [visit["what"] for visit in json.loads(told(revisited, number, "--json"))["visits"]]
        for number in (TAGGED, LYING, LOST, HOMEWARD, NOTHING_HERE, DOWN, WALLED)
    }
    assert whats == {
        TAGGED: ["stored", "not-modified", "unchanged", "not-modified", "unchanged"],
        LYING: ["stored", "not-modified", "not-modified", "changed", "unchanged"],
        LOST: ["stored", "gone", "gone", "unchanged", "unchanged"],
        HOMEWARD: ["stored", *["gone"] * 4],
        NOTHING_HERE: ["stored", *["gone"] * 4],
        DOWN: ["stored", "failed", "failed", *["unchanged"] * 3],
        WALLED: ["stored", "refused", "refused", "unchanged", "unchanged"],
    }


def test_history_says_when_a_page_was_gone_and_came_back(revisited: Course) -> None:
    lost, gone = (json.loads(told(revisited, number, "--json")) for number in (LOST, REMOVED))
    assert [visit["back"] for visit in lost["visits"]] == [False, False, False, True, False]
    assert lost["gone"] is None
    assert gone["gone"]["how"] == "410"
    assert gone["gone"]["confirmed_at"] > gone["gone"]["at"]


def test_history_tells_each_version_with_its_difference(revisited: Course) -> None:
    first, second = json.loads(told(revisited, EDITED, "--json"))["versions"]
    before, after = piece(EDITED), piece(41)
    assert first["fields"] == {}
    assert second["fields"]["title"] == {"before": before.title, "after": after.title}
    gone = [change["before"] for change in second["text_changes"] if change["before"]]
    come = [change["after"] for change in second["text_changes"] if change["after"]]
    assert (gone, come) == (list(before.paragraphs), list(after.paragraphs))


def test_history_is_readable(revisited: Course) -> None:
    lines = told(revisited, EDITED).splitlines()
    assert lines[0] == url_of(EDITED)
    assert any(line.endswith("changed: version 2") for line in lines)
    assert f"  - {piece(EDITED).paragraphs[0]}" in lines
    assert "gone since" in told(revisited, REMOVED)


def test_history_of_what_is_not_held_is_an_error(revisited: Course) -> None:
    ended = completed(revisited.project.scrapy("history", url_of(59)), code=1)
    assert "nothing is held" in ended.stderr
