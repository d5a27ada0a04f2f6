"""Another tracker's listings: one more untrusted source, through the same identity and judge as a crawl.

Lines of one `observed_at` are one scrape. Vendors without a mapping are skipped.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from db.database import Database
from db.tables.crawls import listed_at
from db.tables.states import states_at
from db.transaction import writing
from pipeline.outcomes import Crawl, Outcome
from pipeline.publish.absence import note_unlisted
from pipeline.publish.store import store
from pipeline.trackers.listing_file import read_listings
from pipeline.trackers.listing_text import VENDORS, listed_under, offer_of, unsure
from scrapers.offer import BadOffer, Offer
from scrapers.refusals import Refused
from scrapers.source import ALL, INTRO
from scrapers.vocabulary.words import squash


@dataclass(frozen=True)
class Listings:
    """What another tracker published of one vendor, as a witness; it never proves an absence.

    Where the words on the first price could not be read, `gives` is without it.
    """

    vendor: str
    gives: frozenset[str] = ALL
    minimum: int = 1
    proven: bool = True
    parser: int = 1
    nightly: bool = False

    @property
    def name(self) -> str:
        return f"listings-{self.vendor}"


@dataclass(frozen=True)
class Summary:
    """What an import did: scrapes and listings read, listings refused by reason, vendors skipped."""

    scrapes: int
    listings: int
    refused: Mapping[str, int]
    skipped: Mapping[str, int]

    def __str__(self) -> str:
        refused = "".join(f"\n  refused {count}: {reason}" for reason, count in sorted(self.refused.items()))
        skipped = f"\n  skipped {sum(self.skipped.values())} of vendors not followed: {', '.join(sorted(self.skipped))}"
        return f"{self.scrapes} scrapes, {self.listings} listings judged{refused}{skipped if self.skipped else ''}"


def import_listings(
    db: Database, path: Path, begin: Callable[[int], Callable[[], None]] = lambda _: lambda: None
) -> Summary:
    """Judge a listings file scrape by scrape, all of it or nothing. Scrapes that were imported before are left out.

    `begin` is told how many scrapes there are to judge; what it answers is called after each.
    Raises BadListings, before anything is written, where a line is no listing.
    """
    lines = read_listings(path)
    known = listed_at(db)
    refused: Counter[str] = Counter()
    skipped = Counter(line["vendor"] for line in lines if line["vendor"] not in VENDORS)
    judged = scrapes = 0
    advance = begin(len({str(line["at"]) for line in lines} - known))
    with writing(db):
        for at, scrape in groupby(lines, key=lambda line: str(line["at"])):
            if at in known:
                continue
            scrapes += 1
            for crawl, scraped in _crawls(at, scrape, refused):
                judged += crawl.priced
                store(db, crawl)
                _count_unlisted(db, crawl, scraped)
            advance()
    return Summary(scrapes, judged, refused, skipped)


@dataclass
class Scraped:
    """What a scrape showed of a vendor: the ids it listed offers under, and the names of rows that were refused."""

    ids: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)

    def looked_for(self, offer: Offer) -> bool:
        """Whether the scrape would have shown the offer, had the tracker still listed it."""
        return bool(self.ids & listed_under(offer)) and offer.plan_name not in self.unread


def _crawls(
    at: str, scrape: Iterable[dict[str, Any]], refused: Counter[str]
) -> Iterator[tuple[Crawl, Scraped]]:
    followed = sorted((line for line in scrape if line["vendor"] in VENDORS), key=_vendor)
    for vendor, lines in groupby(followed, key=_vendor):
        offers: dict[str, tuple[Offer, bool]] = {}
        messages, scraped = [], Scraped()
        for line in lines:
            try:
                offer = offer_of(line)
            except (Refused, BadOffer) as error:
                refused[str(error)] += 1
                messages.append(f"{line['name']}: {error}")
                scraped.unread.add(squash(line["name"]))
                continue
            scraped.ids.add(line["vendor"])
            said = (offer, offer.intro_price is None and unsure(line))
            offers[offer.id] = max(said, offers.get(offer.id, said), key=_fullness)
        outcomes = _outcomes(vendor, list(offers.values()), "; ".join(messages) or None)
        yield Crawl(vendor, "listing", at, outcomes), scraped


def _count_unlisted(db: Database, crawl: Crawl, scraped: Scraped) -> None:
    """Note what the tracker alone told us and shows no more."""
    listed = {offer.id for outcome in crawl.outcomes for offer in outcome.offers}
    known = states_at(db, crawl.at, crawl.vendor)
    told = [state for state in known if state.provenance == "derived" and state.unlisted is None]
    missing = [state for state in told if state.offer.id not in listed and scraped.looked_for(state.offer)]
    note_unlisted(db, crawl.at, [state for state in known if state.offer.id in listed], missing)


def _outcomes(vendor: str, offers: list[tuple[Offer, bool]], message: str | None) -> list[Outcome]:
    sure = tuple(offer for offer, doubt in offers if not doubt)
    doubtful = tuple(offer for offer, doubt in offers if doubt)
    outcomes = [Outcome(Listings(vendor), "ok", sure, message)] if sure or not doubtful else []
    return outcomes + (
        [Outcome(Listings(vendor, ALL - INTRO), "ok", doubtful, None if sure else message)]
        if doubtful
        else []
    )


def _fullness(line: tuple[Offer, bool]) -> tuple[int, str]:
    """Of two lines with one id in one scrape (one fresh, one carried over) the one that says more is taken."""
    return len(line[0].evidence), line[0].evidence


def _vendor(line: Mapping[str, Any]) -> str:
    return VENDORS[line["vendor"]].vendor
