"""Offline: what a vendor's sources make of saved pages, which answer in place of the network as they answered a spider."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from w3lib.url import safe_url_string

from scrapers.archive.replay import Shelf
from scrapers.archive.saved_page import Saved
from scrapers.fetched import Fetch, Fetched
from scrapers.fetching.same_site import refuse_astray, refuse_foreign
from scrapers.offline.studies import Studied, Studies
from scrapers.page import Page
from scrapers.refusals import Refused, Unfetched
from scrapers.registry import indexes, of_vendor
from scrapers.settings import REDIRECT_MAX_TIMES
from scrapers.study import Reading, instead

_LEADS_ON = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Heard:
    """What came of a vendor's requests: the readings, and the answers that an archive keeps.

    Each answer has the number of the reading that comes of it, None where another answer took its place.
    """

    readings: list[Reading] = field(default_factory=list)
    answers: list[tuple[Saved, int | None]] = field(default_factory=list)


def heard(vendor: str, shelf: Shelf, studies: Studies) -> Heard:
    """What a vendor's nightly sources, and those of its lists of pages that were saved, make of a shelf."""
    saved = {key[0] for key in shelf.saved}
    lists = [one for one in indexes() if one.vendor == vendor and one.name in saved]
    found = Heard()
    for source in (*of_vendor(vendor), *lists):
        if source.nightly:
            _Visit(source, shelf, studies, found).go()
    return found


@dataclass(frozen=True)
class _Visit:
    """The requests of one source, one after the other."""

    source: Fetched
    shelf: Shelf
    studies: Studies
    found: Heard

    def go(self) -> None:
        waiting = deque(self.source.fetches())
        while waiting:
            waiting.extend(self._ask(waiting.popleft()))

    def _ask(self, fetch: Fetch, absent: Refused | None = None) -> tuple[Fetch, ...]:
        """Keep what comes of a request, or of the same page at its next address; answers what the page leads to."""
        page = None
        try:
            page = self._page(fetch)
            studied = self._read(page)
        except Refused as refused:
            if again := instead(fetch.instead, refused):
                return self._ask(again, absent or refused)
            self._note(Reading(self.source, page, refused=absent or refused))
            return ()
        stated = studied.stated
        self._note(Reading(self.source, page, stated.offers, None, stated.unread, stated.others))
        return studied.following

    def _note(self, reading: Reading) -> None:
        if reading.page:
            self.found.answers[-1] = (self.found.answers[-1][0], len(self.found.readings))
        self.found.readings.append(reading)

    def _read(self, page: Page) -> Studied:
        refuse_astray(self.source, page.url, page.final_url)
        studied = self.studies.of(self.source.name, page)
        if studied.refused:
            raise studied.refused
        for following in studied.following:
            refuse_foreign(self.source, following.url)
        return studied

    def _page(self, fetch: Fetch) -> Page:
        """The page that was saved at an address, or where that leads; raises a Refused where there is none to be used."""
        method, url, saved = fetch.method, safe_url_string(fetch.url), None
        try:
            for _ in range(REDIRECT_MAX_TIMES + 1):
                saved = self._saved(method, url, fetch.click)
                if saved.failure:
                    raise Unfetched(*saved.failure)
                self.found.answers.append((saved, None))
                if not (location := _location(saved)):
                    return page_of(saved, fetch.url, self.source, self.shelf.vantage)
                refuse_astray(self.source, fetch.url, urljoin(url, location))
                method, url = _led_on(saved.status, method), _joined(url, location)
            raise Unfetched("loop", f"{url} redirects more than five times")
        except Refused as refused:
            if refused.outcome != "unsaved":
                self._keep_failure(fetch, method, saved, refused)
            raise

    def _saved(self, method: str, url: str, click: str | None) -> Saved:
        saved = self.shelf.saved.get((self.source.name, method, url, click))
        if saved is None:
            raise Unfetched("unsaved", f"{url} is not among the saved pages of that night")
        return saved

    def _keep_failure(self, fetch: Fetch, method: str, saved: Saved | None, refused: Refused) -> None:
        failure = Saved(
            source=self.source.name,
            url=fetch.url,
            method=method,
            click=fetch.click,
            status=0,
            headers=(),
            body=b"",
            fetched_at=saved.fetched_at if saved else datetime.now(UTC),
            failure=(refused.outcome, str(refused)),
        )
        self.found.answers.append((failure, None))


def page_of(saved: Saved, asked: str, source: Fetched, vantage: str | None = None) -> Page:
    """The page in a saved answer to what a source asked for."""
    headers: dict[str, str] = {}
    for name, value in saved.headers:
        headers[name.title()] = ", ".join(filter(None, (headers.get(name.title()), value)))
    page = Page(
        url=asked,
        final_url=saved.final_url or saved.url,
        body=saved.body,
        status=saved.status,
        headers=headers,
        fetched_at=saved.fetched_at,
        source=source.name,
        vantage=vantage,
        archive=saved.kept[0] if saved.kept else None,
        position=saved.kept[1] if saved.kept else None,
    )
    vars(page)["sha256"] = saved.sha256
    return page


def _location(saved: Saved) -> str:
    """Where an answer leads on the web; empty where it leads nowhere."""
    said = [value for name, value in saved.headers if name.lower() == "location"]
    if saved.status not in _LEADS_ON or not said:
        return ""
    return said[-1] if urlsplit(urljoin(saved.url, said[-1])).scheme in ("http", "https") else ""


def _joined(url: str, location: str) -> str:
    """The address that an answer leads to; it is shown at the same place of the page."""
    target, mark = urldefrag(urljoin(url, safe_url_string(location)))
    mark = mark or urldefrag(url)[1]
    return f"{target}#{mark}" if mark else target


def _led_on(status: int, method: str) -> str:
    """How what an answer leads to is asked for."""
    posted = method == "POST" and status in (301, 302)
    return "GET" if posted or status == 303 else method
