"""Over time: the cheapest month of a region against Claude Pro and in cups, with who moved it: vendors or the rate."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise

from db.database import Database
from db.tables.rates import NoRate, Rate
from db.tables.states import end_of, offer_ids
from reports.facts import cost
from reports.facts.figures import CLAUDE_PRO, unranked
from reports.facts.moves import dated_rates
from reports.facts.timeline import Span, Timeline
from reports.question import CUP
from scrapers.offer import Offer


@dataclass(frozen=True)
class Point:
    """The end of one month (or the day asked for): the cheapest month on sale in a region, and Claude Pro's."""

    day: date
    rate: Rate
    offer: Offer
    claude: Offer | None

    @property
    def cups(self) -> Decimal:
        return self._cups(self.rate)

    @property
    def ratio(self) -> Decimal | None:
        return self._ratio(self.rate)

    def _cups(self, rate: Rate) -> Decimal:
        return rate.convert(cost.monthly(self.offer), str(self.offer.currency), "CNY") / CUP

    def _ratio(self, rate: Rate) -> Decimal | None:
        if self.claude is None:
            return None
        dollars = rate.convert(cost.monthly(self.claude), str(self.claude.currency), str(self.offer.currency))
        return dollars / cost.monthly(self.offer)

    @property
    def claude_cups(self) -> Decimal | None:
        if self.claude is None:
            return None
        return self.rate.convert(cost.monthly(self.claude), str(self.claude.currency), "CNY") / CUP

    def measured(self, what: str, rate: Rate | None = None) -> Decimal | None:
        """`ratio` or `cups`, at another day's rate if one is given."""
        return {"ratio": self._ratio, "cups": self._cups}[what](rate or self.rate)


@dataclass(frozen=True)
class Share:
    """A move from one month to the next: `rate` is what the old prices moved by themselves, `vendor` the rest."""

    before: Point
    after: Point
    total: Decimal
    rate: Decimal

    @property
    def vendor(self) -> Decimal:
        return self.total - self.rate


def points(db: Database, past: Timeline, region: str, day: date) -> list[Point]:
    """Month by month since the first price; months without a price or a rate are left out."""
    spans = {offer: past.spans(offer) for offer in sorted(set(map(past.newest, offer_ids(db))))}
    here = [one for name, one in spans.items() if f"/{region}/account/" in name]
    first = min((one[0].start for one in here if one), default=day.isoformat())[:10]
    days = list(month_ends(date.fromisoformat(first), day))
    moments = [end_of(one) for one in days]
    claude = _held(spans.get(CLAUDE_PRO, ()), moments)
    found = []
    for place, sold in sorted(_sold(here, moments).items()):
        try:
            rate = dated_rates(db).on(days[place])
        except NoRate:
            continue
        held = claude.get(place)
        found.append(Point(days[place], rate, _cheapest(sold, rate), held.offer if held else None))
    return found


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of every month from the first day's, and the last day itself."""
    month = first.replace(day=1)
    while month <= last:
        month = (month + timedelta(days=32)).replace(day=1)
        yield min(month - timedelta(days=1), last)


def _sold(plans: Iterable[Sequence[Span]], moments: Sequence[str]) -> dict[int, list["_Sale"]]:
    """What was on sale at each of the moments, by its place among them; those without anything are left out."""
    sold: dict[int, list[_Sale]] = {}
    for spans in plans:
        for span, places in _stretches(_held(spans, moments)):
            if span.offer.price and unranked(span.offer) is None:
                sale, unlisted = _Sale.of(span.offer), span.state.unlisted
                for place in places:
                    if not unlisted or unlisted > moments[place]:
                        sold.setdefault(place, []).append(sale)
    return sold


def _stretches(held: Mapping[int, Span]) -> Iterator[tuple[Span, list[int]]]:
    """Each span with the places of the moments at which it held."""
    for _, places in groupby(sorted(held), key=lambda place: id(held[place])):
        own = list(places)
        yield held[own[0]], own


def _held(spans: Sequence[Span], moments: Sequence[str]) -> dict[int, Span]:
    """The span that held at each of the moments, by its place among them: of several the one that began last."""
    held: dict[int, Span] = {}
    for span in spans:
        end = len(moments) if span.end is None else bisect_left(moments, span.end)
        held |= dict.fromkeys(range(bisect_left(moments, span.start), end), span)
    return held


@dataclass(frozen=True)
class _Sale:
    """An offer with what it costs a month and its id, computed once for all months."""

    offer: Offer
    month: Decimal
    id: str

    @classmethod
    def of(cls, offer: Offer) -> "_Sale":
        return cls(offer, cost.monthly(offer), offer.id)


def _cheapest(sold: Sequence[_Sale], rate: Rate) -> Offer:
    best = min(sold, key=lambda one: (rate.convert(one.month, str(one.offer.currency), "CNY"), one.id))
    return best.offer


def shares(points: Sequence[Point], what: str) -> list[Share]:
    """The moves of a measure between months that both know it."""
    moves = []
    for before, after in pairwise(points):
        old, new, kept = before.measured(what), after.measured(what), before.measured(what, after.rate)
        if old is not None and new is not None and kept is not None:
            moves.append(Share(before, after, new - old, kept - old))
    return moves
