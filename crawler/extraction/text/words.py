"""Word lists kept as running text."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of the text, parted by white space."""
    return frozenset(text.split())


def in_order(text: str) -> tuple[str, ...]:
    """The words of a table in which the first counts most."""
    return tuple(text.split())
