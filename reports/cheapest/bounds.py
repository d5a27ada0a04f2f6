"""Bounds: what completing a way must cost at least, so that the search can leave hopeless beginnings."""

from bisect import insort
from collections.abc import Sequence
from decimal import Decimal

Option = tuple[object, int, Decimal]  # group, months, cost


def bounds(options: Sequence[Option], rest: Sequence[Decimal]) -> list[list[Decimal]]:
    """For each position and number of months left, a cost that no choice of the options from there on beats.

    `rest` is what 0, 1, 2 … months of renewals cost. Deadlines are ignored, and months of a group are sold
    singly at the least price at which any of its options can sell that many.
    """
    groups: dict[object, list[tuple[int, Decimal]]] = {}
    for group, months, cost in options:
        groups.setdefault(group, []).append((months, cost))
    singles: list[Decimal] = []
    levels = [list(rest)]
    seen: set[object] = set()
    for group, _, _ in reversed(options):
        if group in seen:
            levels.append(levels[-1])
            continue
        seen.add(group)
        for single in _singles(groups[group], len(rest) - 1):
            insort(singles, single)
        del singles[len(rest) - 1 :]
        levels.append(_filled(singles, rest))
    return levels[::-1]


def _filled(singles: Sequence[Decimal], rest: Sequence[Decimal]) -> list[Decimal]:
    """The least cost of each number of months from single months, the cheapest first, and renewals."""
    sums = [Decimal(0)]
    for single in singles:
        sums.append(sums[-1] + single)
    return [
        min(sums[count] + rest[left - count] for count in range(min(left, len(singles)) + 1))
        for left in range(len(rest))
    ]


def _singles(options: Sequence[tuple[int, Decimal]], most: int) -> list[Decimal]:
    """The prices of a group's months one by one: the lower convex hull of its options, a month a step."""
    prices: list[Decimal] = []
    month, cost = 0, Decimal(0)
    while further := [option for option in options if option[0] > month]:
        slope, length, total = min(((c - cost) / (m - month), m, c) for m, c in further)
        prices += [_below(slope)] * (length - month)
        month, cost = length, total
    return prices[:most]


def _below(slope: Decimal) -> Decimal:
    """A price a little under an inexact quotient, so that rounding never makes a bound too high."""
    return slope - abs(slope) * Decimal("1e-20") - Decimal("1e-20")
