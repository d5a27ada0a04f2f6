"""Amounts as people read them: with the sign or the name of their currency, and a true minus."""

from reports.words.catalogue import pgettext

_SYMBOLS = {"CNY": "¥", "USD": "$"}
NAMED = tuple(_SYMBOLS)


def money(amount: str | None, currency: str) -> str:
    """An amount with its sign: "¥49"; a dash for none."""
    if amount is None:
        return "–"
    sign = "−" if amount.startswith("-") else ""
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{amount.lstrip('-')}"


def currency_called(currency: str, lang: str) -> str:
    """A currency after a number: CNY, in Chinese 元."""
    return pgettext(lang, "currency", currency) if currency in _SYMBOLS else currency


def signed(amount: str) -> str:
    """A move with its sign: "+0.92", "−0.06"."""
    return f"−{amount[1:]}" if amount.startswith("-") else f"+{amount}"
