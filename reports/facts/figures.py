"""Figures: every offer on sale or listed on a day with what it costs, unrounded, and its rank."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from db.database import Database
from db.tables.rates import Rate, rate_on
from db.tables.states import State
from reports.facts import cost
from reports.facts.cached_until_write import cached_until_write
from reports.facts.open_holds import OpenHold, open_holds
from reports.facts.proof import unproven
from reports.facts.source_reads import SourceRead, source_reads
from reports.facts.states_of_day import states_of_day
from reports.facts.timeline import timeline
from reports.question import RANKINGS, ReportQuery
from scrapers.offer import PACKS, STUDENTS, Offer

CLAUDE_PRO = "claude/membership/pro/INTL/account/P1M/USD"
OFF_SALE = ("Discontinued", "SoldOut", "PreOrder")
ON_SALE = ("InStock", "LimitedAvailability")
_COSTS = {
    "pay_today": cost.pay_today,
    "monthly": cost.monthly,
    "first_month": cost.first_month,
    "first_year": cost.first_year,
}


@dataclass(frozen=True)
class Figure:
    """One offer on one day. Amounts are in the offer's currency; `money` converts them at the day's rate.

    `unranked` says why an offer has no rank: pack, student, Discontinued, SoldOut, PreOrder, not_listed, held, free.
    `unproven` says why no page of the vendor proves its price now; the ranking begins with those that are proven.
    """

    state: State
    rate: Rate
    ratio: Decimal | None
    cups: Decimal
    last_changed: str | None
    failing_since: str | None
    held: tuple[str, ...]
    unranked: str | None
    unproven: str | None
    rank: int | None = None
    _money: dict[tuple[str, str], Decimal] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def offer(self) -> Offer:
        return self.state.offer

    @property
    def available(self) -> bool | None:
        """Whether it can be bought, as its page says; None where no page says it."""
        if self.offer.availability in OFF_SALE or self.state.unlisted:
            return False
        return True if self.offer.availability in ON_SALE else None

    @property
    def ranked(self) -> bool:
        """Whether it is in the ranking, proven or not."""
        return self.unranked is None

    @property
    def proven(self) -> bool:
        return self.unproven is None

    def money(self, what: str, currency: str) -> Decimal:
        """`pay_today`, `monthly`, `first_month` or `first_year` in a currency, unrounded."""
        if (what, currency) not in self._money:
            self._money[what, currency] = self.convert(_COSTS[what](self.offer), currency)
        return self._money[what, currency]

    def cost(self, within: int, currency: str) -> Decimal:
        """Everything a new buyer is charged in so many months, in a currency, unrounded."""
        return self.convert(cost.cost(self.offer, within), currency)

    def convert(self, amount: Decimal, currency: str) -> Decimal:
        return self.rate.convert(amount, str(self.offer.currency), currency)


def figures(db: Database, query: ReportQuery) -> list[Figure]:
    """The offers of a day in the asked region: the ranking, proven prices first, cheapest first; then what is listed only."""
    return list(_figures(db, query))


@cached_until_write
def _figures(db: Database, query: ReportQuery) -> list[Figure]:
    rate, past, sources = rate_on(db, query.day), timeline(db), source_reads(db, query.at)
    holds: dict[str, list[OpenHold]] = {}
    for hold in open_holds(db, query.day, query.at):
        holds.setdefault(hold.offer, []).append(hold)
    states = states_of_day(db, query.at)
    claude = next((state.offer for state in states if state.offer.id == CLAUDE_PRO), None)
    return rank(
        (
            _figure(
                state,
                rate,
                query,
                holds.get(state.offer.id, ()),
                ratio=_ratio(state.offer, claude, rate),
                last_changed=past.last_changed(state.offer.id, query.at),
                failing_since=_failing(state, sources),
            )
            for state in states
            if query.region in (None, state.offer.region)
        ),
        query.by,
    )


def _figure(state: State, rate: Rate, query: ReportQuery, holds: Sequence[OpenHold], **known: Any) -> Figure:
    """A figure with what its open holds mean: one of a source not yet proven says nothing against the known price."""
    doubted = any(hold.of_unproven_source for hold in holds)
    wrong = [hold.field for hold in holds if not hold.of_unproven_source]
    return Figure(
        state=state,
        rate=rate,
        cups=_cups(state.offer, rate, query.cup),
        held=tuple(hold.field for hold in holds),
        unranked=unranked(state.offer, wrong, state.unlisted),
        unproven=unproven(state, query.day, doubted),
        **known,
    )


def _ratio(offer: Offer, claude: Offer | None, rate: Rate) -> Decimal | None:
    if claude is None or not offer.price:
        return None
    return rate.convert(cost.monthly(claude), str(claude.currency), str(offer.currency)) / cost.monthly(offer)


def _cups(offer: Offer, rate: Rate, cup: Decimal) -> Decimal:
    return rate.convert(cost.monthly(offer), str(offer.currency), "CNY") / cup


def _failing(state: State, sources: Mapping[str, SourceRead]) -> str | None:
    if state.provenance not in ("scraped", "sample"):
        return None
    source = sources.get(state.sources.get("price", state.source))
    if source is None or source.partial_since is None:
        return source.failing_since if source else None
    if state.last_seen < source.partial_since:
        return source.partial_since
    return source.last_read if state.last_seen < source.last_read else None


def unranked(offer: Offer, held: Iterable[str] = (), unlisted: str | None = None) -> str | None:
    """Why an offer is listed but not ranked, or None."""
    if PACKS.search(offer.plan):
        return "pack"
    if STUDENTS.search(offer.plan):
        return "student"
    if offer.availability in OFF_SALE:
        return offer.availability
    if unlisted:
        return "not_listed"
    if "price" in held:
        return "held"
    return None if offer.price else "free"


def rank(priced: Iterable[Figure], by: str = "year") -> list[Figure]:
    """Figures in order, each ranked among those of its region that are sold by the same unit, proven ones first."""
    what = RANKINGS[by]
    ordered = sorted(
        priced,
        key=lambda one: (
            not one.ranked,
            not one.proven and one.ranked,
            one.money(what, "CNY"),
            one.money("monthly", "CNY"),
            one.offer.id,
        ),
    )
    places: dict[tuple[str, str], int] = {}
    result = []
    for one in ordered:
        group = (one.offer.region, one.offer.per)
        if one.ranked:
            places[group] = places.get(group, 0) + 1
        result.append(replace(one, rank=places[group] if one.ranked else None))
    return result
