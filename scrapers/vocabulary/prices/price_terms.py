"""What the amounts of one plan come to: its price for a term, what is crossed out, and the charges before it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scrapers.offer import Charge
from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.billing import LONGER, MONTHS
from scrapers.vocabulary.prices.charge_schedule import charges_of, schedule
from scrapers.vocabulary.prices.money import Amount, amounts
from scrapers.vocabulary.prices.price_labels import term
from scrapers.vocabulary.select import one
from scrapers.vocabulary.words import comparable, squash

_UNIT = re.compile(r"\(((?:元|美元|USD|CNY)[^()]*)\)", re.I)  # 月价格(元/成员), over bare numbers
_NUMBER = re.compile(r"[\d,.]+")
_FREE = re.compile(
    r"(?:永久|完全)?免费(?:版|使用)?|(?:always |forever )?free(?: forever)?|(?:at )?(?:zero|no) cost", re.I
)
_UNCHARGED = ("saving", "bound", "rate", "use")


@dataclass(frozen=True, slots=True)
class Terms:
    """One price of one plan, for the whole period and, where `seat`, for one seat; `text` are the words that hold it.

    `main` is the amount in those words.
    """

    price: Decimal
    period: str
    list_price: Decimal | None = None
    charges: tuple[Charge, ...] = ()
    seat: bool = False
    text: str = ""
    once: bool = False  # for one period, without renewal
    main: Amount | None = field(default=None, compare=False)


def charges(amount: Amount) -> bool:
    """Whether somebody is or was charged an amount: not what is saved, a bound, the rate of a unit, or what may be used up."""
    return amount.kind not in _UNCHARGED


def terms(
    text: str,
    struck: str,
    currency: str,
    *,
    label: str = "",
    section: str | None = None,
    tab: str | None = None,
) -> Terms | None:
    """The terms that a cell or a card states in its words and in what is struck through; None where it holds no amount.

    `label` are the words of its row or column, whose unit and month count where the cell names none. `section` is the
    period that a heading above says, which the cell must not contradict; `tab` that of the open billing tab, under
    which a month's amount is a month of the whole term ("¥94.4/月" under 连续包季 is 283.2 for P3M). Raises PageChanged
    where the words leave it open which amount is what (`schedule`), or for which period.
    """
    stated, crossed = paid_in(amounts(united(text, label)), currency), crossed_out(struck, currency)
    if not stated and not crossed:
        return None
    if tab is None:
        _refuse_month_of_longer(stated, text)
    return settle(stated, crossed, text, currency, label=label, section=section, tab=tab)


def _refuse_month_of_longer(found: Iterable[Amount], text: str) -> None:
    """Refuse a month's figure beside words of a longer term that no amount is of: it may be a month of that term."""
    periods = {"spread" if amount.spread else amount.period for amount in found if charges(amount)}
    if "P1M" in periods and periods <= {"P1M", None} and LONGER.search(comparable(text)):
        raise PageChanged(f"a month among words of a longer term: {squash(text)[:200]!r}")


def free(text: str) -> bool:
    """Whether a price cell says nothing but that a plan costs nothing."""
    return _FREE.fullmatch(comparable(text)) is not None


def settle(
    stated: Sequence[Amount],
    crossed: Sequence[Amount],
    text: str,
    currency: str,
    *,
    label: str = "",
    section: str | None = None,
    tab: str | None = None,
) -> Terms:
    """What the amounts of one term, and those struck through, come to; raises PageChanged as `terms` does."""
    said = by_kind(_of_term(stated, tab), text)
    charged = charges_of(said)
    if not charged:
        struck = " ".join(amount.text for amount in crossed)
        raise PageChanged(f"no plain price in {squash(f'{text} {struck}')!r}")
    main = next(iter(charged.values()))
    named = [said["list"]] if "list" in said else []
    listed = [*named, *_struck(crossed, main, tab)]
    period = tab or _period(charged.values(), listed, text, label, section)
    whole = _one_value([amount for amount in listed if _beside(amount, main, period)])
    values = {kind: amount.of(currency) for kind, amount in charged.items()}
    price, steps = schedule(values, whole, text, period)
    return Terms(price, period, _shown(whole, price, steps), steps, main.seat, main.text, main=main)


