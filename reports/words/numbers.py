"""Numbers as a language writes them, for people to read; what programs read stays plain."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_compact_decimal, format_decimal

SHOWN = 3  # significant digits of what is calculated


def grouped(amount: Decimal, lang: str) -> str:
    """A number with its thousands apart and every place it has: 1,200.5."""
    return format_decimal(amount.normalize(), locale=lang, decimal_quantization=False)


def compact(amount: Decimal, lang: str) -> str:
    """A large number in three digits: 207M, 1.25B; in Chinese 2.07亿."""
    unit = 4 if lang == "zh" else 3
    digits = amount.adjusted() % unit + 1
    return format_compact_decimal(amount, locale=lang, fraction_digits=max(0, SHOWN - digits))


def significant(amount: Decimal) -> str:
    """An amount in three digits, at least its whole part: 8.5169 is 8.52, 1005.4 is 1005."""
    places = max(0, SHOWN - 1 - max(0, amount.adjusted()))
    return format(amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def span(low: str, high: str) -> str:
    """From one number to another, once where they are the same: 4.3–8.5."""
    return low if low == high else f"{low}–{high}"
