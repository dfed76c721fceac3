"""The lists of a section: its directory, index_1.html and so on, their number only in a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.sites.tibet.article import HOST, SITE_NAME, Article
from tests.sites.tibet.layouts import document

LONGEST = 2


def list_pages(directory: str, articles: Sequence[Article]) -> Iterator[tuple[str, str]]:
    """Path and HTML of every page of one section's list, newest first; an empty section has one page."""
    longest = 1 if directory.startswith("/tb/") else LONGEST
    starts = range(0, max(len(articles), 1), longest)
    items = _tb_items if directory.startswith("/tb/") else _items
    for number, start in enumerate(starts):
        file = f"index_{number}.html" if number else ""
        pager = f'<script>createPageHTML({len(starts)}, {number}, "index", "html");</script>'
        box = items(directory, articles[start : start + longest])
        yield directory + file, document(f"列表_{SITE_NAME}", f'{box}\n<div class="page manu">{pager}</div>')


def home(directories: Sequence[str], articles: Sequence[Article]) -> str:
    """The front page: every section, and the newest of all."""
    sections = "".join(f'<li><a href="http://{HOST}{path}index.html">栏目</a></li>' for path in directories)
    tibetan = '<a href="http://tb.tibet.cn/tb/people/">藏文</a>'
    newest = "".join(f'<p><a href="{article.url}">{article.title}</a></p>' for article in articles[:2])
    return document(SITE_NAME, f'<ul class="nav">{sections}</ul>\n{tibetan}\n{newest}')


def _items(directory: str, articles: Sequence[Article]) -> str:
    items = "\n".join(
        f'<li><h4><a href="./{article.path.removeprefix(directory)}" target="_blank">{article.title}</a></h4>'
        f"<span>{article.date[:10]}</span></li>"
        for article in articles
    )
    return f'<div class="listnews"><ul>\n{items}\n</ul></div>'


def _tb_items(directory: str, articles: Sequence[Article]) -> str:
    items = "\n".join(
        f'<dt><a href="./{article.path.removeprefix(directory)}">{article.title}</a></dt>'
        for article in articles
    )
    return f'<div class="center"><dl>\n{items}\n</dl></div>'
