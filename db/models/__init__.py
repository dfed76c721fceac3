"""The tables. Times are UTC, ISO 8601 text with milliseconds: both dialects sort and compare them alike."""

from db.models.base import Base, table_of, values_of
from db.models.crawls import Crawl, CrawlUrl, Incident, Layout, Revisit, Schedule
from db.models.holdings import (
    Article,
    ArticleVersion,
    Capture,
    CaptureVersion,
    LearnedSite,
    Quarantined,
    Staged,
    WarcFile,
)
from db.models.texts import Signature, SignatureKey, TextRelation

__all__ = [
    "Article",
    "ArticleVersion",
    "Base",
    "Capture",
    "CaptureVersion",
    "Crawl",
    "CrawlUrl",
    "Incident",
    "Layout",
    "LearnedSite",
    "Quarantined",
    "Revisit",
    "Schedule",
    "Signature",
    "SignatureKey",
    "Staged",
    "TextRelation",
    "WarcFile",
    "table_of",
    "values_of",
]
