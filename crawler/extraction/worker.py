"""What a worker process runs: one capture read to its outcome, whatever the page does."""

from __future__ import annotations

import itertools
import traceback

from crawler.extraction.extract import clear_caches, extract
from crawler.extraction.identity import article_id
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.version import parser_of
from crawler.items import Capture, ExtractionError, Outcome, Refusal
from crawler.sources import Source

PAGES_BETWEEN_CLEARINGS = 200  # trafilatura and its libraries keep caches that grow with the pages read
_pages = itertools.count(1)


def read(capture: Capture, source: Source, learned: Learned = NOTHING_LEARNED) -> Outcome:
    """The article of the capture, or the refusal that says why there is none.

    An error of our own is a refusal too (`parser-error`, with the traceback's end), so that the page is kept,
    counted, and read again by a better parser.
    """
    try:
        return extract(capture, source, learned)
    except ExtractionError as error:
        return refusal_of(capture, source, error.reason, error.detail, learned)
    except Exception as error:  # noqa: BLE001 - the boundary of the process; see the docstring
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} at {where.name}:{where.lineno}"
        return refusal_of(capture, source, "parser-error", detail, learned)
    finally:
        if next(_pages) % PAGES_BETWEEN_CLEARINGS == 0:
            clear_caches()


def refusal_of(
    capture: Capture, source: Source, reason: str, detail: str, learned: Learned = NOTHING_LEARNED
) -> Refusal:
    """What stands for a page that extraction gave no article of."""
    return Refusal(
        id=article_id(capture.record, capture.body),
        record=capture.record,
        parser=parser_of(source, learned),
        stage="extraction",
        reason=reason,
        detail=detail,
    )
