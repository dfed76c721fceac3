"""The project's own labelled pages: the zoo, made by code, and the fixtures, saved and read by a person."""

from __future__ import annotations

from pathlib import Path

from benchmarks.fidelity.folders import LabelledPage, fixtures_folder, own_label, saved
from tests.zoo.zoo import ZooPage, zoo

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures"


def own_sets() -> dict[str, list[LabelledPage]]:
    return {"zoo": [labelled(page) for page in zoo()], "fixtures": fixtures_folder(FIXTURES)}


def labelled(page: ZooPage) -> LabelledPage:
    label = page.label
    return LabelledPage(
        name=page.name,
        site=page.name.partition("-")[0],
        capture=saved(page.body, label["url"], label["content_type"], label["captured_at"]),
        label=own_label(label),
    )
