"""The medium a page credits with its article (来源)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction.fields.candidates import Candidate, Chosen, first, meta_place, place_of_cut
from crawler.extraction.fields.sites import rule_of_meta
from crawler.extraction.fields.stated import Stated
from crawler.extraction.fields.titles import bare
from crawler.extraction.lines.credits import names_nobody, publisher_name
from crawler.extraction.lines.trim import TrimmedText
from crawler.extraction.names.people import bare_people, first_role
from crawler.extraction.names.places import is_medium
from crawler.extraction.names.runs import is_likely_name
from crawler.extraction.text.dates import iso_date

_MEDIA: Final = ("contentsource", "source", "mediaid", "article:source", "og:source", "copyrightsource")
_LABEL: Final = re.compile(
    r"\s*(?:(?:文章|信息|新闻|稿件|内容|本文|资讯|消息|原文)?(?:来\s*源|稿\s*源|出\s*处)于?|转载?自|摘自|原载于?|来自|发布机构|供稿单位)\s*[:：]?\s*"
)
_NO_NAME: Final = re.compile(r"[\W\d_]*|\d+|[a-z]{0,3}|index|web|pc|default|copyright.*", re.IGNORECASE)
_BEHIND: Final = re.compile(
    r"\s*(?:责任编辑|编辑|责编|作者|记者|通讯员|发布时间|时间|日期|浏览|点击|字号|字体)\s*[:：].*"
)
_NOTE: Final = re.compile(
    r"\s*[\[［【（(](?:整理|原创|转载|编译|综合|翻译|独家|讯|作者.*|记者.*|微信.*|公众号.*)[\]］】）)]$"
)
_OFFICIAL_ACCOUNT: Final = re.compile(r"(?<=..)(?:的?官方(?:[账帐]号|号|微博|网站)|,.*官方[账帐]号)$")
_LONGEST: Final = 40
_HOME_OF_AGENCY: Final = re.compile(
    r"^[（(【\[]?(?P<agency>新华社|中新社|中国新闻社)[^，。,：:（）()\s]{2,14}?(?:\d{1,2}月)?\d{1,2}日(?:电|讯)"
)


def publisher(stated: Stated, trimmed: TrimmedText) -> Chosen[str]:
    """The medium credited: as shown, as stated in the head, in the text's own lines, in an agency's dateline."""
    carried = stated.carried.account if stated.carried and stated.carried.whole else None
    account = bare(stated.selected.account or carried or "")
    candidates = [
        Candidate(one.rule, name, one.place)
        for one in _stated(stated, trimmed, account)
        if (name := credited(one.value))
    ]
    return first(candidates)


def is_disputed(chosen: Chosen[str]) -> bool:
    """Whether the line under the title and a credit in the text name two media, neither a part of the other."""
    if chosen.won is None or chosen.won.rule == "text-line":
        return False
    won = bare(chosen.won.value)
    rivals = (bare(one.value) for one in chosen.others if one.rule in ("text-line", "official-meta"))
    return any(is_medium(rival) and rival not in won and won not in rival for rival in rivals)


def credited(value: str) -> str | None:
    """The name of a medium out of what stands where one is credited; None for 网络, a date, a person, a label."""
    named = _BEHIND.sub("", _LABEL.sub("", value, count=1) if _LABEL.match(value) else value)
    named = _OFFICIAL_ACCOUNT.sub("", _NOTE.sub("", named).strip())
    first_word, *rest = named.split() or [""]
    if rest and is_medium(first_word) and not any(is_medium(word.strip("[]【】()（）")) for word in rest):
        named = first_word
    role = first_role(named)
    if role is not None and is_medium(named[:role].strip(" /|｜")):
        named = named[:role].strip(" /|｜")
    name = publisher_name(named)
    if name is None or len(name) > _LONGEST or names_nobody(name):
        return None
    if _NO_NAME.fullmatch(name) and not is_medium(name):
        return None
    return None if iso_date(name) else name


def _stated(stated: Stated, trimmed: TrimmedText, account: str) -> Iterator[Candidate[str]]:
    selected, carried = stated.selected, stated.carried
    if selected.publisher:
        yield Candidate("selector", selected.publisher, " | ".join(stated.selectors.publisher))
    embedded = carried and carried.publisher and Candidate("embedded", carried.publisher, carried.place)
    if embedded and carried and carried.whole:
        yield embedded
    shown, own = _near(stated, account)
    yield from shown
    if embedded and carried and not carried.whole:
        yield embedded
    yield from _in_head(stated)
    if trimmed.publisher:
        yield Candidate("text-line", trimmed.publisher, place_of_cut(trimmed, "publisher", "edition"))
    others = [*stated.labelled, *own, *stated.accounts]
    yield from (one for one in others if bare(one.value) != account and not _is_person(one.value))
    opening = _HOME_OF_AGENCY.match(trimmed.paragraphs[0]) if trimmed.paragraphs else None
    if opening:
        yield Candidate("dateline", opening["agency"])


def _near(stated: Stated, account: str) -> tuple[list[Candidate[str]], list[Candidate[str]]]:
    """Media shown near the headline, and apart from them the site's own name or account merely beside the date.

    The account's name stands where other sites credit a medium.
    """
    shown, own = list[Candidate[str]](), list[Candidate[str]]()
    names = (one.value for one in (*stated.sites, *stated.shown_account))
    own_names = stated.own_names | {bare(name) for value in names if (name := credited(value))}
    for facts in stated.facts:
        if facts.publisher and bare(facts.publisher) != account:
            is_own = facts.unlabelled and bare(facts.publisher) in own_names
            one = Candidate(facts.rule, facts.publisher, facts.place("publisher"))
            (own if is_own else shown).append(one)
    return shown, own


def _in_head(stated: Stated) -> Iterator[Candidate[str]]:
    """A site that credits itself in its head credits nobody, and who is named there alone is no medium."""
    for name, value in stated.head.named(_MEDIA):
        medium = credited(value) if "://" not in value else None
        if medium is None or bare(medium) in stated.own_names or _is_person(medium):
            continue
        yield Candidate(rule_of_meta(name, stated.head), value, meta_place(name))


def _is_person(name: str) -> bool:
    return not is_medium(name) and any(map(is_likely_name, bare_people(name)))
