"""From a number back to its bytes: the page an observation was read from, and the words on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.database import Database
from db.tables import pages, states
from db.tables.states import State
from scrapers.archive.quotation import Passage, passage
from scrapers.archive.saved_page import Saved
from scrapers.archive.warc_reader import Warcs
from scrapers.archive.warc_stream import BadReplay
from scrapers.page import Page


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
    return _trace(db, states.last_of(db, offer))


def of_observation(db: Database, number: int) -> Trace | None:
    """One state by its number, and its page; None where there is none."""
    return _trace(db, states.numbered(db, number))


def of_page(db: Database, prefix: str) -> list[Trace]:
    """Every state read from the pages whose SHA-256 begins so, the last page of each body; a page alone where none was."""
    if not re.fullmatch(r"[0-9a-f]{4,64}", prefix.lower()):
        return []
    rows = pages.of_body(db, prefix)
    traces = []
    for page in {row["sha256"]: row for row in rows}.values():
        numbers = [row["id"] for row in rows if row["sha256"] == page["sha256"]]
        traces += [Trace(state, page) for state in states.of_pages(db, numbers)] or [Trace(None, page)]
    return traces


def quoted(trace: Trace, saved: Saved) -> Passage | None:
    """Where the page says what the state was read from; None where it does not, or there is no state."""
    if trace.state is None:
        return None
    page = Page(url=saved.url, body=saved.body, headers=dict(saved.headers))
    return passage(page.text, trace.state.offer.evidence, trace.state.offer.plan_name)


def words_on(db: Database, number: int | None, said: str, near: str, archive: Path | None) -> Passage | None:
    """Where a page, by its number, says what is quoted; None where it does not, or the archive does not hold it."""
    try:
        saved = Trace(None, pages.numbered(db, number)).saved(archive)
    except NoPage:
        return None
    return passage(Page(url=saved.url, body=saved.body, headers=dict(saved.headers)).text, said, near)


def _trace(db: Database, state: State | None) -> Trace | None:
    return Trace(state, pages.numbered(db, state.page_id)) if state else None
