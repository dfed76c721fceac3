"""Mirrors declared as one more line each."""

from dataclasses import replace

from crawler.spiders.families.trs import TrsSpider
from crawler.spiders.tibet_mirrors import TibetMirrorsSpider
from tests.sites.tibet_mirrors.strangers import HOSTS


class TibetCopiesSpider(TrsSpider):
    source = replace(
        TibetMirrorsSpider.source,
        name="tibet_copies",
        hosts=tuple(HOSTS),
        seeds=tuple(f"http://{host}/cn/" for host in HOSTS),
    )
    name = source.name
