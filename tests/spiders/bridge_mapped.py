"""The paper of the tests, with a sitemap."""

import dataclasses

from tests.spiders.bridge import BridgeSpider as Paper


class MappedBridgeSpider(Paper):
    source = dataclasses.replace(Paper.source, sitemaps=("http://www.bridge.example/sitemap.xml",))
    name = source.name
