"""Value as programs read it: one row for each plan and model, amounts as strings, with the source of every number."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from reports.facts.cost import rounded
from reports.facts.value.plan_value import Estimate, ModelValue, Month, stated_by
from reports.facts.value.valued_plans import ValuedPlan
from scrapers.about.api_prices import TimedFact
from scrapers.about.value_facts import Measured
from scrapers.offer import KEY, plain

NOTHING: tuple[None, ...] = (None,)


def value_rows(plans: Sequence[ValuedPlan]) -> list[dict[str, Any]]:
    """Every plan, by each of its models; one row where nothing is known, with `unknown_because`."""
    return [_row(plan, one) for plan in plans for one in plan.value.models or NOTHING]


def value_json(plan: ValuedPlan) -> list[dict[str, Any]]:
    """One plan's rows without what they say of the plan itself."""
    names = ("offer", *KEY, "plan_name")
    return [{name: row[name] for name in row if name not in names} for row in value_rows([plan])]


def measured_json(measured: Iterable[tuple[str, Measured]]) -> list[dict[str, Any]]:
    """What users measured: use at list price in a month against what it cost them then."""
    return [
        {
            "plan": "/".join((vendor, one.product or "", *one.plans, one.region or "INTL")),
            "model": one.model,
            "worth": plain(one.worth),
            "price": plain(one.price),
            "currency": one.currency,
            "ratio": rounded(one.worth / one.price, 1),
            "confidence": one.confidence,
            "seen": one.seen.isoformat(),
            "source": one.source,
        }
        for vendor, one in measured
    ]


def _row(plan: ValuedPlan, one: ModelValue | None) -> dict[str, Any]:
    figure, offer = plan.figure, plan.figure.offer
    worth, tokens = (one.worth, one.tokens) if one else (None, None)
    ratio = plan.ratio(one) if one else None
    return {
        "offer": offer.id,
        **{name: getattr(offer, name) for name in KEY},
        "plan_name": offer.plan_name,
        "monthly_cny": rounded(figure.money("monthly", "CNY")),
        "monthly_usd": rounded(figure.money("monthly", "USD")),
        **_month(one.month if one else next(iter(plan.value.months), None)),
        "model": one.model if one else None,
        **_ends("tokens", tokens, 0),
        "tokens_confidence": tokens.confidence if tokens else None,
        **{
            name: amount
            for currency in ("CNY", "USD")
            for name, amount in _ends(f"worth_{currency.lower()}", _in(plan, one, currency)).items()
        },
        **_ends("ratio", ratio),
        "basis": None if one is None or worth is None else "stated" if one.stated else "calculated",
        "confidence": worth.confidence if worth else None,
        "unknown_because": plan.value.reason,
        "proven": figure.proven,
        "last_seen": figure.state.last_seen,
        "sources": _sources(plan, one),
    }


def _month(month: Month | None) -> dict[str, Any]:
    if month is None:
        return dict.fromkeys(("month_amount", "month_at_most", "unit", "window"))
    return {
        "month_amount": rounded(month.amount.low, 0),
        "month_at_most": rounded(month.amount.high, 0),
        "unit": month.unit,
        "window": month.window,
    }


def _in(plan: ValuedPlan, one: ModelValue | None, currency: str) -> Estimate | None:
    if one is None or one.worth is None or one.currency is None:
        return None
    factor = plan.figure.rate.convert(Decimal(1), one.currency, currency)
    return one.worth.by(factor, factor)


def _ends(name: str, amount: Estimate | None, places: int = 2) -> dict[str, str | None]:
    ends = (amount.low, amount.high) if amount else (None, None)
    return {
        f"{name}_{end}": None if value is None else rounded(value, places)
        for end, value in zip(("low", "high"), ends, strict=True)
    }


def _sources(plan: ValuedPlan, one: ModelValue | None) -> list[dict[str, str]]:
    """Each statement once: who made it, when, how sure it is."""
    state, said = plan.figure.state, stated_by(one) if one else ()
    page = {"source": state.url or state.source, "seen": state.last_seen[:10], "confidence": state.confidence}
    stated = [page] if plan.figure.offer.quotas else []
    return [*stated, *(_source(fact) for fact in dict.fromkeys([*plan.value.because, *said]))]


def _source(fact: TimedFact) -> dict[str, str]:
    return {"source": fact.source, "seen": fact.seen.isoformat(), "confidence": fact.confidence}
