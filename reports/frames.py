"""The reports as pandas DataFrames, for notebooks: `from reports import frames`.

Amounts are float64, for comparing and plotting: charges as they are, what is derived rounded to two decimals.
Counts are Int64, moments datetime64 in UTC, days datetime64. A frame without rows has its columns all the same. `db` is a path or an open database; a day is a date or "2026-05-29".

>>> frames.prices("codingplans.db", "2026-05-29").query("region == 'CN' and ranked")  # doctest: +SKIP
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from db.database import Database
from db.reading import open_read_only
from db.tables.states import claimed
from reports.facts.events import events_of, key_of
from reports.facts.figures import figures
from reports.facts.moves import dated_rates
from reports.facts.timeline import spans_of, timeline
from reports.question import ReportQuery, day_of
from reports.views.history import row as state_row
from reports.views.prices import row as price_row

Base = Database | str | Path
Day = date | str | None
WHO = ("vendor", "product", "plan", "region", "per", "period", "currency")
CHARGES = ("price", "list_price", "intro_price", "intro_periods", "intro_until", "charges")
ORIGIN = ("provenance", "source", "url", "evidence")
DERIVED = (
    "pay_today", "monthly_cny", "monthly_usd", "first_month_cny", "first_month_usd", "first_year_cny", "first_year_usd",
    "ratio_to_claude_pro", "cups",
)  # fmt: skip
PRICES = (
    "offer", *WHO, "plan_name", "rank", "ranked", "unranked_because", "proven", "unproven_because", *CHARGES, *DERIVED, "first_year_estimated",
    "availability", "held", "last_seen", "last_changed", "failing_since", "unlisted_since", *ORIGIN,
    "quotas", "models",
)  # fmt: skip
HISTORY = (
    "now", "offer", *WHO, "plan_name", "from", "to", *CHARGES, "monthly_cny", "monthly_usd", "availability", "claim",
    "confidence", "last_seen", *ORIGIN, "quotas", "models",
)  # fmt: skip
SPLIT = ("cny_total", "cny_vendor", "cny_rate", "usd_total", "usd_vendor", "usd_rate")
CHANGES = (
    "at", "published_at", "offer", *WHO, "kind", "before", "after", "cause", *SPLIT, "provenance", "url", "evidence",
)  # fmt: skip
MONEY = {"price", "list_price", "intro_price", *DERIVED, *SPLIT}
COUNTS = {"rank", "intro_periods"}
MOMENTS = {"from", "to", "at", "published_at", "last_seen", "last_changed", "failing_since", "unlisted_since"}
DAYS = {"intro_until"}


def prices(db: Base, as_of: Day = None) -> pd.DataFrame:
    """What held on a day, one row an offer, indexed by `offer`, ranked ones first, cheapest first.

    price, list_price, intro_price: the offer's own currency, for the whole period (and one seat).
    monthly_*, first_month_*, first_year_*: CNY or USD at the day's rate. ratio_to_claude_pro: Claude Pro's
    monthly price ÷ this one. cups: of milk tea at 7.9 CNY a month. Every other column as in
    `report prices --format json`.
    """
    base = _open(db)
    query = ReportQuery(day=_day(base, as_of))
    return _frame(map(price_row, figures(base, query)), PRICES).set_index("offer")


def history(db: Base, plan: str | None = None, as_of: Day = None) -> pd.DataFrame:
    """Every state of every plan (or of one, by its newest offer id) that began by a day, oldest first.

    One row a state: `from` inclusive, `to` exclusive and NaT = still so; `now` is the id the plan has today;
    `claim` marks low-confidence rows, which overlap the others. monthly_* at the rate of the day it began.
    """
    base = _open(db)
    query = ReportQuery(day=_day(base, as_of))
    past, rates = timeline(base), dated_rates(base)
    rows = [
        state_row(span, name, rates, query)
        for name in past.plans()
        if plan in (None, name)
        for span in past.spans(name, query.at)
    ]
    for state in claimed(base, query.at):
        name = past.newest(state.offer.id)
        if plan in (None, name):
            rows += [state_row(span, name, rates, query) for span in spans_of(state)]
    who = ({**key_of(row["offer"]), **row} for row in rows)
    return _frame(who, HISTORY).sort_values(["now", "from"], ignore_index=True)


def changes(db: Base, since: Day = None, as_of: Day = None) -> pd.DataFrame:
    """Every event first seen from one day to another, newest first.

    `before` and `after` are mappings of the fields that changed. cny_* and usd_* split the move of a changed
    price per month: total = vendor + rate; NaN where no price changed.
    """
    base = _open(db)
    query = ReportQuery(day=_day(base, as_of), since=None if since is None else _day(base, since))
    rows = []
    for one in events_of(base, query):
        split = {
            f"{move.currency.lower()}_{name}": float(getattr(move, name))
            for move in one.moves
            for name in ("total", "vendor", "rate")
        }
        rows.append({**one.key, **one.to_json(), **split})
    return _frame(rows, CHANGES)


def _open(db: Base) -> Database:
    return db if isinstance(db, Database) else open_read_only(db)


def _day(db: Database, day: Day) -> date:
    return day if isinstance(day, date) else day_of(db, day)


def _frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(columns))
    for name in columns:
        if name in MONEY:
            frame[name] = pd.to_numeric(frame[name]).astype("float64")
        elif name in COUNTS:
            frame[name] = frame[name].astype("Int64")
        elif name in MOMENTS:
            frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
        elif name in DAYS:
            frame[name] = pd.to_datetime(frame[name], format="ISO8601")
    return frame
