"""What every page of this vendor says alike: tier names, billing periods, quotas of use."""

import re
from collections.abc import Iterable

from scrapers.offer import Quota
from scrapers.vocabulary import use
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.words import comparable

TIERS = ("Lite", "Pro", "Max")
SEATS = ("标准版", "高级版", "团队标准版", "团队高级版", "Standard Seat", "Premium Seat")
SLUGS = {
    r"(?:团队)? ?标准版|(?:team )?standard(?: seat)?": "team-standard",
    r"(?:团队)? ?高级版|(?:team )?premium(?: seat)?": "team-premium",
}
_PRODUCT = re.compile(r"^GLM Coding (?:Plan )?", re.I)
_CLAUSE = re.compile(r"[;。|]")
_UNITS = ("prompts", "credits", "tokens")


def plan(name: str) -> str:
    """The slug of a tier: "GLM Coding Lite", "Lite 套餐" and "Lite Plan" are lite, 标准版 is team-standard."""
    return slug(_PRODUCT.sub("", clean(name)), SLUGS)


def quotas(lines: Iterable[str]) -> tuple[Quota, ...]:
    """The quotas of prompts, credits or tokens that lines state, shortest window first; calls of MCP tools are none."""
    said = (clause for line in lines for clause in _CLAUSE.split(comparable(line)) if "MCP" not in clause)
    stated = (quota for clause in said for quota in use.quotas(clause))
    return use.settled(quota for quota in stated if quota.unit in _UNITS)
