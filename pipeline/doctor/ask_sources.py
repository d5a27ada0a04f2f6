"""Asking every source once, through the spiders of a night, into a database and an archive that are thrown away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from db.database import Database
from db.open import open_db
from db.tables.holds import VendorHolds
from db.tables.proofs import proven
from pipeline.crawl.main_job import run_live
from pipeline.doctor.last_time import Known, LastTime
from pipeline.outcomes import Crawl, Outcome
from scrapers.registry import of_vendor

State = Literal[
    "same",
    "read",
    "proven",
    "unproven",
    "changed",
    "partial",
    "refused",
    "unreached",
    "forbidden",
    "no_browser",
]
WHOLE = ("same", "read", "proven", "unproven", "changed")  # states of a source of which every price was read
_END = "9999"  # after every moment
_WITHOUT_PAGE: Mapping[str, State] = {"robots": "forbidden", "no-browser": "no_browser"}


@dataclass(frozen=True)
class Answer:
    """What came of one source. `prices` of its `offers` were read; `holds` would not be published, each with its reason.

    `last_time` is what it states beside what the user's database knows of it, None where that knows nothing; `same`: it
    states exactly that, whatever the history says. `read`: nothing about it is open: its page was seen in real bytes before, or it states no price. `proven`: it agrees
    with the dated history tonight. `unproven`: it does not yet, and waits for a person. `changed`: it states what the
    history does not, and that is held. What was not used is `unreached`, `refused` and so on.
    """

    vendor: str
    source: str
    url: str
    state: State
    outcome: str
    reached: bool
    prices: int
    offers: Sequence[Mapping[str, Any]]
    message: str | None
    holds: Sequence[Mapping[str, Any]]
    unread: Sequence[Mapping[str, Any]]
    last_time: LastTime | None

    def to_json(self) -> dict[str, Any]:
        """The answer as programs read it."""
        return {**vars(self), "last_time": self.last_time.to_json() if self.last_time else None}


def ask(
    vendors: Sequence[str],
    folder: Path,
    known: Known,
    tell: Callable[[Crawl], None],
    note: Callable[[str], None],
) -> list[Answer]:
    """Ask the sources of these vendors, keeping pages and a new database, with the curated history, in the folder.

    `known` is what the user's own database knows, `tell` hears of each vendor when it is done, `note` what is wrong with the exchange rates.
    """
    db = open_db(folder / "doctor.db")
    try:
        crawls = run_live(db, tell, vendors, folder / "pages", note)
        believed = proven(db, _END)
        return [
            _answer(db, crawl, outcome, believed, known) for crawl in crawls for outcome in crawl.outcomes
        ]
    finally:
        db.conn.close()


def _answer(db: Database, crawl: Crawl, outcome: Outcome, believed: set[str], known: Known) -> Answer:
    name = outcome.source.name
    last_time = known.beside(name, outcome.offers) if outcome.used else None
    as_known = last_time is not None and last_time.alike
    holds = [hold for hold in VendorHolds(db, crawl.vendor).open() if hold["source"] == name]
    reached = any(page.source == name for page in crawl.pages)
    return Answer(
        crawl.vendor,
        name,
        next(source.url for source in of_vendor(crawl.vendor) if source.name == name),
        _state(outcome, reached, [hold["rule"] for hold in holds], name in believed, as_known),
        outcome.word,
        reached,
        _priced(outcome),
        [offer.to_json() for offer in outcome.offers],
        outcome.message,
        [{key: hold[key] for key in ("offer", "field", "rule", "reason")} for hold in holds],
        [one.to_json() for one in outcome.unread],
        last_time,
    )


def _state(outcome: Outcome, reached: bool, rules: Sequence[str], believed: bool, as_known: bool) -> State:
    if not outcome.used:
        return _WITHOUT_PAGE.get(outcome.word, "refused" if reached else "unreached")
    if outcome.unread:
        return "partial"
    if as_known:
        return "same"
    if any(not rule.endswith("unproven") for rule in rules) or (rules and believed):
        return "changed"
    if believed:
        return "proven"
    return "unproven" if rules or (not outcome.source.proven and _priced(outcome)) else "read"


def _priced(outcome: Outcome) -> int:
    return sum(offer.price is not None for offer in outcome.offers)
