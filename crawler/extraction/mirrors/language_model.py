"""How likely a character is after others, in simplified Chinese."""

from __future__ import annotations

from typing import Protocol


class LanguageModel(Protocol):
    def log_probability(self, before: str, character: str) -> float:
        """The natural logarithm of the probability that `character` follows `before`, of which the last two or three
        characters count; both simplified. Never minus infinity: what was never seen has a small probability."""
        ...
