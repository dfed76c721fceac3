"""What time it is, for everything that writes a time down or decides by one."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """Aware, UTC."""
    return datetime.datetime.now(datetime.UTC)
