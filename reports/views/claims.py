"""`report claims`: the figures of one article, each checked on the day it was published.

The article is "The so-called 'Chinese version of Anthropic' is a false proposition", 2026-05-29. What it says
is the small table below; everything else comes from the database.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from db.database import Database
from reports.article.checked_claim import Checked, Evidence, days_text, true_days
from reports.article.claims import ARTICLE, CLAIMS, PUBLISHED, Claim
from reports.article.proportion import check_proportion, check_yuan
from reports.facts.cost import rounded
from reports.facts.figures import figures
from reports.facts.timeline import Span, timeline
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.opening import notes
from reports.words.amounts import currency_called
from reports.words.catalogue import gettext, pgettext
from scrapers.offer import plain

NOT_SOLD = ("Discontinued", "PreOrder")
STYLES = {
    "true": "green",
    "false": "red",
    "ended": "red",
    "outdated": "red",
    "partly": "yellow",
    "unknown": "dim",
}


def claims_report(db: Database, query: ReportQuery) -> Report:
    """Every claim with its verdict on the article's day, the days it was true as far as the asked day, and why."""
    known, past = notes(db, query), timeline(db)
    then = replace(query, day=PUBLISHED, region=None)
    evidence = Evidence(db, past, then, query.at)
    checked = [check(claim, evidence) for claim in CLAIMS]
    yuan = check_yuan(evidence, checked[-1])
    proportion = check_proportion(evidence, figures(db, then), checked, yuan)
    rows = [*checked, yuan, proportion]
    return known.report(
        gettext(query.lang, "title claims"),
        _sections(rows, query),
        [row.to_json() for row in rows],
        more=[gettext(query.lang, "article", day=PUBLISHED, rate=rounded(evidence.rate.usd_cny, 4))],
        article={"title": ARTICLE, "published": PUBLISHED.isoformat()},
    )


def check(claim: Claim, evidence: Evidence) -> Checked:
    """A price against what held on the article's day."""
    lang, spans = evidence.query.lang, evidence.past.spans(claim.offer, evidence.until)
    now = next((span for span in spans if span.holds(evidence.query.at)), None)
    held = getattr(now.offer, claim.field) if now else None
    sold = [span for span in spans if span.offer.availability not in NOT_SOLD]
    so = [span for span in sold if getattr(span.offer, claim.field) == claim.amount]
    days = true_days(so)
    verdict = _verdict(claim, held, now is not None, days, evidence.query.day)
    currency = claim.offer.rsplit("/", 1)[-1]
    why = _why(claim, verdict, now, days, lang) + _others(claim, evidence)
    return Checked(
        key=claim.key,
        text=pgettext(lang, "claim", claim.key),
        claimed=plain(claim.amount),
        currency=currency,
        day=evidence.query.day,
        verdict=verdict,
        held=None if held is None else plain(held),
        days=None if verdict == "unknown" else days,
        why=why,
        source=_source(now, so),
        url=now.state.url if now else None,
        offer=claim.offer,
    )


def _source(now: Span | None, so: Sequence[Span]) -> str:
    """Who says what held on the day and, where the claim was true at another time, who says that."""
    shown = [span for span in (now, *so[-1:]) if span and (span is now or now not in so)]
    return "; ".join(dict.fromkeys(span.offer.evidence for span in shown))


def _why(
    claim: Claim, verdict: str, now: Span | None, days: Sequence[tuple[date, date | None]], lang: str
) -> str:
    currency = currency_called(claim.offer.rsplit("/", 1)[-1], lang)
    last = days[-1][1] if days else ""
    why = pgettext(lang, "why", verdict, last=last, amount=plain(claim.amount), currency=currency)
    if claim.field == "intro_price" and now and now.offer.intro_price is None:
        why += gettext(lang, "why recurring", price=plain(now.offer.price or Decimal(0)), currency=currency)
    if now and now.offer.availability == "Discontinued":
        why += gettext(lang, "why discontinued")
    return why


def _verdict(
    claim: Claim, held: Decimal | None, known: bool, days: Sequence[tuple[date, date | None]], day: date
) -> str:
    if held == claim.amount:
        return "true"
    if not known and not days:
        return "unknown"
    return "ended" if any(last and last < day for _, last in days) else "false"


def _others(claim: Claim, evidence: Evidence) -> str:
    """What the first charge was instead, and what others said; only for claims about a first charge."""
    if claim.field != "intro_price":
        return ""
    lang, spans = evidence.query.lang, evidence.past.spans(claim.offer, evidence.until)
    amounts = dict.fromkeys(span.offer.intro_price for span in spans if span.offer.intro_price is not None)
    known = [
        gettext(lang, "noted", what=plain(amount), note=days_text(_true(spans, amount), lang))
        for amount in amounts
    ]
    told = evidence.told(claim.offer)
    text = gettext(lang, "why firsts", firsts=gettext(lang, "comma").join(known)) if known else ""
    return text + (gettext(lang, "why told", told=gettext(lang, "comma").join(told)) if told else "")


def _true(spans: Sequence[Span], amount: Decimal) -> Sequence[tuple[date, date | None]]:
    """The days on which a first charge was this."""
    return true_days([span for span in spans if span.offer.intro_price == amount])


def _sections(rows: Sequence[Checked], query: ReportQuery) -> list[Section]:
    lang = query.lang
    columns = (
        Column(pgettext(lang, "column", "claim"), wrap=True),
        Column(pgettext(lang, "column", "verdict")),
        Column(pgettext(lang, "column", "held"), True),
        Column(pgettext(lang, "column", "days"), keep=5, wrap=True),
    )
    lines = [
        Line(
            [row.text, pgettext(lang, "verdict", row.verdict), row.held_text, days_text(row.days, lang)],
            STYLES[row.verdict],
        )
        for row in rows
    ]
    reasons = [
        gettext(lang, "reason", text=row.text, why=row.why)
        + (gettext(lang, "reason source", source=row.source) if row.source else "")
        for row in rows
    ]
    return [Section("", columns, lines), Section(gettext(lang, "reasons"), text=reasons)]
