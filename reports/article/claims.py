"""What the article of 2026-05-29 claims: its title, its day, and each price it names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.facts.figures import CLAUDE_PRO

ARTICLE = "The so-called 'Chinese version of Anthropic' is a false proposition"
PUBLISHED = date(2026, 5, 29)
NAMED = ("zhipu", "minimax", "volcengine", "bailian")  # whose plans are "one fifth to one twentieth"


@dataclass(frozen=True)
class Claim:
    """A price the article names: of which offer, and whether it is the recurring or the first charge."""

    key: str
    offer: str
    field: str
    amount: Decimal


CLAIMS = (
    Claim("glm", "zhipu/coding-plan/lite/CN/account/P1M/CNY", "price", Decimal(49)),
    Claim("minimax", "minimax/token-plan/starter/CN/account/P1M/CNY", "price", Decimal(29)),
    Claim("volcengine", "volcengine/coding-plan/lite/CN/account/P1M/CNY", "intro_price", Decimal("7.9")),
    Claim("bailian", "bailian/coding-plan/lite/CN/account/P1M/CNY", "intro_price", Decimal("7.9")),
    Claim("claude", CLAUDE_PRO, "price", Decimal(20)),
)
