"""Signals of our own, beside those of `scrapy.signals`."""

article_saved = object()
"""Sent with `record` and `fate` when an article is committed: stored, updated, unchanged or older."""
