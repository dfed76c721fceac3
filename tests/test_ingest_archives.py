"""`scrapy ingest` over archives of other tools, copied and in place."""

from __future__ import annotations

import dataclasses
import gzip
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.foreign_archives import (
    arc,
    article,
    browsertrix,
    clueweb,
    common_crawl,
    heritrix,
    http,
    new_id,
    packed,
    responses,
    revisit,
    warc_record,
    wget,
)
from tests.project import ROOT, Project, completed

URLS = {
    "wget.warc.gz": ["http://wget.example/news/1.html", "http://wget.example/news/two%20words.html"],
    "heritrix.warc.gz": ["http://heritrix.example/11.html", "http://heritrix.example/12.html"],
    "cc.warc.gz": ["https://commoncrawl.example/21"],
    "clueweb.warc.gz": ["http://clueweb.example/31.html"],
    "old.arc.gz": ["http://arc.example/41.html", "http://arc.example/42.html"],
    "site.wacz": ["https://browsertrix.example/51", "https://browsertrix.example/52"],
    "plain.warc": ["http://plain.example/61.html", "http://plain.example/62.html"],
    "clipped.warc.gz": ["http://clipped.example/81.html", "http://clipped.example/82.html"],
}
AT_ONCE = ["http://once.example/71.html", "http://once.example/72.html"]
TABLES = ("articles", "captures", "quarantine", "warc_files")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Run:
    project: Project
    folder: Path
    process: subprocess.CompletedProcess[str]

    def urls(self) -> list[str]:
        return sorted(row["url"] for row in self.project.rows("articles", order_by="url"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archives")
    files = {
        "wget.warc.gz": wget(),
        "heritrix.warc.gz": heritrix(),
        "cc.warc.gz": common_crawl(),
        "clueweb.warc.gz": clueweb(),
        "old.arc.gz": arc(),
        "plain.warc": b"".join(responses((61, 62), "plain.example")),
        "clipped.warc.gz": packed(*responses((81, 82, 83), "clipped.example"))[:-200],
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    browsertrix(folder / "site.wacz")
    return folder


@pytest.fixture(scope="module")
def copied(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    at_once = tmp_path_factory.mktemp("once") / "once.warc.gz"
    at_once.write_bytes(gzip.compress(b"".join(responses((71, 72), "once.example"))))
    project = Project(folder=tmp_path_factory.mktemp("copied"))
    return Run(
        project=project, folder=folder, process=completed(project.scrapy("ingest", folder, at_once), code=1)
    )


@pytest.fixture(scope="module")
def in_place(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    project = Project(folder=tmp_path_factory.mktemp("in_place"))
    process = completed(project.scrapy("ingest", "--in-place", folder), code=1)
    return Run(project=project, folder=folder, process=process)


def records_of(path: Path) -> list[tuple[str, str, bytes]]:
    """Type, target and block of every record but the warcinfo records."""
    with path.open("rb") as file:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
            for record in ArchiveIterator(file, no_record_parse=True)
            if record.rec_type != "warcinfo"
        ]


def held(project: Project) -> object:
    archive = project.archive_folder
    files = {path.name: path.read_bytes() for path in archive.iterdir()} if archive.exists() else {}
    return [project.rows(name, order_by="rowid") for name in TABLES], files


@pytest.mark.parametrize("name", URLS)
def test_every_article_is_read_whatever_tool_wrote_the_archive(copied: Run, name: str) -> None:
    host = URLS[name][0].split("/")[2]
    assert [url for url in copied.urls() if host in url] == URLS[name]


def test_an_archive_gzipped_at_once_is_copied_record_by_record(copied: Run) -> None:
    assert set(AT_ONCE) <= set(copied.urls())


def test_encodings_of_the_transfer_are_no_part_of_the_text(copied: Run) -> None:
    rows = copied.project.rows("articles", order_by="url")
    assert all("灌溉农田" in row["text"] and "水渠" in row["title"] for row in rows)


def test_the_copy_holds_every_record_byte_for_byte(copied: Run) -> None:
    copies = [record for path in copied.project.archive_folder.iterdir() for record in records_of(path)]
    for host, name in (
        ("wget", "wget.warc.gz"),
        ("heritrix", "heritrix.warc.gz"),
        ("commoncrawl", "cc.warc.gz"),
    ):
        foreign = [(kind, block) for kind, _, block in records_of(copied.folder / name)]
        assert sorted((kind, block) for kind, target, block in copies if host in target) == sorted(foreign)


def test_records_keep_their_ids_and_dates(copied: Run) -> None:
    captures = {row["url"]: row for row in copied.project.rows("captures", order_by="offset")}
    assert captures["http://arc.example/41.html"]["captured_at"] == "2006-02-03T04:05:06.000Z"
    with (copied.folder / "cc.warc.gz").open("rb") as file:
        ids = {
            record.rec_headers.get_header("WARC-Record-ID").strip("<>") for record in ArchiveIterator(file)
        }
    assert captures["https://commoncrawl.example/21"]["record_id"] in ids


def test_warcio_finds_no_fault_with_the_copies(copied: Run) -> None:
    files = sorted(copied.project.archive_folder.glob("*.warc.gz"))
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, files)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "digest failed" not in checked.stdout


def test_what_is_no_article_is_kept_and_passed(copied: Run) -> None:
    outcomes = {row["url"]: row["outcome"] for row in copied.project.rows("captures", order_by="offset")}
    for url in (
        "dns:heritrix.example",
        "http://heritrix.example/13.html",
        "metadata://gnu.org/software/wget/warc/wget.log",
        "urn:pageinfo:https://browsertrix.example/51",
    ):
        assert outcomes[url] == "passed"


@pytest.mark.parametrize("run", ["copied", "in_place"])
def test_a_clipped_end_is_told_and_what_is_before_it_is_taken(
    run: str, request: pytest.FixtureRequest
) -> None:
    shown = request.getfixturevalue(run).process.stdout
    assert "clipped.warc.gz: clipped at byte" in shown
    assert "2 whole records before it" in shown


@pytest.mark.parametrize(("run", "option"), [("copied", ()), ("in_place", ("--in-place",))])
def test_running_it_again_changes_nothing(
    run: str, option: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    done: Run = request.getfixturevalue(run)
    before = held(done.project)
    again = completed(done.project.scrapy("ingest", *option, done.folder), code=1)
    assert held(done.project) == before
    assert "records  0" in again.stdout


def test_in_place_indexes_records_where_they_lie_and_copies_nothing(in_place: Run) -> None:
    assert in_place.urls() == sorted(url for urls in URLS.values() for url in urls)
    assert not list(in_place.project.archive_folder.glob("*"))
    files = {row["warc_file"] for row in in_place.project.rows("captures", order_by="offset")}
    assert files == {str(in_place.folder / name) for name in URLS}


def test_in_place_reads_again_out_of_the_wacz(in_place: Run) -> None:
    before = in_place.project.rows("articles", order_by="id")
    completed(in_place.project.scrapy("reparse", "--again"))
    assert in_place.project.rows("articles", order_by="id") == before


def test_what_was_taken_in_place_is_not_copied_later(folder: Path, in_place: Run) -> None:
    before = held(in_place.project)
    completed(in_place.project.scrapy("ingest", folder), code=1)
    assert held(in_place.project) == before


def test_a_payload_in_the_archive_is_found_though_it_lies_in_place_elsewhere_too(tmp_path: Path) -> None:
    (tmp_path / "one.warc").write_bytes(b"".join(responses([98], "place.example")))
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", "--in-place", tmp_path / "one.warc"))
    for name in ("first.html", "second.html", "third.html"):
        (tmp_path / name).write_text(article(98), encoding="utf-8")
        completed(project.scrapy("ingest", tmp_path / name))
    kinds = [
        row["record_type"]
        for row in project.rows("captures", order_by="file_name")
        if row["file_name"] is not None
    ]
    assert kinds == ["resource", "revisit", "revisit"], "what lies elsewhere may go away"


def test_a_wacz_whose_members_are_compressed_is_copied_but_not_indexed_in_place(tmp_path: Path) -> None:
    path = browsertrix(tmp_path / "deflated.wacz", compression=zipfile.ZIP_DEFLATED)
    project = Project(folder=tmp_path)
    refused = project.scrapy("ingest", "--in-place", path)
    assert refused.returncode == 1
    assert "is compressed inside the WACZ" in refused.stdout
    completed(project.scrapy("ingest", path))
    assert len(project.rows("articles", order_by="id")) == 2


def test_an_archive_gzipped_at_once_cannot_be_indexed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "once.warc.gz"
    path.write_bytes(gzip.compress(b"".join(responses((71, 72), "once.example"))))
    refused = Project(folder=tmp_path).scrapy("ingest", "--in-place", path)
    assert refused.returncode == 1
    assert "share one gzip member" in refused.stdout


def test_a_file_that_has_grown_gives_only_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "growing.warc.gz"
    first, second, third = responses((91, 92, 93), "growing.example")
    request = warc_record(
        "request",
        b"GET / HTTP/1.1\r\n\r\n",
        url="http://growing.example/92.html",
        content_type="application/http; msgtype=request",
    )
    path.write_bytes(packed(first))
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", path))
    path.write_bytes(packed(first, request, second, third))
    process = completed(project.scrapy("ingest", path))
    assert "already held  1" in process.stdout
    kinds = [kind for path in project.archive_folder.iterdir() for kind, _, _ in records_of(path)]
    assert sorted(kinds) == ["request", "response", "response", "response"]


PAGE_95, PAGE_96 = "http://revisit.example/95.html", "http://revisit.example/96.html"


def outcomes_of(project: Project) -> dict[str, str]:
    return {row["record_type"]: row["outcome"] for row in project.rows("captures", order_by="offset")}


@pytest.mark.parametrize("option", [(), ("--in-place",)])
@pytest.mark.parametrize("names", [("a", "a"), ("a", "b"), ("b", "a")])
def test_a_revisit_is_read_by_what_it_refers_to_in_whatever_order_they_come(
    tmp_path: Path, names: tuple[str, str], option: tuple[str, ...]
) -> None:
    [original] = responses([95], "revisit.example")
    for name, record in zip(names, (original, revisit(PAGE_96, original)), strict=True):
        with (tmp_path / f"{name}.warc.gz").open("ab") as file:
            file.write(packed(record))
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", *option, *sorted(tmp_path.glob("*.warc.gz"))))
    assert outcomes_of(project) == {"response": "article", "revisit": "article"}


@pytest.mark.parametrize("by_id", [True, False])
def test_a_revisit_without_its_original_is_refused_until_a_later_run_brings_it(
    tmp_path: Path, by_id: bool
) -> None:
    """By its id too, where the digests do not agree, as those of wget over chunked bodies do not."""
    url, record_id = PAGE_95, new_id()
    original = warc_record("response", http(article(95).encode()), url=url, record_id=record_id)
    again = revisit(PAGE_96, original)
    if by_id:
        again = again.replace(b"WARC-Payload-Digest: sha1:", b"WARC-Payload-Digest: sha1:WRONG")
        again = again.replace(b"WARC-Profile", f"WARC-Refers-To: {record_id}\r\nWARC-Profile".encode())
    (tmp_path / "a.warc.gz").write_bytes(packed(again))
    (tmp_path / "b.warc.gz").write_bytes(packed(original))
    project = Project(folder=tmp_path)
    first = completed(project.scrapy("ingest", tmp_path / "a.warc.gz"))
    assert "a.warc.gz: no-original" in first.stdout
    assert outcomes_of(project) == {"revisit": "refused"}
    completed(project.scrapy("ingest", tmp_path / "b.warc.gz"))
    assert outcomes_of(project) == {"response": "article", "revisit": "article"}
    assert not project.rows("quarantine", order_by="record_id")


def test_a_revisit_a_killed_run_left_unread_waits_for_the_original_that_this_run_brings(
    tmp_path: Path,
) -> None:
    [original] = responses([95], "revisit.example")
    project = Project(folder=tmp_path)
    project.archive_folder.mkdir()
    (project.archive_folder / "left.warc.gz").write_bytes(packed(revisit(PAGE_96, original)))
    (tmp_path / "b.warc.gz").write_bytes(packed(original))
    process = completed(project.scrapy("ingest", tmp_path / "b.warc.gz"))
    assert outcomes_of(project) == {"response": "article", "revisit": "article"}
    assert "1 of the pages read had been left by an earlier run" in process.stdout


def test_the_general_pages_are_taken_in_without_a_fault(tmp_path: Path) -> None:
    pages = ROOT.parent / "shared/pages/general/pages.warc.gz"
    if not pages.exists():
        pytest.skip("the shared pages are not on this machine")
    project = Project(folder=tmp_path)
    process = completed(project.scrapy("ingest", pages))
    rows: list[dict[str, Any]] = project.rows("captures", order_by="offset")
    assert len(rows) == 251
    assert {row["outcome"] for row in rows} == {"article"}, process.stdout


def test_two_records_of_one_id_are_not_lost_in_silence(tmp_path: Path) -> None:
    first, second = responses((91, 92), "twice.example")
    [first_id] = re.findall(rb"WARC-Record-ID: (<[^>]+>)", first)
    twin = re.sub(rb"WARC-Record-ID: <[^>]+>", b"WARC-Record-ID: " + first_id, second)
    (tmp_path / "twice.warc").write_bytes(first + twin)
    process = completed(Project(folder=tmp_path).scrapy("ingest", tmp_path / "twice.warc"), code=1)
    assert "a second record with the id" in process.stdout
    assert "http://twice.example/92.html" in process.stdout
