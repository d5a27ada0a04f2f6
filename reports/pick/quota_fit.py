"""Whether what a plan allows is enough for a usage: yes, no, or not to be known, as its units allow."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from reports.pick.meters import KINDS, MICRO, Meter, Option, Rates
from reports.pick.question import DAYS, Usage, model_key

MILLION = 10**6
WINDOWS_A_DAY = 5  # of five hours, at the most
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class QuotaFit:
    """A meter against an average month of 30 days: between `least` and `most` of from `amount` to `at_most` are needed.

    They span the models it was counted for, none where only the unit counts; None: not to be known. Money is in hundredths.
    """

    unit: str
    window: str
    amount: int
    at_most: int
    least: int | None
    most: int | None
    enough: str
    models: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit, "window": self.window, "amount": self.amount, "at_most": self.at_most,
            "least": self.least, "most": self.most, "enough": self.enough, "models": list(self.models),
        }  # fmt: skip


def quota_fits(meters: Sequence[Meter], usage: Usage, models: Sequence[str] = ()) -> list[QuotaFit]:
    """Each meter beside what the usage needs of it, with the wanted models where it counts them, else with any."""
    wanted = {model_key(name) for name in models}
    return [_fit(meter, usage, wanted) for meter in meters]


def enough(fits: Sequence[QuotaFit]) -> str:
    """`no` where one quota is too small, `yes` where each is enough; without quotas nothing is known."""
    said = {one.enough for one in fits}
    if NO in said:
        return NO
    return YES if said == {YES} else UNKNOWN


def used(rates: Rates, usage: Usage) -> int:
    """What the usage's tokens of a month use up at such rates, rounded up."""
    exact: int = sum(getattr(usage, kind) * rate for kind, rate in zip(KINDS, rates, strict=True))
    return -(-exact // (MILLION * MICRO))


def _fit(meter: Meter, usage: Usage, wanted: Collection[str]) -> QuotaFit:
    options = [one for one in meter.options if one.model in wanted] or list(meter.options)
    needs = [_needs(one, meter, usage) for one in options]
    least = [need[0] for need in needs if need[0] is not None]
    most = [need[1] for need in needs if need[1] is not None]
    verdicts = {_enough(one, *need) for one, need in zip(options, needs, strict=True)}
    return QuotaFit(
        meter.unit,
        meter.window,
        min(one.amount for one in options),
        max(one.at_most for one in options),
        min(least) if len(least) == len(options) else None,
        max(most) if len(most) == len(options) else None,
        verdicts.pop() if len(verdicts) == 1 else UNKNOWN,
        tuple(one.model for one in options if one.model),
    )


def _needs(one: Option, meter: Meter, usage: Usage) -> tuple[int | None, int | None]:
    least, most = _month(one, meter.unit, usage)
    return (
        None if least is None else _least(least, meter.window),
        None if most is None else _most(most, meter.window),
    )


def _enough(one: Option, least: int | None, most: int | None) -> str:
    if most is not None and most <= one.amount:
        return YES
    return NO if least is not None and least > one.at_most else UNKNOWN


def _month(one: Option, unit: str, usage: Usage) -> tuple[int | None, int | None]:
    """The least and the most of a unit that a month of the usage may count as.

    Whether cached tokens count is stated by few: without them is the least, with them the most. A prompt or message is one
    request or more.
    """
    if one.low and one.high and usage.tokens:
        return used(one.low, usage), used(one.high, usage)
    if unit == "tokens" and usage.tokens:
        return usage.fresh + usage.out, usage.tokens
    if unit == "requests" and usage.requests:
        return usage.requests, usage.requests
    if unit in ("prompts", "messages") and usage.requests:
        return None, usage.requests
    return None, None


def _most(month: int, window: str) -> int:
    """The most of a month's use that an average window sees: a whole day's within five hours."""
    days = {"P1M": DAYS, "P7D": 7}.get(window, 1)
    return -(-month * days // DAYS)


def _least(month: int, window: str) -> int:
    if window == "PT5H":
        return -(-month // (DAYS * WINDOWS_A_DAY))
    return _most(month, window)
