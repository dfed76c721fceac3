"""Writes the zoo into a folder, to look at or to measure, or records how well it is read now.

python -m tests.zoo FOLDER       NAME.html and NAME.json for every page
python -m tests.zoo --record     new floors for the gate, just under what is measured
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.zoo.gate import FLOORS, record
from tests.zoo.zoo import zoo


def main(argument: str) -> None:
    if argument == "--record":
        for name, measured in record().items():
            if name != "digest":
                print(f"{name}: {measured['floors']}, {len(measured['weak'])} pages not read in full")
        print(f"written to {FLOORS}")
    else:
        write_pages(Path(argument))


def write_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for page in zoo():
        (folder / f"{page.name}.html").write_bytes(page.body)
        label = json.dumps(page.label, ensure_ascii=False, indent=1)
        (folder / f"{page.name}.json").write_text(label + "\n", encoding="utf-8")
    print(f"{len(zoo())} pages in {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
