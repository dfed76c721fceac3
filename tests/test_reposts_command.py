"""`scrapy reposts`, run as a person runs it: the story of a record, its texts side by side, the largest stories."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.project import ROOT, Project, completed
from tests.reposted_stories import MANY, WALL, hold_stories, name
from tests.reposted_texts import FERRY, PARAGRAPHS

Run = Callable[..., tuple[int | str | None, str, str]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(folder=tmp_path_factory.mktemp("project"))
    hold_stories(project.database)
    return project


@pytest.fixture
def reposts(project: Project, scrapy_on: Run) -> Run:
    return functools.partial(scrapy_on, project.database, "reposts")


def lines(shown: str) -> list[str]:
    """With one space for several, so that columns need not be counted."""
    return [" ".join(line.split()) for line in shown.splitlines()]


@pytest.mark.parametrize("number", [1, 3])
def test_the_story_is_told_of_whichever_of_its_records(reposts: Run, number: int) -> None:
    code, shown, err = reposts(name(number))

    assert (code, err) == (0, "")
    told = lines(shown)
    assert told[0] == "original 芦花渡的最后一班船"
    assert told[1] == f"{name(1)} 芦河日报网 source luhe credits 芦河日报"
    assert told[2] == "https://news1.example.cn/1.html"
    assert told[3].startswith("published 2026-01-05 08:00, captured 2026-01-09 00:00 UTC; ")
    assert "why its own site is the one credited (芦河日报网)" in told
    assert "story 5 records on 5 sites, published within 1 d 10 h, 1 without a date" in told
    assert "\x1b" not in shown


def test_the_record_asked_for_is_marked_among_the_copies(reposts: Run) -> None:
    told = lines(reposts(name(3))[1])

    assert f"named {name(3)}, a copy: ← below" in told
    assert [line.split()[2] for line in told if " ← " in line and "below" not in line] == ["河上观察"]
    assert not any("←" in line for line in lines(reposts(name(1))[1]))


def test_of_each_copy_it_is_told_when_by_whom_and_what_became_of_it(reposts: Run) -> None:
    told = lines(reposts(name(1))[1])

    assert told[told.index("came out carried by kind kept added what became of it") + 1 :][:13] == [
        "2026-01-05 news4.example.cn contained-in 23% cut: last 77%",
        f"the day alone credits nobody {name(4)} editors left out: 贺兰亭",
        "in traditional characters",
        "flags: mirror-spam",
        "2026-01-05 08:30 河上新闻 exact 100% nothing changed",
        f"30 min later credits 芦河日报 {name(2)}",
        "2026-01-06 10:15 河上观察 near 72% 11% cut: last 28%",
        f"1 d 2 h later credits 河上新闻 {name(3)} added: last 11%",
        "headline: 再见了，渡船！",
        "editors: 贺兰亭 → 方一舟",
        "2026-01-09 00:00Z news5.example.cn near 100% punctuation and line breaks alone",
        f"captured; no date credits nobody {name(5)} headline: 芦花渡：最后一班船�[2J",
        "authors added: 顾小舟",
    ]


def test_what_is_related_is_told_with_its_place(reposts: Run) -> None:
    told = lines(reposts(name(1))[1])

    assert told[told.index("related, but not this story") + 1 :] == [
        "一周要闻",
        f"{name(6)} news6.example.cn source news credits nobody 2026-01-12",
        "a shorter piece: 97% of it stands in the original, in its middle (41% to 70%)",
    ]


def test_a_record_without_copies_says_so(reposts: Run) -> None:
    code, shown, err = reposts(name(6))
    assert (code, err) == (0, "")
    told = lines(shown)
    assert told[0] == "record 一周要闻"
    assert "Nothing held is a copy of it." in told
    assert (
        told[-1]
        == "a longer piece: 97% of this record stands in it, in its middle (41% to 70%); it has a story of its own"
    )

    code, shown, _ = reposts(name(7))
    assert code == 0
    assert "as far as is known: scrapy reparse compares it" in " ".join(lines(shown))


def test_of_a_large_story_the_first_copies_are_told_and_the_record_named(reposts: Run) -> None:
    told = lines(reposts(name(100))[1])
    assert f"story {MANY} records on {MANY} sites, published within 2 h" in told
    assert f"… and {MANY - 51} more (--limit shows more of them)" in told

    told = lines(reposts(name(169), "--limit", "2")[1])
    assert [line.split()[-1] for line in told if line.startswith("2 h later")] == list(
        map(name, (101, 102, 169))
    )
    assert f"… and {MANY - 4} more (--limit shows more of them)" in told


def test_a_story_as_json_has_its_figures_as_numbers(reposts: Run) -> None:
    code, shown, _ = reposts(name(3), "--json")

    told = json.loads(shown)
    assert code == 0
    assert (told["named"], told["cluster_id"], told["records"], told["sites"]) == (name(3), name(1), 5, 5)
    assert (told["original"]["id"], told["original"]["site"], told["copies_not_shown"]) == (
        name(1),
        "芦河日报网",
        0,
    )
    third = next(one for one in told["copies"] if one["id"] == name(3))
    assert (third["kind"], third["similarity"], third["seconds_later"]) == ("near", 0.8, 26.25 * 3600)
    assert third["kept"] == pytest.approx(0.72, abs=0.01)
    [[begins, ends]] = third["cut_passages"]
    assert (begins, ends) == (pytest.approx(third["kept"]), 1.0)
    assert (third["headline_changed"], third["people_changed"], third["traditional"]) == (
        True,
        ["editors"],
        False,
    )
    [related] = told["related"]
    assert (related["id"], related["relation"], related["begins"], related["cluster_id"]) == (
        name(6),
        "contains",
        0.41,
        None,
    )
    assert json.loads(reposts(name(7), "--json")[1])["cluster_id"] is None
    undated = next(one for one in told["copies"] if one["id"] == name(5))
    assert undated["seconds_later"] is None


def test_the_texts_are_shown_side_by_side(reposts: Run) -> None:
    code, shown, err = reposts(name(3), "--diff")
    assert (code, err) == (0, "")
    told = lines(shown)
    assert told[0] == f"{name(1)} 芦河日报网 2026-01-05 08:00 {name(3)} 河上观察 2026-01-06 10:15"
    assert told[1] == "kept 72%, added 11%; cut: last 28%; added: last 11%"
    assert told[2] == "⟦芦花渡的最后一班船⟧ | ⟦再见了，渡船！⟧"
    assert "… 7 sentences the same …" in told
    assert "> 本文由河上观察编辑整理，图片来自网络，侵权请联系删除" in told
    assert not any("the same" in line for line in lines(reposts(name(3), "--diff", "--whole")[1]))


def test_an_original_is_shown_beside_each_copy_and_any_record_beside_another(reposts: Run) -> None:
    heads = [line for line in lines(reposts(name(1), "--diff")[1]) if line.startswith(name(1))]
    assert [line.split()[4] for line in heads] == list(map(name, (4, 2, 3, 5)))

    for arguments in (
        (name(7), "--diff", name(6)),
        ("--diff", name(6), name(7)),
        (name(7), f"--diff={name(6)}"),
    ):
        shown = lines(reposts(*arguments)[1])
        assert shown[0] == f"{name(7)} news7.example.cn {name(6)} news6.example.cn 2026-01-12"
    assert lines(reposts("--diff", name(3))[1])[0].split()[4] == name(3)
    assert "Nothing held is a copy of it." in reposts(name(6), "--diff")[1]
    assert lines(reposts(name(1), "--diff", name(2))[1])[1] == "the same letters and digits"
    assert lines(reposts(name(1), "--diff", name(7))[1])[1] == "nothing in common"

    shown = lines(reposts(name(100), "--diff", "--limit", "2")[1])
    assert shown[-1] == f"… and {MANY - 3} more (--limit shows more of them)"
    assert "more" not in reposts(name(169), "--diff", "--limit", "2")[1]


def test_without_a_record_the_largest_stories_are_listed(reposts: Run) -> None:
    code, shown, err = reposts()
    assert (code, err) == (0, "")
    told = lines(shown)
    first = told.index(f"{MANY} {MANY} 2026-01-05 07:00 2 h 蜂")
    assert told[first + 1] == f"{name(100)} news100.example.cn"
    assert told[first + 2] == "5 5 2026-01-05 00:00 1 d 10 h 芦花渡的最后一班船"
    assert told[first + 3] == f"{name(1)} 芦河日报网"

    [line] = reposts("--json", "--source", "luhe")[1].splitlines()
    assert json.loads(line) == {
        "cluster_id": name(1),
        "original": name(1),
        "title": "芦花渡的最后一班船",
        "site": "芦河日报网",
        "records": 5,
        "sites": 5,
        "first_came_out": "2026-01-05T00:00:00+08:00",
        "last_came_out": "2026-01-06T10:15:00+08:00",
    }
    assert len(reposts("--json", "--limit", "1")[1].splitlines()) == 1


def test_pages_taken_in_are_a_story(tmp_path: Path) -> None:
    project, pages = Project(folder=tmp_path), tmp_path / "pages"
    pages.mkdir()
    cut = "\n".join((PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3]))
    for number, (date, text) in enumerate({"2026-01-05": FERRY, "2026-01-08": cut}.items()):
        body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        head = f"<meta charset='utf-8'><meta property='article:published_time' content='{date}'>"
        page = f"<html><head>{head}<title>渡船</title></head><body><h1>渡船</h1>{body}</body></html>"
        (pages / f"{number}.html").write_text(page, encoding="utf-8")
    project.scrapy("ingest", pages)
    first, second = sorted(project.rows("articles", order_by="id"), key=lambda row: row["published_at"])

    told = lines(completed(project.scrapy("reposts", second["id"])).stdout)
    assert told[1].startswith(first["id"])
    assert f"why published first, 3 days before {second['id']}" in told
    figures = next(line for line in told if line.startswith("2026-01-08"))
    assert "cut: a passage (30%)" in figures


def test_a_reader_that_stops_ends_it_as_any_program(project: Project) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "scrapy", "reposts", name(100), "--diff", "--whole"],
            cwd=ROOT,
            env=project.variables(),
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (ended.returncode, ended.stderr) == (141, "")


def test_where_no_story_is_chosen_it_says_so(reposts: Run) -> None:
    code, shown, err = reposts("--since", "2027-01-01")

    assert (code, shown) == (0, "")
    assert "no record that is chosen has a copy" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((name(1), name(2)), 2, "one record at a time"),
        (("12345",), 2, "12345 is no id"),
        (("--diff",), 2, "--diff needs a record"),
        ((name(1), "--diff", "渡口"), 2, "--diff 渡口: no id, URL or record id"),
        ((name(1), "--diff", "--json"), 2, "--diff is for reading"),
        ((name(1), "--diff", name(1)), 2, f"name one record, {name(1)}"),
        ((name(1), "--whole"), 2, "--whole goes with --diff"),
        ((name(1), "--source", "luhe"), 2, "choose among all stories, without an ID"),
        (("--source", "nowhere"), 2, "no records of source nowhere"),
        ((name(1), "--limit", "0"), 2, "no whole number"),
        ((name(1), "--nix"), 2, "no such option: --nix"),
        (("ffffff",), 1, "there is no record ffffff"),
        ((name(1), "--diff", "ffffff"), 1, "there is no record ffffff"),
        (
            (WALL.id,),
            1,
            f"{WALL.id} gave no record (login-wall), so it has no copies; scrapy explain {WALL.id}",
        ),
    ],
)
def test_reposts_says_what_is_wrong(
    reposts: Run, arguments: tuple[str, ...], code: int, message: str
) -> None:
    ended, out, err = reposts(*arguments)

    assert (ended, message in err, out) == (code, True, ""), err
