"""`python command_client.py SOCKET ARGUMENT...` has the server run a command in its stead, with all it has itself.

Started for every command, so it imports next to nothing.
"""

import json
import os
import socket
import sys


def main(path: str, *arguments: str) -> int:
    request = json.dumps({"arguments": arguments, "variables": dict(os.environ)}).encode()
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(path)
        socket.send_fds(server, [len(request).to_bytes(4, "big")], [0, 1, 2])
        server.sendall(request)
        with server.makefile("r") as answer:
            return int(answer.read())


if __name__ == "__main__":
    code = main(*sys.argv[1:])
    if code < 0:
        os.kill(os.getpid(), -code)
    sys.exit(code)
