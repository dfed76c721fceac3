"""Not to be imported: what it needs is not there."""

from tests.scheduled_spiders import there_is_no_such_name  # type: ignore[attr-defined]  # noqa: F401
