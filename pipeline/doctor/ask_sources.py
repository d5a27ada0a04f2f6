"""Asking every source once, through the spiders of a night, into a database and an archive that are thrown away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from db.database import Database
from db.open import open_db
from db.tables.holds import open_of
from db.tables.proofs import proven
from pipeline.crawl.main_job import run_live
from pipeline.outcomes import Crawl, Outcome
from scrapers.registry import of_vendor

State = Literal[
    "read", "proven", "unproven", "changed", "partial", "refused", "unreached", "forbidden", "no_browser"
]
WHOLE = ("read", "proven", "unproven", "changed")  # states of a source of which every price was read
_END = "9999"  # after every moment
_WITHOUT_PAGE: Mapping[str, State] = {"robots": "forbidden", "no-browser": "no_browser"}


@dataclass(frozen=True)
class Answer:
    """What came of one source. `prices` of its `offers` were read; `holds` would not be published, each with its reason.

    `read`: nothing about it is open: its page was seen in real bytes before, or it states no price. `proven`: it agrees
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

    def to_json(self) -> dict[str, Any]:
        """The answer as programs read it."""
        return dict(vars(self))


def ask(
    vendors: Sequence[str], folder: Path, tell: Callable[[Crawl], None], note: Callable[[str], None]
) -> list[Answer]:
    """Ask the sources of these vendors, keeping pages and a new database, with the curated history, in the folder.

    `tell` hears of each vendor when it is done, `note` what is wrong with the exchange rates.
    """
    db = open_db(folder / "doctor.db")
    try:
        crawls = run_live(db, tell, vendors, folder / "pages", note)
        believed = proven(db, _END)
        return [_answer(db, crawl, outcome, believed) for crawl in crawls for outcome in crawl.outcomes]
    finally:
        db.conn.close()


def _answer(db: Database, crawl: Crawl, outcome: Outcome, believed: set[str]) -> Answer:
    name = outcome.source.name
    holds = [hold for hold in open_of(db, crawl.vendor) if hold["source"] == name]
    reached = any(page.source == name for page in crawl.pages)
    return Answer(
        crawl.vendor,
        name,
        next(source.url for source in of_vendor(crawl.vendor) if source.name == name),
        _state(outcome, reached, [hold["rule"] for hold in holds], name in believed),
        outcome.word,
        reached,
        _priced(outcome),
        [offer.to_json() for offer in outcome.offers],
        outcome.message,
        [{key: hold[key] for key in ("offer", "field", "rule", "reason")} for hold in holds],
        [one.to_json() for one in outcome.unread],
    )


def _state(outcome: Outcome, reached: bool, rules: Sequence[str], believed: bool) -> State:
    if not outcome.used:
        return _WITHOUT_PAGE.get(outcome.word, "refused" if reached else "unreached")
    if outcome.unread:
        return "partial"
    if any(not rule.endswith("unproven") for rule in rules) or (rules and believed):
        return "changed"
    if believed:
        return "proven"
    return "unproven" if rules or (not outcome.source.proven and _priced(outcome)) else "read"


def _priced(outcome: Outcome) -> int:
    return sum(offer.price is not None for offer in outcome.offers)
