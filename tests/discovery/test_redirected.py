from __future__ import annotations

import pytest

from crawler.discovery.redirected import Leads, where_to

ARTICLE = "http://www.beixi.example/news/2025/3.html"


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        ("https://beixi.example/news/2025/3.html", Leads.SAME),
        ("http://www.beixi.example/news/2025/3.html/", Leads.SAME),
        ("http://www.beixi.example/", Leads.HOME),
        ("http://www.beixi.example/index.html", Leads.HOME),
        ("http://www.beixi.example/news/", Leads.HOME),
        ("http://www.beixi.example/news/2025/", Leads.HOME),
        ("http://parked.example/", Leads.HOME),
        ("http://www.beixi.example/404.html", Leads.MISSING),
        ("http://www.beixi.example/error?from=3", Leads.MISSING),
        ("http://www.beixi.example/notfound.shtml", Leads.MISSING),
        ("http://www.beixi.example/login?next=3", Leads.GUARD),
        ("http://www.beixi.example/captcha/", Leads.GUARD),
        ("http://waf.example/verify?token=1", Leads.GUARD),
        ("http://www.beixi.example/news/2025/4.html", Leads.AWAY),
        ("http://www.beixi.example/politics/2025/0309/3.html", Leads.AWAY),
    ],
)
def test_what_a_redirect_of_an_article_says(target: str, leads: Leads) -> None:
    assert where_to(ARTICLE, target) is leads


def test_an_article_about_an_error_may_move() -> None:
    one, other = "http://a.example/2025/terror-404.html", "http://a.example/news/2025/0101/terror-404.html"
    assert where_to(one, other) is Leads.AWAY


@pytest.mark.parametrize("sign", ["a", "/", "-", "_", "4", "0", ".", "w", "c", "verif"])
def test_an_address_of_any_length_is_looked_at_in_no_time(sign: str) -> None:
    where_to(ARTICLE, "http://www.beixi.example/" + sign * 200_000)