def stated(
    said: Mapping[str, Decimal], period: str | None, *, periods: int | None = None, text: str = ""
) -> Terms | None:
    """The terms of amounts that are stated by role, each for the whole period; None where nobody is charged anything.

    The roles are those of a text's amounts (`schedule`): price, renewal, intro (the first charge, or what is charged now),
    second, once and list. `periods` is how many the first charge is asked for, where the page says so, `text` the words
    that may say it in its place. Raises PageChanged where it is open which amount is what, or for which period.
    """
    charged = charges_of(said)
    if not charged:
        return None
    if period is None:
        raise PageChanged(f"a price for no stated period: {', '.join(map(str, charged.values()))}")
    price, charges = schedule(charged, said.get("list"), text, period)
    if periods is not None and len(charges) == 1:
        charges = (replace(charges[0], periods=periods),)
    return Terms(price, period, _shown(said.get("list"), price, charges), charges, text=text)


def by_kind(found: Iterable[Amount], text: str) -> dict[str, Amount]:
    """The amounts that somebody is or was charged, by kind; raises PageChanged where one kind has two values.

    What is saved, a bound (from, 起), the rate of a unit of use and what may be used up are nobody's charge.
    """
    said: dict[str, Amount] = {}
    for amount in found:
        if charges(amount) and said.setdefault(amount.kind, amount).value != amount.value:
            raise PageChanged(f"two amounts for one {amount.kind}: {squash(text)[:200]!r}")
    return said


def united(text: str, label: str) -> str:
    """The text of a cell, a bare number with the unit of money that its label names in brackets."""
    unit = _UNIT.search(comparable(label))
    return f"{text} {unit[1]}" if unit and _NUMBER.fullmatch(comparable(text)) else text


def paid_in(found: list[Amount], currency: str) -> list[Amount]:
    """The amounts in a currency, where some are; one said in two, 140 元 (US$20), is paid in the seller's."""
    return [amount for amount in found if amount.currency == currency] or found


def crossed_out(struck: str, currency: str) -> list[Amount]:
    """The amounts that are struck through; a bare number among them is of the price's own currency."""
    bare = _NUMBER.fullmatch(comparable(struck))
    return amounts(f"{struck} {currency}") if bare and currency in ("CNY", "USD") else amounts(struck)


def _of_term(found: Sequence[Amount], tab: str | None) -> list[Amount]:
    """The amounts for the whole term of the open tab; one without a unit is whole where the price beside it is."""
    if tab is None:
        return list(found)
    charged = [amount for amount in found if charges(amount)]
    whole = any(amount.kind == "price" and amount.period == tab for amount in charged)
    return [
        _of_tab(replace(amount, period=tab) if whole and amount.period is None else amount, tab)
        for amount in charged
    ]


def _of_tab(amount: Amount, tab: str) -> Amount:
    if amount.period not in ("P1M", tab):
        raise PageChanged(f"{amount.text!r} is not for {tab}")
    return replace(amount, value=amount.value * (MONTHS[tab] if amount.period == "P1M" else 1), period=tab)


def _struck(crossed: Sequence[Amount], main: Amount, tab: str | None) -> list[Amount]:
    """What is struck through beside a price; under a tab only what may be of its term."""
    if tab is None:
        return list(crossed)
    fitting = [amount for amount in crossed if amount.currency == main.currency]
    whole = [replace(amount, period=amount.period or tab) for amount in fitting]
    return [_of_tab(amount, tab) for amount in whole if amount.period in ("P1M", tab)]


def _period(
    charged: Iterable[Amount], listed: Sequence[Amount], text: str, label: str, section: str | None
) -> str:
    named = {amount.period for amount in charged if amount.period}
    if not named:
        named = {amount.period for amount in listed[:1] if amount.period}
    if not named and not section and (of_label := term(label)):
        return of_label
    named |= {section} if section else set()
    if len(named) != 1:
        raise PageChanged(f"a price without one period: {squash(text)!r}")
    return str(named.pop())


def _beside(amount: Amount, main: Amount, period: str) -> bool:
    """Whether a list price is of the price's currency and period."""
    return amount.currency == main.currency and amount.period in (None, period)


def _one_value(listed: Sequence[Amount]) -> Decimal | None:
    values = sorted({amount.value for amount in listed})
    return one(values, "list price beside one price") if values else None


def _shown(whole: Decimal | None, price: Decimal, charges: tuple[Charge, ...]) -> Decimal | None:
    """The list price where it is above what is paid; raises PageChanged for one below the price."""
    if whole is not None and whole < price:
        raise PageChanged(f"a list price of {whole} below the price of {price}")
    return whole if whole is not None and whole > min([price, *(step.price for step in charges)]) else None
