"""Names people know: vendors and products as they are called in each language; a slug stands for what is not listed."""

from scrapers.vocabulary.brands import called

_SYMBOLS = {"CNY": "¥", "USD": "$"}


def vendor(slug: str, lang: str) -> str:
    """What the vendor is called."""
    return called(slug, lang)


def product(slug: str) -> str:
    """A product as a title: "coding-plan" is "Coding Plan"."""
    return " ".join(word.capitalize() for word in slug.split("-"))


def money(amount: str | None, currency: str) -> str:
    """An amount with its sign: "¥49"; a dash for none."""
    if amount is None:
        return "–"
    sign = "−" if amount.startswith("-") else ""
    return f"{sign}{_SYMBOLS.get(currency, currency + ' ')}{amount.lstrip('-')}"
