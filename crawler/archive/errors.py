"""What is wrong with the archive itself, not with a page in it."""

UNWRITABLE = "archive-unwritable"


class ArchiveError(Exception):
    """A file of the archive is not what the index says, or is no WARC or ARC file at all."""


class UnwritableError(OSError):
    """Our own archive cannot be written; `filename` is the file."""
