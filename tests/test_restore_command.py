"""`scrapy restore`, run as a person runs it: what it prints of which page, writes, and says is wrong."""

from __future__ import annotations

import gzip
import io
import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from scrapy.cmdline import execute
from scrapy.settings import Settings

from tests.garbling.mirror import Mirror, corrupted
from tests.project import Project, completed
from tests.sites.tibet.article import Article
from tests.sites.tibet.layouts import article_pages
from tests.sites.tibet_mirrors.hosts import ARTICLES

Run = Callable[..., tuple[int | str | None, str, str]]

ARTICLE: Article = ARTICLES[7415002]
CLEAN = next(html for _, html in article_pages(ARTICLE))
GARBLED = corrupted(CLEAN, Mirror(seed=11, share=0.3)).text
WRITTEN = f"{ARTICLE.title}\n\n" + "\n".join(ARTICLE.paragraphs) + "\n"
TORN = "今日?qǐng)?bào)刊登的消息說(shuō)，請(qǐng)大家都來(lái)看報(bào)紙，請(qǐng)告訴(sù)朋友。" * 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "clean.html").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "garbled.html").write_text(GARBLED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def restore(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("SCRAPY_SETTINGS_MODULE", "crawler.settings")

    def run(*arguments: str | Path) -> tuple[int | str | None, str, str]:
        settings = Settings()
        settings.setmodule("crawler.settings")
        settings.set("DATABASE_URL", f"sqlite:///{tmp_path / 'shoulu.db'}", priority="cmdline")
        settings.set("ARCHIVE_DIR", str(tmp_path / "archive"), priority="cmdline")
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", "restore", *map(str, arguments)], settings)
        return ended.value.code, *capsys.readouterr()

    return run


def test_a_corrupted_page_is_printed_as_it_was_written(restore: Run, folder: Path) -> None:
    code, out, err = restore(folder / "garbled.html")

    assert (code, out) == (0, CLEAN)
    assert err.startswith(f"{folder / 'garbled.html'}: garbled (")
    assert "readings-removed" in err


def test_a_clean_page_is_printed_as_it_is(restore: Run, folder: Path) -> None:
    assert restore(folder / "clean.html") == (0, CLEAN, f"{folder / 'clean.html'}: clean\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_of_a_file_is_found_out(restore: Run, folder: Path, encoding: str) -> None:
    page = GARBLED.replace("charset=UTF-8", "charset=" + encoding.removesuffix("-sig"))
    (folder / "page.html").write_text(page, encoding=encoding, newline="")

    _, out, _ = restore(folder / "page.html", "--article")

    assert out == WRITTEN


def test_standard_input_is_read(restore: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TORN.encode("gb18030"))))

    code, out, err = restore("-")

    assert (code, out) == (0, "今日报刊登的消息说，请大家都来看报纸，请告诉朋友。" * 3 + "\n")
    assert err.startswith("-: garbled (")


def test_the_article_is_its_title_and_its_text(restore: Run, folder: Path) -> None:
    code, out, _ = restore(folder / "garbled.html", "--article")
    assert (code, out) == (0, WRITTEN)


def test_json_tells_the_verdict_the_counts_and_where_a_guess_lies(restore: Run, folder: Path) -> None:
    page = corrupted(CLEAN, Mirror(seed=22, share=0.6, cut_share=1.0)).text
    (folder / "garbled.html").write_text(page, encoding="utf-8")

    code, out, err = restore(folder / "garbled.html", folder / "clean.html", "--json")

    garbled, clean = map(json.loads, out.splitlines())
    assert code == 0
    assert "garbled (" not in err
    assert (clean["verdict"], clean["signs"], clean["counts"], clean["guesses"]) == ("clean", {}, {}, [])
    assert clean["text"] == CLEAN
    assert garbled["verdict"] == "garbled"
    assert garbled["counts"]["readings-removed"] > 20
    assert garbled["guesses"]
    for guess in garbled["guesses"]:
        assert garbled["text"][guess["start"] : guess["end"]] == guess["value"]
        assert 0 < guess["probability"] <= 1


def test_json_of_an_article_has_its_guesses_by_field(restore: Run, folder: Path) -> None:
    _, out, _ = restore(folder / "garbled.html", "--json", "--article")

    told = json.loads(out)
    assert (told["title"], told["text"]) == (ARTICLE.title, "\n".join(ARTICLE.paragraphs))
    assert set(told["guesses"]) == {"title", "text"}


def test_the_difference_has_the_changed_lines_alone(restore: Run, folder: Path) -> None:
    code, out, _ = restore(folder / "garbled.html", "--diff")

    removed = [line for line in out.splitlines() if line.startswith("-")]
    assert code == 0
    assert "stylesheet" not in out
    assert any("旅游公路全線" in line for line in removed)
    assert f"+ <title>{ARTICLE.title}_中国西藏网</title>" in out
    assert restore(folder / "clean.html", "--diff")[1] == ""


def test_pages_are_written_into_a_folder_under_names_of_their_own(restore: Run, folder: Path) -> None:
    (folder / "below").mkdir()
    shutil.copy(folder / "garbled.html", folder / "below")
    (folder / "packed.htm.gz").write_bytes(gzip.compress(GARBLED.encode()))
    (folder / "notes.txt").write_text(TORN, encoding="utf-8")
    restored = folder / "restored"

    code, out, err = restore(folder, "-o", restored)

    assert (code, out) == (0, "")
    written = {path.name: path.read_text(encoding="utf-8") for path in restored.iterdir()}
    assert set(written) == {"clean.html", "garbled.html", "garbled-2.html", "packed.htm", "notes.txt"}
    assert {written[name] for name in written if name != "notes.txt"} == {CLEAN}
    assert "5 of 5 pages" in err


def test_what_is_written_is_read_as_what_it_is_though_the_page_declares_another_encoding(
    restore: Run, folder: Path
) -> None:
    page = GARBLED.replace("charset=UTF-8", "charset=gb2312")
    (folder / "garbled.html").write_text(page, encoding="gb18030")

    restore(folder / "garbled.html", "-o", folder / "restored")

    assert (folder / "restored" / "garbled.html").read_bytes().startswith(b"\xef\xbb\xbf<!DOCTYPE")


def test_a_page_is_never_replaced_by_what_was_restored_of_it(restore: Run, folder: Path) -> None:
    code, _, err = restore(folder / "garbled.html", "-o", folder)

    assert (code, (folder / "garbled.html").read_text(encoding="utf-8")) == (1, GARBLED)
    assert "would be replaced" in err


def test_a_page_that_is_still_to_be_read_is_not_replaced_by_another_of_its_name(
    restore: Run, folder: Path
) -> None:
    (folder / "above").mkdir()
    (folder / "above" / "clean.html").write_text(GARBLED, encoding="utf-8")

    code, _, err = restore(folder / "above" / "clean.html", folder / "clean.html", "-o", folder)

    assert (code, (folder / "clean.html").read_text(encoding="utf-8")) == (1, CLEAN)
    assert f"another page, {folder / 'clean.html'}, lies in the folder to write to" in err


def test_a_page_that_cannot_be_written_is_named_and_the_others_go_on(restore: Run, folder: Path) -> None:
    (folder / "restored" / "garbled.html").mkdir(parents=True)

    code, _, err = restore(folder / "garbled.html", folder / "clean.html", "-o", folder / "restored")

    assert code == 1
    assert (
        f"restore: {folder / 'garbled.html'}: {folder / 'restored' / 'garbled.html'} cannot be written: "
        in err
    )
    assert (folder / "restored" / "clean.html").read_text(encoding="utf-8") == CLEAN


def test_a_folder_that_cannot_be_made_is_named_at_once(restore: Run, folder: Path) -> None:
    code, _, err = restore(folder / "garbled.html", "-o", folder / "clean.html" / "restored")
    assert code == 1
    assert err.startswith("restore: ")
    assert str(folder / "clean.html" / "restored") in err


@pytest.mark.parametrize(
    ("name", "body", "said"),
    [
        ("empty.html", b"", "empty: 0 bytes"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary: PNG image"),
        ("noise.txt", bytes(range(256)) * 20, "binary: "),
        ("broken.html.gz", gzip.compress(CLEAN.encode())[:400], "truncated: the gzip file breaks off"),
        ("crawl.warc.gz", b"", "scrapy ingest takes archives in, then name a record of it"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_others_go_on(
    restore: Run, folder: Path, name: str, body: bytes, said: str
) -> None:
    (folder / name).write_bytes(body)

    code, out, err = restore(folder / name, folder / "clean.html")

    assert (code, out) == (1, CLEAN)
    assert f"restore: {folder / name}: " in err
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "name a file"),
        (("",), 2, "name a file"),
        (("-", "-"), 2, "standard input can be read once"),
        (("page.html", "--diff", "--json"), 2, "--diff goes alone"),
        (("page.html", "-o", "folder", "--json"), 2, "-o writes the pages themselves"),
        (("page.html", "--no-such-option"), 2, ""),
        (("nowhere.html",), 1, "nowhere.html: no such file or folder, nor the id or URL of a record"),
        (("0123456789abcdef",), 1, "shoulu.db"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    restore: Run, arguments: Sequence[str], code: int, said: str
) -> None:
    ended, out, err = restore(*arguments)
    assert (ended, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_a_folder_without_pages_is_told(restore: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "empty")[::2] == (1, "restore: no page in there\n")


def test_a_page_without_an_article_is_told(restore: Run, folder: Path) -> None:
    (folder / "list.html").write_text("<html><body><a href='/1'>一</a></body></html>", encoding="utf-8")
    code, out, err = restore(folder / "list.html", "--article")
    assert (code, out) == (1, "")
    assert "no article can be read of it: no-text" in err


def test_nothing_is_stored(restore: Run, folder: Path) -> None:
    restore(folder / "garbled.html", "--article")
    assert not (folder / "shoulu.db").exists()
    assert not (folder / "archive").exists()


@pytest.mark.network
def test_a_record_is_restored_out_of_the_archive(tmp_path: Path, folder: Path) -> None:
    project = Project(folder=tmp_path)
    completed(project.scrapy("ingest", folder / "garbled.html"))
    (record,) = project.rows("articles", order_by="id")
    before = project.database.read_bytes()

    by_id = completed(project.scrapy("restore", record["id"]))
    written = completed(project.scrapy("restore", record["id"], "--article", "-o", tmp_path / "out"))

    assert by_id.stdout == CLEAN
    assert (tmp_path / "out" / f"{record['id']}.txt").read_text(encoding="utf-8") == WRITTEN
    assert "garbled (" in written.stderr
    assert project.database.read_bytes() == before
