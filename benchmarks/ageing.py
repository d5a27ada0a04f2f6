"""What age costs: a night's storing and every report, of a database of ten years beside one of a few months.

Statements and bytes of a vendor's unchanged night, and processor time old and young; what counts is their ratio.
"""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measure import Measure, cpu
from ten_years import last_day, make, next_night, vendors

from db.database import Database
from db.open import open_db
from db.reading import open_read_only
from pipeline.crawl.archived_pages import archived
from pipeline.publish.store import store
from reports.output.formats import as_json
from reports.question import ReportQuery
from reports.views.catalogue import NAMES, report

PLAN = "vendor-01/coding-plan/tier-0/CN/account/P1M/CNY"
RECENT = 90  # days whose changes the command lists


@dataclass(frozen=True)
class Night:
    """What the storing of one unchanged night cost: a vendor's share of each."""

    seconds: float
    statements: float
    bytes: float


def stored(path: Path, number: int) -> Night:
    """The nights from this number on, stored vendor by vendor: the quickest of three, and what many add to the file."""
    db, said = open_db(path), list[str]()
    for vendor in vendors():
        store(db, next_night(db, number, vendor))  # which may be the first of other pages
    spent = min(_stored(db, later) for later in range(number + 1, number + 4))
    _stored(db, number + 4, said)
    before, nights = _used(db), 40
    for later in range(number + 5, number + 5 + nights):
        _stored(db, later)
    grown = (_used(db) - before) / nights / len(vendors())
    db.close()
    return Night(spent / len(vendors()), len(said) / len(vendors()), grown)


def _stored(db: Database, number: int, said: list[str] | None = None) -> float:
    """Store a night; seconds of processor time. `said` takes the statements of it."""
    crawls = {vendor: next_night(db, number, vendor) for vendor in vendors()}
    db.conn.set_trace_callback(said.append if said is not None else None)
    spent = time.process_time()
    for vendor, crawl in crawls.items():
        known = archived(db, vendor)
        for page in crawl.pages:
            known.bodies.get((page.url, page.sha256))
            known.good.get((page.source, page.url))
        store(db, crawl)
    db.conn.set_trace_callback(None)
    return time.process_time() - spent


def _used(db: Database) -> int:
    """Bytes of the pages of the database file that hold something."""
    count, free, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return int((count - free) * size)


def reported(path: Path, nights: int) -> dict[str, float]:
    """The processor time of every report, as JSON, each over a database opened anew."""
    spent = {}
    for name in NAMES:
        query = ReportQuery(day=last_day(nights), plan=PLAN if name == "history" else "", recent=RECENT)
        spent[name] = cpu(lambda name=name, query=query: _report(path, name, query))  # type: ignore[misc]
    return spent


def _report(path: Path, name: str, query: ReportQuery) -> None:
    db = open_read_only(path)
    as_json(report(db, name, query))
    db.close()


def ageing(folder: Path, nights: int = 3650, young: int = 120) -> Iterator[Measure]:
    """A vendor's night and every report, old against young; databases in `folder` that are there already are taken."""
    paths = {number: folder / f"nights-{number}.db" for number in (young, nights)}
    for number, path in paths.items():
        if not path.exists():
            make(path, number).close()
    new, old = (stored(_copied(path), number) for number, path in paths.items())
    beside = f"after {young} nights, {1000 * new.seconds:.1f} ms"
    yield Measure(f"storing a vendor's night after {nights}", old.seconds / new.seconds, 1.1, beside=beside)
    yield Measure("statements of an unchanged vendor", old.statements, 25, unit="")
    yield Measure("database of an unchanged vendor-night", old.bytes, 300, unit="bytes")
    spent = {number: reported(path, number) for number, path in paths.items()}
    for name in NAMES:
        young_one, old_one = spent[young][name], spent[nights][name]
        beside = f"after {young} nights, {1000 * young_one:.0f} ms"
        yield Measure(f"`report {name}` after {nights} nights", old_one / young_one, 1.3, beside=beside)
        yield Measure(f"`report {name}` after {nights} nights", old_one, 0.3, unit="s")


def _copied(path: Path) -> Path:
    copy = path.with_name(f"copy-{path.name}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy
