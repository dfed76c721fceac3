"""The words that forms and edits are made of, by the name of their table."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

WORDS: Final = {
    name: words.split()
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
