"""`python -m tests.sites --port 8099`: serve every replica until interrupted."""

from __future__ import annotations

import argparse
import signal

from tests.sites.replicas import replicas
from tests.sites.server import serving


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.sites", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    port = parser.parse_args().port
    sites = replicas().values()
    with serving(sites, port=port) as served:
        print(f"serving {', '.join(host for site in sites for host in site.hosts)}", flush=True)
        print(f"http_proxy={served.url} no_proxy= scrapy crawl NAME", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
