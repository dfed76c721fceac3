"""Killed at any moment and started again, a command ends with what it would have without."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.killed_runs import SCENARIOS
from tests.killing import KILLS, Scenario, killed_often, shown

OF_A_KIND = Counter(scenario.kind for scenario in SCENARIOS)  # which share the kills

pytestmark = [pytest.mark.network, pytest.mark.timeout(60 + 15 * KILLS)]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_is_lost_doubled_or_fetched_twice(scenario: Scenario, tmp_path: Path) -> None:
    kills = -(-KILLS // OF_A_KIND[scenario.kind])
    outcome = killed_often(scenario, tmp_path, kills=kills, seed=7)
    assert outcome.kills == kills
    assert shown(outcome.lost) == []
    assert shown(outcome.extra) == []
    assert shown(outcome.fetched_twice) == []
