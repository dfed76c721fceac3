"""Each fault of the site of faults is what its address says, on the wire."""

import gzip
import http.client
import time
import zlib
from collections.abc import Iterator

import brotli
import pytest

from tests.sites import doorkeepers, faults
from tests.sites.server import Serving, serving
from tests.sites.site import Expected

pytestmark = pytest.mark.network


@pytest.fixture
def served() -> Iterator[Serving]:
    with serving([faults.site(), doorkeepers.site()]) as running:
        yield running


def ask(served: Serving, url: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"), timeout=10)
    try:
        connection.request(
            "GET", url, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def ask_for(served: Serving, fault: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    return ask(served, faults.ROOT + faults.path(fault), **headers)


def test_the_home_page_leads_to_every_fault(served: Serving) -> None:
    _, home = ask(served, f"{faults.ROOT}/")
    assert all(faults.path(fault).encode() in home for fault in (*faults.PAGES, *faults.ANSWERS))
    named = {url.removeprefix(faults.ROOT + "/news/").removesuffix(".html") for url in faults.site().expected}
    assert {name for name in named if "%" not in name} <= {*faults.PAGES, *faults.ANSWERS, *faults.TARGETS}


@pytest.mark.parametrize(
    ("fault", "status", "location"),
    [
        *(
            (f"moved-{status}", status, faults.path(f"moved-{status}-to"))
            for status in (301, 302, 303, 307, 308)
        ),
        ("chain-1", 301, faults.path("chain-2")),
        ("chain-3", 307, "chain-to.html"),
        ("loop", 302, faults.path("loop-back")),
        ("loop-itself", 301, faults.path("loop-itself")),
        ("moved-nowhere", 302, None),
        ("moved-to-private", 302, "http://10.0.0.1/admin"),
        ("moved-chinese", 301, "/news/新址.html".encode().decode("latin-1")),
    ],
)
def test_what_moved_says_where(served: Serving, fault: str, status: int, location: str | None) -> None:
    response, _ = ask_for(served, fault)
    assert (response.status, response.getheader("Location")) == (status, location)


@pytest.mark.parametrize(
    ("fault", "statuses", "retry_after"),
    [
        ("busy-429", [429, 429, 200], "1"),
        ("busy-429-silent", [429, 200], None),
        ("busy-429-date", [429, 200], faults.HTTP_DATE),
        ("busy-429-long", [429, 429, 429], "86400"),
        ("busy-503", [503, 200], "1"),
        ("heals-500", [500, 200], None),
        ("heals-408", [408, 200], None),
        ("dead-500", [500, 500, 500], None),
        ("gone", [410, 410], None),
    ],
)
def test_what_fails_heals_after_as_many_times_as_it_should(
    served: Serving, fault: str, statuses: list[int], retry_after: str | None
) -> None:
    responses = [ask_for(served, fault) for _ in statuses]
    assert [response.status for response, _ in responses] == statuses
    assert responses[0][0].getheader("Retry-After") == retry_after
    if statuses[-1] == 200:
        assert responses[-1][1] == faults.article(fault)


@pytest.mark.parametrize("header", [{"If_None_Match": '"1"'}, {"If_Modified_Since": faults.HTTP_DATE}])
def test_what_has_not_changed_is_not_sent_again(served: Serving, header: dict[str, str]) -> None:
    first, body = ask_for(served, "unchanged")
    assert (first.status, first.getheader("ETag"), body) == (200, '"1"', faults.article("unchanged"))
    second, nothing = ask_for(served, "unchanged", **header)
    assert (second.status, nothing) == (304, b"")


def test_an_etag_that_lies_stays_while_the_words_change(served: Serving) -> None:
    (first, one), (second, other) = (ask_for(served, "lying-etag") for _ in range(2))
    assert first.getheader("ETag") == second.getheader("ETag")
    assert one != other


@pytest.mark.parametrize(("fault", "least"), [("slow", 1.0), ("dripping", 0.1)])
def test_what_is_slow_comes_whole(served: Serving, fault: str, least: float) -> None:
    began = time.monotonic()
    assert ask_for(served, fault)[1] == faults.article(fault)
    assert time.monotonic() - began >= least


@pytest.mark.parametrize("fault", ["truncated", "truncated-chunked", "too-long", "truncated-once"])
def test_what_is_cut_short_is_seen_to_be(served: Serving, fault: str) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask_for(served, fault)


@pytest.mark.parametrize("fault", ["reset", "reset-within", "reset-once"])
def test_what_is_reset_gives_nothing(served: Serving, fault: str) -> None:
    with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
        ask_for(served, fault)


@pytest.mark.parametrize("fault", ["truncated-once", "reset-once"])
def test_what_breaks_off_once_comes_whole_the_second_time(served: Serving, fault: str) -> None:
    with pytest.raises((ConnectionResetError, http.client.IncompleteRead)):
        ask_for(served, fault)
    assert ask_for(served, fault)[1] == faults.article(fault)


@pytest.mark.parametrize(
    ("fault", "undo"),
    [
        ("gzip", gzip.decompress),
        ("brotli", brotli.decompress),
        ("deflate", zlib.decompress),
        ("gzip-twice", lambda body: gzip.decompress(gzip.decompress(body))),
        ("gzip-not", bytes),
    ],
)
def test_what_is_encoded_is_encoded_as_it_says(served: Serving, fault: str, undo) -> None:  # type: ignore[no-untyped-def]
    response, body = ask_for(served, fault, Accept_Encoding="identity")
    assert response.getheader("Content-Encoding")
    assert undo(body) == faults.article(fault)


def test_a_bomb_is_a_thousand_times_larger_than_it_looks(served: Serving) -> None:
    _, body = ask_for(served, "bomb")
    assert len(body) < faults.BOMB_BYTES / 500
    opened = zlib.decompressobj(31).decompress(body, 20_000)
    assert opened.startswith(faults.article("bomb"))
    assert len(opened) == 20_000


@pytest.mark.parametrize("impostor", faults.IMPOSTORS)
def test_an_impostor_answers_as_an_article_would(served: Serving, impostor: str) -> None:
    response, body = ask_for(served, impostor)
    assert response.status == 200
    assert "text/html" in str(response.getheader("Content-Type"))
    assert not any(line.encode() in body for line in faults.written(impostor).paragraphs)
    assert faults.reason_of(impostor)


@pytest.mark.parametrize("beginning", ["/calendar/2024/05/", "/loop/", "/filter?sort=new", "/s/00000000/"])
def test_a_maze_has_no_end(served: Serving, beginning: str) -> None:
    seen, target = set(), beginning
    for _ in range(12):
        response, body = ask(served, faults.ROOT + target)
        assert response.status == 200
        seen.add(target)
        link = (
            body.decode()
            .split('href="')[-1 if "calendar" in target else 1]
            .split('"')[0]
            .replace("&amp;", "&")
        )
        path = target.split("?")[0]
        target = link if link.startswith("/") else path + link
    assert len(seen) == 12


@pytest.mark.parametrize(
    ("host", "status", "words"),
    [
        (doorkeepers.SLOW, 200, b"Crawl-delay: 1"),
        (doorkeepers.CLOSED, 200, b"Disallow: /\n"),
        (doorkeepers.BROKEN, 503, b""),
        (doorkeepers.HEALING, 503, b""),
        (doorkeepers.MISSING, 404, b""),
        (doorkeepers.MOVED, 301, b""),
        (doorkeepers.FORBIDDEN, 403, b""),
        (doorkeepers.PARTLY, 200, b"Allow: /a/1"),
    ],
)
def test_a_robots_txt_is_what_its_host_is_named_for(
    served: Serving, host: str, status: int, words: bytes
) -> None:
    response, body = ask(served, f"http://{host}/robots.txt")
    assert response.status == status
    assert words in body
    article, _ = ask(served, f"http://{host}/a/1.html")
    assert article.status == 200


def test_the_records_to_bring_home_are_on_their_pages(served: Serving) -> None:
    for url in ("http://slow.door.example/a/7.html", faults.ROOT + faults.path("chain-to")):
        gold = {**faults.site().expected, **doorkeepers.site().expected}[url]
        assert isinstance(gold, Expected)
        assert all(line in ask(served, url)[1].decode() for line in gold.paragraphs)
