"""The line of `codingplans health`: how old the last good crawl is, and who fails."""

from datetime import timedelta

from reports.facts.source_reads import LastGood
from reports.words.catalogue import gettext


def freshness_line(fresh: LastGood, most: timedelta, lang: str) -> str:
    """The line for a monitor and whoever reads it; older than `most` is too old."""
    young, parts = fresh.young(most), [_age(fresh, most, lang)]
    if fresh.failing:
        parts.append(gettext(lang, "fresh failing", vendors=gettext(lang, "comma").join(fresh.failing)))
    if fresh.unfinished:
        parts.append(gettext(lang, "fresh unfinished", night=fresh.unfinished))
    said = gettext(lang, "semicolon").join(parts)
    return gettext(lang, "fresh", said=said) if young else gettext(lang, "not fresh", said=said)


def _age(fresh: LastGood, most: timedelta, lang: str) -> str:
    if fresh.age is None:
        return gettext(lang, "fresh never")
    hours, limit = (f"{one.total_seconds() / 3600:{form}}" for one, form in ((fresh.age, ".1f"), (most, "g")))
    if fresh.young(most):
        return gettext(lang, "fresh age", at=fresh.at, hours=hours)
    return gettext(lang, "fresh too old", at=fresh.at, hours=hours, limit=limit)
