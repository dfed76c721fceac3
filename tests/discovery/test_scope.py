"""How far a crawl goes, and which addresses are one page."""

import pytest

from crawler.discovery.scope import Scope, is_public_suffix, one_page, registered_name

SEED = "https://www.river.com.cn/"


@pytest.mark.parametrize(
    ("kind", "seed", "url", "holds"),
    [
        ("host", SEED, "http://www.river.com.cn/a", True),
        ("host", SEED, "https://river.com.cn/a", True),
        ("host", "https://river.com.cn/", "https://www.river.com.cn/a", True),
        ("host", SEED, "https://news.river.com.cn/a", False),
        ("host", SEED, "https://river.com.cn.else.example/a", False),
        ("host", SEED, "https://[/", False),
        ("host", "http://127.0.0.1:8000/", "http://127.0.0.1:8000/a", True),
        ("domain", SEED, "https://news.river.com.cn/a", True),
        ("domain", SEED, "https://river.com.cn/a", True),
        ("domain", SEED, "https://m.river.com.cn/a", False),
        ("domain", "https://m.river.com.cn/", "https://m.river.com.cn/a", True),
        ("domain", SEED, "https://declared.river.com.cn/a", False),
        ("domain", SEED, "https://lake.com.cn/a", False),
        ("domain", "https://lin.github.io/", "https://wang.github.io/", False),
        ("domain", "http://127.0.0.1/", "http://127.0.0.2/", False),
        ("folder", "https://river.com.cn/~lin/index.html", "https://river.com.cn/~lin/a/1.html", True),
        ("folder", "https://river.com.cn/~lin/", "https://river.com.cn/~lin", True),
        ("folder", "https://river.com.cn/~lin/", "https://river.com.cn/~linda/", False),
        ("folder", "https://river.com.cn/~lin/", "https://river.com.cn/", False),
    ],
)
def test_what_is_in_scope(kind: str, seed: str, url: str, holds: bool) -> None:
    scope = Scope(kind=kind, seeds=(seed,), others=frozenset({"declared.river.com.cn"}))
    assert scope.holds(url) is holds


def test_a_host_begun_with_is_in_scope_though_it_is_declared_elsewhere() -> None:
    assert Scope(kind="host", seeds=(SEED,), others=frozenset({"www.river.com.cn"})).holds(SEED)


def test_a_site_that_moved_is_in_scope_at_both_places() -> None:
    scope = Scope(kind="host", seeds=(SEED,)).with_seed("https://lake.example/start")
    assert scope.holds(SEED)
    assert scope.holds("https://lake.example/a")


def test_a_folder_begun_with_on_one_host_opens_none_on_another() -> None:
    scope = Scope(kind="folder", seeds=("https://river.com.cn/~lin/", "https://lake.example/"))
    assert scope.holds("https://www.lake.example/a")
    assert not scope.holds("https://river.com.cn/a")


def test_there_is_no_other_scope() -> None:
    with pytest.raises(ValueError, match="host, folder or domain"):
        Scope(kind="all", seeds=(SEED,))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.river.example/a/", "https://river.example/a", True),
        ("http://river.example/a/index.html", "http://river.example/a/", True),
        ("http://river.example", "http://river.example/index.php", True),
        ("http://river.example/a#top", "http://river.example/a", True),
        ("http://river.example/#!/a", "http://river.example/#!/b", False),
        ("http://river.example/a?id=1", "http://river.example/a?id=2", False),
        ("http://river.example/a", "http://river.example/A", False),
        ("http://river.example/a", "http://news.river.example/a", False),
        ("http://river.example:8080/a", "http://river.example/a", False),
    ],
)
def test_addresses_of_one_page(one: str, other: str, same: bool) -> None:
    assert (one_page(one) == one_page(other)) is same


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("news.river.com.cn", "river.com.cn"),
        ("a.b.river.gov.cn", "river.gov.cn"),
        ("lin.github.io", "lin.github.io"),
        ("127.0.0.1", "127.0.0.1"),
        ("localhost", "localhost"),
        ("www.river.example", "river.example"),
    ],
)
def test_the_name_an_owner_registered(host: str, name: str) -> None:
    assert registered_name(host) == name


@pytest.mark.parametrize(
    ("host", "is_one"),
    [("com.cn", True), ("github.io", True), ("cn", True), ("river.com.cn", False), ("127.0.0.1", False)],
)
def test_a_public_suffix_has_names_of_many_owners(host: str, is_one: bool) -> None:
    assert is_public_suffix(host) is is_one
