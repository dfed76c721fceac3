"""Writes the zoo into a folder, to look at or to measure: python -m tests.zoo FOLDER"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.zoo.zoo import zoo


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for page in zoo():
        (folder / f"{page.name}.html").write_bytes(page.body)
        label = json.dumps(page.label, ensure_ascii=False, indent=1)
        (folder / f"{page.name}.json").write_text(label + "\n", encoding="utf-8")
    print(f"{len(zoo())} pages in {folder}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
