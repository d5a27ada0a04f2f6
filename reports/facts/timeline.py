"""The past of a plan: its states in order, under every id it has had, introductions ended on their day."""

import json
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from db.database import Database, select
from db.tables.events import INTRODUCTION, price_differences
from db.tables.states import State, intro_end, state_of
from reports.facts.cached_until_write import cached_until_write
from scrapers.offer import Offer

PRICE_KINDS = INTRODUCTION | {"price_changed", "list_price_changed"}


@dataclass(frozen=True)
class Span:
    """A stretch of time and what held in it: half-open, UTC, `end` None = still open."""

    start: str
    end: str | None
    offer: Offer
    state: State

    def holds(self, at: str) -> bool:
        return self.start <= at and (self.end is None or self.end > at)

    @property
    def last(self) -> date | None:
        """The last day on which it held at some moment."""
        return None if self.end is None else last_day(self.end)


def last_day(end: str) -> date:
    """The day of the last second before a moment."""
    return (datetime.fromisoformat(end) - timedelta(seconds=1)).date()


def spans_of(state: State) -> Iterator[Span]:
    """A state as one span, or as two where an announced introduction ended while it held."""
    over = intro_end(state.offer)
    if over is None or over <= state.first_seen or (state.ended and over >= state.ended):
        yield Span(state.first_seen, state.ended, state.at(state.first_seen).offer, state)
        return
    yield Span(state.first_seen, over, state.offer, state)
    yield Span(over, state.ended, state.offer.without_introduction(), state)


# The first of the states that say the same of an offer's price and introduction as the one that holds, and whether these
# states say it by themselves: the one before them has another price, or there is none.
_QUICK = """
SELECT offer, last.intro_until IS NULL AND (other.id IS NULL OR other.price <> last.price) AS certain, (
    SELECT first_seen FROM observations AS alike
    WHERE alike.offer_id = offers.id AND alike.confidence <> 'low'
    AND (other.id IS NULL OR (alike.first_seen, alike.id) > (other.first_seen, other.id))
    ORDER BY alike.first_seen, alike.id LIMIT 1
) AS since
FROM offers JOIN observations AS last ON last.id = (
    SELECT id FROM observations
    WHERE offer_id = offers.id AND confidence <> 'low' AND first_seen <= :at ORDER BY first_seen DESC, id DESC LIMIT 1
) LEFT JOIN observations AS other ON other.id = (
    SELECT before.id FROM observations AS before
    WHERE before.offer_id = offers.id AND before.confidence <> 'low' AND before.first_seen <= last.first_seen
    AND (before.first_seen, before.id) < (last.first_seen, last.id)
    AND (before.price, before.list_price, before.charges, before.intro_until)
        IS NOT (last.price, last.list_price, last.charges, last.intro_until)
    ORDER BY before.first_seen DESC, before.id DESC LIMIT 1
)
"""
# The states of an offer, the last one first.
_BACKWARDS = """
SELECT plan_name, price, first_seen FROM observations
WHERE offer_id = (SELECT id FROM offers WHERE offer = ?) AND confidence <> 'low'
ORDER BY first_seen DESC, id DESC
"""
_STATES_OF = """
SELECT * FROM states WHERE offer IN (SELECT value FROM json_each(?)) ORDER BY first_seen, observation_id
"""
_BELIEVED = "EXISTS (SELECT 1 FROM observations WHERE offer_id = {}.id AND confidence <> 'low')"


@cached_until_write
def timeline(db: Database) -> "Timeline":
    """The past as the database knows it now."""
    return Timeline(db)


