"""What is billed at once: a month's figure beside words of a longer term (billed annually, 按季付费), a total up front."""

import re

from scrapers.offer import PERIODS, months_of

MONTHS = {period: months_of(period) for period in PERIODS}
_YEAR, _QUARTER = (
    r"annual(?:ly)?|yearly|every year|(?:once|each|per) (?:a )?year",
    r"quarterly|every (?:quarter|3 months)",
)
_BILLED = re.compile(
    rf"[ ,(·;|]*(?:(?:if|when|is) )?(?:(?:billed|paid|charged|invoiced) (?:(?P<P1Y>{_YEAR})|(?P<P3M>{_QUARTER}))\b"
    r"|with (?:an? )?(?P<year>annual|yearly) (?:subscription|plan|billing|commitment))",
    re.I,
)
_BILLED_ZH = re.compile(
    r"[ ,(·;|]*(?:按(?:(?P<P1Y>年)|(?P<P3M>季)度?)(?:付费?|计费|支付|缴费?|结算)|(?:(?P<year>年)|(?P<quarter>季)度?)付)"
    r"(?![^,;。)]{0,6}[¥$\d省折享优更])"
)
_IN_FULL = re.compile(
    r"[ ,(]*(?:billed|paid|charged) (?:up ?front|in full|annually|yearly)|[ ,(]*一次性(?:付|支付)", re.I
)
_TERMS = {"P1Y": "P1Y", "year": "P1Y", "P3M": "P3M", "quarter": "P3M"}


def billed(after: str) -> str | None:
    """The longer term whose bill the words behind a month's figure speak of, None where they speak of none."""
    found = _BILLED.match(after) or _BILLED_ZH.match(after)
    return next((_TERMS[name] for name, said in found.groupdict().items() if said), None) if found else None


def in_full(after: str) -> bool:
    """Whether the words behind an amount say that it is billed for a whole term at once."""
    return _IN_FULL.match(after) is not None
