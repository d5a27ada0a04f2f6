"""Several sources, one offer: field by field, in the vendor's order of trust."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from db.tables.events import extends
from scrapers.offer import Offer
from scrapers.source import Witness

PRICE, INTRO = "price", "intro"
FACTS = ("quotas", "models", "availability")


@dataclass(frozen=True)
class Read:
    """What one source said in one crawl, all its pages together. `pages` maps offer ids to page numbers."""

    source: Witness
    offers: tuple[Offer, ...]
    pages: Mapping[str, int] = field(default_factory=dict)


Stating = tuple[Read, Offer]  # a price, and who states it


@dataclass(frozen=True)
class Sighting:
    """One offer as this crawl's sources state it together.

    `said` names the source of each field that was stated: a field that is missing there was not seen, which
    is never the same as "gone". `witnesses` are the sources that state the same price, `dissent` those that
    state another one.
    """

    offer: Offer
    said: Mapping[str, str]
    witnesses: tuple[str, ...] = ()
    dissent: tuple[tuple[str, Offer], ...] = ()
    page_id: int | None = None

    @property
    def source(self) -> str:
        return self.said.get(PRICE) or next(iter(self.said.values()))


def merge(reads: Sequence[Read]) -> list[Sighting]:
    """The sightings of a crawl, by offer id. Facts that belong to no priced offer come as sightings without price."""
    priced: dict[str, list[Stating]] = {}
    for read in reads:
        for offer in read.offers:
            if offer.price is not None:
                priced.setdefault(offer.id, []).append((read, offer))
    sightings = [
        sighting for _, stating in sorted(priced.items()) if (sighting := _merge_one(stating, reads))
    ]
    return sightings + _loose_facts(reads, sightings)


def _merge_one(stating: Sequence[Stating], reads: Sequence[Read]) -> Sighting | None:
    trusted = [(read, offer) for read, offer in stating if PRICE in read.source.gives]
    if not trusted:
        return None
    first, base = trusted[0]
    said = {PRICE: first.source.name}
    fields: dict[str, Any] = {
        "charges": (),
        "intro_until": None,
        "quotas": (),
        "models": (),
        "availability": None,
    }
    for read, offer in stating:
        if INTRO in read.source.gives and (INTRO not in said or extends(offer.charges, fields["charges"])):
            said[INTRO] = read.source.name
            fields |= {"charges": offer.charges, "intro_until": offer.intro_until}
    for name in FACTS:
        if fact := _fact(name, base, reads):
            said[name], fields[name] = fact
    return Sighting(
        replace(base, **fields),
        said,
        tuple(read.source.name for read, offer in stating if offer.price == base.price),
        tuple((read.source.name, offer) for read, offer in stating if offer.price != base.price),
        first.pages.get(base.id),
    )


def _fact(name: str, priced: Offer, reads: Sequence[Read]) -> tuple[str, Any] | None:
    """The source that first states this of a priced offer, and what it states."""
    for read in reads:
        for offer in read.offers if name in read.source.gives else ():
            value = getattr(offer, name)
            if value and belongs(offer, priced):
                return read.source.name, value
    return None


def belongs(fact: Offer, offer: Offer) -> bool:
    """Whether what one offer says of its plan holds for the other: same plan, and no other period or currency."""
    same = all(
        getattr(fact, name) == getattr(offer, name) for name in ("vendor", "product", "plan", "region", "per")
    )
    return (
        same
        and fact.period in (None, offer.period)
        and fact.currency in (None, offer.currency)
        and (fact.price is None or fact.id == offer.id)
    )


def _loose_facts(reads: Sequence[Read], sightings: Sequence[Sighting]) -> list[Sighting]:
    loose = []
    for read in reads:
        for offer in (one for one in read.offers if one.price is None):
            names = [name for name in FACTS if name in read.source.gives and getattr(offer, name)]
            names += [INTRO] if INTRO in read.source.gives and offer.charges else []
            if names and not any(belongs(offer, sighting.offer) for sighting in sightings):
                said = dict.fromkeys(names, read.source.name)
                loose.append(Sighting(offer, said, page_id=read.pages.get(offer.id)))
    return loose
