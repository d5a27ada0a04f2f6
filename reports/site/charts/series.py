"""Series: the past of one way to pay as a chart draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Any
from zlib import crc32

from db.tables.states import end_of
from reports.facts.timeline import Span
from reports.question import ReportQuery
from reports.site.plans import Term
from reports.words.amounts import money
from scrapers.offer import plain

Point = dict[str, Any]
SLIM = {"width": 330, "height": 170}  # of a chart's plot: fits a phone, and a third of a card
_STEP_DAYS, _STEPS = 7, 64  # the end of a chart moves by


@dataclass(frozen=True)
class Stretch:
    """A time in which a price, its list price and its introduction stayed the same."""

    start: str
    end: str
    price: Decimal
    first: Decimal | None
    crossed: Decimal | None

    @property
    def prices(self) -> tuple[Decimal, Decimal | None, Decimal | None]:
        """What stays the same in it: the price, the first charge, the crossed-out price."""
        return self.price, self.first, self.crossed


def at(moment: str) -> int:
    """A moment or a day as a chart counts it."""
    time = datetime.fromisoformat(moment)
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() * 1000)


def stretches(spans: Sequence[Span], until: str) -> list[Stretch]:
    """The spans up to a moment, those that follow each other with the same prices put together."""
    joined: list[Stretch] = []
    for span in spans:
        price = span.offer.price
        if price is None or span.start > until:
            continue
        one = Stretch(
            span.start, min(span.end or until, until), price, span.offer.intro_price, span.offer.list_price
        )
        last = joined[-1] if joined else None
        if last and last.end >= one.start and last.prices == one.prices:
            one = Stretch(last.start, max(last.end, one.end), *one.prices)
            joined.pop()
        joined.append(one)
    return joined


def drawn_until(term: Term, day: date) -> date:
    """The day at which the history chart of a term ends: the asked one, or one before it since which nothing happened.

    A chart whose end moved a pixel each night would be drawn anew each night. It moves by a week, or a sixty-fourth of
    a longer past, on another day for each term, and by less while a change is young.
    """
    moments = [moment for span in term.spans for moment in (span.start, span.end)]
    moments += [moment for wait in term.waits for moment in (wait.since, wait.ended_at)]
    known = [moment[:10] for moment in moments if moment and moment <= end_of(day)]
    first, last = (date.fromisoformat(found(known, default=day.isoformat())) for found in (min, max))
    step = max(_STEP_DAYS, (day - first).days // _STEPS)
    turn = crc32(term.id.encode()) + day.toordinal()
    while day - timedelta(days=turn % step) < min(last + timedelta(days=1), day):
        step //= 2
    return day - timedelta(days=turn % step)


def history(term: Term, query: ReportQuery) -> dict[str, list[Point]]:
    """The data sets of the history chart of a term, as far as a day near the asked one."""
    until = end_of(drawn_until(term, query.day))
    drawn = stretches(term.spans, until)
    if not drawn:
        return {}
    own, level = str(term.last.currency), partial(_flat, until=until)
    last_seen = term.spans[-1].state.last_seen
    seen = min(max(last_seen, drawn[-1].start), drawn[-1].end)
    if last_seen[:10] >= drawn[-1].end[:10]:  # what was seen that day is not dashed for the rest of it
        seen = drawn[-1].end
    sets: dict[str, list[Point]] = {
        "price": [level(one.start, one.end, one.price, own) for one in drawn[:-1]],
        "stale": [level(seen, drawn[-1].end, drawn[-1].price, own)],
        "step": [_step(old, new) for old, new in pairwise(drawn) if old.end >= new.start],
        "intro": [
            {**level(one.start, one.end, one.first, own), "q": float(one.price)}
            for one in drawn
            if one.first is not None
        ],
        "list": [
            level(one.start, one.end, one.crossed, own)
            for one in drawn
            if one.crossed and one.crossed != one.price
        ],
        "hold": [{"s": at(wait.since), "e": at(wait.ended_at or until)} for wait in term.waits],
        "last": [{"s": at(drawn[-1].end), "p": float(drawn[-1].price), "t": plain(drawn[-1].price)}],
    }
    sets["price"].append(level(drawn[-1].start, seen, drawn[-1].price, own))
    return sets


def changed(term: Term, query: ReportQuery) -> bool:
    """Whether there is something to draw: a price that moved, an introduction, a gap or a hold."""
    drawn = stretches(term.spans, end_of(query.day))
    return len(drawn) > 1 or bool(term.waits) or any(one.first is not None for one in drawn)


def gaps(term: Term, query: ReportQuery) -> list[tuple[str, str]]:
    """The days from which and until which nothing is known, between two known stretches."""
    drawn = stretches(term.spans, end_of(query.day))
    return [(old.end[:10], new.start[:10]) for old, new in pairwise(drawn) if old.end < new.start]


def _flat(start: str, end: str, price: Decimal | None, currency: str, until: str) -> Point:
    """A level of a price; "d" is what it says of itself when pointed at: with no last day where it goes on."""
    last = "" if end >= until else f" {end[:10]}"
    said = f"@{money(plain(price or Decimal(0)), currency)} · {start[:10]} –{last}"
    return {"s": at(start), "e": at(end), "p": float(price or 0), "d": said}


def _step(old: Stretch, new: Stretch) -> Point:
    return {"s": at(new.start), "p": float(old.price), "q": float(new.price)}
