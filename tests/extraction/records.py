"""A record for readers that are tested without an archive."""

import datetime

from crawler.items import Record


def saved_record(file_name: str = "saved.txt") -> Record:
    return Record(
        record_id="urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff",
        record_type="resource",
        warc_file="saved.warc.gz",
        offset=0,
        length=100,
        source="ingest",
        url=None,
        file_name=file_name,
        status=None,
        content_type="text/plain",
        payload_digest="sha1:AAAA",
        captured_at=datetime.datetime(2024, 5, 6, 7, 8, 9, tzinfo=datetime.UTC),
    )
