"""Mirrors that no source declares: each host shows one kind of what mirrors do, most of them what they do to bytes."""

from __future__ import annotations

from typing import Final

from tests.garbling.mirror import Mirror
from tests.garbling.spam import Spam
from tests.sites.site import Site
from tests.sites.tibet_mirrors.hosts import Host, mirror_site
from tests.sites.tibet_mirrors.treatments import (
    annotated,
    between_links,
    between_spam,
    garbled,
    made_traditional,
)

_KEEPS_ALL: Final[Host] = {
    7412258: garbled(Mirror(seed=21, share=0.05)),
    7412031: garbled(Mirror(seed=22, share=0.3, cut_share=1.0)),
    7414509: garbled(Mirror(seed=23, share=0.6)),
}
_STRIPS_PRIVATE_USE: Final[Host] = {
    7413310: garbled(Mirror(seed=24, share=0.05, keeps_private_use=False)),
    7415610: garbled(Mirror(seed=25, share=0.3, keeps_private_use=False, cut_share=1.0)),
    7415733: garbled(Mirror(seed=26, share=0.6, keeps_private_use=False), characters_off=4),
}
_DROPS_LEADS: Final[Host] = {
    7414233: garbled(Mirror(seed=27, share=0.05, lone_lead="", cut_share=1.0)),
    7415377: garbled(Mirror(seed=28, share=0.3, lone_lead="")),
    7415918: garbled(
        Mirror(seed=29, share=0.6, lone_lead="", spam=frozenset([Spam.COUNTIES_AT_HEAD])), characters_off=3
    ),
}
_ADDS_SPAM: Final[Host] = {
    7412031: between_spam(Spam.COUNTIES_AT_HEAD, Spam.EMPTY_TAGS, Spam.COMMAS),
    7413977: between_links(30),
    7416044: between_spam(Spam.KEYWORDS_AT_HEAD, Spam.COUNTIES_AT_FOOT, Spam.EMOJI, Spam.ESCAPES),
}
_ANNOTATES: Final[Host] = {7416188: annotated(31), 7416123: annotated(32)}
_MAKES_TRADITIONAL: Final[Host] = {
    7415002: made_traditional(),
    7413310: made_traditional(Spam.COUNTIES_AT_FOOT),
}
HOSTS: Final = {
    "www.yanchi-online.example": _KEEPS_ALL,
    "m.lubo.example": _STRIPS_PRIVATE_USE,
    "zixun.songtao.example": _DROPS_LEADS,
    "www.hetang.example": _ADDS_SPAM,
    "wap.qinglan.example": _ANNOTATES,
    "www.guzhen.example": _MAKES_TRADITIONAL,
}


def site() -> Site:
    return mirror_site("tibet_copies", HOSTS)
