"""Eight nights of the year that `make soak` lives through."""

from pathlib import Path

from soak import soak


def test_eight_nights_tell_every_true_change_and_no_other(tmp_path: Path) -> None:
    lived = soak(nights=8, seed=45, folder=tmp_path)
    assert lived.wrong == []
    assert lived.true > 4
    assert len(lived.memory) == 8
    assert lived.outcomes.total() > 8  # light rounds too
    assert {outcome.split()[1] for outcome in lived.outcomes} <= {"ok", "partial"}
