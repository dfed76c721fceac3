"""How far a list is read."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.discovery.overlap import BARREN_PAGES, Entry, ListReading


def entries(new: Iterable[int] = (), known: Iterable[int] = ()) -> list[Entry]:
    """New ones first, as on a list whose newest stand at the top."""
    return [Entry(url=f"/{n}", known=False) for n in new] + [Entry(url=f"/{n}", known=True) for n in known]


def ends(reading: ListReading, *, known: int = 20, pages: int = 100) -> str | None:
    return reading.is_over(known_in_a_row=known, pages=pages)


def test_a_list_is_read_until_so_many_known_ones_stand_in_a_row() -> None:
    reading = ListReading()
    reading.take(entries(new=range(5), known=range(10, 15)))
    assert ends(reading) is None
    reading.take(entries(known=range(15, 25)))
    assert ends(reading) is None
    reading.take(entries(known=range(25, 30)))
    assert ends(reading) == "known"


def test_a_new_one_among_known_ones_begins_the_count_again() -> None:
    reading = ListReading()
    reading.take([*entries(known=range(15)), *entries(new=[99]), *entries(known=range(20, 30))])
    reading.take(entries(known=range(30, 39)))
    assert ends(reading) is None
    reading.take(entries(known=[40]))
    assert ends(reading) == "known"


def test_what_a_crawl_took_that_was_stopped_does_not_count() -> None:
    reading = ListReading()
    reading.take([Entry(url=f"/{n}", known=True, covered=False) for n in range(40)])
    assert ends(reading) is None
    reading.take(entries(known=range(100, 120)))
    assert ends(reading) == "known"


def test_entries_that_slipped_to_the_next_page_do_not_count_again() -> None:
    reading = ListReading()
    reading.take(entries(known=range(15)))
    reading.take(entries(known=range(10, 19)))
    assert reading.known_in_a_row == 19
    assert ends(reading) is None


def test_articles_fixed_at_the_top_of_every_page_end_nothing() -> None:
    reading = ListReading()
    for page in range(10):
        reading.take([*entries(known=range(1000, 1012)), *entries(new=range(page * 10, page * 10 + 8))])
    assert ends(reading) is None


def test_a_column_of_known_articles_below_a_list_ends_nothing_while_the_list_is_new() -> None:
    reading = ListReading()
    for page in range(3):
        reading.take(entries(new=range(page * 10, page * 10 + 10), known=range(1000, 1030)))
        assert ends(reading) is None


def test_a_list_that_only_repeats_itself_ends() -> None:
    reading = ListReading()
    reading.take(entries(new=range(10)))
    for _ in range(BARREN_PAGES):
        assert ends(reading) is None
        reading.take(entries(new=range(10)))
    assert ends(reading) == "barren"


def test_a_list_without_entries_ends() -> None:
    reading = ListReading()
    for _ in range(BARREN_PAGES):
        reading.take([])
    assert ends(reading) == "barren"


def test_a_list_has_so_many_pages_at_most() -> None:
    reading = ListReading()
    for page in range(3):
        reading.take(entries(new=[page]))
    assert ends(reading, pages=4) is None
    assert ends(reading, pages=3) == "long"
