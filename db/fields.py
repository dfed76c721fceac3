"""The fields of a record by name, as exports have them and as its versions are compared."""

EXPORT_FIELDS = (
    "id",
    "url",
    "canonical_url",
    "source",
    "site_name",
    "title",
    "byline",
    "authors",
    "editors",
    "publisher",
    "published_at",
    "modified_at",
    "language",
    "tags",
    "text",
    "text_digest",
    "duplicate_of",
    "duplicate_kind",
    "similarity",
    "cluster_id",
    "repairs",
    "flags",
    "captured_at",
    "record_id",
    "payload_digest",
    "parser",
)
"""The fields of a record as exports and the API name them, in order. Fixed: other programs read them."""

CAPTURE_FIELDS = ("captured_at", "record_id", "payload_digest", "parser")
"""Which capture an article was read from, and by whom: no part of what it says; nor is how, `provenance`."""

DUPLICATE_FIELDS = ("duplicate_of", "duplicate_kind", "similarity", "cluster_id")
"""What an article has to do with others, worked out from all rows together."""

CONTENT_FIELDS = tuple(name for name in EXPORT_FIELDS if name not in CAPTURE_FIELDS + DUPLICATE_FIELDS)
"""What an article says: a difference in one of these is a new version."""
