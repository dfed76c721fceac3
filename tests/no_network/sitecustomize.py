"""Imported by every Python that finds it, before anything else: what an audit hook refuses, nothing can do."""

import socket
import sys

LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname")
USES = (
    "socket.connect",
    "socket.sendto",
    "socket.sendmsg",
)  # urllib3 binds ::1 when imported, to see whether it can


def refuse(event, arguments):
    outside = event in USES and arguments[0].family in (socket.AF_INET, socket.AF_INET6)
    if outside or event in LOOKUPS:
        sys.stderr.write(f"NETWORK: {event} {arguments[1:]}\n")
        raise OSError(f"no network here: {event}")


sys.addaudithook(refuse)
