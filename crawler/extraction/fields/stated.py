"""What stands on a page outside its text: by the source's selectors, near the headline, in scripts and in the head."""

from __future__ import annotations

import dataclasses
import datetime
import functools

from lxml.html import HtmlElement

from crawler.extraction.embedded.article import EmbeddedArticle
from crawler.extraction.fields.candidates import Candidate, Chosen
from crawler.extraction.fields.chinese_site import is_chinese_site
from crawler.extraction.fields.copyright_line import owners
from crawler.extraction.fields.credit_boxes import account, labelled_medium, profile
from crawler.extraction.fields.headline import find_headline
from crawler.extraction.fields.info_block import facts_elsewhere, to_the_minute
from crawler.extraction.fields.infoline import Facts, facts_near
from crawler.extraction.fields.sites import site_names
from crawler.extraction.fields.titles import bare, site_in_title, without_site
from crawler.extraction.learned import NOTHING_LEARNED, Learned
from crawler.extraction.markup.head import Head
from crawler.extraction.markup.selected import Selected, read_selected
from crawler.extraction.text.dates import believable
from crawler.extraction.text.language import language_of
from crawler.sources import Selectors, Source


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stated:
    """`near` are the facts beside the headline, `elsewhere` those of a box away from it where these give no date.

    `labelled` and `shown_account` say whom the page credits where neither names a medium. `sites` are the names of
    the site, the likeliest first. `carried` is the article as a script of the page has it. `on_chinese_site` tells of
    the labels round the text, in whatever language that is.
    """

    head: Head
    selectors: Selectors
    selected: Selected
    near: Facts
    elsewhere: Facts
    labelled: tuple[Candidate[str], ...]
    shown_account: tuple[Candidate[str], ...]
    headline: Chosen[str]
    heading: HtmlElement | None
    sites: tuple[Candidate[str], ...]
    url: str | None
    captured_at: datetime.datetime
    learned: Learned = NOTHING_LEARNED
    carried: EmbeddedArticle | None = None
    on_chinese_site: bool = False

    @property
    def facts(self) -> tuple[Facts, ...]:
        return (self.near, self.elsewhere)

    @property
    def accounts(self) -> tuple[Candidate[str], ...]:
        """Who runs the account, as a box shows and as a script of a page says that carries more than the article."""
        carried = self.carried
        if carried is None or not carried.account or carried.whole:
            return self.shown_account
        return (*self.shown_account, Candidate("account", carried.account, carried.place))

    @functools.cached_property
    def own_names(self) -> frozenset[str]:
        """What the site calls itself, as `bare` gives it."""
        return frozenset(bare(site.value) for site in self.sites)

    @functools.cached_property
    def titles(self) -> Chosen[str]:
        """The source's own selector, then a record of the whole article, then what is shown and stated."""
        candidates = []
        if self.selected.title:
            candidates.append(Candidate("selector", self.selected.title, " | ".join(self.selectors.title)))
        won, embedded = self.headline.won, self._embedded_title()
        shown = [won] if won else []
        if self.carried and self.carried.whole:
            candidates = [*embedded, *candidates, *shown]
        elif won and won.rule == "heading":
            candidates += [*shown, *embedded]
        else:
            candidates += [*embedded, *shown]
        candidates += self.headline.others
        return Chosen(candidates[0], tuple(candidates[1:])) if candidates else Chosen(None)

    def _embedded_title(self) -> list[Candidate[str]]:
        carried = self.carried
        if carried is None or not carried.title:
            return []
        title = carried.title if carried.whole else without_site(carried.title, self.own_names)
        return [Candidate("embedded", title, carried.place)]

    @property
    def title(self) -> str | None:
        return self.titles.value


_NamedBesides = tuple[tuple[Candidate[str], ...], tuple[Candidate[str], ...]]
_NOBODY: _NamedBesides = ((), ())


def read_stated(
    tree: HtmlElement,
    head: Head,
    source: Source,
    captured_at: datetime.datetime,
    url: str | None = None,
    learned: Learned = NOTHING_LEARNED,
) -> Stated:
    """To be read before the body is: that takes things out of the tree."""
    sites = tuple(site_names(head, source.site_name))
    headline = find_headline(tree, head, [site.value for site in sites])
    named = site_in_title(head.title, headline.text, lambda: owners(tree))
    selected = read_selected(tree, source.selectors)
    near, elsewhere = Facts(), Facts()
    labelled, shown_account = _NOBODY
    on_chinese_site = is_chinese_site(tree)
    if on_chinese_site or language_of(headline.text or "") == "zh":
        names = tuple(dict.fromkeys([*(site.value for site in sites), *([named] if named else [])]))
        near, elsewhere = _shown_facts(tree, headline.element, selected, source, captured_at, names)
        if credited := bare(near.publisher or elsewhere.publisher or ""):
            named = named or site_in_title(head.title, headline.text, lambda: (credited,))
        publisher = selected.publisher or elsewhere.publisher
        labelled, shown_account = _named_besides(tree, headline.element, near, publisher, names)
    in_title = (Candidate("title-element", named, "title"),) if named else ()
    return Stated(
        head=head,
        selectors=source.selectors,
        selected=selected,
        near=near,
        elsewhere=elsewhere,
        labelled=labelled,
        shown_account=shown_account,
        headline=headline.chosen,
        heading=headline.element,
        sites=(*sites, *in_title),
        url=url,
        captured_at=captured_at,
        learned=learned,
        on_chinese_site=on_chinese_site,
    )


def _named_besides(
    tree: HtmlElement,
    heading: HtmlElement | None,
    near: Facts,
    publisher: str | None,
    names: tuple[str, ...],
) -> _NamedBesides:
    """The medium in a source line away from the headline, and the account; read where what stands beside the headline
    names nobody, or perhaps but the page's own site. `publisher` is stated elsewhere."""
    labelled = shown_account = None
    is_own = near.unlabelled and near.publisher in names
    if not publisher and (is_own or not near.publisher):
        labelled = labelled_medium(tree)
        shown_account = account(heading) if heading is not None else None
    elif near.unlabelled and heading is not None:
        shown_account = profile(heading)
    return (labelled,) if labelled else (), (shown_account,) if shown_account else ()


def _shown_facts(
    tree: HtmlElement,
    heading: HtmlElement | None,
    selected: Selected,
    source: Source,
    captured_at: datetime.datetime,
    names: tuple[str, ...],
) -> tuple[Facts, Facts]:
    """Those beside the headline, and those of a box away from it where nothing else gives a date."""
    near = facts_near(heading, source.utc_offset, names) if heading is not None else Facts()
    near = to_the_minute(near, tree, heading, source.utc_offset)
    if selected.published_at or _is_dated(near, captured_at):
        return near, Facts()
    return near, facts_elsewhere(tree, heading, source.utc_offset, names)


def with_carried(stated: Stated, carried: EmbeddedArticle) -> Stated:
    """With what the page carries for its scripts; a record of the whole article leaves what is shown no say."""
    if not carried.whole:
        return dataclasses.replace(stated, carried=carried)
    return dataclasses.replace(
        stated, carried=carried, near=Facts(), elsewhere=Facts(), labelled=(), shown_account=()
    )


def _is_dated(facts: Facts, captured_at: datetime.datetime) -> bool:
    exact = facts.published_at
    return believable(exact, captured_at) is not None if exact else facts.dated
