"""Eight nights of the year that `make soak` lives through, and the archive they leave."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from soak import soak

EVENTS = """SELECT offer, kind, before, after, at, cause, provenance, url, evidence FROM events
    ORDER BY offer, at, kind, before, after"""
OBSERVED = """SELECT vendor, product, plan, region, per, period, currency, price, list_price, charges, availability, quotas,
    models, evidence, first_seen, last_seen, ended, provenance, source, sources, url FROM observations
    JOIN offers ON offers.id = offer_id ORDER BY 1, 2, 3, 4, 5, 6, 7, first_seen, observations.id"""


def told(db: Path) -> list[list[Any]]:
    with closing(sqlite3.connect(db)) as base:
        return [base.execute(sql).fetchall() for sql in (EVENTS, OBSERVED)]


def test_eight_nights_tell_every_true_change_and_no_other_and_so_does_their_archive(tmp_path: Path) -> None:
    lived = soak(nights=8, seed=45, folder=tmp_path)
    assert lived.wrong == []
    assert lived.true > 4
    assert len(lived.memory) == 8
    assert lived.outcomes.total() > 8  # light rounds too
    assert {outcome.split()[1] for outcome in lived.outcomes} <= {"ok", "partial"}
    again = tmp_path / "again.db"
    archive = str(lived.home.archive)
    ran = lived.home.run("backfill", archive, "--db", str(again), "--archive", archive)
    assert ran.status == 0, ran.said
    assert told(again) == told(lived.home.db)
