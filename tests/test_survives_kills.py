"""Killed at any moment and started again, a command ends with what it would have without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.killed_runs import SCENARIOS
from tests.killing import KILLS, Scenario, killed_often, shown

pytestmark = [pytest.mark.network, pytest.mark.timeout(60 + 15 * KILLS)]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_nothing_is_lost_doubled_or_fetched_twice(scenario: Scenario, tmp_path: Path) -> None:
    outcome = killed_often(scenario, tmp_path, kills=KILLS, seed=7)
    assert outcome.kills == KILLS
    assert shown(outcome.lost) == []
    assert shown(outcome.extra) == []
    assert shown(outcome.fetched_twice) == []
