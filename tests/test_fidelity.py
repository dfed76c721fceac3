"""The figures of `python -m benchmarks.fidelity`: how labels are read, and what counts as right."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks.fidelity.folders import BadFolder, own_label, read_folder
from benchmarks.fidelity.scores import Label, Read, Score, name_right, score, summary, wanted

TEXT = "河上的旧桥今天重新通车，两岸的居民早早来到桥头，等着看第一班车开过。"
OTHER = "城南的菜场昨天搬进了新的大棚，摊主们说风再也吹不到脸上了。"
BLOCKS = """
def blocks(html_bytes):
    return [line for line in html_bytes.decode().splitlines() if not line.startswith("<")]
"""
PAGE = f"<html>\n旧桥通车\n来源：江岚日报\n{TEXT}\n（未完的一段）\n{OTHER}\n</html>"


def read_score(label: Label, **said: Any) -> Score:
    return score("page", "site", label, Read(**said))


@pytest.mark.parametrize(
    ("text", "f1"),
    [
        (TEXT, 1.0),
        (TEXT.replace("，", " ").upper(), 1.0),  # punctuation, spaces and case do not count
        ("", 0.0),
        (OTHER, 0.0),
    ],
)
def test_the_body_is_compared_by_its_letters_and_digits(text: str, f1: float) -> None:
    assert read_score(own_label({"text": TEXT}), text=text).f1 == pytest.approx(f1)


def test_what_does_not_belong_to_the_text_lowers_precision_alone() -> None:
    one = read_score(own_label({"text": TEXT}), text=TEXT + OTHER)
    assert one.recall == 1.0
    assert one.precision is not None
    assert 0.4 < one.precision < 0.7


@pytest.mark.parametrize("text", [TEXT + OTHER, TEXT])
def test_what_the_label_leaves_open_costs_nothing_either_way(text: str) -> None:
    assert read_score(own_label({"text": [TEXT, {"may": OTHER}]}), text=text).f1 == 1.0


@pytest.mark.parametrize(
    ("credited", "said", "right"),
    [
        (["沈知微"], ["沈知微"], True),
        (["沈知微", "丁一"], ["丁一"], True),
        (["沈知微"], ["记者沈知微"], True),
        (["江岚日报社"], ["江岚日报"], True),
        (["沈知微"], ["丁一"], False),
        (["沈知微"], [], False),
        ([], [], True),
        ([], ["丁一"], False),
    ],
)
def test_a_name_is_right_when_one_of_those_credited_is_said(
    credited: list[str], said: list[str], right: bool
) -> None:
    assert name_right(credited, said) is right


def test_a_field_left_out_of_the_label_is_not_scored() -> None:
    one = read_score(own_label({"title": "旧桥通车", "published_at": None}), published_at="2021-03-04")
    assert one.right == {"title": False, "date": False}
    assert one.f1 is None


def test_means_are_over_pages_and_sites() -> None:
    scores = [
        Score(name="a/1", site="a", f1=1.0, precision=1.0, recall=1.0, right={"title": True}),
        Score(name="a/2", site="a", f1=0.5, precision=0.5, recall=0.5, right={"title": False}),
        Score(name="b/1", site="b", f1=0.85, precision=0.85, recall=0.85),
    ]
    whole = summary(scores)
    assert whole.f1 == pytest.approx(0.7833, abs=1e-4)
    assert whole.by_site == pytest.approx(0.8)
    assert (whole.below_80, whole.below_90, whole.fields) == (1, 2, {"title": (1, 2)})


def test_stretches_of_the_body_are_not_joined_where_something_stands_between() -> None:
    assert wanted(["一二三四五", "六七八九十"]).must.total() == 2


def test_a_page_with_its_label_beside_it(tmp_path: Path) -> None:
    (tmp_path / "bridge.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "bridge.json").write_text(json.dumps({"title": "旧桥通车", "text": TEXT}), encoding="utf-8")
    (page,) = read_folder(tmp_path)
    assert (page.name, page.capture.body) == ("bridge", PAGE.encode())
    assert score(page.name, page.site, page.label, Read(title="旧桥通车", text=TEXT)).f1 == 1.0


def test_labels_that_point_at_blocks_of_the_page(tmp_path: Path) -> None:
    write_blocks(tmp_path, html_sha1=hashlib.sha1(PAGE.encode()).hexdigest())
    (page,) = read_folder(tmp_path / "zh")
    one = score(
        page.name,
        page.site,
        page.label,
        Read(title="旧桥通车", text=f"{TEXT}（未完的一段）", publisher="江岚日报"),
    )
    assert (page.site, one.f1) == ("paper", 1.0)
    assert one.right == {"title": True, "authors": True, "publisher": True}


def test_a_page_that_is_not_the_one_labelled_is_refused(tmp_path: Path) -> None:
    write_blocks(tmp_path, html_sha1="0" * 40)
    with pytest.raises(BadFolder, match="html_sha1"):
        read_folder(tmp_path / "zh")


def write_blocks(folder: Path, html_sha1: str) -> None:
    (folder / "zh" / "paper").mkdir(parents=True)
    (folder / "blocks.py").write_text(BLOCKS, encoding="utf-8")
    (folder / "zh" / "paper" / "1.html").write_text(PAGE, encoding="utf-8")
    label = {
        "kind": "article",
        "title": 0,
        "date": None,
        "source": "江岚日报",
        "author": None,
        "main": [[2, 2]],
        "mixed": [3],
        "html_sha1": html_sha1,
    }
    (folder / "zh" / "gold.json").write_text(json.dumps({"paper/1.html": label}), encoding="utf-8")


def test_passages_of_archived_pages(tmp_path: Path) -> None:
    url = "http://www.jianglan.example/1.html"
    write_warc(tmp_path / "pages.warc.gz", url)
    passages = {url: {"with": [TEXT[:10]], "without": [OTHER[:10], "版权所有"]}}
    (tmp_path / "segments.json").write_text(json.dumps(passages), encoding="utf-8")
    (page,) = read_folder(tmp_path)
    assert score(page.name, page.site, page.label, Read(text=TEXT + OTHER)).passages == (1, 0, 1, 1)


def write_warc(path: Path, url: str) -> None:
    with path.open("wb") as file:
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True)
        payload = io.BytesIO(PAGE.encode())
        record = writer.create_warc_record(url, "response", payload=payload, http_headers=http)
        with contextlib.closing(record.raw_stream):  # warcio leaves what it spools open
            writer.write_record(record)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "no labelled page"),
        ({"gold.json": '{"a.html": {"kind": "article"}}'}, "no blocks.py"),
        ({"gold.json": "{"}, "gold.json"),
        ({"segments.json": '{"http://a.example/": {"with": [], "without": []}}'}, "in no WARC"),
        ({"a.html": "<p>", "a.json": '{"headline": "x"}'}, "unknown keys headline"),
        ({"a.html": "<p>", "a.json": '{"title": 5, "text": [{"may": 1}]}'}, "nor null: title, text"),
    ],
)
def test_a_folder_that_cannot_be_read_is_told_why(tmp_path: Path, files: dict[str, str], told: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadFolder, match=told):
        read_folder(tmp_path)


def test_the_command_says_what_is_wrong_in_a_line_and_exits_with_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.fidelity", str(tmp_path / "nowhere")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.strip().endswith("nowhere: no such folder")


def test_a_part_of_a_name_that_no_page_has_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.fidelity", str(tmp_path), "--only", "b"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.strip() == "fidelity: no page's name contains 'b'"
