"""The answer: a dozen lines whose every number can be computed again from the database by hand."""

import io
import json
import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from story import MAY, asked, empty, hold_state, offer, past

from db.database import Database
from reports.question import ReportQuery
from reports.views.catalogue import report, show

OCTOBER = date(2026, 10, 4)
CENT = Decimal("0.01")


def answered(db: Database, lang: str = "en", day: date = MAY, width: int = 120) -> list[str]:
    out = io.StringIO()
    show(db, "answer", ReportQuery(day=day, lang=lang, width=width), "table", out)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("day", [MAY, OCTOBER])
def test_the_answer_has_at_most_a_dozen_lines(lang: str, day: date) -> None:
    lines = answered(past(), lang, day)
    assert 3 < len(lines) <= 12
    assert all(lines)


def test_what_is_paid_is_the_first_charge_then_what_is_left_of_the_introduction_then_the_price() -> None:
    db = empty()
    deal = offer(
        vendor="bailian",
        product="coding-plan",
        plan="lite",
        region="CN",
        currency="CNY",
        price=Decimal("40"),
        charges=[{"price": "7.9", "periods": 2}, {"price": "20", "periods": 1}],
    )
    hold_state(db, deal, "2026-05-01T02:00:00Z", "2026-05-28T02:00:00Z", provenance="scraped")
    said = "\n".join(answered(db))
    assert "Pay ¥7.90 today, then ¥7.90 ×1, ¥20 ×1, ¥40/month: ¥395.80 in 12 months." in said
    assert "(official page, 1 day ago)" in said or "(page, 1 day ago)" in said


def test_every_number_of_the_answer_is_computed_again_from_the_database() -> None:
    """By SQL over the tables that hold prices and rates, without the code of the reports."""
    db = past()
    per_eur = "SELECT per_eur FROM rates WHERE currency = ? AND day <= '2026-10-04' ORDER BY day DESC LIMIT 1"
    cny, usd = (Decimal(db.execute(per_eur, [one]).fetchone()[0]) for one in ("CNY", "USD"))
    rate = cny / usd
    claude = _state(db, "claude/membership/pro/INTL/account/P1M/USD")
    found = asked(past(), "answer", OCTOBER)
    assert len(found["rows"]) >= 2
    for row in found["rows"]:
        price, period, currency, charges = _state(db, row["offer"])
        months = {"P1M": 1, "P3M": 3, "P1Y": 12}[period]
        left, paid, today = 12 // months, Decimal(0), None
        for step in charges:
            times = min(left, step["periods"] or 1)
            paid += times * Decimal(step["price"])
            left -= times
            today = today or Decimal(step["price"])
        paid += left * price
        in_cny = rate if currency == "USD" else Decimal(1)
        assert Decimal(row["pay_today"]) == (today or price)
        assert row["first_year_cny"] == _cents(paid * in_cny)
        assert row["monthly_cny"] == _cents(price / months * in_cny)
        assert row["cups"] == _cents(price / months * in_cny / Decimal("7.9"))
        assert row["ratio_to_claude_pro"] == _cents(claude[0] * rate / (price / months * in_cny))


def _state(db: Database, offer_id: str) -> tuple[Decimal, str, str, list[dict[str, object]]]:
    *key, period, currency = offer_id.split("/")
    [(price, charges)] = db.execute(
        """SELECT price, charges FROM observations JOIN offers ON offers.id = offer_id
           WHERE vendor = ? AND product = ? AND plan = ? AND region = ? AND per = ? AND period = ? AND currency = ?
             AND first_seen < '2026-10-05' AND confidence <> 'low'
           ORDER BY first_seen DESC LIMIT 1""",
        [*key, period, currency],
    ).fetchall()
    return Decimal(price), period, currency, json.loads(charges)


def _cents(amount: Decimal) -> str:
    return format(amount.quantize(CENT, ROUND_HALF_UP), "f")


def test_where_no_page_proves_a_price_the_cheapest_known_one_is_named_with_the_reason() -> None:
    db = empty()
    hold_state(db, offer(), "2026-05-01", "2026-05-20", provenance="curated")
    found = asked(db, "answer")
    assert [row["answer"] for row in found["rows"]] == ["cheapest_unproven"]
    said = "\n".join(answered(db))
    assert "in the last 7 days" in said
    assert "no vendor page was read" in said


def test_an_empty_database_says_what_to_do() -> None:
    assert any("codingplans run" in line for line in answered(empty()))


SIGN = r"(?:[¥$]|[A-Z]{3} )"
SUM = re.compile(
    rf"{SIGN}(?P<today>[\d,.]+)\s+(?P<then>(?:{SIGN}[\d,.]+ ×\d+, )*{SIGN}[\d,.]+/(?P<term>month|quarter|year))"
    rf"\s+~?{SIGN}(?P<year>[\d,.]+)"
)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("day", [MAY, OCTOBER])
def test_what_is_shown_as_paid_adds_up_to_the_shown_twelve_months(width: int, day: date) -> None:
    rows = _shown(day, width)
    assert len(rows) > 20
    for row in rows:
        found = SUM.search(row)
        assert found, row
        terms = {"month": 12, "quarter": 4, "year": 1}[found["term"]]
        *steps, price = found["then"].split(", ")
        paid, left = _amount(found["today"]), terms - 1
        for step in steps:
            amount, times = step.split(" ×")
            paid, left = paid + _amount(amount) * int(times), left - int(times)
        assert paid + left * _amount(price.split("/")[0]) == _amount(found["year"]), row


def _amount(text: str) -> Decimal:
    return Decimal(re.sub(r"[^\d.]", "", text))


def _shown(day: date, width: int) -> list[str]:
    """The rows of the ranking as drawn, cells of several lines put together."""
    out = io.StringIO()
    query = ReportQuery(day=day, width=width)
    content = report(past(), "prices", query)
    show(past(), "prices", query, "table", out)
    drawn = out.getvalue().splitlines()
    begins = drawn.index(next(line for line in drawn if content.sections[0].title in line))
    ends = next((at for at, line in enumerate(drawn) if line.startswith("Listed")), len(drawn))
    rows: list[str] = []
    for line in drawn[begins:ends]:
        if line.startswith(" ") and rows:
            rows[-1] = _joined(rows[-1], line)
        else:
            rows.append(line)
    return [row for row in rows if re.search(r"\d/", row)]


def _joined(row: str, more: str) -> str:
    """A row with what its wrapped cell goes on with, put behind the first line of the cell."""
    at = len(more) - len(more.lstrip())
    gap = re.search(r"\s{2,}", row[at:])
    end = at + gap.start() if gap else len(row)
    return f"{row[:end]} {more.strip()}{row[end:]}"
