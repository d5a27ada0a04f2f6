"""Which tidings a rule wants: by vendor, plan, region and kind, and by what the plan costs now."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from db.tables.event_kinds import KINDS
from reports.alerts.market import Market, Quote
from reports.alerts.tiding import CORRECTIONS, Tiding
from reports.facts.open_holds import ALARM_DAYS

PRICED = ("price_changed", "intro_started", "intro_changed", "plan_added", "back_in_stock")
USUAL = (*PRICED, "intro_ended", "plan_gone", "page_discovered")
ENDS, FAILS, SILENT = 3, 3, 36  # days, days, hours


class Rule(Protocol):
    """What somebody wants to be told, as it is configured."""

    @property
    def vendors(self) -> tuple[str, ...]: ...
    @property
    def plans(self) -> tuple[str, ...]: ...
    @property
    def regions(self) -> tuple[str, ...]: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...
    @property
    def price_below(self) -> Decimal | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def ratio_above(self) -> Decimal | None: ...
    @property
    def cups_below(self) -> Decimal | None: ...
    @property
    def intro_ends_in_days(self) -> int | None: ...
    @property
    def hold_older_than_days(self) -> int | None: ...
    @property
    def failing_for_days(self) -> int | None: ...
    @property
    def silent_for_hours(self) -> int | None: ...
    @property
    def corrections(self) -> bool: ...
    @property
    def rates(self) -> bool: ...


@dataclass(frozen=True)
class Asked:
    """The kinds of event a rule is about, and how long what waits may wait; None: it is not asked for.

    A rule that names none of them is about the usual ones, or, where it sets a limit, about what brings a price.
    """

    kinds: tuple[str, ...]
    ends: int | None = None
    holds: int | None = None
    fails: int | None = None
    silent: int | None = None

    @staticmethod
    def of(rule: Rule) -> "Asked":
        waits = (
            rule.intro_ends_in_days,
            rule.hold_older_than_days,
            rule.failing_for_days,
            rule.silent_for_hours,
        )
        more = CORRECTIONS if rule.corrections else ()
        if rule.kinds or any(waits):
            return Asked((*rule.kinds, *more), *waits)
        if limited(rule):
            return Asked((*PRICED, *more))
        return Asked((*USUAL, *more), ENDS, ALARM_DAYS, FAILS, SILENT)


def limited(rule: Rule) -> bool:
    """Whether it sets a limit to what a plan costs."""
    return (rule.price_below, rule.ratio_above, rule.cups_below) != (None, None, None)


def wants(rule: Rule, tiding: Tiding, market: Market) -> bool:
    """Whether a rule wants a tiding of a kind it asks for: everything it sets is true of it."""
    if tiding.kind in KINDS or tiding.kind == "back_in_stock":
        names = {tiding.kind, "availability_changed" if tiding.kind == "back_in_stock" else tiding.kind}
        if names.isdisjoint(Asked.of(rule).kinds):
            return False
        if tiding.correction and not rule.corrections and tiding.kind not in CORRECTIONS:
            return False
    return _about(rule, tiding) and (not limited(rule) or _within(rule, tiding, market))


def _about(rule: Rule, tiding: Tiding) -> bool:
    if tiding.kind == "crawler_silent":
        return True
    return (
        (not rule.vendors or tiding.vendor in rule.vendors)
        and (not rule.plans or any(part in offer for offer in tiding.offers for part in rule.plans))
        and (not rule.regions or tiding.region is None or tiding.region in rule.regions)
    )


def _within(rule: Rule, tiding: Tiding, market: Market) -> bool:
    quotes: Sequence[Quote] = [quote for offer in tiding.offers if (quote := market.quote(offer))]
    return any(meets(rule, quote, first=tiding.kind.startswith("intro_")) for quote in quotes)


def meets(rule: Rule, quote: Quote, first: bool = False) -> bool:
    """Whether what a plan costs is within every limit; `first` counts the first month of a new buyer, not a usual one."""
    price = quote.price(str(rule.currency), first) if rule.price_below else None
    return (
        (rule.price_below is None or (price is not None and price < rule.price_below))
        and (rule.ratio_above is None or (quote.ratio is not None and quote.ratio > rule.ratio_above))
        and (rule.cups_below is None or (quote.cups is not None and quote.cups < rule.cups_below))
    )
