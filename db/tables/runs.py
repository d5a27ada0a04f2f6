"""Runs: the nights and light rounds that ran unattended, when each began and how it ended."""

from dataclasses import dataclass
from typing import Literal

from db.database import Database

What = Literal["night", "round"]
Outcome = Literal["ok", "partial", "failed", "interrupted", "offline"]


@dataclass(frozen=True)
class Run:
    """One run; times are UTC. Of a run that goes on, and of one that was killed, `ended_at` and `outcome` are None."""

    id: int
    what: str
    started_at: str
    ended_at: str | None
    outcome: str | None
    message: str | None


def begin_run(db: Database, what: What, at: str) -> int:
    """Note that a run begins, by the only one who may; what still seems to go on was killed, and is interrupted."""
    db.execute("UPDATE runs SET outcome = 'interrupted' WHERE outcome IS NULL")
    return int(db.table("runs").insert({"what": what, "started_at": at}).last_pk or 0)


def end_run(db: Database, number: int, at: str, outcome: Outcome, message: str | None) -> None:
    db.execute(
        "UPDATE runs SET ended_at = ?, outcome = ?, message = ? WHERE id = ?", [at, outcome, message, number]
    )


def runs_between(db: Database, since: str, until: str) -> list[Run]:
    """The runs that began from one moment to another, the oldest first."""
    sql = "SELECT * FROM runs WHERE started_at >= ? AND started_at <= ? ORDER BY started_at, id"
    return [Run(**row) for row in db.query(sql, [since, until])]


def last_run(db: Database, what: What) -> Run | None:
    """The run of this kind that began last."""
    rows = db.query("SELECT * FROM runs WHERE what = ? ORDER BY id DESC LIMIT 1", [what])
    return next((Run(**row) for row in rows), None)
