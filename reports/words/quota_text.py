"""A quota in words."""

from reports.words.catalogue import gettext, pgettext
from reports.words.numbers import grouped
from scrapers.offer import Quota


def quota_text(quota: Quota, lang: str) -> str:
    """ "6,000 requests in 5 hours"."""
    amount = grouped(quota.amount)
    return gettext(
        lang,
        "quota",
        amount=amount,
        unit=pgettext(lang, "unit", quota.unit),
        window=pgettext(lang, "window", quota.window),
    )
