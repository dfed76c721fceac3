"""What is wrong with the archive itself, not with a page in it."""


class ArchiveError(Exception):
    """A file of the archive is not what the index says, or is no WARC or ARC file at all."""
