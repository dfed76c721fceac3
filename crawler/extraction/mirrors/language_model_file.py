"""The file of a language model: what it was built from, and its n-grams in arrays that are read where they lie.

    SHOULU-NGRAMS\\n     what the file is
    4 bytes             length of the header, little-endian
    header              JSON: `format`, `sources`, `sections` (name, type and length of each), `sha256` of what follows
    sections            one after another, each on a multiple of eight bytes, numbers little-endian

The n-grams form a tree. Level 1 has one node for each symbol of the vocabulary; the followers of node i of a level are
the nodes `first[i]` to `first[i + 1]` of the next, ordered by their symbol. A node has the logarithm of the
probability of its symbol after those above it, and, where it has followers, that of the weight by which a symbol that
is not among them is looked up one level higher. Logarithms are negative and kept in a byte, in steps of `STEP`.
"""

from __future__ import annotations

import array
import dataclasses
import hashlib
import json
import mmap
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

STEP: Final = 0.08
MOST_STEPS: Final = 255
FORMAT: Final = 1
_MAGIC: Final = b"SHOULU-NGRAMS\n"
_ALIGNED: Final = 8

Numbers = Sequence[int]


class ModelFileError(ValueError):
    """The file is no language model, or not a whole one; says which file and why."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ModelSource:
    """What a model was built from: a package with its version and the licence of its texts and counts."""

    name: str
    version: str
    licence: str
    characters: int
    """Of running text, or in the words of a list."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Level:
    """The nodes of one length of n-gram; `weights` and `first` are empty at the last one."""

    symbols: Numbers
    steps: Numbers
    weights: Numbers = ()
    first: Numbers = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class ModelFile:
    vocabulary: str
    levels: tuple[Level, ...]
    sources: tuple[ModelSource, ...]
    sha256: str = ""


def write(model: ModelFile) -> bytes:
    """The same bytes for the same model, on any machine."""
    arrays = {"vocabulary": ("B", array.array("B", model.vocabulary.encode()))}
    for number, level in enumerate(model.levels, 1):
        for name, kind in _PARTS:
            if numbers := getattr(level, name):
                arrays[f"{name}{number}"] = (kind, array.array(kind, numbers))
    body = b"".join(_padded(_little_endian(numbers)) for _, numbers in arrays.values())
    header = {
        "format": FORMAT,
        "sections": [[name, kind, len(numbers)] for name, (kind, numbers) in arrays.items()],
        "sha256": hashlib.sha256(body).hexdigest(),
        "sources": [dataclasses.asdict(source) for source in model.sources],
    }
    return _head(json.dumps(header, ensure_ascii=False, sort_keys=True).encode()) + body


def read(path: Path) -> ModelFile:
    """The model in that file, whose arrays are views of it. ModelFileError where it is not whole."""
    try:
        with path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise ModelFileError(f"{path}: no language model can be read: {error}") from error
    header, start = _header(path, mapped)
    body = mapped[start:]
    if hashlib.sha256(body).hexdigest() != header["sha256"]:
        raise ModelFileError(f"{path}: the language model is cut or changed; get the file anew")
    return _read(header, body)


def header_bytes(path: Path) -> bytes:
    """The head of the file, which has the digest of the rest: it differs where the model does. Reads no more."""
    with path.open("rb") as file:
        start = file.read(len(_MAGIC) + 4)
        return start + file.read(int.from_bytes(start[len(_MAGIC) :], "little"))


_PARTS: Final = (("symbols", "H"), ("steps", "B"), ("weights", "B"), ("first", "I"))


def _head(header: bytes) -> bytes:
    before = len(_MAGIC) + 4
    header += b" " * (-(before + len(header)) % _ALIGNED)
    return _MAGIC + len(header).to_bytes(4, "little") + header


def _header(path: Path, mapped: memoryview) -> tuple[dict[str, Any], int]:
    before = len(_MAGIC) + 4
    if bytes(mapped[: len(_MAGIC)]) != _MAGIC:
        raise ModelFileError(f"{path}: this is no language model")
    start = before + int.from_bytes(mapped[len(_MAGIC) : before], "little")
    try:
        header = json.loads(bytes(mapped[before:start]))
    except ValueError as error:
        raise ModelFileError(f"{path}: the language model is cut or changed; get the file anew") from error
    if header.get("format") != FORMAT:
        raise ModelFileError(f"{path}: format {header.get('format')} of a language model, not {FORMAT}")
    return header, start


def _read(header: dict[str, Any], body: memoryview) -> ModelFile:
    sections: dict[str, Numbers] = {}
    at = 0
    for name, kind, length in header["sections"]:
        size = length * array.array(kind).itemsize
        sections[name] = _native(body[at : at + size], kind)
        at += size + -size % _ALIGNED
    numbers = range(1, 1 + sum(name.startswith("symbols") for name in sections))
    return ModelFile(
        vocabulary=bytes(sections["vocabulary"]).decode(),
        levels=tuple(
            Level(**{name: sections.get(f"{name}{number}", ()) for name, _ in _PARTS}) for number in numbers
        ),
        sources=tuple(ModelSource(**source) for source in header["sources"]),
        sha256=header["sha256"],
    )


def _native(section: memoryview, kind: str) -> Numbers:
    if sys.byteorder == "little":
        return section.cast(kind)  # type: ignore[call-overload,no-any-return]  # a kind of ours, but no literal
    numbers = array.array(kind, section.tobytes())
    numbers.byteswap()
    return numbers


def _little_endian(numbers: array.array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def _padded(section: bytes) -> bytes:
    return section + b"\0" * (-len(section) % _ALIGNED)
