"""What five vendors truly sell on each night of a year, drawn from a seed, and the pages that say so, or lie.

Everything is decided before the first night: which sources fail when and how, and then each change, late enough after the one
before it of the same vendor that this one has been readable as often as docs/judging.md wants it confirmed.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

from pages import JDCLOUD, OFFERS, PLANS, SOURCES, WRITERS

READY = 4  # nights that a new database has before anything changes
LOOKS = {"plan_gone": 3, "plan_added": 2, "intro_ended": 2}
LARGE = 1.5
OUTAGES = ("error", "challenge", "short", "reset", "cut", "shell", "busy", "maintenance")
LIES = ("hundredfold", "placeholder", "zero", "double", "unreadable", "missing", "no introduction")
Plans = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Event:
    """A change as the database should tell it: published from one night on, and by another one at the latest."""

    offer: str
    kind: str
    before: Any
    after: Any
    night: int
    due: int


@dataclass
class Night:
    """What is sold, which sources do not answer and how, and which plan's line of a page lies and how."""

    plans: dict[str, Plans]
    outages: dict[str, str] = field(default_factory=dict)
    lies: dict[str, tuple[str, str]] = field(default_factory=dict)  # by vendor: plan, lie
    morning: str = ""  # the vendor whose change is to be seen before the night, in a light round

    def pages(self) -> Iterator[tuple[str, str]]:
        """The body of each source's page."""
        for vendor, write in WRITERS.items():
            plans = deepcopy(self.plans[vendor])
            if vendor in self.lies:
                _lie(plans, *self.lies[vendor])
            yield from write({name: plan for name, plan in plans.items() if plan["sold"]})


class Market:
    """The nights of a seed, and the events they should lead to."""

    def __init__(self, nights: int, seed: int) -> None:
        self.chance, self.events = Random(seed), list[Event]()
        self.nights = [Night({}) for _ in range(nights)]
        for vendor in PLANS:
            self._trouble(vendor)
        for vendor, plans in PLANS.items():
            self._live(vendor, deepcopy(plans))
        self._leave_out_what_nobody_could_doubt()

    def _leave_out_what_nobody_could_doubt(self) -> None:
        """A doubled price on the night of a cut may be a small move from the price before: no source says it is a lie."""
        for before, night in pairwise(self.nights):
            for vendor, (plan, lie) in list(night.lies.items()):
                term = "P1Y" if "P1Y" in night.plans[vendor][plan] else "P1M"
                if (
                    lie == "double"
                    and night.plans[vendor][plan][term] * 2 < LARGE * before.plans[vendor][plan][term]
                ):
                    del night.lies[vendor]

    def _trouble(self, vendor: str) -> None:
        """Outages of one to four nights of each source, and pages that lie for a night."""
        for source in SOURCES[vendor]:
            night = READY + self.chance.randint(0, 12)
            while night < len(self.nights):
                how, length = self.chance.choice(OUTAGES), self.chance.choice((1, 1, 2, 3, 4))
                for one in self.nights[night : night + length]:
                    one.outages[source] = how
                night += length + self.chance.randint(6, 20)
        night = READY + self.chance.randint(3, 15)
        while night < len(self.nights):
            lie = self.chance.choice(LIES)
            if not any(source in self.nights[night].outages for source in SOURCES[vendor]):
                self.nights[night].lies[vendor] = (self.chance.choice(sorted(PLANS[vendor])), lie)
            night += self.chance.randint(9, 25)

    def _live(self, vendor: str, plans: Plans) -> None:
        """The changes of a vendor, one after the other."""
        upcoming = READY + self.chance.randint(0, 5)
        for number, night in enumerate(self.nights):
            if number == upcoming:
                told = list(self._change(vendor, plans, number))
                upcoming = max((event.due for event in told), default=number) + self.chance.randint(2, 7)
                self.events += told
            night.plans[vendor] = deepcopy(plans)

    def _change(self, vendor: str, plans: Plans, number: int) -> Iterator[Event]:
        plan = self.chance.choice(sorted(plans))
        what = self.chance.choice(sorted(_changeable(vendor, plan, plans)))
        before = deepcopy(plans[plan])
        plans[plan][what] = self._value(what, plans[plan], plans)
        if what == "stock" and number % 2:
            self.nights[number].morning = vendor
        for offer, kind, old, new in _told(vendor, plan, what, before, plans[plan]):
            yield Event(offer, kind, old, new, number, self._due(vendor, plan, kind, old, new, offer, number))

    def _value(self, what: str, plan: Mapping[str, Any], plans: Plans) -> Any:
        if what in ("sold", "stock"):
            return not plan[what]
        if what == "name":
            return plan["names"][plan["names"].index(plan["name"]) - 1]
        if what == "quota":
            return plan["quota"] + 100
        if what == "intro":
            shares = [None] if plan["intro"] else []
            while True:
                drawn = [*shares, *(round(plan["P1M"] * share) + 0.9 for share in self._shares())]
                if (intro := self.chance.choice(drawn)) != plan["intro"]:
                    return intro
        amounts = {value for one in plans.values() for value in one.values() if isinstance(value, int)}
        places = (
            0,
            1,
            2,
        )  # a term's price, spread over its months and rounded: for a month it waits for a person
        spread = {round(amount / months, to) for amount in amounts for months in (3, 12) for to in places}
        while True:
            factor = self.chance.choice((0.8, 0.9, 1.1, 1.2, 1.3, 1.7, 0.55)) + self.chance.random() / 20
            amount = round(plan[what] * factor)
            bound = plan["list"] if what == "P1M" and "list" in plan else 10**6
            floor = plan["P1M"] if what == "list" else 12
            if (
                amount not in amounts | spread
                and floor < amount < bound
                and 0.4 < amount / plan["base"][what] < 2.5
            ):
                return amount

    def _shares(self) -> list[float]:
        return [0.3 + self.chance.random() / 3]

    def _due(self, vendor: str, plan: str, kind: str, old: Any, new: Any, offer: str, number: int) -> int:
        """The night of the last look that this change wants, the last of all where there is none."""
        looks = LOOKS.get(kind, 1)
        if kind == "price_changed" and max(new / old, old / new) >= LARGE:
            looks = 2
        for night in range(number, len(self.nights)):
            looks -= self.readable(vendor, plan, kind, offer, night)
            if not looks:
                return night
        return len(self.nights)

    def readable(self, vendor: str, plan: str, kind: str, offer: str, number: int) -> bool:
        """Whether a source that states this of the plan does so on a night."""
        night = self.nights[number]
        liar, lie = night.lies.get(vendor, ("", ""))
        whole = kind not in ("plan_gone", "renamed") or lie not in ("unreadable", "missing")
        states = OFFERS[vendor].stated_by(kind, offer)
        return liar != plan and whole and any(source not in night.outages for source in states)


