"""The whole history as rows: every state of every plan, and every rate, for the files programs read."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db.database import Database
from db.tables.rates import SINCE, DatedRates, bank_days
from db.tables.states import claimed
from reports.facts.cost import rounded
from reports.facts.moves import dated_rates
from reports.facts.timeline import Span, spans_of, timeline
from reports.question import ReportQuery
from reports.views.history import row
from scrapers.offer import KEY

HISTORY = (
    "now", "offer", *KEY, "plan_name", "from", "to", "price", "list_price", "intro_price", "intro_periods", "intro_until", "charges",
    "monthly_cny", "monthly_usd", "availability", "claim", "confidence", "last_seen", "provenance", "source", "url",
    "evidence", "quotas", "models",
)  # fmt: skip
RATES = ("day", "usd_cny", "cny_per_eur", "usd_per_eur", "source")


def history_rows(db: Database, query: ReportQuery) -> list[dict[str, Any]]:
    """Every state that began by the end of the day, by plan and time, claims among them; amounts are strings."""
    past, rates = timeline(db), dated_rates(db)
    spans = [(name, span) for name in past.plans() for span in past.spans(name, query.at)]
    told = [
        (past.newest(state.offer.id), span) for state in claimed(db, query.at) for span in spans_of(state)
    ]
    rows = [_row(span, name, rates, query) for name, span in (*spans, *told)]
    return sorted(rows, key=lambda one: (one["now"], one["from"], one["claim"], one["evidence"]))


def _row(span: Span, name: str, rates: DatedRates, query: ReportQuery) -> dict[str, Any]:
    stated = row(span, name, rates, query) | dict(zip(KEY, span.offer.id.split("/"), strict=True))
    return {column: stated[column] for column in HISTORY}


def rate_rows(db: Database, query: ReportQuery) -> Iterator[dict[str, Any]]:
    """The euro rates of every known day up to the asked one, and the dollar in yuan they give, to eight decimals."""
    rates = dated_rates(db)
    for day, yuan, dollars in bank_days(db, query.day.isoformat(), SINCE.isoformat()):
        rate = rates.on(date.fromisoformat(day))
        yield {
            "day": day,
            "usd_cny": rounded(rate.usd_cny, 8),
            "cny_per_eur": yuan,
            "usd_per_eur": dollars,
            "source": rate.source,
        }
