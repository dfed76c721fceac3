"""The extractors compared: ours, and others where they are installed, each behind a function of one page.

Those that take characters get the page as we decode it, so that they are compared in reading, not in decoding.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from benchmarks.fidelity.scores import Read
from crawler.extraction.decode import decode
from crawler.extraction.extract import extract
from crawler.items import Capture, ExtractionError
from crawler.sources import ANY_SITE, Source, sources_of

CHINESE_CHARACTERS = 100
Reader = Callable[[Capture], Read]


def ours(capture: Capture) -> Read:
    """By the rules of the source the capture names; as a page of an unknown site where it names none."""
    try:
        article = extract(capture, _sources().get(capture.record.source, ANY_SITE))
    except ExtractionError:
        return Read()
    return Read(
        text=article.text,
        title=article.title,
        authors=article.authors,
        editors=article.editors,
        publisher=article.publisher,
        published_at=article.published_at,
    )


@functools.cache
def _sources() -> dict[str, Source]:
    loader = get_spider_loader(get_project_settings())
    return sources_of(map(loader.load, loader.list()))


def trafilatura(capture: Capture) -> Read:
    import trafilatura as library

    page = library.bare_extraction(capture.body, with_metadata=True)
    if page is None or isinstance(page, dict):
        return Read()
    return Read(
        text=page.text or "",
        title=page.title,
        authors=tuple(filter(None, (page.author or "").split("; "))),
        published_at=page.date,
    )


def readability(capture: Capture) -> Read:
    from readability import Document

    page = Document(_text(capture))
    return Read(text=_plain(page.summary()), title=page.short_title())


def gne(capture: Capture) -> Read:
    from gne import GeneralNewsExtractor

    page = GeneralNewsExtractor().extract(_text(capture))
    return Read(
        text=page["content"],
        title=page["title"],
        authors=_one(page["author"]),
        published_at=page["publish_time"] or None,
    )


def newspaper(capture: Capture) -> Read:
    from newspaper import Article

    text = _text(capture)
    page = Article(capture.record.url or "", language="zh" if _is_chinese(text) else "en", fetch_images=False)
    page.download(input_html=text)
    page.parse()
    return Read(
        text=page.text, title=page.title, authors=tuple(page.authors), published_at=_day(page.publish_date)
    )


def goose(capture: Capture) -> Read:
    from goose3 import Goose
    from goose3.text import StopWordsChinese

    text = _text(capture)
    words = {"stopwords_class": StopWordsChinese} if _is_chinese(text) else {}
    with Goose({"enable_image_fetching": False, **words}) as library:
        page = library.extract(raw_html=text)
    return Read(
        text=page.cleaned_text,
        title=page.title,
        authors=tuple(page.authors),
        published_at=_day(page.publish_datetime_utc),
    )


def resiliparse(capture: Capture) -> Read:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(_text(capture))
    return Read(text=extract_plain_text(tree, main_content=True), title=tree.title)


def boilerpy(capture: Capture) -> Read:
    from boilerpy3.extractors import ArticleExtractor

    page = ArticleExtractor(raise_on_failure=False).get_doc(_text(capture))
    return Read(text=page.content, title=page.title)


def justext(capture: Capture) -> Read:
    import justext as library

    paragraphs = library.justext(
        _text(capture).encode(),
        frozenset(),  # it has no stop words of Chinese, so none are asked for
        encoding="utf-8",
        length_low=20,
        length_high=60,
        stopwords_low=0,
        stopwords_high=0,
    )
    return Read(text="\n".join(one.text for one in paragraphs if not one.is_boilerplate))


OURS = "shoulu"
OTHERS: Mapping[str, tuple[str, Reader]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "readability-lxml": ("readability", readability),
    "gne": ("gne", gne),
    "newspaper4k": ("newspaper", newspaper),
    "goose3": ("goose3", goose),
    "resiliparse": ("resiliparse", resiliparse),
    "boilerpy3": ("boilerpy3", boilerpy),
    "justext": ("justext", justext),
}
"""By the name of the package: the module that shows it is there, and the function that asks it."""


def installed() -> tuple[dict[str, Reader], list[str]]:
    """The other extractors that are here, and the names of those that are not."""
    here = {name: read for name, (module, read) in OTHERS.items() if importlib.util.find_spec(module)}
    for logger in ("trafilatura", "readability", "newspaper", "goose3", "boilerpy3", "htmldate"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    return here, [name for name in OTHERS if name not in here]


def read_or_nothing(read: Reader, capture: Capture) -> tuple[Read, str | None]:
    """What other people's code makes of a page; a page it fails on has no text, and what it raised is told."""
    try:
        return read(capture), None
    except ImportError:  # it lacks a package of its own, which says nothing about how it reads
        raise
    except Exception as error:  # noqa: BLE001 - other people's code raises what it likes, and the rest must be scored
        return Read(), type(error).__name__


def _text(capture: Capture) -> str:
    return decode(capture.body, capture.header("content-type") or "").text


def _is_chinese(text: str) -> bool:
    """Some want to be told; pages of other languages hold few such characters."""
    return len(re.findall("[一-鿿]", text)) > CHINESE_CHARACTERS


def _plain(html: str) -> str:
    from lxml.html import fromstring

    return "\n".join(map(str, fromstring(html).itertext())) if html.strip() else ""


def _one(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()


def _day(at: Any) -> str | None:
    """Of a datetime, or of text that begins with one."""
    return str(at)[:10] if at else None
