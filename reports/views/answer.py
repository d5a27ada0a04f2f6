"""`report answer`: in a dozen lines, which plan is cheapest, what one pays for it, and how well that is known."""

from typing import Any

from db.database import Database
from reports.facts.answer import Answer, answers
from reports.facts.cost import rounded
from reports.facts.figures import Figure, figures
from reports.facts.open_holds import days_between
from reports.facts.proof import PROOF_DAYS
from reports.output.report import Report, Section
from reports.question import ReportQuery
from reports.views.columns import against, three_digits, why_unproven
from reports.views.opening import Notes, notes
from reports.views.payments import paid
from reports.views.prices import row
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from reports.words.quota_text import quota_text
from scrapers.offer import WINDOWS


def answer_report(db: Database, query: ReportQuery) -> Report:
    """The cheapest proven plan of each region and the next one; then what is not known, and where to look next."""
    known = notes(db, query)
    found = answers(figures(db, query))
    lang = query.lang
    return Report(
        gettext(lang, "title answer", day=query.day, rate=rounded(known.rate.usd_cny, 4)),
        query.day,
        known.rate,
        (),
        [_section(one, query) for one in found] or [Section("", text=known.lines())],
        [each for one in found for each in _rows(one)],
        known.to_json(),
        [
            gettext(lang, "not known", what=gettext(lang, "semicolon").join(_doubts(known))),
            gettext(lang, "answer next"),
        ]
        if found
        else (),
    )


def _rows(one: Answer) -> list[dict[str, Any]]:
    """The answer as programs read it: rows as in `report prices`, in their place."""
    named = (("best", one.best), ("runner_up", one.runner_up), ("cheapest_unproven", one.unproven))
    return [{"answer": name, **row(figure)} for name, figure in named if figure]


def _section(one: Answer, query: ReportQuery) -> Section:
    lang, best = query.lang, one.best or one.unproven
    assert best is not None
    name = gettext(
        lang,
        "answer plan",
        region=pgettext(lang, "region title", one.region),
        plan=title(best.offer, lang),
        proof=proof(best, query),
    )
    text = [paid(best, lang), gettext(lang, "dot").join(beside(best, lang))]
    if one.runner_up:
        text.append(
            gettext(
                lang, "runner-up", plan=title(one.runner_up.offer, lang), payments=paid(one.runner_up, lang)
            )
        )
    if not one.best:
        text.append(gettext(lang, "nothing proven", days=PROOF_DAYS))
    return Section(name, text=text, apart=False)


def proof(one: Figure, query: ReportQuery) -> str:
    """Who states the price, and how long ago."""
    if one.unproven:
        return why_unproven(one, query.lang)
    days = days_between(one.state.last_seen, query.day)
    source = pgettext(query.lang, "provenance", one.state.provenance)
    return gettext(
        query.lang,
        "proof",
        source=source,
        ago=ngettext(query.lang, "ago", days) if days else gettext(query.lang, "today"),
    )


def beside(one: Figure, lang: str) -> list[str]:
    """What the price is worth: against Claude Pro, in cups, and what it includes over its longest window."""
    ratio = against(one.ratio, lang)
    said = (
        gettext(lang, "beside claude", ratio=ratio) if ratio else "",
        gettext(lang, "cups", cups=three_digits(one.cups)),
        included(one, lang),
    )
    return [each for each in said if each]


def included(one: Figure, lang: str) -> str:
    """What the plan includes over its longest window."""
    longest = max(one.offer.quotas, key=lambda quota: WINDOWS.index(quota.window), default=None)
    return quota_text(longest, lang) if longest else gettext(lang, "answer no quota")


def _doubts(known: Notes) -> list[str]:
    """What is not known, each in a few words."""
    lang, unread = known.query.lang, len({one.vendor for one in known.unseen})
    old, samples = sum(one.offers for one in known.stale), known.provenance.get("sample", 0)
    said = (
        "" if known.looks else gettext(lang, "doubt never"),
        ngettext(lang, "doubt unread", unread) if unread else "",
        ngettext(lang, "doubt partly", len(known.partly)) if known.partly else "",
        ngettext(lang, "doubt holds", len(known.holds)) if known.holds else "",
        ngettext(lang, "doubt old", old) if old else "",
        ngettext(lang, "doubt sample", samples) if samples else "",
        gettext(lang, "doubt rate", day=known.rate.day) if known.rate.old else "",
    )
    return [each for each in said if each] or [gettext(lang, "no doubt")]
