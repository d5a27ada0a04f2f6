"""`codingplans show PLAN`: one plan with all that people choose it by."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.database import Database
from reports.facts.figures import Figure, figures
from reports.facts.plans.plan_facts import for_people, place_of
from reports.facts.plans.plan_search import find
from reports.facts.plans.tool_setups import tool_setups
from reports.facts.timeline import Span, Timeline, timeline
from reports.facts.value.valued_plans import shortest, value_of
from reports.output.report import Report, Section
from reports.question import BadQuestion, ReportQuery
from reports.views.columns import against, why, why_unproven
from reports.views.fact_groups import FactGroup, fact_groups
from reports.views.opening import notes
from reports.views.payments import paid
from reports.views.plan_json import plan_json
from reports.views.prices import row
from reports.views.value_json import value_json
from reports.views.value_words import value_group
from reports.words.amounts import currency_called
from reports.words.attribution import attributed
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title
from scrapers.offer import months_of

MOST = 12  # plans that are named where words mean several


def show_report(db: Database, query: ReportQuery) -> Report:
    """The plan that the asked words name; raises BadQuestion, with what it could be, where they name several or none."""
    known, past = notes(db, query), timeline(db)
    last = _last(past, query)
    terms = _terms(db, query, place_of(last.offer))
    lang, name = query.lang, title(last.offer, query.lang)
    worth = value_of(shortest(terms), query) if terms else None
    groups = fact_groups(last.offer, last.state.url, lang)
    if worth:
        groups.insert(1, value_group(worth, query))
    setups = [
        Section(f"{one.tool} · {one.where}", code=one.text.split("\n")) for one in tool_setups(last.offer)
    ]
    sections = [
        Section(gettext(lang, "facts price"), text=_prices(terms, last, lang)),
        *(Section(group.title, text=_lines(group, lang)) for group in groups),
        *([Section(gettext(lang, "setup"))] if setups else []),
        *setups,
        Section(gettext(lang, "evidence"), text=_evidence(terms, last, lang)),
    ]
    return known.report(
        name,
        sections,
        [row(one) for one in terms],
        plan=place_of(last.offer),
        **plan_json(last.offer, last.state.url),
        value=value_json(worth) if worth else [],
    )


def _terms(db: Database, query: ReportQuery, place: str) -> list[Figure]:
    """The ways to pay for a plan, the shortest first."""
    mine = [one for one in figures(db, replace(query, region=None)) if place_of(one.offer) == place]
    return sorted(mine, key=lambda one: (months_of(one.offer.period), one.offer.id))


def _last(past: Timeline, query: ReportQuery) -> Span:
    """The newest state of the one plan that is meant, its monthly term first."""
    plans: dict[str, Span] = {}
    for offer in find(past.db, past, query):
        spans = past.spans(offer, query.at)
        if spans:
            plans.setdefault(place_of(spans[-1].offer), spans[-1])
    if not plans:
        raise BadQuestion(f"nothing is known of {query.plan!r} by {query.day}; ask for a later --as-of")
    if len(plans) > 1:
        raise BadQuestion(_several(plans, query))
    return next(iter(plans.values()))


def _several(plans: Mapping[str, Span], query: ReportQuery) -> str:
    named = [f"{title(span.offer, query.lang)} ({place})" for place, span in plans.items()]
    more = f"; and {len(named) - MOST} more" if len(named) > MOST else ""
    return f"{query.plan!r} may be {len(named)} plans; name one: {'; '.join(named[:MOST])}{more}"


def _prices(terms: Sequence[Figure], last: Span, lang: str) -> list[str]:
    if not terms:
        return [gettext(lang, "no longer sold", day=(last.end or last.state.last_seen)[:10])]
    return [_price(one, lang) for one in terms]


def _price(one: Figure, lang: str) -> str:
    ratio = against(one.ratio, lang)
    beside = [
        gettext(lang, "beside claude", ratio=ratio) if ratio else "",
        why(one, lang),
        why_unproven(one, lang),
    ]
    term = pgettext(lang, "period", str(one.offer.period))
    said = gettext(
        lang,
        "term price",
        term=term,
        currency=currency_called(str(one.offer.currency), lang),
        charged=paid(one, lang),
    )
    return " · ".join([said, *(text for text in beside if text)])


def _lines(group: FactGroup, lang: str) -> list[str]:
    links = [gettext(lang, "page at", page=name, address=address) for name, address in group.links]
    return [*group.lines, *links]


def _evidence(terms: Sequence[Figure], last: Span, lang: str) -> list[str]:
    states = [(one.offer, one.state) for one in terms] or [(last.offer, last.state)]
    lines = []
    for offer, state in states:
        said = attributed(offer.evidence, state.provenance, lang)
        lines.append(gettext(lang, "evidence seen", evidence=said, day=state.last_seen[:10]))
        if state.url and for_people(state.url):
            lines.append(gettext(lang, "page at", page=gettext(lang, "evidence page"), address=state.url))
    return list(dict.fromkeys(lines))
