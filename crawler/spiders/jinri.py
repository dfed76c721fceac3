"""今日湾区, a local news site on FastAdmin's CMS addon.

It stands for a site whose name is not known. To point it to a real one, change HOST, the site's name and, where the
CMS is bound to the site's root, the seed; another such site is another file like this one.
"""

from crawler.sources import Source
from crawler.spiders.families import fastadmin

HOST = "https://www.jinriwanqu.example"


class JinriSpider(fastadmin.FastAdminSpider):
    source = Source(
        name="jinri",
        site_name="今日湾区",
        hosts=(HOST.removeprefix("https://"),),
        seeds=(f"{HOST}/cms/",),
        sitemaps=(f"{HOST}{fastadmin.SITEMAP}",),
        article_url=fastadmin.ARTICLE_URL,
        listing_url=fastadmin.LISTING_URL,
        selectors=fastadmin.SELECTORS,
        boilerplate=fastadmin.BOILERPLATE,
        language="zh",
    )
    name = source.name
