"""What a source states now beside what the user's own database knows of it: the same, changed, gone or new."""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from db.database import Database
from db.reading import open_read_only
from db.tables import holds
from db.tables.states import moment, states_at
from db.transaction import BadDatabase
from pipeline.doctor.check import Check
from pipeline.unattended.machine import network_mount
from pipeline.unattended.steps import ON_NETWORK
from scrapers.offer import BadOffer, Offer, plain


@dataclass(frozen=True)
class Price:
    """What one offer costs, in its currency, as a source states it; `own_intro` where the introduction is its word."""

    price: str | None
    intro_price: str | None
    intro_periods: int | None
    own_intro: bool = True

    def becomes(self, now: "Price") -> bool:
        """Whether that is another price; what a source leaves out and another states, it does not take back."""
        ended = now.intro_price is None and self.intro_price is not None and self.own_intro
        intro = now.intro_price is not None and now.intro_price != self.intro_price
        lasts = (
            None not in (now.intro_periods, self.intro_periods) and now.intro_periods != self.intro_periods
        )
        return self.price != now.price or ended or intro or lasts

    def to_json(self) -> dict[str, Any]:
        """The amounts as programs read them."""
        return {"price": self.price, "intro_price": self.intro_price, "intro_periods": self.intro_periods}


def price_of(offer: Offer, *, own_intro: bool = True) -> Price:
    """The price of an offer."""
    price, intro = (None if one is None else plain(one) for one in (offer.price, offer.intro_price))
    return Price(price, intro, offer.intro_periods, own_intro)


@dataclass(frozen=True)
class LastTime:
    """A source's prices beside those of last time, by offer id: how many are the same, and which are not.

    `changed` has the price before and after; `gone` is not stated any more, `new` was not stated.
    """

    same: int
    changed: Mapping[str, tuple[Price, Price]]
    gone: Sequence[str]
    new: Sequence[str]

    @property
    def alike(self) -> bool:
        return not (self.changed or self.gone or self.new)

    def to_json(self) -> dict[str, Any]:
        """The comparison as programs read it."""
        changed = [
            {"offer": id, "before": before.to_json(), "after": after.to_json()}
            for id, (before, after) in self.changed.items()
        ]
        return {"same": self.same, "changed": changed, "gone": list(self.gone), "new": list(self.new)}


@dataclass(frozen=True)
class Known:
    """What a database knows: each source's prices by offer id, what it stated last, also where that is held."""

    prices: Mapping[str, Mapping[str, Price]]

    def beside(self, source: str, offers: Iterable[Offer]) -> LastTime | None:
        """What a source states now beside last time; None where it stated no price then."""
        before = self.prices.get(source)
        if before is None:
            return None
        now = {offer.id: price_of(offer) for offer in offers if offer.price is not None}
        both = before.keys() & now.keys()
        changed = {id: (before[id], now[id]) for id in sorted(both) if before[id].becomes(now[id])}
        return LastTime(
            len(both) - len(changed), changed, sorted(before.keys() - now), sorted(now.keys() - before)
        )


def known_to(path: Path) -> tuple[Known, Check]:
    """What the user's database knows, and how it stands; nothing where there is none yet, or none that can be read."""
    if not path.is_file():
        return Known({}), Check(
            "database", "skipped", f"{path.name}: none yet", "no_database", {"file": path.name}
        )
    try:
        db = open_read_only(path)
    except BadDatabase as error:
        return Known({}), Check("database", "failed", str(error))
    try:
        found = Known(_prices(db))
    finally:
        db.conn.close()
    if kind := network_mount(path):
        said = f"it is on {kind}: {ON_NETWORK}"
        return found, Check("database", "warning", said, "on_network", {"kind": kind})
    count = len({id for prices in found.prices.values() for id in prices})
    said = f"{count} prices are known from pages of {len(found.prices)} sources"
    return found, Check("database", "ok", said, "known", {"count": count, "sources": len(found.prices)})


def _prices(db: Database) -> dict[str, dict[str, Price]]:
    """What each source stated last, as published, or as held where that is newer."""
    found: dict[str, dict[str, Price]] = {}
    for state in states_at(db, moment(datetime.now(UTC))):
        if state.provenance in ("scraped", "sample") and state.offer.price is not None:
            source = state.sources.get("price", state.source)
            own = state.sources.get("intro", source) == source
            found.setdefault(source, {})[state.offer.id] = price_of(state.offer, own_intro=own)
    for hold in holds.all_open(db):
        if hold["field"] in ("price", "intro"):
            with suppress(BadOffer):  # nobody could pay it
                offer = Offer.from_json(json.loads(hold["proposed"]))
                found.setdefault(hold["source"], {})[offer.id] = price_of(offer)
    return found
