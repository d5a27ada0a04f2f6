"""From a number back to its bytes: the page an observation was read from, and the words on it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.states import State, state_of
from scrapers.archive.quotation import Passage, passage
from scrapers.archive.saved_page import Saved
from scrapers.archive.warc_reader import BadReplay, Warcs
from scrapers.page import Page

_PAGES = """
    SELECT pages.*, crawls.vendor, crawls.kind, crawls.vantage, reads.parser
    FROM pages JOIN crawls ON crawls.id = pages.crawl_id
    LEFT JOIN reads ON reads.crawl_id = pages.crawl_id AND reads.source = pages.source
"""
_STATES = """
    SELECT observations.*, offers.*, observations.id AS observation_id
    FROM observations JOIN offers ON offers.id = observations.offer_id
"""


class NoPage(Exception):
    """Nothing is known under that name, or its bytes are not in the archive; the message says which."""


@dataclass(frozen=True)
class Trace:
    """A state and the page it was read from. Curated states have no page; a page may have told nothing that is known.

    `page` is the row of `pages` with the crawl's vendor, kind and vantage and the source's parser.
    """

    state: State | None
    page: Mapping[str, Any] | None

    def saved(self, archive: Path | None) -> Saved:
        """The answer as the archive keeps it; raises NoPage where it does not, or not with these bytes any more."""
        page = self.page
        if page is None:
            raise NoPage("no page: this was not read from one")
        if page["archive"] is None or archive is None:
            raise NoPage(f"page {page['sha256'][:12]} of {page['url']} was not archived")
        file = archive / page["archive"]
        try:
            saved = Warcs(archive).at(file, page["position"])
        except BadReplay as error:
            raise NoPage(f"the page cannot be read: {error}; name the archive with --archive") from None
        if saved.sha256 != page["sha256"]:
            raise NoPage(f"{file}: the page at byte {page['position']} is not the one that was read")
        return saved


def of_offer(db: Database, offer: str) -> Trace | None:
    """What holds for an offer, or held last, and its page; None for an offer without any believed state."""
    rows = db.query(
        "SELECT * FROM states WHERE offer = ? ORDER BY first_seen DESC, observation_id DESC LIMIT 1", [offer]
    )
    return next((_trace(db, state_of(row)) for row in rows), None)


def of_observation(db: Database, number: int) -> Trace | None:
    """One state by its number, and its page; None where there is none."""
    rows = db.query(f"{_STATES} WHERE observations.id = ?", [number])
    return next((_trace(db, state_of(row)) for row in rows), None)


def of_page(db: Database, prefix: str) -> list[Trace]:
    """Every state read from the pages whose SHA-256 begins so, the last page of each body; a page alone where none was."""
    if not re.fullmatch(r"[0-9a-f]{4,64}", prefix.lower()):
        return []
    pages = list(db.query(f"{_PAGES} WHERE sha256 LIKE ? ORDER BY pages.id", [f"{prefix.lower()}%"]))
    traces = []
    for page in {row["sha256"]: row for row in pages}.values():
        numbers = [row["id"] for row in pages if row["sha256"] == page["sha256"]]
        states = list(_of_pages(db, numbers))
        traces += [Trace(state, page) for state in states] or [Trace(None, page)]
    return traces


def quoted(trace: Trace, saved: Saved) -> Passage | None:
    """Where the page says what the state was read from; None where it does not, or there is no state."""
    if trace.state is None:
        return None
    page = Page(url=saved.url, body=saved.body, headers=dict(saved.headers))
    return passage(page.text, trace.state.offer.evidence, trace.state.offer.plan_name)


def _trace(db: Database, state: State) -> Trace:
    rows = db.query(f"{_PAGES} WHERE pages.id = ?", [state.page_id])
    return Trace(state, next(iter(rows), None))


def _of_pages(db: Database, numbers: Iterable[int]) -> Iterable[State]:
    wanted = ", ".join(map(str, numbers))
    return map(state_of, db.query(f"{_STATES} WHERE page_id IN ({wanted}) ORDER BY offer, first_seen"))
