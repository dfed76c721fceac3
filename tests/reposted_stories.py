"""Stories that a database holds, with who carries them, when, and what became of them there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db.engine import open_database, writing
from db.models import Article, Signature, TextRelation
from tests.db.rows import Page, save, start
from tests.reposted_texts import BEES, FERRY, FERRY_TRADITIONAL, PARAGRAPHS

MANY = 70
WALL = Page(number=99, id="c" * 16, url="https://news.example.cn/wall", reason="login-wall")


def name(number: int) -> str:
    return f"{number:06}{'0' * 10}"


def stored(number: int, text: str, **fields: Any) -> Article:
    url = f"https://news{number}.example.cn/{number}.html"
    article = Page(number=number, id=name(number), url=url, text=text, day=9).article()
    article.authors, article.title = [], "芦花渡的最后一班船"
    for field, value in fields.items():
        setattr(article, field, value)
    return article


def copy(number: int, text: str, kind: str, original: int = 1, **fields: Any) -> Article:
    links = {"duplicate_of": name(original), "cluster_id": name(original), "duplicate_kind": kind}
    return stored(number, text, **{**links, "similarity": 0.8, **fields})


def at(time: str) -> str:
    return f"2026-01-05T{time}:00+08:00"


FERRY_STORY = (
    stored(
        1,
        FERRY,
        cluster_id=name(1),
        source="luhe",
        site_name="芦河日报网",
        publisher="芦河日报",
        published_at=at("08:00"),
        editors=["贺兰亭"],
    ),
    copy(
        2,
        FERRY,
        "exact",
        site_name="河上新闻",
        publisher="芦河日报",
        published_at=at("08:30"),
        editors=["贺兰亭"],
    ),
    copy(
        3,
        "\n".join(PARAGRAPHS[:3]) + "\n本文由河上观察编辑整理，图片来自网络，侵权请联系删除",
        "near",
        title="再见了，渡船！",
        site_name="河上观察",
        publisher="河上新闻",
        published_at="2026-01-06T10:15:00+08:00",
        editors=["方一舟"],
    ),
    copy(
        4,
        FERRY_TRADITIONAL,
        "contained-in",
        published_at="2026-01-05",
        flags=["mirror-spam", "disputed-date"],
    ),
    copy(5, FERRY.replace("\n", ""), "near", title="芦花渡：最后一班船\x1b[2J", authors=["顾小舟"]),
)
LONGER = stored(6, f"{BEES}\n{PARAGRAPHS[2]}", title="一周要闻", published_at="2026-01-12")
ALONE = stored(7, BEES, title="白杨坡的蜂箱")
CROWD = (
    stored(100, BEES * 2, cluster_id=name(100), title="蜂", published_at=at("07:00")),
    *(
        copy(100 + n, BEES * 2, "exact", original=100, title="蜂", published_at=at("09:00"))
        for n in range(1, MANY)
    ),
)


def hold_stories(database: Path) -> None:
    """Makes the database, with all of these."""
    engine = open_database(f"sqlite:///{database}")
    save(engine, start(engine), WALL)
    ferry, longer = "d" * 64, "e" * 64
    with writing(engine) as session:
        for article in (*FERRY_STORY, LONGER, ALONE, *CROWD):
            session.merge(article)
        for digest, record in ((ferry, name(1)), (longer, name(6))):
            session.get_one(Article, record).text_digest = digest
        session.add_all(Signature(text_digest=digest, keys=b"", indexed=True) for digest in (ferry, longer))
        figures = {"jaccard": 0.3, "containment": 0.97, "begins": 0.41, "ends": 0.7}
        session.add(TextRelation(signature_id=1, other_id=2, relation="contains", **figures))
        session.add(TextRelation(signature_id=2, other_id=1, relation="contained-in", **figures))
    engine.dispose()
