"""Imported by every Python that finds it, before anything else: the project's clock runs ahead of the system's.

By as many seconds as the file says that MOVED_CLOCK names; it is read each time, so that time can be moved on while a
process runs. tests/moving_clock.py writes it.
"""

import datetime
import os
from pathlib import Path

import crawler.clock

of_the_system = crawler.clock.now


def now():
    ahead = os.environ.get("MOVED_CLOCK")
    return of_the_system() + datetime.timedelta(seconds=float(Path(ahead).read_text()) if ahead else 0.0)


crawler.clock.now = now
