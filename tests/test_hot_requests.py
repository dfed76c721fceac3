"""The order requests are sent in, and what is left to the database."""

from __future__ import annotations

from scrapy import Request

from crawler.extensions.hot_requests import HotRequests


def pushed(*orders: tuple[int, int], kept: bool = True, host: str = "a.example") -> HotRequests:
    hot = HotRequests()
    for order in orders:
        hot.push(host, order, Request(f"http://{host}/{order[0]},{order[1]}"), kept=kept)
    return hot


def popped(hot: HotRequests, active: dict[str, int] | None = None) -> list[str]:
    urls = []
    while (request := hot.pop(lambda host: (active or {}).get(host, 0))) is not None:
        urls.append(request.url.partition("//")[2])
    return urls


def test_one_host_is_asked_in_order() -> None:
    hot = pushed((0, 3), (-20, 4), (0, 1), (1, 2))
    assert len(hot) == 4
    assert popped(hot) == ["a.example/-20,4", "a.example/0,1", "a.example/0,3", "a.example/1,2"]
    assert len(hot) == 0


def test_hosts_take_turns_and_the_least_busy_goes_first() -> None:
    hot = pushed((0, 1), (0, 2))
    for number in (3, 4):
        hot.push("b.example", (0, number), Request(f"http://b.example/{number}"), kept=True)
    assert popped(hot) == ["a.example/0,1", "b.example/3", "a.example/0,2", "b.example/4"]
    hot = pushed((0, 1))
    hot.push("b.example", (5, 2), Request("http://b.example/2"), kept=True)
    assert popped(hot, {"a.example": 3}) == ["b.example/2", "a.example/0,1"]


def test_the_last_are_left_to_the_database_but_for_what_it_does_not_have() -> None:
    hot = pushed(*((0, number) for number in range(10)))
    hot.push("b.example", (0, 99), Request("http://b.example/99"), kept=False)
    assert hot.leave(most=4) == (0, 3)
    assert len(hot) == 4
    assert popped(hot) == ["a.example/0,0", "b.example/99", "a.example/0,1", "a.example/0,2"]


def test_nothing_is_left_where_there_is_room_or_nobody_else_has_it() -> None:
    assert pushed((0, 1), (0, 2)).leave(most=2) is None
    assert pushed((0, 1), (0, 2), kept=False).leave(most=1) is None
