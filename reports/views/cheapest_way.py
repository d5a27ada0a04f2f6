"""The cheapest ways of a day, per region, with their steps in words: what `report cost` adds and `--switch` shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.database import Database
from db.tables.rates import Rate
from reports.cheapest.plan import Step, Way, cheapest
from reports.facts import cost as costs
from reports.facts.cost import rounded
from reports.facts.figures import Figure, figures
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.columns import period
from reports.views.opening import notes
from reports.views.payments import priced
from reports.words.amounts import currency_called
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import KEY, REGIONS, months_of, plain


@dataclass(frozen=True)
class CheapestWay:
    """The cheapest way of a region's plans, staying with one plan or switching."""

    region: str
    switch: bool
    way: Way
    rate: Rate

    def cost(self, currency: str) -> str:
        return rounded(self.rate.convert(self.way.cost, self.way.currency, currency))

    def to_json(self) -> dict[str, Any]:
        """The way as programs read it; amounts are strings, `charge` and `cost` in the offer's own currency."""
        return {
            "region": self.region,
            "switch": self.switch,
            "months": self.way.months,
            "months_paid_for": self.way.paid_for,
            "cost_cny": self.cost("CNY"),
            "cost_usd": self.cost("USD"),
            "estimated": self.way.estimated,
            "steps": [self.row(number) for number in range(1, len(self.way.steps) + 1)],
        }

    def row(self, number: int) -> dict[str, Any]:
        """One step, counted from 1."""
        step = self.way.steps[number - 1]
        offer, currency = step.offer, str(step.offer.currency)
        return {
            "region": self.region,
            "switch": self.switch,
            "step": number,
            "first_month": step.first,
            "last_month": step.last,
            "offer": offer.id,
            **{name: getattr(offer, name) for name in KEY if name != "region"},
            "plan_name": offer.plan_name,
            "introduction": step.introduction,
            "estimated": step.estimated,
            "times": step.times,
            "charge": plain(step.amount),
            "cost": plain(step.cost),
            "cost_cny": rounded(self.rate.convert(step.cost, currency, "CNY")),
            "cost_usd": rounded(self.rate.convert(step.cost, currency, "USD")),
        }


def ways(priced: Sequence[Figure], query: ReportQuery, switch: bool) -> list[CheapestWay]:
    """The cheapest way of each region through the day's proven figures, or, where none is proven, through all on sale."""
    return [
        CheapestWay(region, switch, way, priced[0].rate)
        for region in REGIONS
        if (way := _cheapest([one for one in priced if one.offer.region == region], query, switch))
    ]


def _cheapest(priced: Sequence[Figure], query: ReportQuery, switch: bool) -> Way | None:
    ranked = [one for one in priced if one.ranked]
    sold = [one.offer for one in [one for one in ranked if one.proven] or ranked]
    return cheapest(sold, query.months, switch, day=query.day, rate=priced[0].rate if priced else None)


def span(months: int, lang: str) -> str:
    """So many months in words."""
    return ngettext(lang, "span", months)


def sentences(cheapest_way: CheapestWay, lang: str, currency: str = "CNY") -> list[str]:
    """The way in words: what it costs, then a line a step."""
    way = cheapest_way.way
    steps = [sentence(step, way, lang) for step in way.steps]
    later = [gettext(lang, "then", step=step) for step in steps[1:]]
    about = gettext(lang, "way about") if way.estimated else ""
    head = gettext(
        lang,
        "way switch"
        if cheapest_way.switch and len({step.offer.id for step in way.steps}) > 1
        else "way stay",
        region=pgettext(lang, "region", cheapest_way.region),
        span=span(way.months, lang),
        cost=cheapest_way.cost(currency),
        currency=currency_called(currency, lang),
        about=about,
    )
    return [head, steps[0], *later]


def sentence(step: Step, way: Way, lang: str) -> str:
    """One step in words: "months 1–2: Volcengine Ark Coding Plan Lite, 2 × 9.9 CNY a month (introduction, 2 months)"."""
    offer, last = step.offer, min(step.last, way.months)
    when = gettext(lang, "step month" if step.first == last else "step months", first=step.first, last=last)
    charge = gettext(
        lang,
        "step once" if step.times == 1 else "step",
        when=when,
        plan=title(offer, lang),
        times=step.times,
        amount=plain(step.amount),
        currency=currency_called(str(offer.currency), lang),
        period=period(offer, lang),
    )
    beyond = gettext(lang, "step beyond", last=step.last) if step.last > way.months else ""
    return charge + _mark(step, lang) + beyond


def _mark(step: Step, lang: str) -> str:
    offer, charged = step.offer, step.charges.step
    if charged is None:
        return ""
    if step.amount > costs.recurring(offer):
        return gettext(lang, "step dearer")
    until = gettext(lang, "step begun", day=offer.intro_until) if offer.intro_until else ""
    if charged.periods is None:
        return gettext(lang, "step intro unknown") + until
    months = charged.periods * months_of(offer.period)
    return gettext(lang, "step intro", span=span(months, lang)) + until


def sections(cheapest_ways: Sequence[CheapestWay], query: ReportQuery) -> list[Section]:
    """The ways as lines of text under one title."""
    text = [line for one in cheapest_ways for line in sentences(one, query.lang, query.currency or "CNY")]
    return [Section(gettext(query.lang, "ways"), text=text)] if text else []


def cheapest_way_report(db: Database, query: ReportQuery) -> Report:
    """The cheapest way per region with and without switching plans; rows are the steps of the switching ones."""
    known, figured = notes(db, query), figures(db, query)
    stay, switch = (ways(figured, query, one) for one in (False, True))
    parts = [
        section
        for one, other in zip(switch, stay, strict=True)
        for section in (_table(one, query), Section("", text=_against(one, other, query)))
    ]
    return known.report(
        gettext(query.lang, "title ways", span=span(query.months, query.lang)),
        parts,
        [row for one in switch for row in one.to_json()["steps"]],
        closing=[gettext(query.lang, "legend way")] if switch else [],
        months=query.months,
        switch=True,
        cheapest=[one.to_json() for one in (*switch, *stay)],
    )


def _table(one: CheapestWay, query: ReportQuery) -> Section:
    lang, currency = query.lang, query.currency or "CNY"
    columns = (
        Column(pgettext(lang, "column", "months")),
        Column(pgettext(lang, "column", "plan")),
        Column(pgettext(lang, "column", "period"), keep=6),
        Column(pgettext(lang, "column", "amount"), keep=8),
        Column(pgettext(lang, "column", "first"), keep=2, style="magenta"),
        Column(pgettext(lang, "column", "cost"), True, style="bold"),
    )
    lines = []
    for number, step in enumerate(one.way.steps, 1):
        last = min(step.last, one.way.months)
        cells = [
            str(step.first) if step.first == last else f"{step.first}–{last}",
            title(step.offer, lang),
            period(step.offer, lang),
            f"{step.times} × {priced(step.amount, str(step.offer.currency))}",
            _mark(step, lang).strip(" ()（）"),
            ("~" if step.estimated else "") + one.row(number)[f"cost_{currency.lower()}"],
        ]
        lines.append(Line(cells))
    return Section(sentences(one, lang, currency)[0], columns, lines)


def _against(one: CheapestWay, stay: CheapestWay, query: ReportQuery) -> list[str]:
    if one.cost("CNY") == stay.cost("CNY"):
        return [
            gettext(
                query.lang,
                "way same",
                region=pgettext(query.lang, "region", one.region),
                span=span(query.months, query.lang),
            )
        ]
    return sentences(stay, query.lang, query.currency or "CNY")
