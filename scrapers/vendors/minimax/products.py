"""What MiniMax sells, by its own words: Coding Plan until 2026-03-18, Token Plan since, M Plan from 2026-09-30."""

import re

from scrapers.vocabulary.words import comparable

_PLAN = re.compile(r"(?<![A-Za-z])(?:M|Token|Coding|Code)[ -]?Plan", re.I)
M_TIERS = r"go|explore|build"


def tier(name: str) -> str:
    """The name of a plan without that of its product: Go of M Plan Go."""
    return _PLAN.sub(" ", comparable(name)).strip(" -·") or name
