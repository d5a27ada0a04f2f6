"""What a new buyer pays, in words and in the plan's own currency: today, then, and in twelve months."""

from decimal import Decimal

from reports.facts import cost
from reports.facts.figures import Figure
from reports.words.amounts import money
from reports.words.catalogue import gettext, ngettext, pgettext
from scrapers.offer import Offer


def priced(amount: Decimal, currency: str) -> str:
    """An amount with its sign, its thousands apart, without decimals where it is whole: "¥49", "¥9.90", "$2,400"."""
    plain = cost.rounded(amount)
    whole, _, places = plain.removesuffix(".00").partition(".")
    return money(f"{int(whole):,}" + (f".{places}" if places else ""), currency)


def paid_today(offer: Offer) -> str:
    """The first payment as it is billed."""
    return priced(cost.pay_today(offer), str(offer.currency))


def paid_then(offer: Offer, lang: str) -> str:
    """Every payment after the first: "¥9.90 ×1, then ¥40/month"; what is left of the introduction stands before the price."""
    currency = str(offer.currency)
    price = priced(cost.recurring(offer), currency)
    term = pgettext(lang, "period", str(offer.period))
    more = [
        gettext(lang, "payments", price=priced(amount, currency), times=times)
        for times, amount in cost.after_today(offer)
    ]
    return gettext(lang, "clause").join([*more, gettext(lang, "price a term", price=price, term=term)])


def paid_within(one: Figure, months: int, currency: str) -> str:
    """Everything paid in so many months as it is billed, and what that comes to in a currency that is another.

    "~" marks what rests on an introduction whose length the page does not say.
    """
    own = str(one.offer.currency)
    paid = ("~" if cost.estimated(one.offer) else "") + priced(cost.cost(one.offer, months), own)
    return paid if own == currency else f"{paid} ≈ {priced(one.cost(months, currency), currency)}"


def payments(offer: Offer, months: int) -> str:
    """Every payment of so many months in order: "¥9.90 × 2 + ¥40 × 10"."""
    currency = str(offer.currency)
    return " + ".join(
        f"{priced(step.amount, currency)} × {step.times}" for step in cost.charges(offer, months)
    )


def paid(one: Figure, lang: str) -> str:
    """What one pays today, then, and in twelve months: "Pay ¥7.90 today, then ¥40/month: ¥447.90 in 12 months."."""
    offer = one.offer
    year = paid_within(one, cost.YEAR, str(offer.currency))
    return charged(lang, paid_today(offer), paid_then(offer, lang), year, cost.YEAR)


def charged(lang: str, today: str, then: str, total: str, months: int) -> str:
    """Payments in a sentence; without a `then`, that today's is all."""
    span = ngettext(lang, "span", months)
    if not then:
        return gettext(lang, "charged once", today=total, span=span)
    return gettext(lang, "charged", today=today, then=then, total=total, span=span)
