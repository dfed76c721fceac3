"""What is odd of a page beside the others of its site, and when odd pages show that the site has changed."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence

import pytest

from benchmarks.expectations import BREAKS, Watched, detected, made_up
from crawler.expectations.evidence import SeenPage
from crawler.expectations.layout import NO_PROFILE, Profile, marks_in
from crawler.expectations.site import shown_by
from crawler.expectations.traits import MISSING, Traits, comparable, prose, traits_of

PARSER = "a parser"
AT = datetime.datetime(2025, 3, 3, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def page(*, length: int = 800, prose: float = 1.0, **places: str) -> Traits:
    usual = {"title": "heading h1", "published_at": "line p", "text": "container div", "byline": "line p"}
    return Traits(
        places={"publisher": MISSING, "editors": MISSING, "tags": MISSING, **usual, **places},
        length=length,
        prose=prose,
    )


def profile(pages: Sequence[Traits], parser: str = PARSER) -> Profile:
    first, last = ((AT - days * 24 * HOUR).isoformat() for days in (20, 1))
    return Profile(parser=parser).learn(pages, first=first, last=last)


def marks(of: Traits, beside: Profile) -> set[str]:
    return {one.mark for one in beside.oddities(of, parser=PARSER)}


def seen(number: int, of: Traits, beside: Profile, *, hours: float = 0.0) -> SeenPage:
    detail = "\n".join(map(str, beside.oddities(of, parser=PARSER)))
    odd = marks_in(detail)
    return SeenPage(
        record_id=str(number),
        url=f"http://a.example/{number}",
        captured_at=AT + hours * HOUR,
        crawl=int(hours * 10),
        marks=odd,
        traits=of,
        is_held=bool(odd),
        detail=detail,
    )


MANY = profile([page(length=400 + 20 * number) for number in range(40)])


@pytest.mark.parametrize(
    ("odd", "expected"),
    [
        (page(), set()),
        (page(title=MISSING), {"title missing"}),
        (page(published_at=MISSING, byline=MISSING), {"published_at missing", "byline missing"}),
        (page(title="title-element head"), {"title moved"}),
        (page(published_at="url"), {"published_at inferred"}),
        (page(published_at="update-line p"), {"published_at inferred"}),
        (page(byline="elsewhere"), set()),
        (page(publisher="line p"), set()),
        (page(length=30), {"text short"}),
        (page(length=300), set()),
        (page(length=9_000), set()),
        (page(prose=0.1), {"text no-prose"}),
        (page(prose=0.95), set()),
    ],
)
def test_a_page_is_odd_by_what_all_others_have(odd: Traits, expected: set[str]) -> None:
    assert marks(odd, MANY) == expected


def test_few_pages_make_no_layout() -> None:
    assert marks(page(title=MISSING), profile([page()] * 11)) == set()
    assert marks(page(title=MISSING), NO_PROFILE) == set()


def test_what_many_pages_lack_is_not_odd_to_lack() -> None:
    beside = profile([page(byline=MISSING if number % 4 == 0 else "line p") for number in range(60)])
    assert marks(page(byline=MISSING), beside) == set()


def test_a_date_out_of_the_address_is_not_odd_where_many_pages_state_none() -> None:
    beside = profile([page(published_at="url" if number % 4 == 0 else "line p") for number in range(60)])
    assert marks(page(published_at="url"), beside) == set()
    assert marks(page(published_at=MISSING), beside) == {"published_at missing"}


@pytest.mark.parametrize(("lacking", "holds"), [(0, True), (1, True), (4, False)])
def test_a_page_is_held_for_a_field_that_all_pages_of_its_site_have(lacking: int, holds: bool) -> None:
    beside = profile([page(byline=MISSING if number < lacking else "line p") for number in range(80)])
    assert marks(page(byline=MISSING), beside) == {"byline missing"}
    assert beside.holds("byline missing") is holds


def test_of_several_layouts_of_a_site_each_is_its_own() -> None:
    beside = profile([page(title=f"heading h{1 + number % 3}") for number in range(60)])
    assert marks(page(title="heading h2"), beside) == set()
    assert marks(page(title="heading h5"), beside) == {"title moved"}


def test_a_site_where_every_page_is_laid_out_by_itself_has_no_place_to_depart_from() -> None:
    beside = profile([page(title=f"density div{number}") for number in range(60)])
    assert marks(page(title="density div99"), beside) == set()


def test_places_read_by_another_parser_are_not_compared_and_what_is_missing_is() -> None:
    beside = profile([page()] * 40, parser="another")
    assert marks(page(title="selector h1", published_at=MISSING), beside) == {"published_at missing"}


def test_a_layout_is_the_same_after_it_was_kept_and_old_pages_fade() -> None:
    assert Profile.of_json(MANY.as_json()) == MANY
    long = MANY
    for _ in range(100):
        long = long.learn([page(title="heading h2")] * 20, first="", last="2026")
    assert long.pages <= 400
    assert long.total == 2_040
    assert "heading h1" not in long.places["title"]
    assert marks(page(title="heading h1"), long) == {"title moved"}


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ("/html/body/div[2]/div[13]/h1 +1", "/html/body/div/div/h1"),
        ("page 2 /html/body/div[1]", "/html/body/div"),
        ("meta[name=author]", "meta[name=author]"),
        ("section > small:first-child", "section > small:first-child"),
        ("[" * 100_000, "[" * 100_000),
        (" +" * 100_000 + "1", None),
    ],
)
def test_places_are_compared_without_the_number_of_an_element(place: str, same: str | None) -> None:
    assert same is None or comparable(place) == same
    assert comparable(comparable(place)) == comparable(place)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("", 0.0),
        ("首页\n新闻\n体育\n关于我们", 0.0),
        ("清源江今天开始禁渔，为期四个月。", 1.0),
        ("江面上已经没有渔船了，码头也空着。\n" + "首页\n" * 8 + "尾", 0.5),
    ],
)
def test_navigation_has_no_sentences(text: str, share: float) -> None:
    assert prose(text) == pytest.approx(share, abs=0.05)


def test_traits_are_those_of_what_is_kept_with_a_record() -> None:
    traits = traits_of(
        {"title": {"rule": "heading", "place": "/html/body/h1[1]"}, "text": {"rule": "container"}},
        {"title": "标题", "byline": "某人"},
        "正文",
    )
    assert traits.places == {
        "title": "heading /html/body/h1", "byline": "untold", "published_at": MISSING, "publisher": MISSING,
        "editors": MISSING, "tags": MISSING, "text": "container",
    }  # fmt: skip


def pages(
    count: int, of: Traits, *, apart: float = 0.0, first: int = 0, beside: Profile = MANY
) -> list[SeenPage]:
    """Of as many crawls as there are hours between them."""
    titled = [dataclasses.replace(of, title=of.title or f"第{first + n}篇") for n in range(count)]
    return [seen(first + n, one, beside, hours=apart * (first + n)) for n, one in enumerate(titled)]


@pytest.mark.parametrize("apart", [0.0, 6.0])
def test_three_pages_without_a_title_are_a_changed_layout_in_one_crawl_or_in_three(apart: float) -> None:
    shown = shown_by(
        "a.example", MANY, pages(3, page(title=MISSING, published_at=MISSING), apart=apart), now=AT
    )
    assert shown.fault is not None
    assert (shown.fault.cause, shown.fault.subject) == ("layout-changed", "a.example")
    assert shown.released == ()
    assert set(shown.kept_out) == {"0", "1", "2"}
    fields = shown.fault.evidence["fields"]
    assert fields == {
        "title": {"before": "heading h1 (40 of 40 pages)", "now": "nowhere"},
        "published_at": {"before": "line p (40 of 40 pages)", "now": "nowhere"},
    }


@pytest.mark.parametrize(
    ("batch", "released", "learns"),
    [
        (lambda: [*pages(1, page(title=MISSING)), *pages(9, page(), first=1)], ("0",), True),
        (lambda: pages(1, page(title=MISSING)), (), False),
        (lambda: [*pages(1, page(title=MISSING)), *pages(2, page(), apart=6.0, first=1)], ("0",), True),
        (lambda: pages(10, page()), (), True),
    ],
    ids=["one of ten", "one alone", "one, and good ones later", "none"],
)
def test_an_odd_page_waits_for_others_and_is_let_in_where_they_are_good(
    batch: Callable[[], list[SeenPage]], released: tuple[str, ...], learns: bool
) -> None:
    shown = shown_by("a.example", MANY, batch(), now=AT)
    assert shown.fault is None
    assert (shown.released, shown.learns) == (released, learns)


def test_a_page_that_nothing_more_is_known_of_is_let_in_after_days() -> None:
    shown = shown_by("a.example", MANY, pages(1, page(title=MISSING)), now=AT + 80 * HOUR)
    assert shown.released == ("0",)


def test_fields_read_elsewhere_are_told_and_let_in() -> None:
    moved = page(title="heading h2", text="container article", published_at="line span")
    shown = shown_by("a.example", MANY, pages(4, moved), now=AT)
    assert shown.fault is not None
    assert shown.fault.cause == "layout-drift"
    assert len(shown.released) == 4


def test_fields_read_elsewhere_that_are_the_same_on_every_page_are_kept_out() -> None:
    same = pages(4, dataclasses.replace(page(title="title-element head"), title="清源日报"))
    shown = shown_by("a.example", MANY, same, now=AT)
    assert shown.fault is not None
    assert shown.fault.cause == "layout-changed"
    assert shown.released == ()


def test_a_byline_that_many_pages_had_and_lost_is_told_by_its_name() -> None:
    most = profile([page(byline=MISSING if number % 20 == 0 else "line p") for number in range(60)])
    shown = shown_by("a.example", most, pages(6, page(byline=MISSING), beside=most), now=AT)
    assert shown.fault is not None
    assert (shown.fault.cause, shown.fault.subject) == ("field-missing", "byline")
    assert shown.kept_out == ()


@pytest.mark.parametrize("apart", [0.0, 6.0])
def test_a_byline_that_all_pages_had_and_none_has_now_is_a_changed_layout(apart: float) -> None:
    shown = shown_by("a.example", MANY, pages(4, page(byline=MISSING), apart=apart), now=AT)
    assert shown.fault is not None
    assert shown.fault.cause == "layout-changed"
    assert shown.fault.evidence["fields"] == {
        "byline": {"before": "line p (40 of 40 pages)", "now": "nowhere"}
    }
    assert (shown.released, len(shown.kept_out)) == ((), 4)


def test_a_part_of_a_site_that_begins_to_name_no_author_is_told_and_let_in() -> None:
    met = [*pages(4, page(byline=MISSING)), *pages(8, page(), first=4)]
    shown = shown_by("a.example", MANY, met, now=AT)
    assert shown.fault is not None
    assert (shown.fault.cause, shown.fault.subject) == ("field-missing", "byline")
    assert len(shown.released) == 4


@pytest.mark.parametrize("how", [how for how in BREAKS if how != "body halved"])
def test_pages_that_are_read_wrongly_show_within_three_crawls_of_three(how: str) -> None:
    found = [detected(made_up(number), how, learned=60, pages=3) for number in range(6)]
    assert sorted(met for met, causes, _ in found if causes)[4] <= 9


def test_bodies_cut_in_half_show_by_their_number() -> None:
    found = [detected(made_up(number), "body halved", learned=300, pages=3) for number in range(4)]
    assert all(causes == ["text-short"] for _, causes, _ in found)


@pytest.mark.parametrize("number", range(4))
def test_months_of_crawls_in_good_order_raise_nothing(number: int) -> None:
    watched = Watched(made_up(number + 2))
    watched.backlog(30)
    faults = [fault.message for _ in range(240) for fault in watched.crawl().faults]
    assert faults == []


def test_a_page_is_one_piece_of_evidence_however_often_it_is_visited() -> None:
    odd = page(title=MISSING)
    visits = [
        dataclasses.replace(seen(1, odd, MANY, hours=hours), record_id=str(hours)) for hours in range(1, 7)
    ]
    assert shown_by("a.example", MANY, visits, now=AT + 7 * HOUR).fault is None
    others = [seen(hours, odd, MANY, hours=hours) for hours in range(1, 7)]
    assert shown_by("a.example", MANY, others, now=AT + 7 * HOUR).fault is not None


def test_a_page_that_is_as_others_when_it_is_visited_again_is_odd_no_more() -> None:
    visits = [
        seen(1, page(title=MISSING), MANY, hours=1),
        dataclasses.replace(seen(1, page(), MANY, hours=2), record_id="2"),
    ]
    shown = shown_by("a.example", MANY, visits, now=AT + 3 * HOUR)
    assert shown.learns
    assert shown.released == ("1",)
