"""Numbers as a language writes them, for people to read; what programs read stays plain."""

from decimal import Decimal

from babel.numbers import format_decimal


def grouped(amount: Decimal, lang: str) -> str:
    """A number with its thousands apart and every place it has: 1,200.5."""
    return format_decimal(amount.normalize(), locale=lang, decimal_quantization=False)
