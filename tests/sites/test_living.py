"""The living web: the same for the same seed, different at every moment, and as wrong as it says it is."""

from __future__ import annotations

import datetime

import pytest

from tests.sites.living import BEGIN, DAY, HOUR, papers, web
from tests.sites.living.life import CHINA, Article
from tests.sites.living.paper import CHALLENGE, OUT, REDESIGN, SILENCE, Paper
from tests.sites.site import Asked, Page

MINUTE = datetime.timedelta(minutes=1)


def asked(paper: Paper, target: str, at: datetime.datetime, **headers: str) -> Page:
    stated = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Asked(
        method="GET", scheme="http", host=paper.host, target=target, headers=stated, body=b"", times=0
    )
    page = paper.site(lambda: at).respond
    assert page is not None
    answer = page(request)
    assert answer is not None
    return answer


def life(paper: Paper) -> list[Article]:
    return [article for article in paper.articles if article.published_at >= BEGIN]


def test_the_same_seed_gives_the_same_web_and_another_another() -> None:
    first, again, other = (papers(days=3, seed=seed)[0].articles for seed in (1, 1, 2))
    assert first == again != other


def test_a_longer_web_begins_as_a_shorter_does() -> None:
    short, long = (papers(days=days)[2].articles for days in (2, 4))
    assert long[: len(short)] == short


def test_a_paper_publishes_by_its_hours_and_days() -> None:
    office = papers(days=14)[4]
    local = [article.published_at.astimezone(CHINA) for article in life(office)]
    assert {at.weekday() for at in local} <= {0, 1, 2, 3, 4}
    assert all(9 <= at.hour < 17 for at in local)
    river = papers(days=14)[2]
    assert len({article.published_at.astimezone(CHINA).hour for article in life(river)}) == 24


@pytest.mark.parametrize("paper", papers(days=4), ids=lambda paper: paper.host)
def test_an_article_is_there_from_its_publication_to_its_withdrawal(paper: Paper) -> None:
    statuses = {"404": 404, "410": 410, "home": 302}
    for article in life(paper):
        listed = article.path.encode()
        before, at = article.published_at - MINUTE, article.published_at
        assert asked(paper, article.path, before).status == 404
        assert listed not in asked(paper, f"/{article.section}/", before).body
        assert asked(paper, article.path, at).status == 200
        assert listed in asked(paper, f"/{article.section}/", at).body
        if article.withdrawal is not None:
            assert (
                asked(paper, article.path, article.withdrawal.at).status == statuses[article.withdrawal.how]
            )
            assert listed not in asked(paper, f"/{article.section}/", article.withdrawal.at).body


@pytest.mark.parametrize("paper", papers(days=4), ids=lambda paper: paper.host)
def test_every_revision_is_shown_from_its_moment_on_and_no_two_answers_are_equal(paper: Paper) -> None:
    edited = [article for article in life(paper) if len(article.revisions) > 1]
    assert edited
    for article in edited:
        for number, (at, text) in enumerate(article.revisions):
            page = asked(paper, article.path, at)
            assert article.revision(at) == number
            assert text.title in page.body.decode()
            assert all(line in page.body.decode() for line in text.paragraphs)
            assert asked(paper, article.path, at + MINUTE).body != page.body


def test_a_validator_answers_for_its_revision_unless_it_lies() -> None:
    for paper, name, asks, is_honest in (
        (papers()[0], "ETag", "if_none_match", True),
        (papers()[2], "Last-Modified", "if_modified_since", True),
        (papers()[4], "ETag", "if_none_match", False),
    ):
        article = next(each for each in life(paper) if len(each.revisions) > 1)
        first, second = (at for at, _ in article.revisions[:2])
        validator = dict(asked(paper, article.path, first).headers)[name]
        assert asked(paper, article.path, second - MINUTE, **{asks: validator}).status == 304
        later = asked(paper, article.path, second, **{asks: validator})
        assert later.status == (200 if is_honest else 304)


def test_lists_lead_to_every_article_that_is_there() -> None:
    paper = papers()[3]
    at = BEGIN + 3 * DAY
    for section in paper.sections:
        pages = [f"/{section.path}/", *(f"/{section.path}/{number}.html" for number in range(2, 9))]
        bodies = b"".join(asked(paper, path, at).body for path in pages)
        there = [each for each in paper.articles if each.section == section.path and each.is_there(at)]
        assert len(there) > 20 or section.a_day < 9
        assert all(each.path.encode() in bodies for each in there)


def test_each_kind_of_trouble_comes_once_and_ends() -> None:
    beixi, nanpu, donggang, xiling, zhongping = web()
    assert not zhongping.troubles
    seen = {}
    for paper in (beixi, nanpu, donggang, xiling):
        (trouble,) = paper.troubles
        path = next(each for each in paper.articles if not each.withdrawal).path
        seen[trouble.kind] = asked(paper, path, trouble.begins)
        assert asked(paper, path, trouble.begins - MINUTE).status == 200
        assert paper.name.encode() in asked(paper, path, trouble.ends).body
        if trouble.kind == SILENCE:
            assert not any(
                each.section == trouble.section and trouble.lasts(each.published_at)
                for each in paper.articles
            )
    assert seen[OUT].reset
    assert b"document.cookie" in seen[CHALLENGE].body
    assert b"<h1>" not in seen[REDESIGN].body
    assert seen[SILENCE].status == 200


def test_the_silent_section_would_have_spoken() -> None:
    (spoken,) = [paper for paper in papers() if paper.source == "xiling"]
    (silent,) = [paper for paper in web() if paper.source == "xiling"]
    missing = len(spoken.articles) - len(silent.articles)
    assert missing > 20
    assert {each.path for each in silent.articles} < {each.path for each in spoken.articles}
    assert silent.troubles[0].ends - silent.troubles[0].begins > 24 * HOUR
