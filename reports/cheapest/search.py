"""The search for the cheapest deals that cover some months: exact, by dynamic programming with a bound.

Introductions can always come first: beginning one earlier breaks no deadline. Among themselves they can come
in the order of the month by which they would be over if begun at the last moment: exchanging two neighbours
that are not in this order breaks no deadline either. So one pass over the introductions in that order, keeping
the cheapest way to reach each number of months, finds the best set; renewals fill the rest.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.cheapest.bounds import bounds
from reports.cheapest.deals import Deal

Price = Callable[[Deal], Decimal]
NARROW = 200
_NEVER = 10**6
_Key = tuple[int, frozenset[object]]


@dataclass(frozen=True)
class Priced:
    """A deal with what the search asks of it again and again."""

    deal: Deal
    months: int
    cost: Decimal

    @property
    def due(self) -> int:
        return _NEVER if self.deal.latest is None else self.deal.latest + self.months

    def in_time(self, month: int) -> bool:
        return self.deal.latest is None or month <= self.deal.latest


@dataclass(frozen=True)
class Chosen:
    """Deals in order, their cost and months, and how often the offer changes from one to the next."""

    cost: Decimal = Decimal(0)
    months: int = 0
    changes: int = 0
    deals: tuple[Priced, ...] = ()

    def plus(self, one: Priced) -> "Chosen":
        change = bool(self.deals) and self.deals[-1].deal.offer is not one.deal.offer
        return Chosen(
            self.cost + one.cost, self.months + one.months, self.changes + change, (*self.deals, one)
        )

    @property
    def order(self) -> tuple[Decimal, int, int, int]:
        return self.cost, sum(one.deal.group is not None for one in self.deals), self.changes, self.months


def search(months: int, once: Iterable[Deal], again: Iterable[Deal], price: Price) -> tuple[Deal, ...]:
    """The cheapest deals that cover so many months: of `once` one a group, of `again` any number."""
    rest = _renewed(months, [Priced(deal, deal.months, price(deal)) for deal in again])
    deals = _worthwhile((Priced(deal, deal.months, price(deal)) for deal in once), rest)
    return tuple(one.deal for one in _tidy(_introduced(deals, rest)).deals)


def _renewed(months: int, again: Sequence[Priced]) -> list[Chosen]:
    """The cheapest renewals for 0, 1, 2 … months, longer terms first."""
    best: dict[int, Priced] = {}
    for one in sorted(again, key=lambda one: one.cost):
        best.setdefault(one.months, one)
    cheapest = [Chosen()]
    for length in range(1, months + 1):
        ways = (cheapest[max(0, length - one.months)].plus(one) for one in best.values())
        cheapest.append(min(ways, key=lambda one: one.order))
    return [_joined(sorted(one.deals, key=lambda one: -one.months)) for one in cheapest]


def _joined(deals: Iterable[Priced]) -> Chosen:
    whole = Chosen()
    for one in deals:
        whole = whole.plus(one)
    return whole


def _worthwhile(once: Iterable[Priced], rest: Sequence[Chosen]) -> list[Priced]:
    """The introductions that beat renewals of their length, the best of each group, length and end, in order."""
    kept: dict[object, Priced] = {}
    for one in once:
        key = (one.deal.group, one.months, one.deal.latest)
        cheap = one.cost < rest[min(one.months, len(rest) - 1)].cost
        if cheap and (key not in kept or one.cost < kept[key].cost):
            kept[key] = one
    return sorted(kept.values(), key=lambda one: (one.due, one.deal.group or ("", ""), one.months))


def _introduced(deals: Sequence[Priced], rest: Sequence[Chosen]) -> Chosen:
    """The cheapest introductions completed by renewals: a narrow pass finds a good way, a whole one the best."""
    least = bounds([(one.deal.group, one.months, one.cost) for one in deals], [one.cost for one in rest])
    good = _pass(deals, rest, least, rest[-1], NARROW)
    return _pass(deals, rest, least, good, None)


def _pass(
    deals: Sequence[Priced],
    rest: Sequence[Chosen],
    least: Sequence[Sequence[Decimal]],
    best: Chosen,
    width: int | None,
) -> Chosen:
    """The best way seen, starting from a known one: a state is the months reached and the groups used up by then."""
    months = len(rest) - 1
    final: dict[object, int] = {one.deal.group: at for at, one in enumerate(deals)}
    states: dict[_Key, Chosen] = {(months, frozenset()): Chosen()}
    for at, one in enumerate(deals):
        following: dict[_Key, Chosen] = {}
        for used, further in _choices(states, one, months):
            left = max(0, months - further.months)
            if further.cost + rest[left].cost <= best.cost:
                best = min(best, _whole(further, rest), key=lambda way: way.order)
            if further.cost + least[at + 1][left] < best.cost:
                key = (left, frozenset(name for name in used if final[name] > at))
                if key not in following or further.order < following[key].order:
                    following[key] = further
        promising = sorted(following.items(), key=lambda item: item[1].cost + least[at + 1][item[0][0]])
        states = dict(promising[:width])
    return best


def _choices(
    states: Mapping[_Key, Chosen], one: Priced, months: int
) -> Iterator[tuple[frozenset[object], Chosen]]:
    """Every state without the introduction, and with it where it is still to be had."""
    for (left, used), chosen in states.items():
        yield used, chosen
        if one.deal.group not in used and left and one.in_time(months - left):
            yield used | {one.deal.group}, chosen.plus(one)


def _whole(chosen: Chosen, rest: Sequence[Chosen]) -> Chosen:
    return _joined([*chosen.deals, *rest[max(0, len(rest) - 1 - chosen.months)].deals])


def _tidy(best: Chosen) -> Chosen:
    """The same deals with an introduction next to its own renewals, where deadlines allow."""
    first = [one for one in best.deals if one.deal.group]
    others = [one for one in best.deals if not one.deal.group]
    orders = [best]
    for last in first:
        moved = _joined([*(one for one in first if one is not last), last, *others])
        if _in_time(moved.deals):
            orders.append(moved)
    return min(orders, key=lambda one: one.order)


def _in_time(deals: Iterable[Priced]) -> bool:
    month = 0
    for one in deals:
        if not one.in_time(month):
            return False
        month += one.months
    return True
