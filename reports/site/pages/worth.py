"""What a month buys, as the value page's first table and its chart: the figures of `report value`."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reports.facts.cost import rounded
from reports.facts.figures import Figure
from reports.facts.value.plan_value import ModelValue
from reports.facts.value.valued_plans import ValuedPlan, by_order, valued
from reports.question import LANGUAGES, ReportQuery
from reports.site.charts.draw import Job
from reports.site.facts import Facts
from reports.site.rows import Row
from reports.views.value_words import Rows, ValueWords, silent_lines
from reports.words.catalogue import gettext
from reports.words.plan_names import title
from scrapers.offer import REGIONS
from scrapers.vocabulary.brands import called

LEAST = 3  # points of a chart
TALL, PADDING, GAP = 300, 24, 15  # the chart's height, its margin inside, a line of names


def chart_jobs(figures: Sequence[Figure], query: ReportQuery) -> dict[str, Job]:
    """The chart of price against use at API prices, in each language: its points and axes are named."""
    rows = best_rows(valued(figures, query))
    if len(rows) < LEAST:
        return {}
    return {f"worth {lang}": ("worth", _sets(rows, lang)) for lang in LANGUAGES}


def best_rows(plans: Sequence[ValuedPlan]) -> Rows:
    """Each plan with the model that is worth most, the best ratio first."""
    return by_order([(plan, one) for plan in plans if (one := plan.best) and one.worth], "ratio")


def worth_values(facts: Facts, lang: str) -> dict[str, Any]:
    """What the page says of it: the answer, a row for each plan and model, the plans whose unit says nothing."""
    plans = valued(facts.figures, facts.query)
    best, words = best_rows(plans), ValueWords(lang)
    known = [(plan, one) for plan in plans if not plan.value.reason for one in plan.value.models]
    silent = [plan for plan in plans if plan.value.reason]
    unstated = {called(plan.figure.offer.vendor, lang) for plan in silent if plan.value.reason == "unstated"}
    chosen = {(plan.figure.offer.id, one.model) for plan, one in best}
    return {
        "answer": words.answer(best),
        "mix": words.mix(facts.query),
        "worth": [_row(facts, row, chosen, words) for row in by_order(known, "ratio")],
        "worth_models": sorted({one.model for _, one in known if one.model}),
        "worth_regions": REGIONS,
        "worth_text": [gettext(lang, "worth text", plans=_names([plan for plan, _ in _frontier(best)], lang))]
        if best
        else [],
        "unsaid": silent_lines([plan for plan in silent if plan.value.reason != "unstated"], lang),
        "unstated": sorted(unstated),
    }


def _row(
    facts: Facts, row: tuple[ValuedPlan, ModelValue], chosen: set[tuple[str, str | None]], words: ValueWords
) -> Row:
    plan, one = row
    figure, ratio = plan.figure, plan.ratio(one)
    return {
        **words.cells(plan, one, facts.query),
        "slug": facts.where[figure.offer.id],
        "region": figure.offer.region,
        "seat": figure.offer.per == "seat",
        "best": (figure.offer.id, one.model) in chosen,
        "model_id": one.model or "",
        "low": one.worth is not None and one.worth.confidence == "low",
        "by_month": rounded(figure.money("monthly", "CNY")),
        "by_tokens": rounded(one.tokens.low, 0) if one.tokens else "",
        "by_worth": rounded(_worth(row)) if one.worth else "",
        "by_times": rounded(ratio.low, 4) if ratio else "",
    }


def _sets(rows: Rows, lang: str) -> dict[str, Any]:
    """The points that nothing beats in price and worth at once are named; the others say who they are when pointed at."""
    best = _frontier(rows)
    named = {plan.figure.offer.id for plan, _ in best}
    return {
        "best": [
            {**_point(row, lang), "t": title(row[0].figure.offer, lang), "dy": dy}
            for row, dy in zip(best, _apart([float(_worth(row)) for row in best], rows), strict=True)
        ],
        "rest": [_point(row, lang) for row in rows if row[0].figure.offer.id not in named],
        "axes": [{"x": gettext(lang, "worth axis price"), "y": gettext(lang, "worth axis")}],
    }


def _apart(heights: Sequence[float], rows: Rows) -> list[float]:
    """How far each name stands above its point, so that no two names overlap; heights grow."""
    drawn = [math.log(float(_worth(row))) for row in rows]
    scale = (TALL - 2 * PADDING) / ((max(drawn) - min(drawn)) or 1)
    places: list[float] = []
    for height in heights:
        above = (math.log(height) - min(drawn)) * scale + GAP / 2
        places.append(max(above, places[-1] + GAP) if places else above)
    return [
        (math.log(height) - min(drawn)) * scale - place for height, place in zip(heights, places, strict=True)
    ]


def _frontier(rows: Rows) -> list[tuple[ValuedPlan, ModelValue]]:
    """The plans that no cheaper one beats, the cheapest first; what is little sure beats nothing."""
    sure = [row for row in rows if row[1].worth and row[1].worth.confidence != "low"]
    best: list[tuple[ValuedPlan, ModelValue]] = []
    for row in sorted(sure, key=lambda row: (row[0].figure.money("monthly", "CNY"), -_worth(row))):
        if not best or _worth(row) > _worth(best[-1]):
            best.append(row)
    return best


def _worth(row: tuple[ValuedPlan, ModelValue]) -> Decimal:
    """The lower end in yuan."""
    plan, one = row
    return plan.figure.rate.convert(one.worth.low, str(one.currency), "CNY") if one.worth else Decimal(0)


def _point(row: tuple[ValuedPlan, ModelValue], lang: str) -> dict[str, Any]:
    plan, one = row
    words = ValueWords(lang)
    said = gettext(
        lang,
        "worth point",
        plan=title(plan.figure.offer, lang),
        price=words.price(plan),
        worth=words.worth(one),
        times=words.times(plan, one),
    )
    return {"x": float(plan.figure.money("monthly", "CNY")), "y": float(_worth(row)), "d": f"@{said}"}


def _names(plans: Sequence[ValuedPlan], lang: str) -> str:
    return gettext(lang, "comma").join(title(plan.figure.offer, lang) for plan in plans)
