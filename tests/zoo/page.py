"""A page in the making: a layout asks it for what it prints, and what it was asked for is what a reader must find."""

from __future__ import annotations

import dataclasses
import datetime
import html
import re
from collections.abc import Callable
from typing import Any

from tests.zoo import edges
from tests.zoo.furniture import Furniture
from tests.zoo.writing import Block, Writing

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
CAPTURED_AT = "2026-01-15T09:30:00+08:00"
MANY = 4  # blocks of an article long enough to have something put between them
IMAGE = '<img src="/upload/{number}.jpg" alt="">'


@dataclasses.dataclass(frozen=True, kw_only=True)
class Style:
    """How a layout writes the blocks of an article; each form has one `{}`. `caption` may ask for `{image}`."""

    p: str = "<p>　　{}</p>"
    sub: str = "<p>　　<strong>{}</strong></p>"
    caption: str = '<p style="text-align:center">{image}</p>\n<p style="text-align:center">{text}</p>'
    byline: str = "<p>　　{}</p>"
    between: str = "\n"


class Draft:
    """What one layout makes of one writing.

    Whatever states a fact (`publisher`, `authors`, `editors`, `date`) makes it part of the label; a fact nobody asked
    for is one the page does not state. `body` gives the article in the layout's markup.
    """

    def __init__(self, writing: Writing, site: str, url: str, furniture: Furniture) -> None:
        self.writing = writing
        self.site = site
        self.room = furniture
        self.url = url
        day = furniture.number(2009, 2025), furniture.number(1, 12), furniture.number(1, 28)
        clock = furniture.number(6, 22), furniture.number(0, 59), furniture.number(0, 59)
        self.at = datetime.datetime(*day, *clock, tzinfo=BEIJING)
        self.id = furniture.number(100000, 99999999)
        self._label: dict[str, Any] = {
            "title": writing.title,
            "authors": list(writing.stated),
            "editors": [],
            "publisher": [],
            "published_at": None,
        }

    @property
    def title(self) -> str:
        return html.escape(self.writing.title, quote=True)

    def date(self, form: str = "Y-m-d H:M") -> str:
        """The time of publication as `form` has it: Y m d H M S, n and j for month and day without a nought."""
        self._label["published_at"] = self.at.date().isoformat()
        return self.clock(form)

    def clock(self, form: str) -> str:
        """The same, where it does not state when the article was published (in the address of the page)."""
        at = self.at
        parts = {"Y": f"{at:%Y}", "m": f"{at:%m}", "d": f"{at:%d}", "H": f"{at:%H}", "M": f"{at:%M}"}
        parts |= {"S": f"{at:%S}", "n": str(at.month), "j": str(at.day)}
        return re.sub("[YmdHMSnj]", lambda found: parts[found[0]], form)

    def publisher(self, name: str | None = None) -> str:
        """The medium credited: the one given, or a medium drawn by lot, at times the site itself.

        A layout that gives the name does so before anything else on the page can credit another.
        """
        if not self._label["publisher"]:
            own = self.room.number(1, 3) == 1
            self._label["publisher"] = [name or (self.site if own else self.room.medium())]
        stated = str(self._label["publisher"][0])
        if name not in (None, stated):
            raise ValueError(f"{self.url}: credits {stated} and then {name}")
        return stated

    def authors(self, between: str = " ", form: str = "{}") -> str:
        """Who wrote it, in `form`; empty where nobody is credited."""
        if self.writing.authors is not None:
            names = list(self.writing.authors)
        else:
            names = self._label["authors"] or sorted(
                {self.room.person() for _ in range(self.room.number(1, 2))}
            )
        self._label["authors"] = names
        return form.format(between.join(names)) if names else ""

    def editors(self, between: str = " ") -> str:
        if not self._label["editors"]:
            drawn = [self.room.person() for _ in range(9)]
            self._label["editors"] = [one for one in drawn if one not in self._label["authors"]][:1]
        return between.join(self._label["editors"])

    def unsure(self, *fields: str) -> str:
        """Takes fields out of the label: what the page shows can be read in more than one way."""
        for field in fields:
            self._label.pop(field, None)
        return ""

    def body(self, style: Style | None = None) -> str:
        """The whole article in this markup. Lists and tables are marked up as such."""
        style = style or Style()
        written: list[str] = []
        blocks = list(self.writing.blocks)
        while blocks:
            kind = blocks[0].kind
            run = blocks[: _run_length(blocks)]
            del blocks[: len(run)]
            written.append(_GROUPS[kind](run, style) if kind in _GROUPS else self._one(run[0], style))
        hant = self.writing.traditional
        front = self._edge(edges.TRADITIONAL_FRONT if hant else edges.FRONT, style)
        behind = self._edge(edges.TRADITIONAL_BEHIND if hant else edges.BEHIND, style)
        between = [] if hant or len(written) < MANY else self._edge(edges.BETWEEN, style)
        half = len(written) // 2
        return style.between.join([*front, *written[:half], *between, *written[half:], *behind])

    def _edge(self, options: tuple[tuple[str, ...], ...], style: Style) -> list[str]:
        """One set of lines drawn by lot, in the layout's markup."""
        lines = self.room.choose(options)
        if any("{authors}" in line for line in lines) and self.writing.authors == ():
            return []
        return [style.p.format(self._edge_line(line)) for line in lines]

    def _edge_line(self, line: str) -> str:
        words = {"title": self.title, "site": self.site, "person": self.room.person()}
        words["number"] = f"{self.room.number(0, 999):03}"
        words["link"] = f'<a href="{self.room.href()}">{self.room.headline()}</a>'
        for field, state in (
            ("authors", self.authors),
            ("editors", self.editors),
            ("publisher", self.publisher),
        ):
            if f"{{{field}}}" in line:
                words[field] = state()
        return line.format(**words)

    def _one(self, block: Block, style: Style) -> str:
        text = html.escape(block.text + block.optional, quote=False)
        if block.kind == "caption":
            image = IMAGE.format(number=self.room.number(1000, 9999))
            return style.caption.format(image=image, text=text)
        return {"sub": style.sub, "byline": style.byline}.get(block.kind, style.p).format(text)

    def label(self) -> dict[str, Any]:
        """As `python -m benchmarks.fidelity` reads labels."""
        parts: list[str | dict[str, str]] = []
        for block in self.writing.blocks:
            if block.kind != "byline" and block.text:
                parts.append(block.text)
            if block.optional:
                parts.append({"may": block.optional})
        free = [self.writing.subtitle] if self.writing.subtitle else []
        return {**self._label, "text": parts, "free": free, "url": self.url, "captured_at": CAPTURED_AT}


