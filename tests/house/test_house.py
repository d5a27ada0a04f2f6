"""The house's rules that no linter knows: what is true of the source text itself."""

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from places import ROOT

from scrapers.vocabulary.brands import BRANDS

FILES = [path for folder in ("pipeline", "reports", "cli") for path in sorted((ROOT / folder).rglob("*.py"))]
LIBRARY = "sqlite_utils"
CALLS = {
    "query",
    "execute",
    "executemany",
    "executescript",
    "table",
    "insert_all",
    "upsert",
    "upsert_all",
    "delete_where",
}
STATEMENT = re.compile(r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE\s+\w+|DELETE\s+FROM)\b")


def writes(text: str) -> Iterator[str]:
    """Each place of a module that runs SQL past db's functions, states one that writes, or knows the library for it."""
    for node in ast.walk(ast.parse(text)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (f"line {node.lineno}: import {name}" for name in names if name.split(".")[0] == LIBRARY)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            yield f"line {node.lineno}: .{node.func.attr}("
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield f"line {node.lineno}: {node.value.split()[0]}"


def test_only_db_writes_to_the_database() -> None:
    found = [
        f"{path.relative_to(ROOT)} {place}"
        for path in FILES
        for place in writes(path.read_text(encoding="utf-8"))
    ]
    assert not found, "move it into a named function of db, or ask with db.database.select: " + "; ".join(
        found
    )


@pytest.mark.parametrize(
    "line",
    [
        'db.execute("SELECT 1")',
        'list(db.query("SELECT 1"))',
        "from sqlite_utils import Database",
        "import sqlite_utils.db",
        "db.conn.executemany(sql, rows)",
        'db.table("holds").update(1, {})',
        'sql = "UPDATE holds SET status = 1"',
        'sql = """\n    DELETE FROM absences"""',
        'sql = f"INSERT OR IGNORE INTO rates VALUES ({row})"',
    ],
)
def test_a_write_outside_db_is_noticed(line: str) -> None:
    assert list(writes(line))


NAMELESS = ("db/**/*.py", "reports/**/*.py", "pipeline/judge/*.py")  # where no vendor has a rule of its own
MAY_NAME = {
    "reports/article/claims.py",  # what one article says of five vendors
    "reports/facts/figures.py",  # the yardstick: Claude Pro
}


def vendors_named(text: str) -> Iterator[str]:
    """Each string of a module that is a vendor's id or begins an offer's."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            vendor, _, rest = node.value.partition("/")
            if vendor in BRANDS and (not rest or rest.count("/") == 5):
                yield f"line {node.lineno}: {node.value!r}"


def test_no_report_table_or_rule_is_about_one_vendor() -> None:
    paths = [path for pattern in NAMELESS for path in sorted(ROOT.glob(pattern))]
    found = [
        f"{name} {place}"
        for path in paths
        if (name := path.relative_to(ROOT).as_posix()) not in MAY_NAME
        for place in vendors_named(path.read_text(encoding="utf-8"))
    ]
    assert not found, "say it by a property of the offer, not by whose it is: " + "; ".join(found)
    assert list(vendors_named('if offer.vendor == "kimi": pass'))


def test_no_vendor_is_left_as_it_was_made() -> None:
    """What `codingplans new` leaves for a person to say was said."""
    rooms = ("vendors", "samples", "about")
    files = [
        path for room in rooms for path in (ROOT / "scrapers" / room).rglob("*.*") if path.suffix != ".pyc"
    ]
    assert not [path for path in files if b"TODO" in path.read_bytes()]


def test_no_two_test_modules_have_one_name() -> None:
    """They stand in many rooms and are imported by their name alone, the second of a name not at all."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert not [name for name, times in names.items() if times > 1]
