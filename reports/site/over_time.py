"""Over time: the cheapest month of a region against Claude Pro and in cups, with who moved it: vendors or the rate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from db.database import Database
from db.tables.rates import NoRate, Rate, rate_on
from db.tables.states import end_of, offer_ids
from reports.facts import cost
from reports.facts.figures import CLAUDE_PRO, unranked
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
    return [
        point
        for end in month_ends(date.fromisoformat(first), day)
        if (point := _point(db, here, spans.get(CLAUDE_PRO, []), end)) is not None
    ]


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of every month from the first day's, and the last day itself."""
    month = first.replace(day=1)
    while month <= last:
        month = (month + timedelta(days=32)).replace(day=1)
        yield min(month - timedelta(days=1), last)


def _point(db: Database, here: Sequence[Sequence[Span]], claude: Sequence[Span], day: date) -> Point | None:
    held = [span for spans in here if (span := _span_on(spans, day))]
    listed = [span.offer for span in held if span.state.listed_at(end_of(day)).unlisted is None]
    sold = [offer for offer in listed if offer.price and unranked(offer) is None]
    try:
        rate = rate_on(db, day)
    except NoRate:
        return None
    if not sold:
        return None
    cheapest = min(
        sold, key=lambda offer: (rate.convert(cost.monthly(offer), str(offer.currency), "CNY"), offer.id)
    )
    return Point(day, rate, cheapest, _on(claude, day))


def _on(spans: Sequence[Span], day: date) -> Offer | None:
    span = _span_on(spans, day)
    return span.offer if span else None


def _span_on(spans: Sequence[Span], day: date) -> Span | None:
    moment = end_of(day)
    return next((span for span in reversed(spans) if span.holds(moment)), None)


def shares(points: Sequence[Point], what: str) -> list[Share]:
    """The moves of a measure between months that both know it."""
    moves = []
    for before, after in pairwise(points):
        old, new, kept = before.measured(what), after.measured(what), before.measured(what, after.rate)
        if old is not None and new is not None and kept is not None:
            moves.append(Share(before, after, new - old, kept - old))
    return moves
