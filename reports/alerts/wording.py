"""A tiding in words: one line a reader understands, and where it leads."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from db.tables.event_kinds import KINDS
from reports.alerts.tiding import Tiding
from reports.facts.events import Event, key_of, summary
from reports.feeds.news_items import renamed
from reports.output.sanitize import clean
from reports.site.plans import page
from reports.views.columns import firsts
from reports.words.amounts import currency_called
from reports.words.catalogue import gettext, pgettext
from reports.words.stored import failure, held_field, hold_reason
from scrapers.offer import KEY, Offer, plain
from scrapers.vocabulary.brands import called
from scrapers.vocabulary.plan_titles import plan_title

LONGEST = 240  # characters of a line; a page decides how long a name is
OWN = ("back_in_stock", "intro_ends", "rate_moved", "hold_waits", "vendor_fails", "crawler_silent")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def heading(kind: str, lang: str) -> str:
    """What the tidings of a kind are called above their lines."""
    return pgettext(lang, "alert", kind) if kind in OWN else KINDS[kind].name(lang)


def line(one: Tiding, lang: str) -> str:
    """What happened: "Zhipu GLM Coding Plan Lite (mainland China): 49 → 118 CNY (month)"."""
    told = gettext(lang, "clause").join(dict.fromkeys(_told(one, lang)))
    who = _who(one, lang)
    text = clean(gettext(lang, "alert line", who=who, told=told) if who and told else who or told)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def address(one: Tiding, lang: str, base: str | None) -> str | None:
    """The page of its plan on the site at `base`, or else the vendor's own for people."""
    offer = one.offers[0] if one.offers else ""
    if base and one.kind != "page_discovered" and offer.count("/") == len(KEY) - 1 and "/-/" not in offer:
        return f"{base.rstrip('/')}/{lang}/plan/{page(offer)}.html"
    return one.page


def _who(one: Tiding, lang: str) -> str:
    key = key_of(one.offers[0]) if one.offers else {}
    if not key.get("plan") or not key.get("region"):
        return called(one.vendor, lang) if one.vendor else ""
    title = plan_title(one.vendor, key["product"], key["plan"], key["region"], one.plan_name, lang)
    seat = [pgettext(lang, "per", "seat")] if key["per"] == "seat" else []
    where = gettext(lang, "clause").join([pgettext(lang, "region", key["region"]), *seat])
    return gettext(lang, "alert noted", what=title, where=where)


def _told(one: Tiding, lang: str) -> Iterable[str]:
    said = one.said
    if one.kind == "back_in_stock":
        return [f"{datetime.fromisoformat(one.at).astimezone(SHANGHAI):%m-%d %H:%M} UTC+8"]
    if one.kind == "intro_ends":
        return [_ending(Offer.from_json(dict(term)), said["until"], lang) for term in said["terms"]]
    if one.kind == "rate_moved":
        return [
            gettext(
                lang,
                "alert rate",
                price=said["price"] or "–",
                currency=currency_called(said["currency"], lang),
            )
        ]
    if one.kind == "hold_waits":
        reason = hold_reason(said["rule"], said["reason"], lang)
        field = held_field(said["field"], lang)
        return [gettext(lang, "alert hold", field=field, since=said["since"], reason=reason)]
    if one.kind == "vendor_fails":
        return [gettext(lang, "alert fails", since=said["since"], message=failure(said["message"], lang))]
    if one.kind == "crawler_silent":
        return [gettext(lang, "alert silent", since=said["since"])]
    return [_event(Event(**{**row, "moves": ()}), lang) for row in said["events"]]


def _ending(offer: Offer, until: str, lang: str) -> str:
    then = "–" if offer.price is None else plain(offer.price)
    currency = currency_called(str(offer.currency), lang)
    words = gettext(lang, "feed then", price=firsts(offer, lang), day=until, then=then, currency=currency)
    return gettext(lang, "alert noted", what=words, where=pgettext(lang, "period", str(offer.period)))


def _event(one: Event, lang: str) -> str:
    if one.kind == "renamed":
        return " → ".join(renamed(one))
    if one.kind == "page_discovered":
        return summary(one, lang)
    return gettext(
        lang, "alert noted", what=summary(one, lang), where=pgettext(lang, "period", one.key["period"])
    )
