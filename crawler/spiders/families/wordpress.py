"""Sites made by WordPress: a feed, a sitemap of its own since 5.5, and lists with /page/N/."""

from crawler.sources import Selectors
from crawler.spiders.families.listing import ListingSpider

# https://wordpress.org/documentation/article/customize-permalinks/: the styles a site chooses one of
PERMALINKS = (
    r"^(?:/[^/]+)?/\d{4}/\d{2}/\d{2}/[^/]+/?$",
    r"^(?:/[^/]+)?/\d{4}/\d{2}/[^/]+(?:\.html|/)?$",
    r"^/archives/\d+(?:\.html|/)?$",
    r"^(?:/[^/]+)*/\d+(?:\.html|/)?$",
    r"^/\?p=\d+$",
    r"^(?:/[^/]+)*/[^/?]+\.html$",
    r"^/(?!(?:category|tag|author|page|feed|about|contact|wp-\w+)(?:/|$))[^/?.]+/$",
)
LISTING_URL = r"^/$|^(?:/[^/]+)*/page/\d+/?$|^/(?:category|tag|topics?)/.+|^/\?(?:cat|paged|tag)=[^&]+$"
FEED, SITEMAP = "/feed/", "/wp-sitemap.xml"

SELECTORS = Selectors(
    title=("h1.entry-title", "h1.post-title", "article h1"),
    byline=(".entry-meta .author a", ".entry-meta .author", ".post-meta .author"),
    published_at=("time.entry-date.published", "time.entry-date", ".entry-meta time", ".posted-on time"),
    tags=(".tags-links a", ".entry-tags a", ".post-tags a", "a[rel='tag']"),
    body=(".entry-content", ".post-content", ".article-content"),
    drop=(
        ".sharedaddy",
        ".jp-relatedposts",
        ".post-navigation",
        ".page-links",
        ".wp-block-buttons",
        ".entry-meta",
        ".yarpp-related",
        "figcaption",
        "#comments",
    ),
)


class WordPressSpider(ListingSpider):
    """The further pages of a list are /page/2/ and so on, linked as older entries."""
