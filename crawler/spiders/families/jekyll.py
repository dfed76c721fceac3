"""Sites made by Jekyll: listing pages that hold every live post, and a feed of the newest (jekyll-feed)."""

from crawler.spiders.families.listing import ListingSpider

# Jekyll's permalink style "date" with the categories before it; a category that holds a space becomes two
DATE_PERMALINK = r"^(?:/[^/]+)*/\d{4}/\d{2}/\d{2}/[^/]+\.html$"


class JekyllSpider(ListingSpider):
    """Home and category pages name every live post and have no further pages."""
