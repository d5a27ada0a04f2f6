"""Discovery: a page about a plan that a vendor's own list names for the first time is an event for a person, never a price."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from db.database import Database
from db.tables import pages
from db.tables.discoveries import announce, discover, known_pages, looked_before, note_look
from db.transaction import writing
from pipeline.publish.store import PROVENANCE
from scrapers.page import Page
from scrapers.page_list import Listed, PageList
from scrapers.processes.reader import Reader
from scrapers.refusals import Refused
from scrapers.registry import indexes, sources
from scrapers.study import Reading

_LENGTH = 80  # characters of a page's name in an event


@dataclass(frozen=True)
class Plans:
    """The pages about plans that indexes list; what the last page at each address listed is remembered."""

    last: dict[tuple[str, str], tuple[object, list[Listed]]] = field(default_factory=dict)

    def of(self, index: PageList, pages: Iterable[Page]) -> list[tuple[Listed, Page]]:
        """Each with the page that lists it; raises the Refused of one that is no list, or over the limits of a page."""
        reader = Reader(index.plans)
        try:
            return [(one, page) for page in pages for one in self._listed(index, page, reader)]
        finally:
            reader.close()

    @cached_property
    def asked(self) -> set[str]:
        """The addresses that sources ask for. They can read more (whole folders of articles), but nobody asks for it."""
        return {
            url
            for source in sources()
            for fetch in source.fetches()
            for url in (source.url, fetch.url, *fetch.instead)
        }

    def _listed(self, index: PageList, page: Page, reader: Reader[[Page], list[Listed]]) -> list[Listed]:
        media = {name.lower(): value for name, value in page.headers.items()}.get("content-type")
        sight = (page.final_url, page.status, media, page.sha256)
        known = self.last.get((index.name, page.url))
        if known is None or known[0] != sight:
            known = self.last[index.name, page.url] = (sight, reader.read(page))
        return known[1]


@dataclass(frozen=True)
class Look:
    """One look at one index: when, in a crawl of which kind, and what was answered."""

    index: PageList
    at: str
    kind: str
    readings: Sequence[Reading]

    def pages(self) -> list[Page]:
        """The pages that were answered; raises the Refused of one that was not."""
        for reading in self.readings:
            if reading.refused and (reading.source is self.index or reading.page is None):
                raise reading.refused
        return [reading.page for reading in self.readings if reading.page]


def look(
    db: Database, vendor: str, at: str, kind: str, readings: Iterable[Reading], plans: Plans | None = None
) -> None:
    """Remember which plan pages a vendor's indexes list; those that are new since the first look become events.

    An index that could not be read changes nothing but its own row.
    """
    kept = list(readings)
    for index in (one for one in indexes() if one.vendor == vendor):
        mine = [one for one in kept if one.source is index or (one.page and one.page.url == index.url)]
        if mine:
            with writing(db):
                _look(db, Look(index, at, kind, mine), plans or Plans())


def _look(db: Database, look: Look, plans: Plans) -> None:
    index = look.index
    try:
        listed = plans.of(index, look.pages())
    except Refused as refused:
        note_look(db, index.name, index.vendor, index.url, look.at, str(refused))
        return
    known, read = looked_before(db, index.name), plans.asked
    found = known_pages(db, index.vendor)
    for one, page in listed:
        if one.key not in found and not any(index.same(one, url) for url in read):
            found.add(one.key)
            _note(db, look, one, page, known)
    note_look(db, index.name, index.vendor, index.url, look.at, None)


def _note(db: Database, look: Look, one: Listed, page: Page, known: bool) -> None:
    index, page_id = look.index, pages.last_of(db, page.source, page.sha256)
    discover(
        db,
        index.vendor,
        index.name,
        one.key,
        one.url,
        one.title,
        look.at,
        baseline=int(not known),
        page_id=page_id,
    )
    if known:
        announce(
            db,
            f"{index.vendor}/-/{name(one)}",
            one.url,
            one.title,
            look.at,
            provenance=PROVENANCE[look.kind],
            index=index.url,
            page_id=page_id,
        )


def name(one: Listed) -> str:
    """A page's place in the offer column of an event: its address as one word."""
    return re.sub(r"[^a-z0-9]+", "-", one.key.lower()).strip("-")[-_LENGTH:]
