"""What people choose a plan by beside its price: pages, addresses for tools, payment, restock and peak hours, each dated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from scrapers.about.dated_fact import Fact
from scrapers.about.vendor_facts import KINDS, Pages, VendorFacts, facts_of
from scrapers.offer import KEY, Offer
from scrapers.vocabulary.brands import BRANDS

Dated = TypeVar("Dated", bound=Fact)
PLACE = KEY[:5]  # a plan, however it is paid for
_FILES = (".js", ".mjs", ".json", ".md", ".txt", ".xml", ".csv", ".yaml", ".yml", ".map", ".zip")
_FOR_PROGRAMS = ("api", "apis", "apiv2", "openapi", "graphql", "gateway", "static", "assets", "_next")


def place_of(offer: Offer) -> str:
    """A plan under all its terms: vendor/product/plan/region/per."""
    return "/".join(getattr(offer, name) for name in PLACE)


def plan_facts(offer: Offer) -> VendorFacts:
    """The facts that hold for a plan: its own pages and addresses before the vendor's, what is of other tiers left out."""
    return _plan_facts(offer.vendor, offer.region, offer.product, offer.plan)


@cache
def _product_facts(vendor: str, region: str, product: str) -> VendorFacts:
    return facts_of(vendor).of(region, product)


@cache
def _plan_facts(vendor: str, region: str, product: str, plan: str) -> VendorFacts:
    known = _product_facts(vendor, region, product)
    restocks = tuple(one for one in known.restocks if plan in (one.plans or (plan,)))
    seats = tuple(one for one in known.seats if plan in (one.plans or (plan,)))
    return replace(
        known, pages=_nearest(known.pages), apis=_nearest(known.apis), seats=seats, restocks=restocks
    )


def plan_pages(offer: Offer, source: str | None) -> Pages | None:
    """Where its price stands and where one buys it, None where no page for people is known.

    Of a plan without facts it is the page the price was read from, where a person can open that and it is the vendor's.
    """
    known = plan_facts(offer).pages
    if known:
        return known[0]
    if source and for_people(source) and _of_vendor(source, offer.vendor):
        return Pages(price=source, seen=date.min, source="")
    return None


@lru_cache(4096)
def for_people(address: str) -> bool:
    """Whether an address is an https page one can read: no API, no script or chunk, no bare file."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    path = parts.path.lower().split("/")
    called = (parts.hostname or "").split(".")[0]
    return (
        parts.scheme == "https"
        and called not in ("api", "raw")
        and not path[-1].endswith(_FILES)
        and (path[-1].endswith(".html") or not any(part in _FOR_PROGRAMS for part in path))
    )


def facts_json(facts: VendorFacts) -> dict[str, Any]:
    """The facts as programs read them: a list of each kind, every one with the day it was seen and its source."""
    return {kind: [_json(fact) for fact in getattr(facts, kind)] for kind in KINDS}


def _json(fact: Fact) -> dict[str, Any]:
    said = {name: list(value) if isinstance(value, tuple) else value for name, value in vars(fact).items()}
    return {**said, "seen": fact.seen.isoformat()}


def _nearest(facts: Sequence[Dated]) -> tuple[Dated, ...]:
    """Those that name as much as the first, which names most."""
    names = [(fact.product is None, fact.region is None) for fact in facts]
    return tuple(fact for fact, said in zip(facts, names, strict=True) if said == names[0])


def _of_vendor(address: str, vendor: str) -> bool:
    host = urlsplit(address).hostname or ""
    hosts = BRANDS[vendor].hosts if vendor in BRANDS else ()
    return any(host == own or host.endswith(f".{own}") for own in hosts)
