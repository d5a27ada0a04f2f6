"""Rows: a figure, an event, a state as the pages print them, every number as the reports print it."""

from datetime import date
from decimal import Decimal
from typing import Any

from reports.facts.cost import YEAR, rounded
from reports.facts.events import Event, short, summary
from reports.facts.figures import CLAUDE_PRO, Figure
from reports.facts.not_seen import OLD_EVIDENCE_DAYS, STALE_DAYS
from reports.facts.open_holds import days_between
from reports.facts.plans.plan_facts import plan_pages
from reports.facts.timeline import Span
from reports.question import LANGUAGES
from reports.site.facts import Facts
from reports.site.plans import Wait
from reports.views.columns import against, introduction, period, why, why_unproven
from reports.views.payments import paid_then, paid_today, paid_within
from reports.views.prices import row
from reports.words.amounts import currency_called, money, signed
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title, title_of_id
from reports.words.quota_text import quota_text
from reports.words.stored import held_field, hold_end, hold_reason
from scrapers.offer import plain
from scrapers.vocabulary.brands import called, spoken

Row = dict[str, Any]
MOST_CUPS = 20


def figure_row(facts: Facts, one: Figure, lang: str) -> Row:
    """A figure as `report prices` prints it, and the words around it in a language."""
    offer, printed = one.offer, row(one)
    own = str(offer.currency)
    days = days_between(one.state.last_seen, facts.query.day)
    return printed | {
        "title": title(offer, lang),
        "vendor_name": called(offer.vendor, lang, offer.region),
        "slug": facts.where[offer.id],
        "term": period(offer, lang),
        "intro": introduction(offer, lang),
        "charge": money(printed["price"], own),
        "today": paid_today(offer),
        "then": paid_then(offer, lang).replace(" ×", "\N{NO-BREAK SPACE}×"),
        "year": paid_within(one, YEAR, own),
        "monthly": money(rounded(one.money("monthly", own)), own),
        "today_cny": rounded(one.money("pay_today", "CNY")),
        "against": gettext(lang, "reference") if offer.id == CLAUDE_PRO else against(one.ratio, lang),
        "cheaper": one.ratio is not None and one.ratio > 1,
        "cups_count": float(one.cups),
        "days": days,
        "old": days > (OLD_EVIDENCE_DAYS if one.state.provenance == "curated" else STALE_DAYS),
        "quota_text": [quota_text(quota, lang) for quota in offer.quotas],
        "unproven_text": why_unproven(one, lang),
        "unranked_text": why(one, lang),
        "search": " ".join([*(title(offer, each) for each in LANGUAGES), *spoken(offer.vendor)]),
        "pages": plan_pages(offer, one.state.url),
        "available": one.available,
    }


def event_row(facts: Facts, one: Event, lang: str) -> Row:
    """An event in words, with the page of its plan and the move per month in both currencies."""
    slug = facts.where.get(one.offer)
    plan = next((plan for plan in facts.plans if plan.slug == slug), None)
    term = next((term for term in plan.terms if one.offer in facts.past.ids(term.id)), None) if plan else None
    key = one.key
    return {
        "day": one.at[:10],
        "kind": one.kind,
        "what": one.about.name(lang),
        "change": summary(one, lang),
        "title": title(term.last, lang) if term else title_of_id(one.offer, lang),
        "term": pgettext(lang, "period", key["period"]),
        "region": key["region"],
        "slug": slug,
        "offer": one.offer,
        "correction": one.cause == "correction",
        "moves": [
            gettext(
                lang,
                "moved",
                currency=currency_called(move.currency, lang),
                **{name: signed(value) for name, value in move.to_json().items()},
            )
            for move in one.moves
        ],
        "evidence": one.evidence,
        "url": one.url,
        "provenance": one.provenance,
        "published": one.published_at[:10],
    }


def hold_row(facts: Facts, one: Wait, lang: str) -> Row:
    """A hold with the name of what it is about, and the page of its plan."""
    return {
        **vars(one),
        "slug": facts.where.get(one.offer),
        "title": short(one.offer, lang, one.plan_name),
        "field": held_field(one.field, lang),
        "reason": hold_reason(one.rule, one.reason, lang),
        "original": one.reason if lang != "en" else "",
        "ends_by": hold_end(one.ends_by, lang),
    }


def state_row(span: Span, until: date, lang: str) -> Row:
    """A stretch of a plan's past as its page says it; `to` is empty while it still holds."""
    offer, state = span.offer, span.state
    end = span.end[:10] if span.end and span.end[:10] <= until.isoformat() else ""
    return {
        "from": span.start[:10],
        "to": end,
        "price": money(plain(offer.price or Decimal(0)), str(offer.currency)),
        "list": "" if offer.list_price is None else money(plain(offer.list_price), str(offer.currency)),
        "intro": introduction(offer, lang),
        "availability": pgettext(lang, "state", offer.availability) if offer.availability else "",
        "provenance": state.provenance,
        "claim": state.confidence == "low",
        "evidence": offer.evidence,
        "url": state.url,
    }


def cup_heights(cups: float) -> tuple[list[float], int]:
    """How full each drawn cup is, 1 = full, and how many more there are."""
    whole = int(cups)
    rest = round(cups - whole, 2)
    full = [1.0] * min(whole, MOST_CUPS)
    if whole < MOST_CUPS and rest > 0:
        full.append(rest)
    return full, max(0, int(rounded(Decimal(str(cups)), 0)) - MOST_CUPS)


def cheapest_first(facts: Facts, region: str, by: str, proven: bool = True) -> list[Figure]:
    """The ranked accounts of a region that vendors' pages prove (or do not), the cheapest first.

    `by` is what `Figure.money` calls it.
    """
    here = [
        one
        for one in facts.figures
        if one.ranked and one.proven == proven and (one.offer.region, one.offer.per) == (region, "account")
    ]
    return sorted(here, key=lambda one: (one.money(by, "CNY"), one.money("monthly", "CNY"), one.offer.id))
