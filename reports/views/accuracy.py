"""`report accuracy`: how often what we published was wrong, what we held back, and how late we were."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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
    """One vendor (None = all of them): changes published by ourselves, corrections, holds, and how often it took so many
    seconds to publication."""

    vendor: str | None
    published: int
    curated: int
    corrected: int
    holds: Counter[str]
    seconds: Counter[int]

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
            "hours_to_publication_median": _hours(median(self.seconds.elements())) if self.seconds else None,
            "hours_to_publication_worst": _hours(max(self.seconds)) if self.seconds else None,
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


_PUBLISHED = """
SELECT vendor, kind, cause, provenance = 'curated' AS curated, 0 AS seconds, count(*) AS count
FROM events WHERE published_at <= :at AND published_at = at GROUP BY vendor, kind, cause, provenance
UNION ALL
SELECT vendor, kind, cause, provenance = 'curated' AS curated,
    CAST(strftime('%s', published_at) AS INTEGER) - CAST(strftime('%s', at) AS INTEGER) AS seconds, count(*) AS count
FROM events WHERE published_at <= :at AND published_at <> at GROUP BY vendor, kind, cause, provenance, seconds
"""
_HELD = """
SELECT vendor, iif(ended_at > :at, 'open', status) AS status, count(*) AS count
FROM holds WHERE since <= :at GROUP BY 1, 2
"""


def accuracy(db: Database, query: ReportQuery) -> list[Accuracy]:
    """The figures of the news published by the end of the day; that we began to look, or found a page, is none."""
    events = [row for row in select(db, _PUBLISHED, {"at": query.at}) if kind(row["kind"]).news]
    holds = select(db, _HELD, {"at": query.at})
    vendors = sorted({row["vendor"] for row in (*events, *holds)})
    return [
        _accuracy(
            vendor,
            [row for row in events if vendor in (None, row["vendor"])],
            [row for row in holds if vendor in (None, row["vendor"])],
        )
        for vendor in (None, *vendors)
    ]


def _accuracy(vendor: str | None, events: list[dict[str, Any]], holds: list[dict[str, Any]]) -> Accuracy:
    ours = [row for row in events if not row["curated"]]
    published = [row for row in ours if row["cause"] == "vendor"]
    return Accuracy(
        vendor,
        _count(published),
        _count(events) - _count(ours),
        _count(row for row in ours if row["cause"] == "correction"),
        _counted(holds, "status"),
        _counted(published, "seconds"),
    )


def _count(rows: Iterable[dict[str, Any]]) -> int:
    return sum(row["count"] for row in rows)


def _counted(rows: Iterable[dict[str, Any]], name: str) -> Counter[Any]:
    """How many rows have each value of a column."""
    counts: Counter[Any] = Counter()
    for row in rows:
        counts[row[name]] += row["count"]
    return counts


def _hours(seconds: int | float) -> str:
    return rounded(Decimal(seconds) / 3600, 1)
