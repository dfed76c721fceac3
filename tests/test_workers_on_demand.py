"""Workers cost seconds and memory, so a crawl that reads no page has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import Project
from tests.running import running, stopped, wait_until
from tests.sites.finews import site
from tests.sites.server import serving
from tests.sites.site import Page, Site

pytestmark = pytest.mark.network
PAGES = {"/robots.txt": Page(body=b"User-agent: *\nDisallow:\n", content_type="text/plain")}
SLOW = ("-s", "DOWNLOAD_DELAY=0.5", "-s", "AUTOTHROTTLE_ENABLED=False")


def members(group: int) -> int:
    """How many processes of that group are alive."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        found += int(fields[2]) == group
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc to count processes in")
def test_a_crawl_without_a_page_to_read_starts_no_worker(tmp_path: Path) -> None:
    hanging = Page(body=b"late", wait=30)
    replica = Site(
        name="empty",
        hosts=site().hosts,
        pages={**PAGES, "/": hanging, "/feed.xml": hanging},
        not_found=hanging,
        expected={},
    )
    with serving([replica]) as served:
        project = Project(folder=tmp_path, environment=served.environment)
        with running(project, "crawl", "finews", *SLOW) as process:
            wait_until(lambda: len(served.requested) >= 2)
            alone = members(process.pid)
            stopped(process)
    assert alone == 1
