"""Which code read an article: a new id whenever the code or the source's own rules could read differently."""

from __future__ import annotations

import ast
import functools
import hashlib
import tomllib
from importlib import metadata
from pathlib import Path

from crawler.sources import Source

_ROOT = Path(__file__).resolve().parents[2]
_READING_CODE = ("crawler/extraction", "crawler/items.py", "crawler/sources.py", "pipelines/repair")


@functools.cache
def parser_of(source: Source) -> str:
    """`shoulu 0.1.0+<8 hex> trafilatura 2.3.1`; the digits cover the code that reads and the source's declaration.

    Comments, docstrings and layout do not count.
    """
    digest = hashlib.sha256(f"{_code_digest()}\n{source!r}".encode()).hexdigest()[:8]
    return f"shoulu {_version('shoulu')}+{digest} trafilatura {_version('trafilatura')}"


@functools.cache
def _code_digest() -> str:
    digest = hashlib.sha256()
    for path in _code_files():
        digest.update(f"{path.relative_to(_ROOT)}\n{_meaning(path.read_text('utf-8'))}\n".encode())
    return digest.hexdigest()


def _code_files() -> list[Path]:
    places = [_ROOT / name for name in _READING_CODE]
    return sorted(path for place in places for path in ([place] if place.suffix else place.rglob("*.py")))


def _meaning(code: str) -> str:
    """The syntax tree without docstrings and positions."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(
            node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        ) and _has_docstring(node):
            node.body = node.body[1:]
    return ast.dump(tree)


def _has_docstring(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return ast.get_docstring(node, clean=False) is not None


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # run from the checkout, not installed
        return str(tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
