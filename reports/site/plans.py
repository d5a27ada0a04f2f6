"""Plans: what a vendor sells under one name in one region, with every way to pay for it and all that happened."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.database import Database
from db.tables.states import claimed, offer_ids
from reports.facts.events import Event
from reports.facts.figures import Figure
from reports.facts.timeline import Span, Timeline, spans_of
from reports.question import ReportQuery
from scrapers.offer import KEY, PERIODS, Offer


@dataclass(frozen=True)
class Wait:
    """A hold and how it stood on the day; `open` until it ended."""

    id: int
    offer: str
    vendor: str
    field: str
    rule: str
    value: str
    known: str | None
    reason: str
    ends_by: str
    since: str
    status: str
    ended_at: str | None
    plan_name: str

    @property
    def open(self) -> bool:
        return self.status == "open"


@dataclass(frozen=True)
class Term:
    """One way to pay for a plan: one offer, under all its ids. `figure` is None when it is no longer sold."""

    id: str
    figure: Figure | None
    spans: Sequence[Span]
    told: Sequence[Span]
    waits: Sequence[Wait]

    @property
    def last(self) -> Offer:
        """The newest state, as far as the day."""
        return self.figure.offer if self.figure else (self.spans or self.told)[-1].offer


@dataclass(frozen=True)
class Plan:
    """One page: the monthly term first. `slug` is the page's name."""

    slug: str
    terms: Sequence[Term]
    events: Sequence[Event]

    @property
    def first(self) -> Offer:
        return self.terms[0].last

    @property
    def source(self) -> str | None:
        """The page its newest price was read from."""
        term = self.terms[0]
        return term.figure.state.url if term.figure else (term.spans or term.told)[-1].state.url

    @property
    def figures(self) -> list[Figure]:
        """Its ways to pay that are sold, in the order of the terms."""
        return [term.figure for term in self.terms if term.figure]

    @property
    def best(self) -> Figure | None:
        """The way to pay that stands for the plan: the first in the ranking; None where none is sold."""
        return min(self.figures, key=lambda one: one.rank or sys.maxsize, default=None)

    @property
    def sold(self) -> bool:
        return bool(self.figures)


def plans(
    db: Database,
    query: ReportQuery,
    past: Timeline,
    figures: Iterable[Figure],
    events: Sequence[Event],
    waits: Sequence[Wait],
) -> list[Plan]:
    """Every plan that was ever priced by the day, by vendor and name; an old name is found under its newest one."""
    sold = {one.offer.id: one for one in figures}
    told = [(state.offer.id, span) for state in claimed(db, query.at) for span in spans_of(state)]
    groups: dict[str, list[Term]] = {}
    held: dict[str, list[Wait]] = {}
    for wait in waits:
        held.setdefault(wait.offer, []).append(wait)
    for offer in _newest(db, past):
        ids = past.ids(offer)
        term = Term(
            id=offer,
            figure=sold.get(offer),
            spans=past.spans(offer, query.at),
            told=[span for name, span in told if name in ids],
            waits=sorted((wait for name in ids for wait in held.get(name, ())), key=_began),
        )
        if term.spans:
            groups.setdefault(page(offer), []).append(term)
    by_offer: dict[str, list[Event]] = {}
    for event in events:
        by_offer.setdefault(event.offer, []).append(event)
    return [_plan(slug, terms, past, by_offer) for slug, terms in sorted(groups.items())]


def _began(wait: Wait) -> tuple[str, int]:
    return wait.since, wait.id


def _newest(db: Database, past: Timeline) -> list[str]:
    return list(dict.fromkeys(map(past.newest, offer_ids(db))))


def _plan(slug: str, terms: list[Term], past: Timeline, events: Mapping[str, list[Event]]) -> Plan:
    ordered = sorted(
        terms, key=lambda term: (term.figure is None, PERIODS.index(str(term.last.period)), term.id)
    )
    names = dict.fromkeys(name for term in ordered for name in past.ids(term.id))
    mine = [event for name in names for event in events.get(name, ())]
    return Plan(slug, ordered, sorted(mine, key=lambda one: (one.at, one.offer), reverse=True))


def page(offer: str) -> str:
    """The page of an offer: its id without period and currency, "account" unsaid."""
    key = dict(zip(KEY, offer.split("/"), strict=True))
    names = [key["vendor"], key["product"], key["plan"], key["region"].lower()]
    return "_".join(names if key["per"] == "account" else [*names, key["per"]])
