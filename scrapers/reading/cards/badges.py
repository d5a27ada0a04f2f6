"""Lines of a card that say that its price is not what one goes on paying: "首购", "次月起恢复原价"."""

import re

from scrapers.vocabulary.prices.money import amounts

FIRST = (
    r"(?<!非)(?:首购|首单|首次购买)|新(?:客|人|用户)(?:专享|特惠|优惠)"
    r"|\bfirst purchase\b|\bnew (?:customers?|users?) only\b"
)
# what follows is the list price: "次月起恢复原价", "Reverts to the regular price after the first month"
_RESTORED = re.compile(
    r"恢复(?:至|到|为)?(?:原|标准|正常|日常)价|\b(?:reverts?|returns?|goes back) to (?:the )?(?:regular|original|full|standard|list|normal)\b",
    re.I,
)
_BADGE = 24  # characters of the longest badge


def of_first_purchase(line: str, first: str) -> bool:
    """Whether a line, or a badge that matches `first`, says that the price is the first purchase's; one with an amount
    says it of that.
    """
    badge = len(line) <= _BADGE and re.search(first, line, re.I) is not None
    return (badge or _RESTORED.search(line) is not None) and not amounts(line)
