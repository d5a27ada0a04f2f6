"""Numbers as a language writes them, for people to read; what programs read stays plain."""

from decimal import ROUND_HALF_UP, Decimal

SHOWN = 3  # significant digits of what is calculated
_LARGE = {
    "en": ((12, "T"), (9, "B"), (6, "M"), (3, "K")),
    "zh": ((12, "万亿"), (8, "亿"), (4, "万")),
}  # powers of ten and their words


def grouped(amount: Decimal) -> str:
    """A number with its thousands apart and every place it has, in both languages: 1,200.5."""
    return f"{amount.normalize():,f}"


def compact(amount: Decimal, lang: str) -> str:
    """A large number in three digits: 207M, 1.25B; in Chinese 2.07亿."""
    size = Decimal(f"{amount:.{SHOWN - 1}e}").adjusted()
    power, word = next(((power, word) for power, word in _LARGE[lang] if size >= power), (0, ""))
    return f"{Decimal(significant(amount.scaleb(-power))).normalize():f}{word}"


def significant(amount: Decimal) -> str:
    """An amount in three digits, at least its whole part: 8.5169 is 8.52, 1005.4 is 1005."""
    places = max(0, SHOWN - 1 - max(0, amount.adjusted()))
    return format(amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), "f")


def span(low: str, high: str) -> str:
    """From one number to another, once where they are the same: 4.3–8.5."""
    return low if low == high else f"{low}–{high}"
