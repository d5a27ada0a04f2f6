"""What a plan costs for each of several terms that one card or one cell states side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import Amount, amounts
from scrapers.vocabulary.prices.price_terms import (
    Terms,
    charges,
    crossed_out,
    paid_in,
    settle,
    terms,
    united,
)
from scrapers.vocabulary.words import squash


def card_terms(
    text: str,
    struck: str,
    currency: str,
    *,
    tab: str | None = None,
    period: str | None = None,
    first: bool = False,
) -> list[Terms]:
    """The terms of every period that a card states ($20 per month, $200 per year), in the order of its words.

    What is struck through belongs to the amounts of its own period. An amount that names no period belongs to the only
    one that is named, and says nothing where it repeats the figure of one that names it ("$20", "$20/month"); where
    no period is named, it is of the `period`, and $0 for a month. None where nothing is charged, as for "From $100".
    `first` says that a plain price is of the first purchase: a higher one beside it, or the list price, is that of what
    follows. Raises PageChanged as `terms` does.
    """
    stated, crossed = _told_once(amounts(text)), amounts(struck)
    stated = _of_first_purchase(stated) if first else stated
    stated = [
        one for one in stated if one.period or tab or period or not one.seat
    ]  # "$20/seat" is of no term
    charged = [amount for amount in stated if charges(amount)]
    if not charged:
        return []
    named = list(dict.fromkeys(amount.period for amount in charged if amount.period))
    if len(named) < 2 or tab:
        free = "P1M" if not any(amount.value for amount in charged) else period
        stated = [one if one.period or one.value else replace(one, period=free) for one in stated]
        return [settle(stated, crossed, text, currency, section=None if named else free, tab=tab)]
    if any(amount.period is None for amount in (*charged, *crossed)):
        raise PageChanged(f"an amount for which of {', '.join(named)}? {squash(text)[:200]!r}")
    return _of_each(named, charged, crossed, text, currency)


def cell_terms(
    text: str, struck: str, currency: str, *, label: str = "", section: str | None = None
) -> list[Terms]:
    """The terms of each period that a cell prices by name: 198 元/月（2,376 元/年） is two; else what `terms` says."""
    stated, crossed = paid_in(amounts(united(text, label)), currency), crossed_out(struck, currency)
    charged = [amount for amount in stated if charges(amount) and amount.kind != "list"]
    periods = list(dict.fromkeys(amount.period for amount in charged))
    if len(periods) < 2 or None in periods or section:
        found = terms(text, struck, currency, label=label, section=section)
        return [found] if found else []
    return _of_each(periods, stated, crossed, text, currency)


def _of_each(
    periods: Iterable[str | None],
    stated: Sequence[Amount],
    crossed: Sequence[Amount],
    text: str,
    currency: str,
) -> list[Terms]:
    return [
        settle(
            [amount for amount in stated if amount.period == period],
            [amount for amount in crossed if amount.period == period],
            text,
            currency,
        )
        for period in periods
    ]


def _of_first_purchase(found: Sequence[Amount]) -> list[Amount]:
    """The amounts, the lowest plain one of each period as the first charge where none is called so."""
    said = {one.period for one in found if one.kind == "intro"}
    plain = [one for one in found if one.kind == "price" and one.value and one.period not in said]
    lowest = {one.period: min(two.value for two in plain if two.period == one.period) for one in plain}
    return [
        replace(one, kind="intro") if one in plain and one.value == lowest[one.period] else one
        for one in found
    ]


def _told_once(found: Sequence[Amount]) -> list[Amount]:
    """The amounts without those that repeat the figure of another and leave out its period."""
    full = {(one.shown, one.kind) for one in found if one.period}
    return [one for one in found if one.period or one.in_full or (one.value, one.kind) not in full]
