"""The pages that are lists: every plan, comparison, the checked article, how we know."""

from dataclasses import replace
from datetime import date
from typing import Any

from reports.article import claims
from reports.article.checked_claim import days_text
from reports.facts.answer import one_a_plan
from reports.output.report import Report
from reports.site.facts import Facts
from reports.site.rows import Row, event_row, figure_row, hold_row
from reports.views.accuracy import accuracy
from reports.views.claims import claims_report
from reports.words.catalogue import gettext, pgettext
from scrapers.offer import PERIODS, REGIONS, UNITS
from scrapers.vocabulary.brands import called

_COMPARED = (
    "offer", "title", "slug", "term", "today", "then", "year", "monthly", "monthly_cny", "monthly_usd", "first_year_cny", "against", "cups", "quota_text", "models", "days", "provenance",
)  # fmt: skip


def plans_page(facts: Facts, lang: str) -> dict[str, Any]:
    """Every offer of the day in rank order, and what one can filter by."""
    best = {one.offer.id for one in one_a_plan(facts.figures)}
    rows = [figure_row(facts, one, lang) | {"best": one.offer.id in best} for one in facts.figures]
    return {
        "rows": rows,
        "vendors": [(name, called(name, lang)) for name in sorted({row["vendor"] for row in rows})],
        "regions": REGIONS,
        "periods": PERIODS,
        "units": [unit for unit in UNITS if any(unit in _units(row) for row in rows)],
        "models": sorted({model for row in rows for model in row["models"]}),
        "gone": [plan for plan in facts.plans if not plan.sold],
    }


def _units(row: Row) -> list[str]:
    return [quota["unit"] for quota in row["quotas"]]


def compare_page(facts: Facts, lang: str) -> dict[str, Any]:
    """Every offer with the fields that are compared."""
    rows = [figure_row(facts, one, lang) for one in facts.figures]
    labels = {
        "today": pgettext(lang, "column", "today"),
        "then": pgettext(lang, "column", "then"),
        "year": pgettext(lang, "column", "year"),
        "monthly": gettext(lang, "monthly"),
        "monthly_cny": gettext(lang, "monthly cny"),
        "first_year_cny": gettext(lang, "year cny"),
        "against": gettext(lang, "ratio"),
        "cups": gettext(lang, "cups column"),
        "quota_text": gettext(lang, "quota column"),
        "models": gettext(lang, "model"),
        "days": gettext(lang, "seen"),
        "provenance": gettext(lang, "from where"),
    }
    return {
        "data": {
            "offers": [
                {
                    **{name: row[name] for name in _COMPARED},
                    "provenance": pgettext(lang, "badge", row["provenance"]),
                    "days": gettext(lang, "days ago", days=row["days"]),
                    "region": pgettext(lang, "region title", row["region"]),
                }
                for row in rows
            ],
            "fields": [["region", gettext(lang, "region")], *map(list, labels.items())],
            "words": {
                "pick": gettext(lang, "compare pick", number="{number}"),
                "none": gettext(lang, "none"),
            },
        }
    }


def article_page(facts: Facts, lang: str) -> dict[str, Any]:
    """The claims report, claim by claim."""
    report: Report = claims_report(facts.db, replace(facts.query, lang=lang))
    return {
        "rows": [
            {
                **row,
                "word": pgettext(lang, "verdict", row["verdict"]),
                "days": days_text(_days(row["days_true"]), lang),
                "slug": facts.where.get(row["offer"] or ""),
            }
            for row in report.rows
        ],
        "day": claims.PUBLISHED,
        "article": claims.ARTICLE,
        "opening": report.opening[-1],
    }


def _days(spells: list[dict[str, str | None]] | None) -> list[tuple[date, date | None]] | None:
    if spells is None:
        return None
    return [
        (date.fromisoformat(str(one["from"])), date.fromisoformat(one["last"]) if one["last"] else None)
        for one in spells
    ]


def method_page(facts: Facts, lang: str) -> dict[str, Any]:
    """Method, health, accuracy, holds and corrections."""
    rows: list[Row] = [
        {
            **one.to_json(),
            "name": one.source or called(one.vendor, lang),
            "top": one.source is None,
            "word": pgettext(lang, "reading", one.status),
        }
        for one in facts.health
    ]
    figures = [one.to_json() for one in accuracy(facts.db, facts.query)]
    return {
        "health": rows,
        "accuracy": [
            {**one, "name": called(one["vendor"], lang) if one["vendor"] else gettext(lang, "all vendors")}
            for one in figures
        ],
        "holds": [hold_row(facts, one, lang) for one in facts.holds],
        "corrections": [event_row(facts, one, lang) for one in facts.corrections()],
        "opening": facts.said(lang).lines(),
        "vendors": sorted({plan.first.vendor for plan in facts.plans}),
    }
