"""Which code read an article: a new id whenever the code or the source's own rules could read differently."""

from __future__ import annotations

import functools
import hashlib
import tomllib
import types
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.mirrors.language_model import MODEL_FILE
from crawler.extraction.mirrors.language_model_file import header_bytes
from crawler.sources import Source

_ROOT = Path(__file__).resolve().parents[2]
READING_CODE = (
    "crawler/archive/doors.py",
    "crawler/archive/encodings.py",
    "crawler/archive/heads.py",
    "crawler/discovery/continuation.py",
    "crawler/discovery/later_page.py",
    "crawler/discovery/links.py",
    "crawler/discovery/pager.py",
    "crawler/discovery/scripted_links.py",
    "crawler/extensions/continuations.py",
    "crawler/extraction",
    "crawler/items.py",
    "crawler/sources.py",
    "crawler/url_shape.py",
    "db/alignment.py",
    "db/kinship.py",
    "db/likeness.py",
    "db/numerals.py",
    "db/retouching.py",
    "db/wording.py",
    "pipelines/dedup",
    "pipelines/repair",
)
_READING_PACKAGES = (
    "brotli",
    "faust-cchardet",
    "justext",
    "lxml",
    "markdown-it-py",
    "opencc",
    "pypinyin",
    "pyyaml",
    "trafilatura",
    "w3lib",
)


def parser_of(source: Source, learned: Learned = NOTHING_LEARNED) -> str:
    """`shoulu 0.1.0+<8 hex> trafilatura 2.3.1`, and ` learned <8 hex>` where something is learned of the site.

    The first digits cover the code that reads, compiled by this version of Python, the model of Chinese it consults,
    the source's declaration, and the versions of the packages that take part. Comments, docstrings and layout do not
    count. The last are the version of what is learned: the id changes for the captures of a site exactly when that
    does. A page that is passed over is so whatever is learned, and keeps the id without it (see
    `db.queries.captures`).
    """
    parser = _parser_of(source)
    return f"{parser} learned {learned.version}" if learned.version else parser


def code_of(parser: str) -> str:
    """A parser's id without what is learned of the site."""
    return parser.partition(" learned ")[0]


@functools.cache
def _parser_of(source: Source) -> str:
    digest = hashlib.sha256(f"{_code_digest()}\n{source!r}".encode()).hexdigest()[:8]
    return f"shoulu {_version('shoulu')}+{digest} trafilatura {_version('trafilatura')}"


@functools.cache
def _code_digest() -> str:
    digest = hashlib.sha256(repr([(name, _version(name)) for name in _READING_PACKAGES]).encode())
    for path in _code_files():
        # optimize=2 leaves docstrings out; compiling is several times faster than walking the syntax tree
        code = compile(path.read_bytes(), "", "exec", dont_inherit=True, optimize=2)
        digest.update("\n".join((str(path.relative_to(_ROOT)), *_meaning(code))).encode())
    digest.update(identity_of(MODEL_FILE))
    return digest.hexdigest()


def identity_of(model: Path) -> bytes:
    """What tells one model of Chinese from another, a whole one from one that is cut, and both from none."""
    try:
        # with the digest of the rest, checked when the model is loaded
        return header_bytes(model) + str(model.stat().st_size).encode()
    except OSError:  # corrupted pages are read as they stand then, flagged and told one by one
        return b""


def _code_files() -> list[Path]:
    places = [_ROOT / name for name in READING_CODE]
    return sorted(path for place in places for path in ([place] if place.suffix else place.rglob("*.py")))


def _meaning(code: types.CodeType) -> Iterator[str]:
    """What the code does, in an order that is the same in every process (that of a set of words is not)."""
    yield repr((code.co_name, code.co_flags, code.co_code, code.co_exceptiontable, code.co_names))
    yield repr(
        (code.co_argcount, code.co_kwonlyargcount, code.co_varnames, code.co_freevars, code.co_cellvars)
    )
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _meaning(constant)
        elif isinstance(constant, frozenset):
            yield repr(sorted(map(repr, constant)))
        else:
            yield repr(constant)


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:  # run from the checkout, not installed
        return str(tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])
