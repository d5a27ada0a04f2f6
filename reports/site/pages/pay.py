"""What would I pay: every answer for 1 to 24 months worked out here, so that it equals the command line's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from reports.cheapest.plan import Step
from reports.facts.cost import rounded
from reports.facts.figures import Figure
from reports.question import ReportQuery
from reports.site.facts import Facts
from reports.views.cheapest_way import CheapestWay, ways
from reports.views.columns import why_unproven
from reports.views.payments import paid_within, payments
from reports.words.amounts import money
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import REGIONS, plain

MONTHS = 24
SHOWN = 8


@dataclass(frozen=True)
class Answer:
    """One number of months in one region: the cheapest ways (None where nothing is on sale), and single offers, proven and others."""

    query: ReportQuery
    switch: CheapestWay | None
    stay: CheapestWay | None
    single: list[Figure]
    others: list[Figure]


def answers(facts: Facts) -> dict[str, list[Answer]]:
    """By region, the answers for 1, 2, 3 … months."""
    by_region: dict[str, list[Answer]] = {region: [] for region in REGIONS}
    for months in range(1, MONTHS + 1):
        query = replace(facts.query, months=months)
        switch, stay = (
            {one.region: one for one in ways(facts.figures, query, kind)} for kind in (True, False)
        )
        for region, kept in by_region.items():
            kept.append(Answer(query, switch.get(region), stay.get(region), *_single(facts, region, query)))
    return by_region


def _single(facts: Facts, region: str, query: ReportQuery) -> tuple[list[Figure], list[Figure]]:
    """The cheapest offers that vendors' pages prove, and the cheapest others."""
    here = [
        one
        for one in facts.figures
        if one.ranked and (one.offer.region, one.offer.per) == (region, "account")
    ]
    ordered = sorted(here, key=lambda one: (one.cost(query.months, "CNY"), one.offer.id))
    proven, others = ([one for one in ordered if one.proven is known] for known in (True, False))
    return proven[:SHOWN], others[:SHOWN]


def said(facts: Facts, by_region: Mapping[str, list[Answer]], lang: str) -> dict[str, Any]:
    """The answers as a page embeds them: strings only, in a language."""
    return {
        region: {
            "switch": [way_row(facts, one.switch, lang) for one in kept],
            "stay": [way_row(facts, one.stay, lang) for one in kept],
            **{
                name: [
                    [_single_row(facts, one, answer.query, lang) for one in getattr(answer, name)]
                    for answer in kept
                ]
                for name in ("single", "others")
            },
        }
        for region, kept in by_region.items()
    }


def way_row(facts: Facts, cheapest: CheapestWay | None, lang: str) -> dict[str, Any] | None:
    """A way with its steps, as a page prints it."""
    if cheapest is None:
        return None
    way, rate = cheapest.way, cheapest.rate
    own = "USD" if {step.offer.currency for step in way.steps} == {"USD"} else "CNY"
    return {
        "cost": money(cheapest.cost(own), own),
        "average": money(rounded(rate.convert(way.cost, way.currency, own) / way.months), own),
        "cny": cheapest.cost("CNY"),
        "usd": cheapest.cost("USD"),
        "paid_for": way.paid_for,
        "estimated": way.estimated,
        "steps": [_step_row(facts, step, way.months, lang) for step in way.steps],
    }


def _step_row(facts: Facts, step: Step, months: int, lang: str) -> dict[str, Any]:
    offer, last = step.offer, min(step.last, months)
    return {
        "months": gettext(lang, "month one" if step.first == last else "months", first=step.first, last=last),
        "title": title(offer, lang),
        "slug": facts.where[offer.id],
        "charge": f"{step.times} × {money(plain(step.amount), str(offer.currency))}",
        "term": pgettext(lang, "period", str(offer.period)),
        "intro": step.introduction,
        "estimated": step.estimated,
    }


def _single_row(facts: Facts, one: Figure, query: ReportQuery, lang: str) -> dict[str, Any]:
    own = str(one.offer.currency)
    return {
        "title": title(one.offer, lang),
        "slug": facts.where[one.offer.id],
        "offer": one.offer.id,
        "term": pgettext(lang, "period", str(one.offer.period)),
        "cost": paid_within(one, query.months, own),
        "cny": rounded(one.cost(query.months, "CNY")),
        "charges": payments(one.offer, query.months),
        "why": why_unproven(one, lang),
    }
