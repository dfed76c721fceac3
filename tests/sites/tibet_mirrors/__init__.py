"""A replica of two foreign hosts that mirror www.tibet.cn: the same paths, with spam, most with corrupted text.

The gold of a corrupted page is its original's: a reader restores what was corrupted. One host shows what is no
character as a question mark and keeps characters of private use, the other has neither.
"""

from __future__ import annotations

import functools
from typing import Final

from tests.garbling.mirror import Mirror
from tests.garbling.spam import Spam
from tests.sites.site import Site
from tests.sites.tibet_mirrors.hosts import Host, mirror_site
from tests.sites.tibet_mirrors.treatments import between_spam, garbled, made_traditional

_Stripped = functools.partial(Mirror, keeps_private_use=False, lone_lead="")

_PEOPLE: Final[Host] = {
    7416188: garbled(Mirror(seed=1, share=0.3, spam=frozenset([Spam.COUNTIES_AT_FOOT])), characters_off=3),
    7412258: garbled(Mirror(seed=2, share=0.05, spam=frozenset([Spam.EMPTY_TAGS]))),
    7413310: garbled(Mirror(seed=3, share=0.6, spam=frozenset([Spam.KEYWORDS_AT_HEAD]))),
    7414120: garbled(Mirror(seed=4, share=0.3, folds_to_ascii=True), characters_off=3),
    7415002: made_traditional(),
    7415610: between_spam(Spam.COUNTIES_AT_FOOT, Spam.EMPTY_TAGS, Spam.EMOJI),
    7415918: garbled(Mirror(seed=5, share=0.3, spam=frozenset([Spam.COUNTIES_AT_HEAD, Spam.COMMAS]))),
    7416044: garbled(Mirror(seed=6, share=0.3, cut_share=1.0)),
}
_CHALKJOY: Final[Host] = {
    7416123: garbled(_Stripped(seed=7, share=0.3), characters_off=3),
    7412031: garbled(_Stripped(seed=8, share=0.3, spam=frozenset([Spam.COUNTIES_AT_FOOT]))),
    7413977: garbled(_Stripped(seed=9, share=0.6, spam=frozenset([Spam.ESCAPES]))),
    7414233: garbled(_Stripped(seed=10, share=0.05)),
    7414509: between_spam(Spam.COUNTIES_AT_HEAD, Spam.COMMAS, Spam.ESCAPES),
    7415377: garbled(_Stripped(seed=11, share=0.3, damages_markup=False), characters_off=3),
    7415733: between_spam(Spam.KEYWORDS_AT_HEAD, Spam.COUNTIES_AT_FOOT),
}
HOSTS: Final = {"peopleweekly.cn": _PEOPLE, "m.chalkjoy.com": _CHALKJOY}


def site() -> Site:
    return mirror_site("tibet_mirrors", HOSTS)
