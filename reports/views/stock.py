"""`codingplans report stock`: what was on sale when somebody looked, and when it usually comes back."""

from collections.abc import Mapping

from db.database import Database
from reports.facts.plans.plan_facts import place_of
from reports.facts.states_of_day import states_of_day
from reports.facts.stock import DAYS, Stock, stock
from reports.output.report import Column, Line, Report, Section
from reports.question import ReportQuery
from reports.views.opening import notes
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import Offer


def stock_report(db: Database, query: ReportQuery) -> Report:
    """Every plan whose vendor's page says whether it is sold, the scarcest first."""
    lang, names = query.lang, _offers(db, query)
    found = [
        one
        for one in stock(db, query.at).values()
        if query.region in (None, one.plan.split("/")[3]) and one.plan in names
    ]
    found.sort(key=lambda one: (one.in_stock / one.looks, one.plan))
    columns = (
        Column(pgettext(lang, "column", "plan")),
        Column(pgettext(lang, "column", "on sale")),
        Column(pgettext(lang, "column", "share"), True),
        Column(pgettext(lang, "column", "looks"), True, 5),
        Column(pgettext(lang, "column", "restock")),
        Column(pgettext(lang, "column", "last look"), keep=4),
    )
    return notes(db, query).report(
        gettext(lang, "title stock"),
        [Section("", columns, [_line(one, names[one.plan], lang) for one in found])] if found else [],
        [one.to_json() for one in found],
        closing=[gettext(lang, "legend stock", days=DAYS) if found else gettext(lang, "no stock")],
    )


def stock_lines(one: Stock, lang: str) -> list[str]:
    """A plan's availability in sentences."""
    said = gettext(lang, "stock share", share=one.share, looks=one.looks, days=DAYS)
    if not one.usual_hour or not one.last_restock:
        return [said]
    back = ngettext(lang, "stock back", one.restocks, time=one.usual_hour, day=one.last_restock[:10])
    return [said, back]


def _offers(db: Database, query: ReportQuery) -> Mapping[str, Offer]:
    """An offer of each plan, for its name."""
    return {place_of(state.offer): state.offer for state in states_of_day(db, query.at)}


def _line(one: Stock, offer: Offer, lang: str) -> Line:
    return Line(
        [
            title(offer, lang),
            gettext(lang, "sold now") if one.on_sale else gettext(lang, "sold out now"),
            f"{one.share} %",
            str(one.looks),
            one.usual_hour or "–",
            one.last_look[:16].replace("T", " "),
        ],
        "" if one.on_sale else "dim",
    )
