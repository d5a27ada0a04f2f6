"""What every page of this vendor says alike: tier names, billing periods, quotas of use."""

import re
from collections.abc import Iterable

from scrapers.offer import Quota
from scrapers.refusals import PageChanged
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.use import counts, settled, window
from scrapers.vocabulary.words import comparable

TIERS = ("Lite", "Pro", "Max")
SEATS = ("标准版", "高级版", "团队标准版", "团队高级版", "Standard Seat", "Premium Seat")
SLUGS = {
    r"(?:团队)? ?标准版|(?:team )?standard(?: seat)?": "team-standard",
    r"(?:团队)? ?高级版|(?:team )?premium(?: seat)?": "team-premium",
}
_PRODUCT = re.compile(r"^GLM Coding (?:Plan )?", re.I)
_UNITS = ("prompts", "credits", "tokens")
_CLAUSE = re.compile(r"[;。、|]|,(?!\d{3})")


def plan(name: str) -> str:
    """The slug of a tier: "GLM Coding Lite", "Lite 套餐" and "Lite Plan" are lite, 标准版 is team-standard."""
    return slug(_PRODUCT.sub("", clean(name)), SLUGS)


def per(slug_: str) -> str:
    """Team plans are sold by the seat."""
    return "seat" if slug_.startswith("team-") else "account"


def quotas(lines: Iterable[str]) -> tuple[Quota, ...]:
    """The quotas of prompts, credits or tokens that lines state, one for each window and unit.

    A multiple of another tier (5倍 Lite 用量额度) and calls of MCP tools are none. Raises PageChanged where
    a clause states two amounts, or two lines state different amounts for one window.
    """
    found: list[Quota] = []
    for clause in (clause for line in lines for clause in _CLAUSE.split(comparable(line))):
        said = [(amount, unit) for amount, unit in counts(clause) if unit in _UNITS]
        span = window(clause)
        if not said or span is None:
            continue
        if len(said) > 1:
            raise PageChanged(f"two quotas in one clause: {clause!r}")
        found.append(Quota(amount=said[0][0], unit=said[0][1], window=span))
    return settled(found)
