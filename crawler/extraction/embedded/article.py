"""What a page carries of its article beside what it shows."""

from __future__ import annotations

import dataclasses
from typing import Final

_LONG: Final = 300  # characters; a site may introduce itself in fewer


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddedArticle:
    """What was carried, every field optional; `lines` are the text before anything is trimmed from its ends.

    `account` is the name of who runs the page, `byline` the people as the page's own record names them, `publisher`
    the medium it credits. `published_at` and `modified_at` are ISO 8601. `place` is where it was found
    (`script#__NEXT_DATA__ props.pageProps.detail`). It is `whole` where the page is known to keep all of its article
    there: then nothing shown can be better; else it is one more witness.
    """

    lines: tuple[str, ...] = ()
    title: str | None = None
    account: str | None = None
    byline: str | None = None
    publisher: str | None = None
    editors: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    tags: tuple[str, ...] = ()
    place: str = ""
    whole: bool = False

    @property
    def is_article(self) -> bool:
        """Whether this alone shows that the page is an article."""
        length = sum(map(len, self.lines))
        return self.whole or length >= _LONG or (length > 0 and self.published_at is not None)

    def or_else(self, other: EmbeddedArticle | None) -> EmbeddedArticle:
        """What this one does not state is taken from the other."""
        if other is None:
            return self
        fields = (field.name for field in dataclasses.fields(self))
        return EmbeddedArticle(**{name: getattr(self, name) or getattr(other, name) for name in fields})
