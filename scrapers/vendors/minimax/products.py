"""What MiniMax sells, by its own words: Coding Plan until 2026-03-18, Token Plan since, M Plan from 2026-09-30."""

import re
from collections.abc import Iterable

from scrapers.vocabulary.brands import product_named
from scrapers.vocabulary.words import comparable

_PLAN = re.compile(r"(?<![A-Za-z])(?:M|Token|Coding|Code)[ -]?Plan", re.I)
M_TIERS = r"go|explore|build"


def product(words: Iterable[str], otherwise: str) -> str:
    """The product that the first of the words to name exactly one names, `otherwise` where none does.

    So a table of another product is that product's, whatever the address of the page it stands on.
    """
    return next(filter(None, (product_named(said, "minimax") for said in words)), otherwise)


def tier(name: str) -> str:
    """The name of a plan without that of its product: Go of M Plan Go."""
    return _PLAN.sub(" ", comparable(name)).strip(" -·") or name
