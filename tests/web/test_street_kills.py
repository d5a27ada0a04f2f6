"""Three of the kills that `make kills` strikes with."""

from pathlib import Path

import pytest
from kills import kill


@pytest.mark.browser
def test_a_night_that_is_killed_loses_and_doubles_nothing(tmp_path: Path) -> None:
    killer, _ = kill(kills=3, every=3, seed=2, folder=tmp_path)
    assert killer.wrong == []
    assert killer.struck.total() == 3
    assert killer.nights == 2