def _run_length(blocks: list[Block]) -> int:
    kind = blocks[0].kind
    if kind not in _GROUPS:
        return 1
    return next((at for at, block in enumerate(blocks) if block.kind != kind), len(blocks))


def _table(rows: list[Block], style: Style) -> str:
    cells = [[html.escape(cell.strip()) for cell in row.text.strip(" |").split("|")] for row in rows]
    lines = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells]
    return '<table border="1"><tbody>\n' + "\n".join(lines) + "\n</tbody></table>"


def _list(items: list[Block], style: Style) -> str:
    return "<ul>\n" + "\n".join(f"<li>{html.escape(item.text)}</li>" for item in items) + "\n</ul>"


def _verses(lines: list[Block], style: Style) -> str:
    return style.p.format("<br/>\n".join(line.text for line in lines))


def _code(lines: list[Block], style: Style) -> str:
    return "<pre><code>" + "\n".join(html.escape(line.text) for line in lines) + "</code></pre>"


_GROUPS: dict[str, Callable[[list[Block], Style], str]] = {
    "row": _table,
    "item": _list,
    "verse": _verses,
    "code": _code,
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Layout:
    """How one kind of site writes its pages; `write` gives the whole page."""

    name: str
    site: str
    address: str
    write: Callable[[Draft], str]
    encoding: str = "utf-8"
    content_type: str = "text/html"
    traditional: bool = False
    only: tuple[str, ...] = ()
    pages: int = 4


LAYOUTS: dict[str, Layout] = {}


def layout(site: str, address: str, **settings: Any) -> Callable[[Callable[[Draft], str]], Layout]:
    """Makes a layout of a function, named as the function is.

    `address` is the form of its URLs, with `{id}` and a date as `Draft.clock` writes it in `<...>`.
    """

    def register(write: Callable[[Draft], str]) -> Layout:
        made = Layout(name=write.__name__, site=site, address=address, write=write, **settings)
        if made.name in LAYOUTS:
            raise ValueError(f"two layouts named {made.name}")
        LAYOUTS[made.name] = made
        return made

    return register


def draft(layout: Layout, writing: Writing) -> Draft:
    host = "/".join(layout.address.split("/")[:3])
    furniture = Furniture(f"{layout.name}/{writing.name}", host, traditional=layout.traditional)
    made = Draft(writing, layout.site, "", furniture)
    address = re.sub("<([^>]+)>", lambda form: made.clock(form[1]), layout.address)
    made.url = address.format(id=made.id)
    return made


def document(title: str, body: str, *, head: str = "", charset: str = "utf-8") -> str:
    """A whole page, as most sites write it."""
    return f"""<!DOCTYPE html>
<html lang="zh-CN"><head><meta http-equiv="Content-Type" content="text/html; charset={charset}" />
<title>{title}</title>
{head}
<link rel="stylesheet" href="/css/main.css"><script src="/js/jquery.min.js"></script>
</head><body>
{body}
</body></html>
"""
