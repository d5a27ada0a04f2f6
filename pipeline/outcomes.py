"""One vendor's crawl, from what its spider read to the outcome of each source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.extract import once
from scrapers.refusals import NotAPricePage, Refused
from scrapers.source import Witness
from scrapers.study import Reading
from scrapers.unread import Unread


@dataclass(frozen=True)
class Outcome:
    """What came of a source in a crawl: ok, partial (all but what is `unread` was read), or the word of the refusal.

    The message goes with the word; nothing of a refused source is used.
    """

    source: Witness
    word: str
    offers: tuple[Offer, ...] = ()
    message: str | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)  # by offer id
    unread: tuple[Unread, ...] = ()

    @property
    def used(self) -> bool:
        """Whether what the source stated is seen; only a whole read also proves what it no longer states."""
        return self.word in ("ok", "partial")

    @property
    def whole(self) -> bool:
        """Whether everything the source stated could be read."""
        return self.word == "ok" and self.message is None


@dataclass(frozen=True)
class Crawl:
    """What a vendor's crawl yielded: the outcome of each source, the pages, and how and when it was made.

    Of a light round, `stock_only`, nothing but what is on sale is taken.
    """

    vendor: str
    kind: str
    at: str
    outcomes: Sequence[Outcome]
    pages: Sequence[Page] = ()
    vantage: str | None = None
    stock_only: bool = False

    @property
    def priced(self) -> int:
        return sum(
            offer.price is not None for outcome in self.outcomes if outcome.used for offer in outcome.offers
        )

    @property
    def word(self) -> str:
        failed = [outcome for outcome in self.outcomes if outcome.word != "ok"]
        if not failed and self.outcomes:
            return "ok"
        return "partial" if self.priced else "failed"

    @property
    def message(self) -> str | None:
        failed = [
            f"{outcome.source.name}: {outcome.message}" for outcome in self.outcomes if outcome.word != "ok"
        ]
        return "; ".join(failed) or None


def crawl_of(
    vendor: str, kind: str, at: str, sources: Sequence[Witness], readings: Iterable[Reading]
) -> Crawl:
    """A vendor's crawl from what was read, page by page; of sources that no crawl asks, those whose pages were read."""
    by_source = _by_source(readings)
    pages = _pages(by_source)
    counted = [source for source in sources if source.nightly or by_source[source.name]]
    outcomes = [outcome_of(source, by_source[source.name]) for source in counted]
    vantage = next((page.vantage for page in pages if page.vantage), None)
    return Crawl(vendor, kind, at, outcomes, pages, vantage)


def _by_source(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    by_source: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_source[reading.source.name].append(reading)
    return by_source


def _pages(by_source: Mapping[str, Sequence[Reading]]) -> list[Page]:
    return [reading.page for theirs in by_source.values() for reading in theirs if reading.page]


def alike(readings: Sequence[Reading], others: Sequence[Reading]) -> bool:
    """Whether two crawls of a vendor read the same from pages at the same addresses, so that the same comes of both."""
    return len(readings) == len(others) and all(
        _read(one) == _read(other) for one, other in zip(readings, others, strict=True)
    )


def _read(reading: Reading) -> tuple[object, ...]:
    page, refused = reading.page, reading.refused
    place = page and (page.url, page.final_url, page.status, page.vantage)
    why = refused and (type(refused), refused.args, vars(refused))
    return reading.source.name, place, reading.offers, reading.unread, reading.others, why


def repeated(crawl: Crawl, at: str, readings: Iterable[Reading]) -> Crawl:
    """The crawl of readings that are like those of an earlier one, at another moment."""
    pages = _pages(_by_source(readings))
    now = {id(before): page for before, page in zip(crawl.pages, pages, strict=True)}
    outcomes = [
        replace(outcome, pages={offer: now[id(page)] for offer, page in outcome.pages.items()})
        for outcome in crawl.outcomes
    ]
    return replace(crawl, at=at, outcomes=outcomes, pages=pages)


def outcome_of(source: Witness, readings: Sequence[Reading]) -> Outcome:
    """All pages of one source as one outcome.

    A page that states nothing is no failure where another page of the source does (one chunk of many holds
    the prices). Cards and rows that could not be read cost themselves: the read is partial as long as it has a
    price. Fewer priced offers than the source's minimum, with nothing unread to explain them, make the whole read
    short: nothing of it is used.
    """
    if not readings:
        return Outcome(source, "unread", message="nothing was fetched")
    stated = any(reading.offers for reading in readings)
    refused = [
        reading.refused
        for reading in readings
        if reading.refused and not (stated and _empty(reading.refused))
    ]
    try:
        offers = tuple(once(offer for reading in readings for offer in reading.offers))
    except Refused as error:
        return Outcome(source, error.outcome, message=str(error))
    if refused:
        return Outcome(source, refused[0].outcome, message=str(refused[0]))
    priced = sum(offer.price is not None for offer in offers)
    pages = {
        offer.id: reading.page for reading in reversed(readings) if reading.page for offer in reading.offers
    }
    unread = tuple(dict.fromkeys(one for reading in readings for one in reading.unread))
    message = "; ".join(f"{one.name!r} could not be read: {one.message}" for one in unread) or None
    if unread and source.minimum and not priced:
        return Outcome(source, "changed", message=message, unread=unread)
    if unread:
        return Outcome(source, "partial", offers, message, pages, unread)
    if priced < source.minimum or not offers:
        return Outcome(
            source, "short", message=f"{priced} prices, at least {max(source.minimum, 1)} expected"
        )
    others = tuple(dict.fromkeys(one for reading in readings for one in reading.others))
    left_out = "; ".join(f"{one.name!r} is {one.message}" for one in others) or None
    return Outcome(source, "ok", offers, left_out, pages)


def _empty(refused: Refused) -> bool:
    return isinstance(refused, NotAPricePage) and refused.kind == "nothing"
