"""The entries of a feed in one language, as text and HTML: news, and introductions that will end."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from reports.facts.events import Event, names_of_rename, summary
from reports.facts.timeline import Timeline
from reports.feeds.news_items import NewsItem, Notice, place
from reports.output.sanitize import clean
from reports.views.columns import firsts
from reports.words.amounts import currency_called
from reports.words.attribution import attributed
from reports.words.catalogue import gettext, pgettext
from reports.words.plan_names import title, title_of_id
from scrapers.offer import PERIODS, Offer, plain
from scrapers.vocabulary.brands import called

# What XML 1.0 cannot hold: controls, half characters.
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """An entry in one language, as text; `summary` is HTML."""

    identity: str
    published_at: str
    vendor: str
    title: str
    summary: str
    url: str | None


class Items:
    """The items of a language, each made once and only where a feed shows it."""

    def __init__(self, past: Timeline, lang: str) -> None:
        self._past, self.lang = past, lang
        self._made: dict[str, Item] = {}

    def of(self, one: NewsItem | Notice) -> Item:
        if one.identity not in self._made:
            made = notice(one, self.lang) if isinstance(one, Notice) else item(one, self._past, self.lang)
            self._made[one.identity] = made
        return self._made[one.identity]


def item(entry: NewsItem, past: Timeline, lang: str) -> Item:
    """An entry in words: "Zhipu GLM Coding Plan Lite (mainland China): price change 49 → 118 CNY (month)"."""
    first, events = entry.first, sorted(entry.events, key=_term)
    told = list(dict.fromkeys(_told(one, lang) for one in events))
    lines = [
        *told,
        gettext(lang, "feed seen", at=first.at),
        *_evidence(events, lang),
    ]
    what = gettext(lang, "noted", what=_plan(entry, past, lang), note=_where(events, lang))
    change = f"{entry.first.about.name(lang)} {gettext(lang, 'clause').join(told)}"
    headline = gettext(lang, "labelled", name=what, text=change)
    return Item(entry.identity, entry.published_at, first.vendor, headline, _html(lines), first.url)


def notice(one: Notice, lang: str) -> Item:
    """An announced end in words: "Volcengine Ark Coding Plan Lite (mainland China): introduction ends on 2026-11-08"."""
    offer = one.spans[0].offer
    where = pgettext(lang, "region", offer.region)
    name = title(offer, lang)
    what = gettext(lang, "noted", what=name, note=where)
    headline = gettext(lang, "labelled", name=what, text=gettext(lang, "feed ends", day=one.until))
    lines = [
        gettext(
            lang,
            "noted",
            what=gettext(
                lang,
                "feed then",
                price=firsts(sold, lang),
                day=one.until,
                then=plain(sold.price),
                currency=currency_called(str(sold.currency), lang),
            ),
            note=pgettext(lang, "period", str(sold.period)),
        )
        for sold in (span.offer for span in one.spans)
        if sold.charges and sold.price is not None
    ]
    return Item(one.identity, one.published_at, offer.vendor, headline, _html(lines), one.spans[0].state.url)


def told_of(one: NewsItem | Notice, past: Timeline) -> str:
    """All that an entry tells, in whatever language."""
    sold = None if isinstance(one, Notice) else _sold(one, past)
    return f"{one!r} {(sold.id, sold.plan_name) if sold else None}"


def _plan(entry: NewsItem, past: Timeline, lang: str) -> str:
    """The plan under the name it had at the time."""
    sold = _sold(entry, past)
    return title(sold, lang) if sold else title_of_id(entry.first.offer, lang)


def _sold(entry: NewsItem, past: Timeline) -> Offer | None:
    """The plan as it was sold at the time."""
    first = entry.first
    known = past.spans(first.offer, first.at)[::-1] or past.spans(first.offer)
    own = next((span for span in known if place(span.offer.id) == entry.plan), known[0] if known else None)
    return own.offer if own else None


def _term(one: Event) -> int:
    period = one.key["period"]
    return PERIODS.index(period) if period in PERIODS else len(PERIODS)


def _where(events: Iterable[Event], lang: str) -> str:
    seat = gettext(lang, "clause") + pgettext(lang, "per", "seat")
    places = [
        pgettext(lang, "region", one.key["region"]) + (seat if one.key["per"] == "seat" else "")
        for one in events
    ]
    return gettext(lang, "comma").join(dict.fromkeys(places))


def _told(one: Event, lang: str) -> str:
    if one.kind == "renamed":
        return names_of_rename(one, lang)
    return gettext(lang, "noted", what=summary(one, lang), note=pgettext(lang, "period", one.key["period"]))


def _evidence(events: Iterable[Event], lang: str) -> list[str]:
    told = [attributed(one.evidence, one.provenance, lang) for one in events if one.evidence]
    return list(dict.fromkeys(told))


def _html(lines: Sequence[str]) -> str:
    return "".join(f"<p>{escape(harmless(line))}</p>" for line in lines)


def harmless(text: str) -> str:
    """Text without controls, marks that reverse it, or characters XML cannot hold."""
    return _NOT_XML.sub("", clean(text))


def heading(name: str, lang: str) -> str:
    kind, _, vendor = name.partition("-")
    return pgettext(lang, "feed", kind, vendor=called(vendor, lang))
