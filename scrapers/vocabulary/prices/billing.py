"""What is billed at once: a figure beside words of a term (billed annually, if billed monthly, 按季付费), a total up front."""

import re

from scrapers.offer import PERIODS, months_of

MONTHS = {period: months_of(period) for period in PERIODS}
_YEAR, _QUARTER = (
    r"annual(?:ly)?|yearly|every year|(?:once|each|per) (?:a )?year",
    r"quarterly|every (?:quarter|3 months)",
)
_BILLED = re.compile(
    rf"[ ,(·;|]*(?:(?:if|when|is) )?(?:(?:billed|paid|charged|invoiced) (?:(?P<P1Y>{_YEAR})|(?P<P3M>{_QUARTER})|(?P<P1M>monthly|every month|by the month|month-to-month))\b"
    r"|with (?:an? )?(?P<year>annual|yearly) (?:subscription|plan|billing|commitment)(?: discount)?)",
    re.I,
)
# "per user per month, annual subscription *" is a bill of a year; "Annual subscription: $100" is the label of another amount
_COMMITTED = re.compile(
    r"[ ,(·;|{\[]*(?P<year>annual|yearly|(?:12|twelve)[ -]months?|(?:one|1)[ -]year) (?:subscription|commitment|contract)(?: (?:only|required))?(?: ?[*)}\]])*"
    r"(?= ?(?:[|.,;]|$|(?-i:[A-Z])))(?![^$¥%\d]{0,40}[$¥%\d])",
    re.I,
)
_BILLED_ZH = re.compile(
    r"[ ,(·;|]*(?:按(?:(?P<P1Y>年)|(?P<P3M>季)度?)(?:付费?|计费|支付|缴费?|结算)|(?:(?P<year>年)|(?P<quarter>季)度?)付)"
    r"(?![^,;。)]{0,6}[¥$\d省折享优更])"
)
LONGER = re.compile(  # words of a longer term, beside which a month's figure may be a month of it
    r"包年|按年|年付|年度(?:订阅|合约)|包季|按季|季付|(?:购买|付|买|签) ?(?:12 ?个月|一年)|\b(?:annual(?:ly)?|yearly|quarterly"
    r"|(?:once|each|every) (?:a |per )?year|for (?:(?:12|twelve) months|(?:a|one|1) year)|(?:12|twelve|one|1)[ -](?:months?|year) (?:subscription|commitment|contract|term))\b",
    re.I,
)
_IN_FULL = re.compile(
    r"[ ,(]*(?:billed|paid|charged) (?:up ?front|in full|annually|yearly)|[ ,(]*一次性(?:付|支付)", re.I
)
_TERMS = {"P1M": "P1M", "P1Y": "P1Y", "year": "P1Y", "P3M": "P3M", "quarter": "P3M"}


def billed(after: str) -> tuple[str | None, int]:
    """The term whose bill the words behind a figure speak of and how many letters do; None and 0 where none do."""
    found = _BILLED.match(after) or _BILLED_ZH.match(after) or _COMMITTED.match(after)
    if not found:
        return None, 0
    return next(_TERMS[name] for name, said in found.groupdict().items() if said), found.end()


def in_full(after: str) -> int:
    """How many letters behind an amount say that it is billed for a whole term at once; 0 where none do."""
    found = _IN_FULL.match(after)
    return found.end() if found else 0
