"""`codingplans` as somebody runs it at home: an installation with a few vendors, its folder, and the street it asks.

The installation is a copy of the program that lacks the files of other vendors, so a night takes seconds. With `back` it
lives so many days ago: Python starts each of its processes with `leaping_clock`, which has it live at the time the file
`clock` says. It lies in the past, for a file that the future finds is older than it should be, and swept up.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psutil
from crawler import FAST, NO_BANK, Ran
from street import Street

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("cli", "db", "pipeline", "reports", "scrapers")
CLOCK = Path(__file__).with_name("leaping_clock.py")
DATES = ("valid_from", "valid_to", "last_evidence")
KNOWN = "claude"  # the vendor that others are compared with


class Household:
    """One database, with all that belongs to it, in a folder of its own."""

    def __init__(self, folder: Path, street: Street, vendors: Collection[str], back: int = 0) -> None:
        self.folder, self.street, self.back = folder, street, back
        self.db, self.archive, self.config = (
            folder / "plans.db",
            folder / "plans-archive",
            folder / "home.toml",
        )
        self.program, self.clock = folder / "program", folder / "clock"
        _install(self.program, vendors, back)
        if back:
            shutil.copy(CLOCK, self.program / "sitecustomize.py")
        self.configure()
        self.set_clock(datetime.now(UTC) - timedelta(days=back))

    def configure(self, **sections: dict[str, str | int]) -> None:
        """Write the configuration anew: the values of its sections by their keys."""
        lines = [f'db = "{self.db}"']
        for name, values in sections.items():
            lines += [f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in values.items())]
        self.config.write_text("\n".join(lines) + "\n")

    def set_clock(self, now: datetime) -> None:
        """Have every process that starts from now on begin at this moment; the time goes on as usual."""
        self.clock.write_text(repr(now.timestamp() - time.time()))

    @property
    def now(self) -> datetime:
        """What its clock shows."""
        return datetime.fromtimestamp(time.time() + float(self.clock.read_text()), UTC)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": str(self.program),
            "HOUSEHOLD_CLOCK": str(self.clock),
            "CODINGPLANS_CONFIG": str(self.config),
            "CODINGPLANS_BASE_URLS": json.dumps(NO_BANK | self.street.bases),
            "CODINGPLANS_SETTINGS": json.dumps(FAST),
            "NO_COLOR": "1",
            "COLUMNS": "400",
        }

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        """Start `codingplans WORDS` in a session of its own; what it says is written to `said`."""
        command = [sys.executable, "-P", str(self.program / "cli/main.py"), *words]
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=self.folder,
                env=self.environment, start_new_session=True,
            )  # fmt: skip

    @property
    def said(self) -> str:
        """What the command that was started last has said so far."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")

    def run(self, *words: str, within: float = 600) -> Ran:
        """Run `codingplans WORDS` to its end."""
        return Ran(self.start(*words).wait(within), self.said)

    def processes(self) -> list[psutil.Process]:
        """All processes that anything started here has left, and that still live."""
        return [one for one in psutil.process_iter() if self._owns(one)]

    def _owns(self, process: psutil.Process) -> bool:
        try:
            ours = process.environ().get("CODINGPLANS_CONFIG") == str(self.config)
            return ours and process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            return False


def _install(program: Path, vendors: Collection[str], back: int) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, program / package, ignore=shutil.ignore_patterns("__pycache__", "samples")
        )
    for module in (program / "scrapers/vendors").iterdir():
        if module.stem not in (*vendors, "__init__"):
            shutil.rmtree(module) if module.is_dir() else module.unlink()
    _leave_history(program / "db/history.csv", {*vendors, KNOWN}, timedelta(days=back))


def _leave_history(file: Path, vendors: Collection[str], back: timedelta) -> None:
    """Of the curated history what concerns these vendors, so many days earlier."""
    with file.open(newline="", encoding="utf-8") as text:
        rows = [row for row in csv.DictReader(text) if row["vendor"] in vendors]
    for row in rows:
        row |= {name: str(date.fromisoformat(row[name]) - back) for name in DATES if row[name]}
    with file.open("w", newline="", encoding="utf-8") as text:
        writer = csv.DictWriter(text, rows[0])
        writer.writeheader()
        writer.writerows(rows)
