"""Plans as schema.org describes them: Product, Offer and UnitPriceSpecification, for pages to embed as JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from reports.facts import cost
from reports.facts.figures import Figure
from reports.facts.plans.plan_facts import plan_pages
from reports.output import sanitize
from reports.words.plan_names import title
from scrapers.offer import PACKS, Offer, months_of, plain
from scrapers.vocabulary.brands import called

CONTEXT = "https://schema.org"
UNITS = {"M": "MON", "Y": "ANN"}  # UN/CEFACT codes for a month and a year


def product(figures: Iterable[Figure], lang: str = "en") -> dict[str, Any] | None:
    """One plan with the offers of it that have a price, or None where there is none.

    The price in force carries no priceType; a crossed-out one is a ListPrice. Each step of an introduction and the
    price after it are specifications of their own: `billingDuration` says how long one is billed, `billingStart` after
    how long it begins, both counted in its `unitCode`.
    """
    known = [one for one in figures if one.offer.price is not None]
    if not known:
        return None
    offer = known[0].offer
    return {
        "@context": CONTEXT,
        "@type": "Product",
        "name": sanitize.clean(title(offer, lang)),
        "productID": f"{offer.vendor}/{offer.product}/{offer.plan}",
        "category": "AI coding pack" if PACKS.search(offer.plan) else "AI coding plan",
        "brand": {"@type": "Brand", "name": called(offer.vendor, lang, offer.region)},
        "offers": [_offer(one, lang) for one in known],
    }


def _offer(one: Figure, lang: str) -> dict[str, Any]:
    offer = one.offer
    said: dict[str, Any] = {
        "@type": "Offer",
        "identifier": offer.id,
        "seller": {"@type": "Organization", "name": called(offer.vendor, lang, offer.region)},
        "price": plain(cost.recurring(offer)),
        "priceCurrency": offer.currency,
        "priceSpecification": specifications(offer),
    }
    if offer.region == "CN":
        said["eligibleRegion"] = {"@type": "Country", "name": "CN"}
    if offer.per == "seat":
        said["additionalProperty"] = {"@type": "PropertyValue", "name": "per", "value": "seat"}
    if offer.availability:
        said["availability"] = f"{CONTEXT}/{offer.availability}"
    pages = plan_pages(offer, one.state.url)
    if pages and sanitize.link(pages.buy or pages.price):
        said["url"] = pages.buy or pages.price
    return said


def specifications(offer: Offer) -> list[dict[str, Any]]:
    """The prices of an offer: the introduction, what it costs after it, and the crossed-out price."""
    number, unit = _term(offer)
    stated = [
        _specification(offer, amount)
        for amount in (*(step.price for step in offer.charges), cost.recurring(offer))
    ]
    if offer.intro_until is not None:
        stated[0]["validThrough"] = offer.intro_until.isoformat()
    start: int | None = 0
    for one, following, step in zip(stated, stated[1:], offer.charges, strict=False):
        if start is None or step.periods is None:
            start = None
        else:
            one["billingDuration"] = step.periods * number
            following["billingStart"] = start = start + step.periods * number
    if offer.list_price is not None and offer.list_price != offer.price:
        stated.append(_specification(offer, offer.list_price) | {"priceType": f"{CONTEXT}/ListPrice"})
    return [{**one, "unitCode": unit} for one in stated]


def _specification(offer: Offer, amount: Any) -> dict[str, Any]:
    number, unit = _term(offer)
    quantity = {"@type": "QuantitativeValue", "value": number, "unitCode": unit}
    return {
        "@type": "UnitPriceSpecification",
        "price": plain(amount),
        "priceCurrency": offer.currency,
        "referenceQuantity": quantity,
    }


def _term(offer: Offer) -> tuple[int, str]:
    """What one charge covers as a number of months or years: P3M is 3 MON."""
    months = months_of(offer.period)
    period = str(offer.period)
    return (months if period.endswith("M") else months // 12), UNITS[period[-1]]


def embedded(said: Mapping[str, Any]) -> str:
    """The object as text that can stand inside a script element whatever a vendor wrote."""
    text = sanitize.escaped(json.dumps(said, ensure_ascii=False, sort_keys=True))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
