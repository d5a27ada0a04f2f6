"""Entries: changes as a feed tells them, each one once, under an id that comes from the change itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from db.database import Database, select
from db.tables.event_kinds import kind
from reports.facts.events import COLUMNS, Event, read_events
from reports.facts.timeline import Span, Timeline
from reports.question import ReportQuery

# Kinds that undo each other: without the other between them, a second one tells the same change again.
_FAMILIES = {"intro_started": "intro", "intro_ended": "intro", "plan_added": "life", "plan_gone": "life"}
_PLACE = 5  # vendor/product/plan/region/per


@dataclass(frozen=True)
class NewsItem:
    """One entry: the events of one plan that are one piece of news, and what tells it apart from all others."""

    events: tuple[Event, ...]
    identity: str

    @property
    def kind(self) -> str:
        return self.first.kind

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def plan(self) -> str:
        """The plan as vendor/product/plan/region/per."""
        return place(self.first.offer)

    @cached_property
    def published_at(self) -> str:
        return min(one.published_at for one in self.events)


def urn(identity: str) -> str:
    """An address made of the identity alone: the same in every build and on every site."""
    return uuid5(NAMESPACE_URL, f"codingplans:{identity}").urn


def place(offer: str) -> str:
    return "/".join(offer.split("/")[:_PLACE])


def entries(db: Database, query: ReportQuery, cause: str = "vendor") -> list[NewsItem]:
    """What was published by the end of the day, newest first: one plan, one kind, one night an entry; a rename once."""
    rows = select(
        db,
        f"SELECT {COLUMNS} FROM events WHERE published_at <= ? AND cause = ? ORDER BY at, offer, id",
        [query.at, cause],
    )
    news = [row for row in rows if kind(row["kind"]).news]
    known = zip((row["id"] for row in news), read_events(db, news), strict=True)
    return sorted(_grouped(_once(known)), key=lambda one: (one.published_at, one.identity), reverse=True)


def _once(events: Iterable[tuple[int, Event]]) -> Iterator[Event]:
    """Without what was kept twice, by people and by a crawl: of equal neighbours the one that was kept first."""
    kept: dict[tuple[str, str], list[tuple[int, Event]]] = {}
    for number, one in events:
        past = kept.setdefault((one.offer, _FAMILIES.get(one.kind, one.kind)), [])
        if past and _same(past[-1][1], one):
            past[-1] = min(past[-1], (number, one), key=lambda pair: pair[0])
        else:
            past.append((number, one))
    for past in kept.values():
        yield from (one for _, one in past)


def _same(one: Event, other: Event) -> bool:
    again = one.kind in _FAMILIES or (one.before, one.after) == (other.before, other.after)
    return one.kind == other.kind != "renamed" and again


def _grouped(events: Iterable[Event]) -> Iterator[NewsItem]:
    groups: dict[str, list[Event]] = {}
    renames = Renames()
    for one in sorted(events, key=lambda one: (one.at, one.offer)):
        groups.setdefault(_identity(one, renames), []).append(one)
    for identity, alike in groups.items():
        yield NewsItem(tuple(alike), identity)


def _identity(one: Event, renames: "Renames") -> str:
    if one.kind == "renamed":
        return f"{one.cause}/{renames.identity(one)}"
    return f"{one.cause}/{one.kind}/{place(one.offer)}/{one.at}/{one.published_at}"


class Renames:
    """Which renames are one piece of news: all terms of a plan in a region, whenever each was noticed, and the
    regions that were noticed at the same moment. A plan that takes its old name again is news again."""

    def __init__(self) -> None:
        self._turns: dict[tuple[frozenset[str], str], tuple[str, int]] = {}
        self._leads: dict[tuple[str, str], str] = {}
        self._joined: dict[tuple[str, str], str] = {}

    def identity(self, one: Event) -> str:
        """What the events of one rename share; events are asked for in the order of time."""
        old, new = renamed(one)
        where = place(one.offer).removeprefix(new)
        pair = (frozenset((old, new)), where)
        last, turn = self._turns.get(pair, ("", 0))
        turn += last != new
        self._turns[pair] = (new, turn)
        name = f"renamed/{old}/{new}/{turn}"
        lead = self._leads.setdefault((name, one.at), where)
        return name + self._joined.setdefault((name, where), lead)


def renamed(one: Event) -> tuple[str, str]:
    """The old and the new vendor/product/plan of a rename."""
    old, new = ("/".join((side or {}).get("offer", "").split("/")[:3]) for side in (one.before, one.after))
    return old, new


@dataclass(frozen=True)
class Notice:
    """An introduction of a plan whose last day was announced: told once, as of when it became known."""

    spans: tuple[Span, ...]

    @property
    def until(self) -> str:
        return str(self.spans[0].offer.intro_until)

    @property
    def published_at(self) -> str:
        return min(span.start for span in self.spans)

    @property
    def identity(self) -> str:
        return f"ends/{place(self.spans[0].offer.id)}/{self.until}"


def announced(past: Timeline, query: ReportQuery) -> list[Notice]:
    """The ends of introductions that were announced by the end of the day, each with the terms it is for."""
    notices: dict[tuple[str, str], dict[str, Span]] = {}
    for name in past.plans():
        for span in past.spans(name, query.at):
            if span.offer.intro_until:
                terms = notices.setdefault((place(span.offer.id), str(span.offer.intro_until)), {})
                terms.setdefault(span.offer.id, span)
    return [Notice(tuple(terms.values())) for terms in notices.values()]
