"""`python -m tests.sites --port 8099 [NAME ...]`: serve the replicas of those names, or all, until interrupted."""

from __future__ import annotations

import argparse
import signal

from tests.sites.replicas import replicas
from tests.sites.server import serving


def main() -> None:
    every = replicas()
    parser = argparse.ArgumentParser(prog="python -m tests.sites", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0, the default, takes a free one")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(every))
    options = parser.parse_args()
    if unknown := set(options.names) - set(every):
        parser.error(f"no replica of that name: {', '.join(sorted(unknown))}")
    sites = [site for name, site in every.items() if not options.names or name in options.names]
    # before a thread is started, which would take the signal instead
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    with serving(sites, port=options.port) as served:
        print(f"serving {', '.join(host for site in sites for host in site.hosts)}", flush=True)
        print(f"http_proxy={served.url} https_proxy={served.url} no_proxy= scrapy crawl NAME", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
