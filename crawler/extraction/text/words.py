"""Word lists kept as running text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of the text, parted by white space."""
    return frozenset(text.split())
