"""The name of the code that read an article."""

import ast
import dataclasses
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from crawler.extraction.mirrors.language_model import MODEL_FILE
from crawler.extraction.version import READING_CODE, identity_of, parser_of
from crawler.sources import ANY_SITE, Selectors

ROOT = Path(__file__).resolve().parents[2]
OURS = ("crawler", "pipelines", "db")


def test_parser_names_our_version_the_rules_and_trafilatura():
    assert re.fullmatch(r"shoulu \d+\.\d+\.\d+\+[0-9a-f]{8} trafilatura \d[\d.]*", parser_of(ANY_SITE))


def test_another_selector_is_another_parser():
    other = dataclasses.replace(ANY_SITE, selectors=Selectors(title=("h2",)))
    assert parser_of(other) != parser_of(ANY_SITE)


def test_without_the_model_of_chinese_pages_are_read_all_the_same_and_anew_once_it_is_there(tmp_path):
    whole, cut = MODEL_FILE.read_bytes(), tmp_path / "cut.ngrams"
    cut.write_bytes(whole[: len(whole) // 2])
    assert len({identity_of(MODEL_FILE), identity_of(cut), identity_of(tmp_path / "none.ngrams")}) == 3
    cut.write_bytes(whole)
    assert identity_of(cut) == identity_of(MODEL_FILE)


def test_every_process_gives_the_same_name_and_none_imports_trafilatura_for_it():
    code = (
        "import sys; from crawler.extraction.version import parser_of; from crawler.sources import ANY_SITE;"
        "print(parser_of(ANY_SITE), 'trafilatura' in sys.modules)"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == f"{parser_of(ANY_SITE)} False"


def test_the_name_covers_all_our_code_that_reading_a_page_imports():
    reading = [
        "crawler/extraction/extract.py",
        *(f"pipelines/dedup/{path.name}" for path in (ROOT / "pipelines/dedup").glob("*.py")),
        *(f"pipelines/repair/{path.name}" for path in (ROOT / "pipelines/repair").glob("*.py")),
    ]
    of_crawls = (
        "crawler/expectations",
        "crawler/scheduling",
    )  # which a source declares, and no page is read by
    covered = [ROOT / place for place in (*READING_CODE, *of_crawls)]
    missed = [
        str(path.relative_to(ROOT))
        for path in imported_by([ROOT / name for name in reading])
        if not any(path == place or place in path.parents for place in covered)
    ]
    assert missed == []


def imported_by(begun: list[Path]) -> set[Path]:
    """The files, and all of ours that they import, and those import."""
    found: set[Path] = set()
    waiting = list(begun)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += filter(Path.is_file, map(_file, _modules(path)))
    return found


def _modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"{path} imports by a relative name"
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


def _file(module: str) -> Path:
    """Where its code is; a place where nothing is for a name that is no module of ours."""
    return ROOT / f"{module.replace('.', '/')}.py" if module.startswith(OURS) else ROOT / "none"
