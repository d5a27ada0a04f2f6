"""Studies: what saved pages state, each different page read once, however many nights it was the same."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from scrapers.fetched import Fetch, Fetched
from scrapers.page import Page
from scrapers.processes.reader import Reader
from scrapers.reading.extract import Stated
from scrapers.refusals import Refused
from scrapers.study import study

_MOST = 512  # pages whose reading is remembered
_SEEN = "content-type"  # the one header that a source is shown


@dataclass(frozen=True)
class Studied:
    """What came of one page: what it leads to and states, or why it was refused.

    `dated` is whether its reader looked at when it was fetched.
    """

    following: tuple[Fetch, ...] = ()
    stated: Stated = field(default_factory=lambda: Stated(()))
    refused: Refused | None = None
    dated: bool = False


class Studies:
    """Reads pages of these sources in a process of its own, under the limits of a reading; it is to be closed.

    What was read of a page is remembered for the next one that gives its reader the same to see.
    """

    def __init__(self, sources: Iterable[Fetched]) -> None:
        self._reader = Reader(partial(studied, tuple(sources)))
        self._known: OrderedDict[object, Studied] = OrderedDict()

    def of(self, source: str, page: Page) -> Studied:
        """What the source of that name makes of a page."""
        key = (source, page.url, page.final_url, page.status, _media(page), page.sha256, page.size)
        for sight in (key, (*key, page.fetched_at)):
            if known := self._known.get(sight):
                self._known.move_to_end(sight)
                return known
        found = self._read(source, page)
        self._known[(*key, page.fetched_at) if found.dated else key] = found
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found

    def close(self) -> None:
        """End the process."""
        self._reader.close()

    def _read(self, source: str, page: Page) -> Studied:
        try:
            return self._reader.read(source, page)
        except Refused as refused:  # it took too long, or too much memory
            return Studied(refused=refused)


def studied(sources: Iterable[Fetched], name: str, page: Page) -> Studied:
    """What the source of that name makes of a page of which it sees the bytes, their kind, the address and the time."""
    seen, looked = _watched(page)
    try:
        following, stated = study(sources, name, seen)
    except Refused as refused:
        return Studied(refused=refused, dated=looked())
    return Studied(tuple(following), stated, dated=looked())


class _Watched(Page):
    """A page that notes, for its copies too, that its time was looked at."""

    @property
    def fetched_at(self) -> datetime | None:
        self.__dict__["_looks"].append(True)
        moment: datetime | None = self.__dict__["_at"]
        return moment

    @fetched_at.setter
    def fetched_at(self, moment: datetime | None) -> None:
        self.__dict__ |= {"_at": moment, "_looks": self.__dict__.get("_looks", [])}


def _watched(page: Page) -> tuple[Page, Callable[[], bool]]:
    looks: list[bool] = []
    fields = {**page.__dict__, "headers": {_SEEN: media} if (media := _media(page)) else {}}
    at = fields.pop("fetched_at")
    seen = object.__new__(_Watched)
    seen.__dict__.update(fields, _at=at, _looks=looks)
    return seen, lambda: bool(looks)


def _media(page: Page) -> str:
    return {name.lower(): value for name, value in page.headers.items()}.get(_SEEN, "")
