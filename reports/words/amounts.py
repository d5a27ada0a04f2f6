"""Amounts as the pages show them: with the sign of their currency."""

_SYMBOLS = {"CNY": "¥", "USD": "$"}


def money(amount: str | None, currency: str) -> str:
    """An amount with its sign: "¥49"; a dash for none."""
    if amount is None:
        return "–"
    sign = "−" if amount.startswith("-") else ""
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{amount.lstrip('-')}"
