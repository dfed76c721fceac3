"""What warcio's own checker has to say about a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# warcio 1.8.1 sets an attribute on brotli.Decompressor, which brotli 1.2 forbids, and dies at the first body
# that is brotli; digests are over the body as transferred, so it can check without decoding
_CHECK = "import sys; sys.modules['brotli'] = None; import warcio.cli; warcio.cli.main()"


def warcio_problems(path: Path) -> list[str]:
    """The lines `warcio check` prints; none for a file in order."""
    checked = subprocess.run(
        [sys.executable, "-c", _CHECK, "check", str(path)], capture_output=True, text=True, check=False
    )
    lines = (checked.stdout + checked.stderr).splitlines()
    return lines or ([f"exit code {checked.returncode}"] if checked.returncode else [])
