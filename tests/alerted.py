"""Who is told: `codingplans alerts` as a night runs it, and the news of a vendor that does not exist."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from story import change, offer

from cli.errors import report_errors
from cli.main import app
from db.database import Database
from db.tables.states import moment

SECRET = "s3cr3t-t0k3n"


def ago(**back: int) -> str:
    """A moment as the database writes it, so long before now."""
    return moment(datetime.now(UTC) - timedelta(**back))


def price(db: Database, new: str, at: str, plan: str = "lite") -> None:
    """A price of a plan of 40 yuan that moved."""
    change(db, "price_changed", {"price": "40"}, {"price": new}, at, of=offer(plan=plan).id)


@dataclass
class Ran:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


@dataclass
class Owner:
    """Who is told: runs `codingplans alerts` as a night does."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    def told_at(self, *addresses: str) -> "Owner":
        (self.folder / "to").write_text("\n".join(addresses))
        (self.folder / "codingplans.toml").write_text('[alerts]\nto_file = "to"\n')
        return self

    def run(self, *words: str) -> Ran:
        config, db = self.folder / "codingplans.toml", self.folder / "plans.db"
        command = ["--config", str(config), "alerts", *words, "--db", str(db)]
        self.capsys.readouterr()
        status = report_errors(lambda: app(command))
        return Ran(status, *self.capsys.readouterr())
