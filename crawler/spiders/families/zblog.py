"""Sites made by Z-BlogPHP: /post/N.html or /?id=N, lists page_N.html, a feed at /feed.php."""

from crawler.sources import Selectors
from crawler.spiders.families.listing import ListingSpider

PERMALINKS = (
    r"^/post/[^/?]+\.html$",
    r"^(?:/[^/]+)*/\d+\.html$",
    r"^/\?id=\d+$",
)
LISTING_URL = (
    r"^/$|^/page_\d+\.html$|^/(?:category|tags|author|date)-[^/?]+?(?:_\d+)?\.html$|^/category/[^/?]+"
    r"|^/\?(?:cate|tags|page)=[^&]+(?:&page=\d+)?$"
)
FEED = "/feed.php"

SELECTORS = Selectors(
    title=("h1.post-title", "h2.post-title", ".post h1", "h1.article-title"),
    published_at=(".post-date", "h4.post-date", ".article-meta time", ".info .time"),
    tags=(".post-tags a", "h5.post-tags a", ".article-tags a"),
    body=("div.post-body", "div.article-content", "div.entry"),
    drop=(".post-footer", "h5.post-tags", "h6.post-footer", ".msg", "#divCommentPost"),
)


class ZBlogSpider(ListingSpider):
    """A list's further pages are numbered in a page bar, where the way on is › (下一页)."""
