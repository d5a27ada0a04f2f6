"""`codingplans import`: a file is taken whole or not at all, and what is wrong is named by line, field and value."""

import json
import sqlite3
import sys
from pathlib import Path
from typing import Any

import pytest
from places import CASES

from cli.errors import report_errors
from cli.main import app
from db.curated.history_file import COLUMNS
from db.open import open_db

CASES = CASES / "imports"
LINE = {
    "observed_at": "2026-03-01T00:00:00Z", "vendor": "kimi-ai", "name": "Plus", "price_text": "¥99/月",
    "list_price_text": None, "unit": "月", "notes": None, "details": [], "source_urls": [],
}  # fmt: skip
ROW = "kimi,membership,plus,Plus,CN,account,P1M,CNY,99,,,,,2026-01-01,,2026-01-10,high,me"
HEADER = ",".join(COLUMNS)


class Importing:
    """One database, and what `codingplans import` said of each file."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self.database = folder, folder / "x.db"
        self._monkeypatch, self._capsys = monkeypatch, capsys
        open_db(self.database).close()

    def file(self, file: Path) -> tuple[int, str]:
        """The exit status and the one line that was said."""
        status, lines = self.command("import", file)
        assert len(lines) == 1, lines
        return status, lines[0]

    def text(self, text: str | bytes, name: str = "prices.csv") -> tuple[int, str]:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return self.file(path)

    def line(self, **changes: Any) -> tuple[int, str]:
        """A good listing, and after it one with these changes."""
        return self.text(
            "".join(f"{json.dumps(line)}\n" for line in (LINE, LINE | changes)), "listings.jsonl"
        )

    def command(self, *arguments: object) -> tuple[int, list[str]]:
        self._monkeypatch.setattr(
            sys, "argv", ["codingplans", *map(str, arguments), "--db", str(self.database)]
        )
        status = report_errors(app)
        said = self._capsys.readouterr()
        return status, (said.out + said.err).splitlines()

    @property
    def stored(self) -> int:
        with sqlite3.connect(self.database) as db:
            return sum(
                db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("crawls", "reads", "offers", "observations", "holds", "events")
            )


@pytest.fixture
def importing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Importing:
    return Importing(tmp_path, monkeypatch, capsys)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("numprice.jsonl", "line 1: not a listing: price_text is 99, not a text or null"),
        ("nullname.jsonl", "line 1: not a listing: name is null, not a text"),
        ("dictnotes.jsonl", "line 1: not a listing: notes is an object, not a text or null"),
        ("numunit.jsonl", "line 1: not a listing: unit is 1, not a text or null"),
        ("nullvendor.jsonl", "line 1: not a listing: vendor is null, not a text"),
        ("listvendor.jsonl", "line 1: not a listing: vendor is a list, not a text"),
        ("urls_num.jsonl", "line 1: not a listing: source_urls[0] is 1, not a text"),
        ("surrogate.jsonl", r"line 1: not a listing: name holds half a character: 'Plus \ud83e'"),
        ("partial.jsonl", "line 3: not a listing: name is null, not a text"),  # its first lines are good
        ("dupcol2.csv", "line 1: two columns named price"),
        ("big13.csv", "line 2: price: no amount that anybody pays: 9999999999999"),
        ("excel_div12.csv", "line 2: price: no amount of CNY: 8.333333333333334 has too many places"),
        ("futureev.csv", "line 2: last_evidence is 2099-01-02, a day to come"),
        ("evbefore.csv", "line 2: last_evidence is 2026-01-02, before the row begins on 2026-05-01"),
    ],
)
def test_wrong_file_is_refused_with_line_field_and_value_and_nothing_is_stored(
    importing: Importing, name: str, what: str
) -> None:
    status, said = importing.file(CASES / name)
    assert status == 2
    assert said.startswith(f"codingplans: {CASES / name}, {what}; ")
    assert importing.stored == 0


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"details": {"a": 1}}, "details is an object, not a list of texts or null"),
        ({"details": ["a", None]}, "details[1] is null, not a text"),
        ({"notes": [[["x"]]]}, "notes is a list, not a text or null"),
        ({"price_text": True}, "price_text is true, not a text or null"),
        ({"notes": "\udc00"}, "notes holds half a character"),
        ({"source_urls": ["https://x.example/\ud800"]}, "source_urls[0] holds half a character"),
        ({"observed_at": 1772323200}, "observed_at is 1772323200, not a text"),
        ({"observed_at": "2026-03-01T00:00:00"}, "observed_at has no time zone"),
        ({"observed_at": "2099-03-01T00:00:00Z"}, "observed_at is a day to come"),
        ({"observed_at": "0001-01-01T00:00:00+14:00"}, "observed_at is no time"),
    ],
)
def test_other_than_text_where_text_belongs_costs_the_whole_file(
    importing: Importing, changes: dict[str, Any], what: str
) -> None:
    status, said = importing.line(**changes)
    assert status == 2
    assert f"listings.jsonl, line 2: not a listing: {what}" in said
    assert importing.stored == 0


@pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000, "1" * 5000, '"x"', "null", "NaN"])
def test_line_that_is_no_object_or_nested_without_end_is_one_message(importing: Importing, text: str) -> None:
    status, said = importing.text(f"{json.dumps(LINE)}\n{text}\n", "listings.jsonl")
    assert (status, importing.stored) == (2, 0)
    assert "listings.jsonl, line 2: not a listing: " in said
    assert len(said) < 400


@pytest.mark.parametrize("name", ["trailing.csv", "UPPER.CSV"])
def test_what_spreadsheets_add_and_their_capitals_are_taken(importing: Importing, name: str) -> None:
    assert importing.file(CASES / name) == (0, f"{CASES / name}: 1 rows new or changed")


@pytest.mark.parametrize(
    "text",
    [
        f"\ufeff{HEADER}\r\n{ROW}\r\n",
        f"{HEADER}\n{ROW}\n\n,,,\n",
        f"{HEADER},,note\n{ROW},,a note of mine\n",
        f"{HEADER},\n{ROW}\n",
    ],
)
def test_mark_of_the_encoding_empty_rows_and_columns_of_ones_own_are_no_obstacle(
    importing: Importing, text: str
) -> None:
    assert importing.text(text)[0] == 0


def test_listings_with_blank_lines_and_a_suffix_in_capitals_are_taken(importing: Importing) -> None:
    status, lines = importing.command(
        "import", _written(importing.folder / "LISTINGS.JSONL", f"\ufeff{json.dumps(LINE)}\r\n\r\n")
    )
    assert (status, lines[0]) == (0, "1 scrapes, 1 listings judged")


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (f"{ROW},1", "one stands outside of them"),
        (ROW.removesuffix(",me"), "not as many values as there are columns: 17 of 18"),
        (ROW.replace("2026-01-01", "1.1.2026"), "valid_from is '1.1.2026', not a day such as 2026-01-31"),
        (ROW.replace(",99,,", ",99,98.999,"), "list_price: no amount of CNY: 98.999 has too many places"),
        (ROW.replace(",99,,,,", ",99,,9,²,"), "intro_periods is '²', not a number of periods"),
        (ROW.replace("P1M,CNY", "P1M,BTC"), "unknown currency 'BTC'"),
    ],
)
def test_wrong_row_costs_the_rows_before_it_too(importing: Importing, row: str, what: str) -> None:
    good = ROW.replace(",plus,", ",andante,")
    status, said = importing.text(f"{HEADER}\n{good}\n{row}\n")
    assert (status, importing.stored) == (2, 0)
    assert "prices.csv, line 3: " in said
    assert what in said


def test_rows_that_overlap_are_named_by_their_lines(importing: Importing) -> None:
    status, said = importing.text(f"{HEADER}\n{ROW}\n{ROW.replace('2026-01-01', '2026-01-05')}\n")
    assert status == 2
    assert (
        "prices.csv, lines 2 and 3: two rows of kimi/membership/plus/CN/account/P1M/CNY hold on 2026-01-05"
        in said
    )


@pytest.mark.shared
@pytest.mark.parametrize(("name", "rows"), [("prices.csv", 340), ("prices-2026-11.csv", 841)])
def test_dated_prices_are_taken_with_every_currency_and_reports_show_them(
    importing: Importing, shared: Path, name: str, rows: int
) -> None:
    file = shared / "history" / name
    assert importing.file(file) == (0, f"{file}: {rows} rows new or changed")
    status, lines = importing.command("report", "prices", "--as-of", "2026-11-20", "--format", "json")
    shown = json.loads("\n".join(lines))["rows"]
    currencies = {row["currency"] for row in shown}
    assert (status, {"CNY", "USD"} <= currencies) == (0, True)
    if name == "prices-2026-11.csv":
        assert currencies >= {"EUR", "INR"}
    assert all(float(row["monthly_cny"]) > 0 for row in shown if row["price"] != "0")


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path
