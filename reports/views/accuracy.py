"""`report accuracy`: how often what we published was wrong, what we held back, and how late we were."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from db.database import Database, select
from db.tables.event_kinds import kind
from reports.facts.cost import rounded
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.opening import notes
from reports.words.catalogue import gettext, pgettext
from scrapers.vocabulary.brands import called

OUTCOMES = ("open", "confirmed", "accepted", "rejected", "withdrawn")


@dataclass(frozen=True)
class Accuracy:
    """One vendor (None = all of them): changes published by ourselves, corrections, holds, and hours to publication."""

    vendor: str | None
    published: int
    curated: int
    corrected: int
    holds: Counter[str]
    hours: tuple[Decimal, ...]

    @property
    def false_rate(self) -> str | None:
        """Corrections in a hundred published changes."""
        return rounded(100 * Decimal(self.corrected) / self.published, 1) if self.published else None

    def to_json(self) -> dict[str, Any]:
        return {
            "vendor": self.vendor,
            "published": self.published,
            "curated": self.curated,
            "corrected": self.corrected,
            "false_change_percent": self.false_rate,
            **{f"holds_{name}": self.holds[name] for name in OUTCOMES},
            "hours_to_publication_median": rounded(median(self.hours), 1) if self.hours else None,
            "hours_to_publication_worst": rounded(max(self.hours), 1) if self.hours else None,
        }


def accuracy_report(db: Database, query: ReportQuery) -> Report:
    """All vendors together, then one row a vendor. Curated changes are counted apart: nobody's crawl found them."""
    known, measured, lang = notes(db, query), accuracy(db, query), query.lang
    columns = (
        Column(pgettext(lang, "column", "vendor")),
        Column(pgettext(lang, "column", "published count"), True),
        Column(pgettext(lang, "column", "corrected"), True),
        Column(pgettext(lang, "column", "false"), True),
        Column(pgettext(lang, "column", "median"), True, 6),
        Column(pgettext(lang, "column", "worst"), True, 6),
        *(
            Column(pgettext(lang, "column", name), True, 4 + (name in ("open", "confirmed")))
            for name in OUTCOMES
        ),
        Column(pgettext(lang, "column", "curated"), True, 2, "dim"),
    )
    lines = [Line(_cells(one, lang), "bold" if one.vendor is None else "") for one in measured]
    return known.report(
        gettext(lang, "title accuracy"),
        [Section("", columns, lines)],
        [one.to_json() for one in measured],
        closing=[gettext(lang, "legend accuracy")],
    )


def _cells(one: Accuracy, lang: str) -> list[str]:
    row = one.to_json()
    rate = one.false_rate
    return [
        called(one.vendor, lang) if one.vendor else gettext(lang, "all vendors"),
        str(one.published),
        str(one.corrected),
        "–" if rate is None else f"{rate}%",
        row["hours_to_publication_median"] or "–",
        row["hours_to_publication_worst"] or "–",
        *(str(one.holds[name]) for name in OUTCOMES),
        str(one.curated),
    ]


def accuracy(db: Database, query: ReportQuery) -> list[Accuracy]:
    """The figures of the news published by the end of the day; that we began to look, or found a page, is none."""
    rows = select(
        db,
        "SELECT kind, vendor, cause, provenance, at, published_at FROM events WHERE published_at <= ?",
        [query.at],
    )
    events = [row for row in rows if kind(row["kind"]).news]
    holds = select(db, "SELECT vendor, status, ended_at FROM holds WHERE since <= ?", [query.at])
    for hold in holds:
        if hold["ended_at"] and hold["ended_at"] > query.at:
            hold["status"] = "open"
    vendors = sorted({row["vendor"] for row in (*events, *holds)})
    return [
        _accuracy(
            vendor,
            [row for row in events if vendor in (None, row["vendor"])],
            Counter(row["status"] for row in holds if vendor in (None, row["vendor"])),
        )
        for vendor in (None, *vendors)
    ]


def _accuracy(vendor: str | None, events: list[dict[str, Any]], holds: Counter[str]) -> Accuracy:
    ours = [row for row in events if row["provenance"] != "curated"]
    published = [row for row in ours if row["cause"] == "vendor"]
    return Accuracy(
        vendor,
        len(published),
        len(events) - len(ours),
        sum(row["cause"] == "correction" for row in ours),
        holds,
        tuple(_hours(row) for row in published),
    )


def _hours(row: dict[str, Any]) -> Decimal:
    first, last = (datetime.fromisoformat(row[name]) for name in ("at", "published_at"))
    return Decimal(int((last - first).total_seconds())) / 3600
