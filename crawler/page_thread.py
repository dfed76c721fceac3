"""The one thread in which pages, feeds and sitemaps are looked at while a crawl goes on.

Looking at a large list takes a tenth of a second and more. One thread, not a few: each that computes makes the reactor
wait for the interpreter's lock, a page's tree is used by one at a time, and what is remembered of the last page stays
remembered while all that is asked of it is answered.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")
_WAITED_FOR: set[asyncio.Future[Any]] = set()


def in_page_thread(look: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
    """Begins at once, in the order asked for; questions about one page are best asked one after another."""
    loop = asyncio.get_running_loop()
    looking = loop.run_in_executor(_THREAD, functools.partial(look, *args, **kwargs))
    answer: asyncio.Future[T] = loop.create_future()
    looking.add_done_callback(functools.partial(_pass_on, answer))
    _WAITED_FOR.add(answer)
    answer.add_done_callback(_WAITED_FOR.discard)
    return answer


def give_up(error: Exception) -> None:
    """Whoever waits for an answer gets the error instead. The thread cannot be stopped at the question it is at."""
    for answer in tuple(_WAITED_FOR):
        if not answer.done():
            answer.set_exception(error)


def _pass_on(answer: asyncio.Future[T], looked: asyncio.Future[T]) -> None:
    if looked.cancelled():
        answer.cancel()
    elif answer.done():
        looked.exception()  # asked for, so that asyncio does not take it for overlooked
    elif (error := looked.exception()) is not None:
        answer.set_exception(error)
    else:
        answer.set_result(looked.result())
