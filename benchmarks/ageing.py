"""What age costs: a night's storing and every report, of a database of ten years beside one of a few months.

    python benchmarks/ageing.py [NIGHTS] [YOUNG]

Prints statements and bytes of a vendor's unchanged night, and processor time old and young; what counts is their ratio.
"""

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ten_years import last_day, make, next_night, vendors

from db.database import Database
from db.open import open_db, open_read_only
from pipeline.crawl.archived_pages import archived
from pipeline.publish.store import store
from reports.output.formats import as_json
from reports.question import ReportQuery
from reports.views.catalogue import NAMES, report

PLAN = "vendor-01/coding-plan/tier-0/CN/account/P1M/CNY"
ROUNDS = 3


@dataclass(frozen=True)
class Night:
    """What the storing of one unchanged night cost: a vendor's share of each."""

    seconds: float
    statements: float
    bytes: float


def stored(path: Path, number: int) -> Night:
    """The night with this number, stored vendor by vendor, and nights after it until the file has grown for a while."""
    db, said = open_db(path), list[str]()
    for vendor in vendors():
        store(db, next_night(db, number, vendor))  # which may be the first of other pages
    number += 1
    crawls = {vendor: next_night(db, number, vendor) for vendor in vendors()}
    db.conn.set_trace_callback(said.append)
    spent = time.process_time()
    for vendor, crawl in crawls.items():
        known = archived(db, vendor)
        for page in crawl.pages:
            known.bodies.get((page.url, page.sha256))
            known.good.get((page.source, page.url))
        store(db, crawl)
    spent = time.process_time() - spent
    db.conn.set_trace_callback(None)
    before, nights = _used(db), 20
    for later in range(number + 1, number + 1 + nights):
        for vendor in vendors():
            store(db, next_night(db, later, vendor))
    grown = (_used(db) - before) / nights / len(vendors())
    db.close()
    return Night(spent / len(vendors()), len(said) / len(vendors()), grown)


def _used(db: Database) -> int:
    """Bytes of the pages of the database file that hold something."""
    count, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((count - free) * size)


def best(work: Callable[[], object]) -> float:
    """The least processor time of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def reported(path: Path, nights: int) -> dict[str, float]:
    """The processor time of every report, as JSON, each over a database opened anew."""
    spent = {}
    for name in NAMES:
        if name == "history":
            query = ReportQuery(day=last_day(nights), plan=PLAN)
        else:
            query = ReportQuery(day=last_day(nights))
        spent[name] = best(lambda name=name, query=query: _report(path, name, query))  # type: ignore[misc]
    return spent


def _report(path: Path, name: str, query: ReportQuery) -> None:
    db = open_read_only(path)
    as_json(report(db, name, query))
    db.close()


def main(nights: int = 3650, young: int = 120) -> None:
    kept = os.environ.get("CODINGPLANS_AGEING")
    with tempfile.TemporaryDirectory() as folder:
        paths = {
            number: Path(kept or folder, f"{name}.db") for name, number in (("young", young), ("old", nights))
        }
        for number, path in paths.items():
            if not path.exists():
                db = make(path, number)
                rows = {
                    name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
                    for name in ("crawls", "reads", "pages", "observations", "events")
                }
                db.close()
                print(f"{number} nights: {rows}, {path.stat().st_size / 1e6:.1f} MB")
        reports = {number: reported(path, number) for number, path in paths.items()}
        for name in NAMES:
            old, new = reports[nights][name], reports[young][name]
            print(f"report {name:12}{1000 * new:8.0f} ms young{1000 * old:8.0f} ms old{old / new:8.2f} x")
        a, b = (stored(_copied(path, Path(folder)), number) for number, path in paths.items())
        print(
            f"{'a vendor-night':19}{1000 * a.seconds:8.2f} ms young{1000 * b.seconds:8.2f} ms old{b.seconds / a.seconds:8.2f} x"
        )
        print(f"{'statements':19}{a.statements:8.1f}         {b.statements:8.1f}")
        print(f"{'bytes':19}{a.bytes:8.0f}         {b.bytes:8.0f}")


def _copied(path: Path, folder: Path) -> Path:
    copy = folder / f"copy-{path.name}"
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
