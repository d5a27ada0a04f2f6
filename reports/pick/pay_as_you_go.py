"""What a month of a usage costs without a plan: tokens at the list prices of models' APIs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.pick.meters import ListPrice
from reports.pick.question import Usage, model_key
from reports.pick.quota_fit import used

MOST_MODELS = 5


@dataclass(frozen=True)
class ApiCost:
    """All of a usage with one model: from `low` (off-peak) to `high`, in hundredths of a currency."""

    model: str
    currency: str
    low: int
    high: int


@dataclass(frozen=True)
class OwnModels:
    """A usage with the models it was made with, at their list prices in US cents; `unpriced` are those without one."""

    low: int
    high: int
    models: Sequence[str]
    unpriced: Sequence[str]


def price_key(name: str) -> str:
    """A model by the name under which its price is kept: "anthropic/claude-sonnet-4-6-20260101" is claude-sonnet-4.6."""
    bare = re.sub(r"(-\d{8}|-latest|@.*)$", "", model_key(name).rsplit("/", 1)[-1])
    return re.sub(r"(?<=\d)-(?=\d)", ".", bare)


def api_costs(
    usage: Usage, models: Iterable[str], prices: Sequence[ListPrice], region: str | None
) -> list[ApiCost]:
    """The usage with each of the models whose price is known, the first five; in dollars for INTL, else in yuan where possible."""
    known = _by_model(prices, "USD" if region == "INTL" else "CNY")
    names = [name for name in dict.fromkeys(map(price_key, models)) if name in known]
    return [
        ApiCost(name, known[name].currency, used(known[name].low, usage), used(known[name].high, usage))
        for name in names[:MOST_MODELS]
    ]


def own_models(usage: Usage, prices: Sequence[ListPrice]) -> OwnModels | None:
    """The usage with its own models; None where it names none."""
    named = {name: _usage(said) for name, said in usage.models.items() if sum(said.values())}
    if not named or set(named) == {""}:
        return None
    known = {one.model: one for one in prices if one.currency == "USD"}
    priced = [
        (known[price_key(name)], used_by) for name, used_by in named.items() if price_key(name) in known
    ]
    return OwnModels(
        sum(used(price.low, one) for price, one in priced),
        sum(used(price.high, one) for price, one in priced),
        sorted(name for name in named if price_key(name) in known),
        sorted(name or "?" for name in named if price_key(name) not in known),
    )


def to_json(own: OwnModels | None, costs: Sequence[ApiCost], amount: Any) -> dict[str, Any]:
    """Both as programs read them; `amount` writes hundredths."""
    return {
        "own_models": own
        and {
            "low_usd": amount(own.low), "high_usd": amount(own.high),
            "models": list(own.models), "unpriced": list(own.unpriced),
        },
        "models": [
            {"model": one.model, "currency": one.currency, "low": amount(one.low), "high": amount(one.high)}
            for one in costs
        ],
    }  # fmt: skip


def _usage(said: Mapping[str, int]) -> Usage:
    return Usage(said["fresh"], said["cached"], said["written"], said["out"])


def _by_model(prices: Sequence[ListPrice], currency: str) -> Mapping[str, ListPrice]:
    return {one.model: one for one in sorted(prices, key=lambda one: one.currency == currency)}
