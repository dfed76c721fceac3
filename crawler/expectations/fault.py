"""What is wrong with a source, as it is told to a person: one cause, what it is about, and what shows it."""

from __future__ import annotations

import dataclasses
from typing import Final, Literal, get_args

Cause = Literal[
    "dns",
    "refused",
    "timeout",
    "unreachable",
    "http-error",
    "blocked",
    "robots",
    "gone",
    "redirect-only",
    "same-page",
    "listing-empty",
    "no-new-articles",
    "field-missing",
    "text-short",
    "layout-changed",
    "layout-drift",
    "refused-share",
    "parse-failed",
    "crashed",
    "overdue",
    "not-crawled",
    "time-limit",
    "not-loaded",
]
"""Of the network: dns, refused (the connection), timeout, unreachable (any other way to get no answer), http-error.
`same-page` is one page in place of all;
`blocked` is 403, 429 or a challenge; `gone` 404, 410; `refused-share` pages that were no article by one reason.
What no crawl can show: `overdue`; `not-crawled`, crawls that come to no end; `time-limit`, crawls that run out of time
and bring nothing; `not-loaded`, a source that cannot be loaded."""

CAUSES: Final[tuple[str, ...]] = get_args(Cause)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One thing that is wrong, however many pages or fields show it.

    `subject` is what the cause is about where the cause alone does not tell: the site of a layout, the field that is
    missing, the reason for which pages are refused; else empty. Two faults of one source are the same trouble where
    cause and subject are. `message` is one line for a person, with the numbers before and now. `evidence` holds
    what a program may want, small and of JSON's types: counts, URLs, places before and after.
    """

    cause: Cause
    subject: str = ""
    message: str
    evidence: dict[str, object] = dataclasses.field(default_factory=dict)
