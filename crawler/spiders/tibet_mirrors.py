"""Foreign hosts that carry copies of www.tibet.cn under its paths, with spam and often with corrupted text."""

from dataclasses import replace

from crawler.spiders.families.trs import TrsSpider
from crawler.spiders.tibet import TibetSpider

HOSTS = ("peopleweekly.cn", "m.chalkjoy.com")
SPAM = (r"(?:[\u4e00-\u9fff]{2,8}\s*\|\s*){10,}(?:[\u4e00-\u9fff]{2,8})?",)  # names of counties


class TibetMirrorsSpider(TrsSpider):
    """The copies keep the site they were copied from; no mirror's host is ever credited."""

    source = replace(
        TibetSpider.source,
        name="tibet_mirrors",
        hosts=HOSTS,
        seeds=tuple(f"http://{host}/cn/" for host in HOSTS),
        boilerplate=SPAM,
    )
    name = source.name
