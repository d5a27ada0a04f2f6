"""The pages that are lists: every plan, comparison, the checked article, how we know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reports.article import claims
from reports.article.checked_claim import days_text
from reports.facts.answer import one_a_plan
from reports.facts.figures import Figure
from reports.facts.plans.plan_search import no_plan
from reports.output.report import Report
from reports.site.facts import Facts
from reports.site.rows import Row, event_row, figure_row, hold_row
from reports.views.accuracy import accuracy
from reports.views.claims import claims_report
from reports.views.health import source_called
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.stored import failure
from scrapers.offer import PERIODS, REGIONS, UNITS
from scrapers.vocabulary.brands import BRANDS, called, spoken

_QUOTING = {claim.key for claim in claims.CLAIMS}  # whose source is the words of those who checked it
_COMPARED = (
    "offer",
    "title",
    "slug",
    "term",
    "today",
    "then",
    "year",
    "monthly",
    "against",
    "cups",
    "models",
)


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
        "without": [
            {"said": spoken(brand.vendor), "answer": no_plan(brand.vendor, lang)}
            for brand in BRANDS.values()
            if not brand.products
        ],
    }


def _units(row: Row) -> list[str]:
    return [quota["unit"] for quota in row["quotas"]]


def compare_page(facts: Facts, lang: str) -> dict[str, Any]:
    """Every offer with the fields that are compared, and the two that are compared first."""
    labels = {
        "region": gettext(lang, "region"),
        "today": pgettext(lang, "column", "today"),
        "then": pgettext(lang, "column", "then"),
        "year": pgettext(lang, "column", "year"),
        "year_cny": gettext(lang, "year cny"),
        "monthly": gettext(lang, "monthly"),
        "monthly_cny": gettext(lang, "monthly cny"),
        "against": gettext(lang, "ratio"),
        "cups": gettext(lang, "cups column"),
        "quotas": gettext(lang, "quota column"),
        "models": gettext(lang, "model"),
        "days": gettext(lang, "seen"),
        "provenance": gettext(lang, "from where"),
    }
    return {
        "data": {
            "offers": [_compared(figure_row(facts, one, lang), lang) for one in facts.figures],
            "fields": list(map(list, labels.items())),
            "start": [one.offer.id for one in compared_first(facts.figures, lang)],
            "words": {
                "pick": gettext(lang, "compare pick", number="{number}"),
                "none": gettext(lang, "none"),
            },
        }
    }


def compared_first(figures: Sequence[Figure], lang: str) -> list[Figure]:
    """Two plans of two vendors with something to compare: of the language's region, proven, quotas and models known.

    What no plan has is done without, the region last; `figures` are in rank order.
    """
    ranked = [one for one in figures if one.ranked and one.offer.per == "account"]
    region = {"zh": "CN", "en": "INTL"}[lang]
    told = sorted(
        ranked,
        key=lambda one: (
            one.offer.region != region,
            not one.proven,
            not one.offer.quotas,
            not one.offer.models,
        ),
    )
    return list({one.offer.vendor: one for one in reversed(told)}.values())[::-1][:2]


def _compared(row: Row, lang: str) -> Row:
    """What is said of an offer beside another; `least` are the numbers of which the smaller one is better."""
    return {
        **{name: row[name] for name in _COMPARED},
        "year_cny": money(row["first_year_cny"], "CNY"),
        "monthly_cny": money(row["monthly_cny"], "CNY"),
        "least": {
            "today": row["today_cny"],
            **dict.fromkeys(("year", "year_cny"), row["first_year_cny"]),
            **dict.fromkeys(("monthly", "monthly_cny"), row["monthly_cny"]),
            "cups": row["cups"],
        },
        "quotas": row["quota_text"],
        "provenance": pgettext(lang, "badge", row["provenance"]),
        "days": ngettext(lang, "days ago", row["days"]) if row["days"] else gettext(lang, "today"),
        "region": pgettext(lang, "region title", row["region"]),
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
                "original": row["source"] if lang != "en" and row["claim"] in _QUOTING else "",
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
            "name": source_called(one, lang) if one.source else called(one.vendor, lang),
            "top": one.source is None,
            "word": pgettext(lang, "reading", one.status),
            "message": failure(one.message, lang),
            "original": one.message if lang != "en" else "",
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
