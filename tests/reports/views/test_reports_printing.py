"""How reports look: tables that fit, two languages, and vendors' text that can do no harm."""

import csv
import io
import json
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import GOLDEN
from rich.cells import cell_len
from story import CLAUDE, MAY, empty, hold, hold_state, offer, past

from reports.output.formats import as_csv, as_json, as_markdown
from reports.output.sanitize import cell, clean, markdown
from reports.output.wrap import shorten, wrap
from reports.question import LANGUAGES, ReportQuery
from reports.views.catalogue import NAMES, report, show

BIDI = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script> \u202egnp.exe\u202c \x1b[31mred\x1b]0;t\x07 `x` [a](http://b) | 🧋 @all"


def _asked(name: str, day: date = MAY, **more: object) -> ReportQuery:
    plan = {"plan": "zhipu/coding-plan/lite"} if name == "history" else {}
    return ReportQuery(day=day, **plan, **more)  # type: ignore[arg-type]


def _table(name: str, width: int, lang: str, day: date = MAY) -> str:
    out = io.StringIO()
    show(past(), name, _asked(name, day, width=width, lang=lang), "table", out)
    return out.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_wider_than_the_terminal(name: str, width: int, lang: str) -> None:
    lines = _table(name, width, lang).splitlines()
    assert max(cell_len(line.rstrip()) for line in lines) <= width
    assert len(lines) > 5


def test_a_narrow_terminal_keeps_one_line_a_plan_where_nothing_is_left_of_an_introduction() -> None:
    lines = [line for line in _table("prices", 60, "en").splitlines() if re.match("Zh.*te ", line)]
    assert len(lines) == 1
    assert "¥470.40" in lines[0]


def test_chinese_stays_aligned() -> None:
    ends = [
        cell_len(line[: found.end()])
        for line in _table("prices", 120, "zh").splitlines()
        if (found := re.search(r"/[月季年] +~?[¥$][\d,.]+(?= |$)", line))
    ]
    assert len(ends) > 80
    assert len(set(ends)) <= 4, "the twelve months end in the same column in every table"


@pytest.mark.parametrize("name", NAMES)
def test_every_report_speaks_chinese(name: str) -> None:
    assert re.search("[一-鿿]", _table(name, 80, "zh").splitlines()[0])


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_vendors_text_does_no_harm(form: str) -> None:
    db = empty()
    hold_state(db, offer(plan_name=EVIL, evidence=EVIL), "2026-05-01T02:00:00Z", url="javascript:alert(1)")
    hold_state(db, offer(**CLAUDE), "2026-05-01T02:00:00Z")
    hold(db, "2026-05-01T02:00:00Z", reason=EVIL)
    for name in NAMES:
        out = io.StringIO()
        show(db, name, ReportQuery(day=MAY, plan="acme", width=200), form, out)
        text = out.getvalue()
        assert not set(text) & set("\x1b\x07\u202e\u202c"), name
        if form == "md":
            assert "<script>" not in text
            assert not re.search(r"(?<!\\)\]\(", text)
        if form == "csv":
            cells = [value for row in csv.reader(io.StringIO(text)) for value in row]
            assert not any(value.startswith(("=", "@", "+", "\t", "\r")) for value in cells)
        if form == "json":
            assert json.loads(text)["as_of"] == "2026-05-29"


def test_json_says_what_the_page_said() -> None:
    db = empty()
    hold_state(db, offer(plan_name=EVIL), "2026-05-01T02:00:00Z")
    assert json.loads(as_json(report(db, "prices", _asked("prices"))))["rows"][0]["plan_name"] == EVIL


@given(st.text())
def test_clean_text_is_one_harmless_line(text: str) -> None:
    shown = clean(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert clean(shown) == shown
    assert "\n" not in markdown(text)


def test_no_mark_that_hides_or_reverses_text_is_left() -> None:
    for mark in (chr(code) for code in range(0x110000)):
        if unicodedata.category(mark) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(mark) in BIDI:
            assert clean(f"a{mark}b") in ("ab", "a b"), ascii(mark)


@given(st.text())
def test_a_spreadsheet_never_computes_a_cell(text: str) -> None:
    shown = cell(text)
    assert not re.match(r"\s*[=+\-@]", shown) or re.fullmatch(r"[+-]?\d+(\.\d+)?", shown)


@pytest.mark.parametrize("text", ["-3.20", "+1", "49", "¥49/月"])
def test_numbers_stay_numbers(text: str) -> None:
    assert cell(text) == text


@given(st.text(), st.integers(8, 60))
def test_wrapped_and_shortened_text_fits(text: str, width: int) -> None:
    text = clean(text)
    assert all(cell_len(line) <= width for line in wrap(text, width))
    assert cell_len(shorten(text, width)) <= width


def test_shortened_names_still_differ() -> None:
    names = [f"bailian Token Plan Team {tier} seat" for tier in ("Standard", "Pro", "Max")]
    assert len({shorten(name, 24) for name in names}) == 3


def test_csv_carries_day_and_rate_on_every_line() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(report(past(), "prices", _asked("prices"))))))
    assert len(rows) > 90
    assert {(row["as_of"], row["usd_cny"], row["rate_date"]) for row in rows} == {
        ("2026-05-29", "6.7668", "2026-05-29")
    }


@pytest.mark.parametrize(("day", "lang"), [("2026-05-29", "en"), ("2026-10-04", "zh")])
def test_golden(day: str, lang: str) -> None:
    """Read the difference like prose; where it is right, delete the file, run again and commit the new one."""
    path = GOLDEN / f"all-{day}-{lang}.md"
    text = as_markdown(report(past(), "all", ReportQuery(day=date.fromisoformat(day), lang=lang)))
    if not path.exists():
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"{path.name} was written: check every number, then commit it")
    assert text == path.read_text(encoding="utf-8")
