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
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pages")


def in_page_thread(look: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[T]:
    """Begins at once, in the order asked for; questions about one page are best asked one after another."""
    return asyncio.get_running_loop().run_in_executor(_THREAD, functools.partial(look, *args, **kwargs))
