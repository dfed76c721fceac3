"""A story that travels over a web of sites is one story, whichever page comes first, and what looks like it is not."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.foreign_archives import http, packed, warc_record
from tests.project import FAST, Project, completed
from tests.sites import reposts
from tests.sites.reposts.carriers import CARRIERS, Carrier, original_of
from tests.sites.server import serving
from tests.sites.site import characters_between

pytestmark = pytest.mark.network

OFF = 0.02  # by which a similarity may be another, as where a mirror's characters are guessed


@dataclasses.dataclass(frozen=True, kw_only=True)
class Archive:
    """What a project holds of the web, by the names of its pages."""

    project: Project
    records: Mapping[str, dict[str, Any]]

    @classmethod
    def of(cls, project: Project) -> Archive:
        rows = {row["url"]: row for row in project.rows("articles", order_by="id")}
        return cls(project=project, records={one.name: rows[one.url] for one in CARRIERS if one.url in rows})

    def name(self, article_id: str | None) -> str | None:
        return next((name for name, row in self.records.items() if row["id"] == article_id), None)

    def stories(self) -> set[frozenset[str]]:
        members = defaultdict(set)
        for name, row in self.records.items():
            members[row["cluster_id"] or row["id"]].add(name)
        return set(map(frozenset, members.values()))

    def links(self) -> dict[str, tuple[str | None, str | None]]:
        return {
            name: (self.name(row["duplicate_of"]), row["duplicate_kind"])
            for name, row in self.records.items()
        }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reposts")


@pytest.fixture(scope="module")
def crawled(folder: Path) -> Archive:
    with serving(reposts.sites()) as served:
        project = Project(folder=folder / "crawled", environment=served.environment)
        project.folder.mkdir()
        url = ",".join(reposts.roots())
        completed(project.scrapy("crawl", "news", "-a", f"url={url}", *FAST, "-L", "WARNING"))
    return Archive.of(Project(folder=project.folder))


def taken_in(folder: Path, *portions: Sequence[Carrier]) -> Archive:
    """The pages as another tool archived them, a file after another, each with its pages in this order."""
    project = Project(folder=folder)
    folder.mkdir()
    for number, carriers in enumerate(portions):
        path = folder / f"{number}.warc.gz"
        path.write_bytes(packed(*map(response, carriers)))
        completed(project.scrapy("ingest", path))
    return Archive.of(project)


def response(carrier: Carrier) -> bytes:
    kind = carrier.page.content_type
    block = http(carrier.page.body).replace(b"Content-Type: text/html", f"Content-Type: {kind}".encode(), 1)
    number = f"<urn:uuid:00000000-0000-4000-8000-{CARRIERS.index(carrier):012d}>"
    return warc_record("response", block, url=carrier.url, record_id=number)


@pytest.fixture(scope="module")
def forwards(folder: Path) -> Archive:
    return taken_in(folder / "forwards", CARRIERS)


@pytest.fixture(scope="module")
def backwards(folder: Path) -> Archive:
    middle = len(CARRIERS) // 2
    return taken_in(folder / "backwards", CARRIERS[:middle:-1], CARRIERS[middle::-1])


def expected_stories() -> set[frozenset[str]]:
    members = defaultdict(set)
    for one in CARRIERS:
        members[one.story or one.name].add(one.name)
    return set(map(frozenset, members.values()))


def test_every_page_of_the_web_is_a_record_of_its_own(crawled: Archive) -> None:
    assert set(crawled.records) == {one.name for one in CARRIERS}
    read = {name: row["title"] for name, row in crawled.records.items()}
    assert read == {one.name: one.title for one in CARRIERS}
    off = {one.name: characters_between(crawled.records[one.name]["text"], one.gold.text) for one in CARRIERS}
    assert {one.name: off[one.name] for one in CARRIERS if off[one.name] > one.gold.characters_off} == {}


def test_what_carries_a_story_is_in_it_and_nothing_else(crawled: Archive) -> None:
    assert crawled.stories() == expected_stories()


def test_copies_point_to_the_one_the_others_credit(crawled: Archive) -> None:
    told = {name: original for name, (original, _) in crawled.links().items()}
    originals = {one.name: original_of(one) for one in CARRIERS}
    assert told == {name: original.name if original else None for name, original in originals.items()}


@pytest.mark.parametrize("carrier", [one for one in CARRIERS if one.kinds], ids=lambda one: one.name)
def test_a_copy_says_what_became_of_the_text(crawled: Archive, carrier: Carrier) -> None:
    assert crawled.records[carrier.name]["duplicate_kind"] in carrier.kinds


@pytest.mark.parametrize(
    ("name", "similarity"),
    [
        ("press", 1.0),
        ("feed", 1.0),
        ("traditional", 1.0),
        ("portal", 0.93),
        ("mirror", 0.92),
        ("author", 0.59),
        ("section", 0.49),
        ("town", 0.94),
    ],
)
def test_how_much_is_shared_is_told(crawled: Archive, name: str, similarity: float) -> None:
    assert crawled.records[name]["similarity"] == pytest.approx(similarity, abs=OFF)


def test_the_mirror_s_copy_is_known_for_one(crawled: Archive) -> None:
    assert "garbled" in json.loads(crawled.records["mirror"]["flags"])


def test_a_digest_is_related_to_both_its_stories_and_a_paragraph_to_the_whole(
    crawled: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "stories.jsonl"
    completed(crawled.project.scrapy("export", "--clusters", "--singletons", "-o", path))
    members = [
        member for line in path.read_text("utf-8").splitlines() for member in json.loads(line)["members"]
    ]
    related = {
        crawled.name(member["id"]): {crawled.name(one["id"]) for one in member["relations"]}
        for member in members
    }
    assert {"county", "evening paper"} <= related["digest"]
    assert "county" in related["paragraph"]
    alone = {"own report", "planting 2022", "planting 2023", "weather 6", "weather 7"}
    assert not any(related[name] for name in alone)


def test_the_order_of_arrival_makes_no_difference(
    crawled: Archive, forwards: Archive, backwards: Archive
) -> None:
    assert forwards.links() == backwards.links() == crawled.links()
    unlike = {
        (name, column)
        for name, row in forwards.records.items()
        for column in row
        if row[column] != backwards.records[name][column]
    }
    assert unlike == set()


def test_hosts_of_the_web_are_told_apart() -> None:
    assert len({urlsplit(one.url).netloc for one in CARRIERS}) == len(reposts.roots())
    assert len({one.url for one in CARRIERS}) == len(CARRIERS)
