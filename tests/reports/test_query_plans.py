"""No report reads all that nights leave behind: SQLite's plan of every statement that a report runs goes by an index."""

import re
import sys
from collections.abc import Iterator

import pytest
from places import ROOT

from db.database import Database
from db.reading import open_read_only
from reports.question import ReportQuery
from reports.views.catalogue import NAMES, report
from reports.views.show import show_report

sys.path.append(str(ROOT / "benchmarks"))
from ten_years import last_day, make

NIGHTS = 8
PLAN = "vendor-01/coding-plan/tier-0/CN/account/P1M/CNY"
# What has a row a night, a change or a doubt; all other tables have one a vendor, source, address, plan or offer.
GROWING = (
    "bodies",
    "crawls",
    "events",
    "holds",
    "observations",
    "plan_days",
    "rates",
    "readings",
    "runs",
    "visits",
)
# Reports of which all of a table is the answer.
WHOLE = {
    ("accuracy", "events"): "counts every change that was ever published",
    ("accuracy", "holds"): "counts every hold by what became of it",
}
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A small database of the benchmarks' market, with the statistics that SQLite would have after ten years."""
    path = tmp_path_factory.mktemp("aged") / "x.db"
    db = make(path, NIGHTS)
    for table in GROWING:
        db.execute(
            "UPDATE sqlite_stat1 SET stat = '400000 ' || substr(stat, instr(stat, ' ') + 1) WHERE tbl = ?",
            [table],
        )
    db.close()
    return open_read_only(path)


def _asked(db: Database, name: str) -> Iterator[str]:
    """Every statement that a report runs, with its values."""
    said: list[str] = []
    query = ReportQuery(day=last_day(NIGHTS), recent=90, plan=PLAN if name in ("history", "show") else "")
    db.conn.set_trace_callback(said.append)
    (show_report(db, query) if name == "show" else report(db, name, query)).to_json()
    db.conn.set_trace_callback(None)
    return (one for one in dict.fromkeys(said) if one.lstrip().startswith(("SELECT", "WITH")))


def _scanned(db: Database, statement: str) -> set[str]:
    """The growing tables that a statement reads from one end to the other; an index of few rows is none."""
    called = {name: table for table, name in re.findall(rf"\b({'|'.join(GROWING)}) AS (\w+)", statement)}
    few = {
        row[0]
        for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'")
    }
    steps = (_SCAN.match(row[3]) for row in db.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall())
    scans = {step[1] for step in steps if step and step[2] not in few}
    return {called.get(name, name) for name in scans} & set(GROWING)


@pytest.mark.parametrize("name", [*NAMES, "show"])
def test_no_report_reads_a_table_that_grows_with_the_nights_from_end_to_end(
    name: str, aged: Database
) -> None:
    asked = list(_asked(aged, name))
    assert asked
    scans = {(table, " ".join(one.split())) for one in asked for table in _scanned(aged, one)}
    assert {(table, one) for table, one in scans if (name, table) not in WHOLE} == set()
    assert {table for table, _ in scans} == {table for report, table in WHOLE if report == name}