class Timeline:
    """The known states of every plan, each plan's read when it is asked for. A plan's past goes back through the ids
    it had before.

    A new id of which nothing but claims is known is not yet followed.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self._spans: dict[str, list[Span]] = {}
        self._ordered: dict[str, list[Span]] = {}
        self._quick: dict[str, dict[str, str]] = {}
        self._states: dict[str, list[tuple[str, Decimal, str]]] = {}
        links = select(
            db,
            f"""SELECT old.offer AS old, new.offer AS new FROM offers AS old
                JOIN offers AS new ON new.id = old.successor_id WHERE {_BELIEVED.format("new")} ORDER BY old.offer""",
        )
        self._next = {row["old"]: row["new"] for row in links}
        self._before: dict[str, list[str]] = {}
        for old, new in self._next.items():
            self._before.setdefault(new, []).append(old)

    def newest(self, offer: str) -> str:
        """The id under which the plan goes on."""
        seen = {offer}
        while self._next.get(offer, offer) not in seen:
            offer = self._next[offer]
            seen.add(offer)
        return offer

    def plans(self) -> list[str]:
        """The newest id of every plan that was ever believed, in order."""
        believed = select(self.db, f"SELECT offer FROM offers WHERE {_BELIEVED.format('offers')}")
        return sorted({self.newest(row["offer"]) for row in believed})

    def ids(self, offer: str) -> list[str]:
        """The id and every id the plan had before, newest first."""
        names = [offer]
        for name in names:
            names += [old for old in self._before.get(name, ()) if old not in names]
        return names

    def spans(self, offer: str, at: str | None = None) -> list[Span]:
        """The plan's spans that began by a moment, oldest first."""
        if offer not in self._ordered:
            spans = [span for name in self.ids(offer) for span in self._of(name)]
            self._ordered[offer] = sorted(spans, key=lambda span: (span.start, span.offer.id))
        return [span for span in self._ordered[offer] if at is None or span.start <= at]

    def _of(self, offer: str) -> list[Span]:
        """The spans of one id, oldest first."""
        if offer not in self._spans:
            self._read([offer])
        return self._spans[offer]

    def _read(self, offers: Sequence[str]) -> None:
        """Read the spans of several ids at once."""
        self._spans |= {offer: [] for offer in offers}
        for row in select(self.db, _STATES_OF, [json.dumps(offers)]):
            self._spans[row["offer"]] += spans_of(state_of(row))

    def named(self, offer: str) -> str:
        """What its page calls the plan in its last state, empty where none is known."""
        if offer in self._before:
            spans = self.spans(offer)
            return spans[-1].offer.plan_name if spans else ""
        return next((name for name, _, _ in self._backwards(offer)), "")

    def price_since(self, offer: str, before: str) -> str | None:
        """Since when the price was what it was last before a moment; None where no state is as old."""
        if offer in self._before:
            earlier = [span for span in self.spans(offer) if span.start < before]
            return self.last_changed(offer, earlier[-1].start, {"price_changed"}) if earlier else None
        since, last = None, None
        for _, price, start in self._backwards(offer):
            if start < before:
                if last is not None and price != last:
                    break
                since, last = start, price
        return since

    def _backwards(self, offer: str) -> list[tuple[str, Decimal, str]]:
        """The states of one id as (name of the plan, price, first sight), the last one first."""
        if offer not in self._states:
            rows = select(self.db, _BACKWARDS, [offer])
            self._states[offer] = [
                (row["plan_name"], Decimal(row["price"]), row["first_seen"]) for row in rows
            ]
        return self._states[offer]

    def _moved(self, at: str) -> dict[str, str]:
        """Since when the price of an offer is what it is at a moment, of all whose last states say it by themselves."""
        if at not in self._quick:
            rows = select(self.db, _QUICK, {"at": at})
            self._quick[at] = {
                row["offer"]: row["since"]
                for row in rows
                if row["certain"] and row["offer"] not in self._before
            }
            others = (row["offer"] for row in rows if row["offer"] not in self._quick[at])
            self._read(list({name for offer in others for name in self.ids(offer)} - self._spans.keys()))
        return self._quick[at]

    def last_changed(self, offer: str, at: str, kinds: Set[str] = PRICE_KINDS) -> str | None:
        """Since when price, list price and introduction are what they are at a moment; None before the first state.

        With some of the `kinds` of such changes, since when none of them happened.
        """
        if kinds is PRICE_KINDS and (since := self._moved(at).get(offer)):
            return since
        spans = self.spans(offer, at)
        since = spans[-1].start if spans else None
        for earlier, later in reversed(list(pairwise(spans))):
            if any(change.kind in kinds for change in price_differences(earlier.offer, later.offer)):
                break
            since = earlier.start
        return since
