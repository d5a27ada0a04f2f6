"""Whether a plan's quotas are enough for a usage: yes, no, or not to be known, as the vendor's unit allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reports.pick.question import DAYS, Usage
from scrapers.offer import Quota

WINDOWS_A_DAY = 5  # of five hours, at the most
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class QuotaFit:
    """One quota against an average month of 30 days: between `least` and `most` of its unit is needed in its window."""

    amount: int
    unit: str
    window: str
    least: int | None
    most: int | None

    @property
    def enough(self) -> str:
        if self.most is not None and self.most <= self.amount:
            return YES
        return NO if self.least is not None and self.least > self.amount else UNKNOWN

    def to_json(self) -> dict[str, Any]:
        return {
            "amount": self.amount, "unit": self.unit, "window": self.window,
            "least": self.least, "most": self.most, "enough": self.enough,
        }  # fmt: skip


def quota_fits(quotas: Sequence[Quota], usage: Usage) -> list[QuotaFit]:
    """Each quota beside what the usage needs of it."""
    return [_fit(int(quota.amount), quota.unit, quota.window, usage) for quota in quotas]


def enough(fits: Sequence[QuotaFit]) -> str:
    """`no` where one quota is too small, `yes` where each is enough; without quotas nothing is known."""
    said = {one.enough for one in fits}
    if NO in said:
        return NO
    return YES if said == {YES} else UNKNOWN


def _fit(amount: int, unit: str, window: str, usage: Usage) -> QuotaFit:
    least, most = _month(unit, usage)
    return QuotaFit(
        amount, unit, window,
        None if least is None else _least(least, window),
        None if most is None else _most(most, window),
    )  # fmt: skip


def _month(unit: str, usage: Usage) -> tuple[int | None, int | None]:
    """The least and the most of a unit that a month of the usage may count as.

    Whether cached tokens count is stated by few: without them is the least, with them the most. A prompt or message is one
    request or more.
    """
    if unit == "tokens" and usage.tokens:
        return usage.fresh + usage.out + usage.any, usage.tokens
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
