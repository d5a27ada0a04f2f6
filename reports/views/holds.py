"""`codingplans holds`: what was not published, why, and what would end the wait."""

import json
from typing import Any

from db.database import Database, select
from reports.facts.events import short
from reports.facts.open_holds import ALARM_DAYS, PLAN_NAME, days_between
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.opening import notes
from reports.words.catalogue import gettext, pgettext
from reports.words.stored import held_field, hold_end, hold_reason

COLUMNS = (
    "id", "offer", "vendor", "field", "rule", "reason", "value", "known", "ends_by", "since", "last_seen", "sightings",
    "source",
)  # fmt: skip
_OPEN = f"SELECT {', '.join(COLUMNS)}, {PLAN_NAME} FROM holds WHERE status = 'open' ORDER BY since, id"


def holds_report(db: Database, query: ReportQuery) -> Report:
    """The open holds, the oldest first; `codingplans holds accept ID` and `reject ID` end them."""
    known, lang = notes(db, query), query.lang
    rows = [_row(row, query) for row in select(db, _OPEN)]
    columns = (
        Column(pgettext(lang, "column", "id"), True),
        Column(pgettext(lang, "column", "offer")),
        Column(pgettext(lang, "column", "field"), keep=7),
        Column(pgettext(lang, "column", "value"), True, 8),
        Column(pgettext(lang, "column", "known"), True, 8),
        Column(pgettext(lang, "column", "age"), True, 9),
        Column(pgettext(lang, "column", "reason"), wrap=True),
        Column(pgettext(lang, "column", "ends"), keep=3, wrap=True, style="dim"),
    )
    lines = [_line(row, lang) for row in rows]
    return known.report(
        gettext(lang, "title holds"),
        [Section("", columns, lines)] if lines else [],
        rows,
        closing=[gettext(lang, "legend holds")] if lines else [],
    )


def _row(row: dict[str, Any], query: ReportQuery) -> dict[str, Any]:
    days = days_between(row["since"], query.day)
    facts = {name: json.loads(row[name]) if row[name] else None for name in ("value", "known")}
    return {**row, **facts, "days": days, "alarm": days > ALARM_DAYS}


def _line(row: dict[str, Any], lang: str) -> Line:
    return Line(
        [
            str(row["id"]),
            short(row["offer"], lang, row["plan_name"]),
            held_field(row["field"], lang),
            _said(row["value"]),
            _said(row["known"]),
            gettext(lang, "days", days=row["days"]) + ("!" if row["alarm"] else ""),
            hold_reason(row["rule"], row["reason"], lang),
            hold_end(row["ends_by"], lang),
        ],
        "red" if row["alarm"] else "",
    )


def _said(value: Any) -> str:
    """The amounts and words of a held or known value, without what is unknown."""
    if isinstance(value, dict):
        return " ".join(str(one) for one in value.values() if one is not None) or "–"
    return "–" if value is None else str(value)
