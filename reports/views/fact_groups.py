"""What people choose a plan by, in words: what it charges, what it includes, its hours, its tools, where one buys it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.facts.plans.plan_facts import plan_facts, plan_pages
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.quota_text import quota_text
from scrapers.about.dated_fact import Fact
from scrapers.about.vendor_facts import SeatLimit, VendorFacts
from scrapers.offer import Offer


@dataclass(frozen=True)
class FactGroup:
    """Facts of one kind as sentences, and pages as (what it is, address)."""

    title: str
    lines: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()

    @property
    def stated(self) -> bool:
        return bool(self.lines or self.links)


def fact_groups(offer: Offer, source: str | None, lang: str) -> list[FactGroup]:
    """All that is known of a plan beside its price; `source` is the page its price was read from."""
    facts = plan_facts(offer)
    groups = [
        FactGroup(gettext(lang, "facts included"), _included(offer, lang)),
        FactGroup(
            gettext(lang, "facts hours"),
            [*_hours(facts, lang), *dated((*facts.peaks, *facts.restocks), lang)],
        ),
        FactGroup(
            gettext(lang, "facts tools"), [*_tools(facts, lang), *dated((*facts.apis, *facts.tools), lang)]
        ),
        _buying(offer, facts, source, lang),
    ]
    return [group for group in groups if group.stated]


def _included(offer: Offer, lang: str) -> list[str]:
    comma = gettext(lang, "comma")
    quotas = [quota_text(quota, lang) for quota in offer.quotas]
    models = gettext(lang, "facts models", models=comma.join(offer.models))
    said = [
        gettext(lang, "facts quota", quotas=comma.join(quotas)) if quotas else gettext(lang, "quota unstated")
    ]
    return [*said, *([models] if offer.models else [])]


def _hours(facts: VendorFacts, lang: str) -> list[str]:
    peaks = [
        gettext(
            lang,
            "peak",
            begins=one.begins,
            ends=one.ends,
            zone=pgettext(lang, "zone", one.zone),
            times=one.multiplier,
        )
        + (f" ({gettext(lang, 'comma').join(one.models)})" if one.models else "")
        for one in facts.peaks
    ]
    restocks = [
        gettext(lang, "restock", time=one.time, zone=pgettext(lang, "zone", one.zone))
        for one in facts.restocks
    ]
    return [*peaks, *restocks]


def _tools(facts: VendorFacts, lang: str) -> list[str]:
    comma, lines = gettext(lang, "comma"), []
    for tools in facts.tools:
        names = comma.join(tools.names)
        lines.append(gettext(lang, "only own client" if tools.only_own else "tools named", names=names))
    for api in facts.apis:
        for protocol, base in (("Anthropic", api.anthropic), ("OpenAI", api.openai)):
            lines += [gettext(lang, "base address", protocol=protocol, base=base)] if base else []
        lines += [gettext(lang, "api models", models=comma.join(api.models))] if api.models else []
        lines += [gettext(lang, "api key", key=api.key)] if api.key else []
    return lines


def _buying(offer: Offer, facts: VendorFacts, source: str | None, lang: str) -> FactGroup:
    ways = list(dict.fromkeys(way for one in facts.payments for way in one.ways))
    lines = [
        gettext(
            lang,
            "sold where",
            region=pgettext(lang, "region title", offer.region),
            per=pgettext(lang, "per", offer.per),
        )
    ]
    if ways:
        said = gettext(lang, "comma").join(pgettext(lang, "way", way) for way in ways)
        lines.append(gettext(lang, "pay with", ways=said))
    if any(one.real_name for one in facts.payments):
        lines.append(gettext(lang, "real name"))
    if offer.per == "seat":
        lines += [_seats(one, lang) for one in facts.seats]
    lines += dated((*facts.pages, *facts.payments, *facts.seats), lang)
    return FactGroup(gettext(lang, "facts buying"), lines, _links(offer, source, lang))


def _seats(one: SeatLimit, lang: str) -> str:
    if one.most is None:
        return ngettext(lang, "seats least", one.least)
    return gettext(lang, "seats between", least=one.least, most=one.most)


def _links(offer: Offer, source: str | None, lang: str) -> list[tuple[str, str]]:
    pages = plan_pages(offer, source)
    if pages is None:
        return []
    named = [
        (gettext(lang, "price page"), pages.price),
        (gettext(lang, "buy page"), pages.buy),
        (gettext(lang, "documentation"), pages.docs),
    ]
    return [(name, address) for name, address in named if address]


def dated(facts: Iterable[Fact], lang: str) -> list[str]:
    """Who said it and when, the newest last; each once."""
    said = dict.fromkeys(sorted((fact.seen.isoformat(), fact.source) for fact in facts))
    return [gettext(lang, "fact seen", day=day, source=source) for day, source in said]
