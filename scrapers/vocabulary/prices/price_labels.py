"""What the label of a price says of the amounts under it: the term they are for, whether it renews, of which kind they are."""

import re

from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.price_kinds import kind
from scrapers.vocabulary.words import comparable, remembered, squash

_MONTH = re.compile(
    r"月[付费度租]|包月|[每单按]月|月(?:价格?|单价|定价)|/ ?月|^月$|\bmonth(?:ly)?\b|\bmo\b", re.I
)
_LONGER = {
    "P3M": re.compile(
        r"季[付费度]|包季|[每单按]季|季(?:价格?|单价|定价)|/ ?季|^季$|\bquarter(?:ly)?\b|\b(?:3|three)[ -]months?\b",
        re.I,
    ),
    "P1Y": re.compile(
        r"年[付费度]|包年|[每单按]年|年(?:价格?|单价|定价)|/ ?年|^年$|\byear(?:ly)?\b|\bannual(?:ly)?\b|\byr\b",
        re.I,
    ),
}
_QUARTER = re.compile(r"\b(?:3|three)[ -]months?\b", re.I)
_FIRST = re.compile(r"首[月季年]|\bfirst (?:month|quarter|year)\b", re.I)
_MONTHLY_BILL = re.compile(  # a month's figure of a longer bill: 年付(折合每月), per month billed annually
    r"折合|月均|平均每月|\bper month\b.*\bbilled\b|\bmonthly\b.*\bbilled\b|/ ?mo(?:nth)?\b|(?:每月|月[价均][^(]*) ?[(,] ?(?:按年|年付|季付|按季)",
    re.I,
)
_RENEWS = re.compile(r"连续|自动续[费订]|auto-?renew", re.I)
_ONCE = re.compile(
    r"单[月季年]|单次|(?:非|不)(?:自动)?(?:续费|续订)|非连续|\bsingle\b|\bone month only\b", re.I
)
_PROMOTION = re.compile(r"活动|优惠|特惠|促销|折后|限时|现价|到手|sale|discount(?:ed)?|promo", re.I)


def term(label: str) -> str | None:
    """The one period that a label names, None where it names none; raises PageChanged where it names two."""
    named = terms_named(label)
    if len(named) > 1:
        raise PageChanged(f"a price for which of two terms? {squash(label)[:80]!r}")
    return named[0] if named else None


@remembered
def terms_named(words: str) -> tuple[str, ...]:
    """Every period that words name, the shortest first; a first month is a charge and no term."""
    said = _FIRST.sub(" ", comparable(words))
    month = ("P1M",) if _MONTH.search(_QUARTER.sub(" ", said)) else ()
    return (*month, *(period for period, pattern in _LONGER.items() if pattern.search(said)))


@remembered
def monthly_figure(label: str) -> str | None:
    """The longer term of which a label shows a month's share: P1Y for 年付(折合每月); None where it shows none."""
    longer = [period for period in terms_named(label) if period != "P1M"]
    return longer[0] if len(longer) == 1 and _MONTHLY_BILL.search(comparable(label)) else None


@remembered
def renews(label: str) -> bool:
    """Whether a label says that what it names goes on by itself (连续包月)."""
    return _RENEWS.search(label) is not None


@remembered
def once(label: str) -> bool:
    """Whether a label says that what it names is for one period only (单月)."""
    return not renews(label) and _ONCE.search(label) is not None


@remembered
def promoted(label: str) -> bool:
    """Whether a label is that of a lowered price (活动价), beside which the plain one is the list price."""
    return label_kind(label) == "price" and _PROMOTION.search(label) is not None


@remembered
def label_kind(label: str) -> str:
    """The kind of the amounts under a label: price, list, intro, renewal, once and so on (`price_kinds`)."""
    said = comparable(label)
    return kind(f"{said} ", "", False)
