"""Value as programs read it: one row for each plan and model, amounts as strings, with the source of every number."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from reports.facts.cost import rounded
from reports.facts.value.plan_value import Estimate, ModelValue, Month, stated_by
from reports.facts.value.valued_plans import ValuedPlan
from reports.question import COMPARED
from scrapers.about.api_prices import TimedFact
from scrapers.about.value_facts import Measured
from scrapers.offer import KEY, plain

NOTHING: tuple[None, ...] = (None,)


def value_rows(plans: Sequence[ValuedPlan]) -> list[dict[str, Any]]:
    """Every plan, by each of its models; one row where nothing is known, with `unknown_because`."""
    return [
        {
            "offer": plan.figure.offer.id,
            **{name: getattr(plan.figure.offer, name) for name in KEY},
            "plan_name": plan.figure.offer.plan_name,
            **row,
        }
        for plan in plans
        for row in value_json(plan)
    ]


def value_json(plan: ValuedPlan) -> list[dict[str, Any]]:
    """One plan's rows without what they say of the plan itself."""
    monthly = {
        f"monthly_{currency.lower()}": rounded(plan.figure.money("monthly", currency))
        for currency in COMPARED
    }
    return [{**monthly, **_row(plan, one)} for one in plan.value.models or NOTHING]


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
    worth, tokens = (one.worth, one.tokens) if one else (None, None)
    return {
        **_month(one.month if one else next(iter(plan.value.months), None)),
        "model": one.model if one else None,
        **_ends("tokens", tokens, 0),
        "tokens_confidence": tokens.confidence if tokens else None,
        **{
            name: amount
            for currency in COMPARED
            for name, amount in _ends(f"worth_{currency.lower()}", _in(plan, one, currency)).items()
        },
        **_ends("ratio", plan.ratio(one) if one else None),
        "basis": None if one is None or worth is None else "stated" if one.stated else "calculated",
        "confidence": worth.confidence if worth else None,
        "unknown_because": plan.value.reason,
        "proven": plan.figure.proven,
        "last_seen": plan.figure.state.last_seen,
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
    low, high = (rounded(amount.low, places), rounded(amount.high, places)) if amount else (None, None)
    return {f"{name}_low": low, f"{name}_high": high}


def _sources(plan: ValuedPlan, one: ModelValue | None) -> list[dict[str, str]]:
    """Each statement once: who made it, when, how sure it is."""
    state, said = plan.figure.state, stated_by(one) if one else ()
    page = {"source": state.url or state.source, "seen": state.last_seen[:10], "confidence": state.confidence}
    stated = [page] if plan.figure.offer.quotas else []
    return [*stated, *(_source(fact) for fact in dict.fromkeys([*plan.value.because, *said]))]


def _source(fact: TimedFact) -> dict[str, str]:
    return {"source": fact.source, "seen": fact.seen.isoformat(), "confidence": fact.confidence}
