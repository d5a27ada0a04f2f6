"""Tonight: the cheapest way in, what changed, what was not seen, what is held."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from reports.facts import answer
from reports.facts import cost as costs
from reports.facts.figures import Figure
from reports.facts.proof import PROOF_DAYS
from reports.question import CUP
from reports.site.facts import Facts
from reports.site.pages.pay import Answer, way_row
from reports.site.rows import Row, cheapest_first, event_row, figure_row, hold_row
from reports.views.answer import included, proof
from reports.views.columns import firsts, period
from reports.views.payments import paid, priced
from reports.words.amounts import money
from reports.words.catalogue import gettext
from reports.words.plan_names import title
from reports.words.stored import failure
from scrapers.offer import REGIONS, plain
from scrapers.vocabulary.brands import called


def tonight(facts: Facts, lang: str, answers: Mapping[str, Sequence[Answer]]) -> dict[str, Any]:
    """The front page's values."""
    recent = [one for one in facts.recent() if facts.where.get(one.offer)]
    return {
        "regions": [_region(facts, region, lang, answers[region]) for region in REGIONS],
        "proof_days": PROOF_DAYS,
        "cup": money(plain(CUP), "CNY"),
        "changes": [event_row(facts, one, lang) for one in recent],
        "ending": [_ending(facts, one, lang) for one in facts.ending],
        "unseen": unseen(facts, lang),
        "opening": facts.said(lang).lines()[1:],
        "holds": [hold_row(facts, one, lang) for one in facts.holds],
    }


def _region(facts: Facts, region: str, lang: str, answers: Sequence[Answer]) -> dict[str, Any]:
    def row(one: Figure) -> Row:
        return figure_row(facts, one, lang)

    year, today, monthly = (
        cheapest_first(facts, region, by) for by in ("first_year", "pay_today", "monthly")
    )
    known = {one.offer.vendor for one in year}
    others = [
        one for one in cheapest_first(facts, region, "first_year", False) if one.offer.vendor not in known
    ]
    ladders = {"ladder": list(map(row, _each_vendor(year))), "others": list(map(row, _each_vendor(others)))}
    found = {one.region: one for one in answer.answers(facts.figures)}.get(region)
    if not found or not found.best:
        return {"region": region, "best": None, **ladders}
    best, runner_up = found.best, found.runner_up
    return {
        "region": region,
        "best": row(best) | _told(facts, best, lang),
        "next": row(runner_up) | {"paid": paid(runner_up, lang)} if runner_up else None,
        "way": _way(facts, answers[costs.YEAR - 1], {one.offer.id for one in year}, lang),
        "today": row(today[0]),
        "monthly": row(monthly[0]),
        **ladders,
    }


def _told(facts: Facts, one: Figure, lang: str) -> Row:
    """What a plan includes, and who says since when what it costs."""
    return {"included": included(one, lang), "proof": proof(one, replace(facts.query, lang=lang))}


def _each_vendor(figures: Sequence[Figure]) -> list[Figure]:
    """The first figure of each vendor."""
    vendors: dict[str, Figure] = {}
    for one in figures:
        vendors.setdefault(one.offer.vendor, one)
    return list(vendors.values())


def _way(facts: Facts, answer: Answer, proven: Set[str], lang: str) -> Row | None:
    """The cheapest way by switching plans, where it saves something and each of its steps is proven."""
    way, alone = answer.switch, answer.stay
    if way is None or alone is None or way.cost("CNY") == alone.cost("CNY"):
        return None
    return way_row(facts, way, lang) if {step.offer.id for step in way.way.steps} <= proven else None


def _ending(facts: Facts, one: Any, lang: str) -> Row:
    offer = one.offer
    price, term = money(firsts(offer, lang), offer.currency), period(offer, lang)
    then = gettext(lang, "price a term", price=priced(offer.price, offer.currency), term=term)
    return {
        "title": title(offer, lang),
        "term": term,
        "slug": facts.where[offer.id],
        "days": one.days,
        "soon": one.soon,
        "line": gettext(lang, "ends line", price=price, day=offer.intro_until, then=then),
    }


def unseen(facts: Facts, lang: str) -> list[Row]:
    """Vendors that fail or whose prices are old, each with its number of prices and the oldest one's age."""
    failing = {one.vendor: one for one in reversed(facts.notes.unseen)}
    old = {one.vendor: one for one in facts.notes.stale}
    rows = []
    for name in sorted({*failing, *old}, key=lambda name: (-(old[name].days if name in old else 0), name)):
        rows.append(
            {
                "vendor": called(name, lang),
                "count": old[name].offers if name in old else None,
                "days": old[name].days if name in old else None,
                "provenance": old[name].provenance if name in old else "scraped",
                "since": failing[name].since[:10] if name in failing else None,
                "message": failure(failing[name].message, lang) if name in failing else "",
                "original": failing[name].message if name in failing and lang != "en" else "",
            }
        )
    return rows
