"""Signals of our own, beside those of `scrapy.signals`."""

article_saved = object()
"""Sent with `record` and `fate` when an article is committed: stored, updated, unchanged or older."""

waits_no_longer = object()
"""Sent once when an interrupted run has had its time: what is still under way is to end at once, unfinished."""

layout_settled = object()
"""Sent with `let_in`, ids of records that were held back for their layout and are read again to be stored."""

url_ended = object()
"""Sent with `request`, `outcome` (a Response or a Failure) and `state` when the downloader is done with a URL."""

list_read = object()
"""Sent with `url`, a list's as it was asked for, and the `articles` it names, by URL, when its first page was read."""
