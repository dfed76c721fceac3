"""Pages that are not what they claim: answered with 200, and a challenge, a login, a notice or nothing."""

from __future__ import annotations


def impostor_of_body(body: bytes, *, content_type: str = "") -> str | None:
    """The reason why a page is none: `challenge`, `soft-404`, `login-wall` or `empty-shell`; None for the others."""
    return None