def _changeable(vendor: str, plan: str, plans: Plans) -> set[str]:
    """What of a plan may change now: of one that is not sold, only that."""
    known = plans[plan]
    if not known["sold"]:
        return {"sold"}
    fields = {name for name in ("P1M", "P3M", "P1Y", "stock", "quota", "intro", "list") if name in known}
    if "names" in known and all(other["sold"] for other in plans.values()):
        fields |= {"name", "sold"}
    return fields - ({"P1M"} if vendor == JDCLOUD and known["intro"] else set()) or {"sold"}


def _told(
    vendor: str, plan: str, what: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[str, str, Any, Any]]:
    """Offer, kind of event, before and after: for each term of the plan where it concerns all."""
    offers, terms = OFFERS[vendor], [term for term in ("P1M", "P3M", "P1Y") if term in new]
    if what in terms:
        yield offers.name(plan, new, what), "price_changed", old[what], new[what]
    elif what == "intro":
        kind = "intro_changed" if old[what] and new[what] else "intro_ended" if old[what] else "intro_started"
        yield offers.name(plan, new, "P1M"), kind, old[what], new[what]
    elif what == "list":
        yield offers.name(plan, new, "P1M"), "list_price_changed", old[what], new[what]
    else:
        kinds = {"stock": "availability_changed", "quota": "quota_changed", "name": "renamed"}
        kind = kinds.get(what) or ("plan_added" if new["sold"] else "plan_gone")
        for term in terms:
            ids = [offers.name(plan, state, term) for state in (old, new)]
            yield ids[1], kind, *(ids if what == "name" else (old[what], new[what]))


def _lie(plans: Plans, plan: str, lie: str) -> None:
    """Have a page say what is not so; where it is of a price, of the one that one source alone states."""
    said = plans[plan]
    term = "P1Y" if "P1Y" in said else "P1M"
    if lie == "missing":
        said["sold"] = False
    elif lie == "no introduction":
        said["intro"] = None
    else:
        wrong = {"hundredfold": said[term] * 100, "placeholder": 99999, "zero": 0, "double": said[term] * 2}
        said[term] = wrong.get(lie, "面议")
