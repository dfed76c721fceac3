"""Keeps what is read of our own pages from getting worse: floors, and the pages that are not read in full yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fidelity.folders import LabelledPage
from benchmarks.fidelity.own_pages import own_sets
from benchmarks.fidelity.readers import ours
from benchmarks.fidelity.scores import Score, score, summary
from tests.zoo.zoo import zoo

FLOORS = Path(__file__).parent / "floors.json"
SLACK_F1 = 0.002
SLACK_PAGES = 1
FALL = 0.005  # what is told of a page whose body F1 fell
CEILINGS = ("below_80", "below_90")


def scores_of(pages: Sequence[LabelledPage]) -> list[Score]:
    return [score(page.name, page.site, page.label, ours(page.capture)) for page in pages]


def measures(scores: Sequence[Score]) -> dict[str, float]:
    """Mean body F1, how many pages are below 0.8 and 0.9, and how many have each field right."""
    whole = summary(scores)
    fields = {field: right for field, (right, _) in whole.fields.items()}
    return {"f1": whole.f1 or 0.0, "below_80": whole.below_80, "below_90": whole.below_90, **fields}


def holds(measure: str, value: float, floor: float) -> bool:
    return value <= floor if measure in CEILINGS else value >= floor


def weak(scores: Sequence[Score]) -> dict[str, dict[str, Any]]:
    """The pages that are not read in full: their F1 and the fields that are wrong."""
    found = {}
    for one in scores:
        wrong = [field for field, right in one.right.items() if not right]
        f1 = 1.0 if one.f1 is None else round(one.f1, 3)
        if wrong or f1 < 1:
            found[one.name] = {"f1": f1, "wrong": wrong}
    return found


def fallen(scores: Sequence[Score], known: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A line for each page read worse than when the floors were recorded, the worst first."""
    lines = []
    for name, now in weak(scores).items():
        before = known.get(name, {"f1": 1.0, "wrong": []})
        wrong = [field for field in now["wrong"] if field not in before["wrong"]]
        fall = before["f1"] - now["f1"]
        if wrong or fall > FALL:
            also = f", now wrong: {', '.join(wrong)}" if wrong else ""
            lines.append((fall, f"{name}: F1 {before['f1']:.3f} -> {now['f1']:.3f}{also}"))
    return [line for _, line in sorted(lines, key=lambda line: -line[0])]


def digest() -> str:
    """Of all pages of the zoo and their labels: the floors are those of these pages."""
    whole = hashlib.sha256()
    for page in zoo():
        whole.update(page.body + json.dumps(page.label, ensure_ascii=False, sort_keys=True).encode())
    return whole.hexdigest()[:16]


def record() -> dict[str, Any]:
    """Measures now, and writes floors just under that, with the pages that are weak."""
    floors: dict[str, Any] = {"digest": digest()}
    for name, pages in own_sets().items():
        scores = scores_of(pages)
        floors[name] = {"floors": _floors(measures(scores)), "weak": weak(scores)}
    FLOORS.write_text(_written(floors) + "\n", encoding="utf-8")
    return floors


def _written(value: Any, indent: str = "") -> str:
    """JSON with a line for each page, so that a change of one shows as one."""
    flat = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or "f1" in value or not value:
        return flat
    deeper = indent + " "
    lines = [f"{deeper}{json.dumps(key)}: {_written(held, deeper)}" for key, held in value.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _floors(measured: Mapping[str, float]) -> dict[str, float]:
    floors = {}
    for measure, value in measured.items():
        if measure == "f1":
            floors[measure] = round(value - SLACK_F1, 4)
        elif measure in CEILINGS:
            floors[measure] = value + SLACK_PAGES
        else:
            floors[measure] = value - SLACK_PAGES
    return floors


def recorded() -> dict[str, Any]:
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return floors
