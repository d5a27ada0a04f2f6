"""Whether an amount is stated as a price, or told in a sentence about something: only a statement is a price."""

import re
from collections.abc import Iterable, Sequence

from scrapers.refusals import PageChanged, Truncated
from scrapers.vocabulary.prices.billing import LONGER
from scrapers.vocabulary.prices.money import Amount
from scrapers.vocabulary.prices.price_kinds import untold
from scrapers.vocabulary.prices.price_terms import charges

_CLAUSE = re.compile(r"[.);*|:·•,，;；。：(（—–]|\b(?:or|and|plus)\b", re.I)
_WORD = re.compile(r"[A-Za-z]{2,}")
_LABEL = re.compile(
    r"\b(?:pric\w+|costs?|is|are|currently|available|offered|for|at|it|the|your|per|pay|plans?|tier|subscriptions?|bill(?:ed|ing)"
    r"|monthly|annual(?:ly)?|yearly|quarterly|months?|years?|seats?|users?|members?|individual|team|subscribe|upgrade|get|buy|try|to|USD|US|CNY|RMB)\b",
    re.I,
)
_CLOSED = re.compile(
    r" ?(?:[^\sA-Za-z]|[A-Z]{3}\b|(?:or|and|plus|forever|flat|if|for (?:your|the|its) first|tax|taxes|before tax|vat|excl\w*|incl\w*)\b|$"
    r"|with (?:the )?(?:\d+x the )?(?:(?!student|discount|coupon|code|promo|voucher)[\w-]+ ){0,3}(?:usage|allowance)\b)"
)


def refuse_told(text: str, found: Sequence[Amount], starts: Sequence[int], name: str) -> None:
    """Refuse the amounts of a card that are no statements: "Last year it cost $7 a month", "$35 for every block of use".

    `text` is the card's, its lines begin at `starts`; `name` is its title, which may stand before a price. Raises
    PageChanged, also for a month's figure among words of a longer term, of which it may be a month.
    """
    for number, amount in enumerate(found):
        if not charges(amount):
            continue
        line = max((start for start in starts if start <= amount.start), default=0)
        end = min((start - 1 for start in starts if start > amount.start), default=len(text))
        before = text[max(line, found[number - 1].end if number else 0) : amount.start]
        if number and found[number - 1].kind == "bound" and not before.strip():
            raise PageChanged(f"an amount of {name} right behind a bound: {text[line : amount.end]!r}")
        clause = untold(_CLAUSE.split(before.replace(name, " "))[-1])
        if _WORD.search(_LABEL.sub(" ", clause)):
            raise PageChanged(f"a price of {name} within a sentence: {text[: amount.end][-80:]!r}")
        if amount.end + 1 not in starts and not _CLOSED.match(text, amount.end):
            raise PageChanged(
                f"a price of {name} goes on in other words: {text[amount.start : amount.end + 30]!r}"
            )
        after = text[amount.end : min([end, *(other.start for other in found[number + 1 :])])]
        if amount.period == "P1M" and not amount.spread and LONGER.search(f"{before} {after}"):
            raise PageChanged(f"a month of {name} among words of a longer term: {text[line:end]!r}")


_WENT_ON = re.compile(  # a sentence's end, or words at once that speak of something else: ¥699 适合高强度使用的专业用户
    r"[.)。）]|立即(?:抢购|购买|订阅|开通)|^ ?(?![起每按/月季年首原续限])[\u4e00-\u9fff][^|]{11,}"
)


def refuse_cut(text: str, found: Iterable[Amount], name: str) -> None:
    """Refuse a price with which a text ends: what makes it a month of a year, or a bound, may be cut off."""
    for amount in found:
        if not _WENT_ON.search(text[amount.end :]):
            raise Truncated(f"the page ends with a price of {name}: {text[-80:]!r}")
