"""Rows for the tests of the database: small, and different where the test says so."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db import models
from db.engine import reading, writing
from db.queries import captures, crawls, outcomes, signatures
from pipelines.dedup.signature import signature

NOW = "2026-03-05T08:00:00.000Z"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Page:
    """One capture and what a parser reads from it: an article, a refusal (`reason`), nothing (`passed`)."""

    number: int
    id: str = "a" * 16
    url: str | None = "https://news.example.cn/a.html"
    day: int = 1
    warc_file: str = "one.warc.gz"
    source: str = "news"
    parser: str = "p1"
    text: str = "村里修了一座新桥。"
    title: str = "新桥"
    site_name: str | None = None
    publisher: str | None = None
    published_at: str | None = None
    authors: tuple[str, ...] = ("林小满",)
    flags: tuple[str, ...] = ()
    rule: str = "heading"  # by which the title was read
    reason: str | None = None
    passed: bool = False

    @property
    def record_id(self) -> str:
        return f"urn:uuid:{self.number:08d}"

    @property
    def captured_at(self) -> str:
        return f"2026-01-{self.day:02d}T00:00:00.000Z"

    def capture(self) -> models.Capture:
        return models.Capture(
            record_id=self.record_id,
            record_type="response",
            warc_file=self.warc_file,
            offset=self.number * 100,
            length=99,
            source=self.source,
            url=self.url,
            status=200,
            content_type="text/html",
            payload_digest=f"sha1:{self.number}",
            captured_at=self.captured_at,
            site=urlsplit(self.url or "").hostname,
        )

    def article(self) -> models.Article:
        return models.Article(
            id=self.id,
            url=self.url,
            normalized_url=self.url,
            source=self.source,
            title=self.title,
            site_name=self.site_name,
            publisher=self.publisher,
            published_at=self.published_at,
            authors=list(self.authors),
            flags=list(self.flags),
            text=self.text,
            text_digest=hashlib.sha256(self.text.encode()).hexdigest(),
            captured_at=self.captured_at,
            record_id=self.record_id,
            payload_digest=f"sha1:{self.number}",
            parser=self.parser,
            provenance={"title": {"rule": self.rule}},
        )

    def refusal(self) -> models.Quarantined:
        assert self.reason is not None
        return models.Quarantined(
            record_id=self.record_id,
            article_id=self.id,
            source=self.source,
            url=self.url,
            captured_at=self.captured_at,
            stage="extraction",
            reason=self.reason,
            detail="",
            parser=self.parser,
        )

    def passing(self) -> models.Capture:
        capture = self.capture()
        capture.parser = self.parser
        return capture


def sorted_out(pages: list[Page]) -> dict[str, Any]:
    """The pages as `save` and `stage` take them."""
    return {
        "articles": [
            (page.article(), page.capture()) for page in pages if not page.reason and not page.passed
        ],
        "refusals": [(page.refusal(), page.capture()) for page in pages if page.reason],
        "passed": [page.passing() for page in pages if page.passed],
    }


def sign(session: Session, *pages: Page) -> None:
    """What the storage does before it saves or stages the pages."""
    read = [page.article() for page in pages if not page.reason and not page.passed]
    signatures.keep(session, {row.text_digest: signature(row.text) for row in read if row.text_digest})


def start(engine: Engine, kind: str = "crawl") -> int:
    with writing(engine) as session:
        return crawls.start(session, kind, "news", NOW)


def save(engine: Engine, crawl_id: int, *pages: Page) -> outcomes.SaveCounts:
    with writing(engine) as session:
        sign(session, *pages)
        return outcomes.save(session, crawl_id, **sorted_out(list(pages)))


def index(engine: Engine, *pages: Page) -> None:
    with writing(engine) as session:
        for page in pages:
            captures.index_captures(session, [page.capture()], warc_file=page.warc_file, indexed_to=0)


def table(session: Session, model: type[models.Base]) -> dict[str, dict[str, Any]]:
    """All rows of a table by their key, as dictionaries."""
    rows = session.execute(select(models.table_of(model))).mappings()
    key = models.table_of(model).primary_key.columns.keys()[0]
    return {row[key]: dict(row) for row in rows}


def contents(engine: Engine) -> dict[str, dict[str, dict[str, Any]]]:
    """What must not depend on the order of arrival: articles, captures and quarantine, whole."""
    with reading(engine) as session:
        return {
            model.__tablename__: table(session, model)
            for model in (models.Article, models.Capture, models.Quarantined)
        }


def articles(engine: Engine) -> dict[str, dict[str, Any]]:
    return contents(engine)["articles"]


def judged(engine: Engine, page: Page) -> tuple[str | None, str | None]:
    """The outcome and the parser of the page's capture."""
    row = contents(engine)["captures"][page.record_id]
    return row["outcome"], row["parser"]
