"""Replay: saved pages answer the spiders' requests, and nothing reaches the network.

A folder of saved pages holds folders with `body.*` and `page.json` (url, method, click, source, status,
headers, fetched_at). A page that was the same on several nights lists several times.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.responsetypes import responsetypes

SAMPLES = Path(__file__).with_name("samples")


class BadReplay(ValueError):
    """A path that holds no saved pages; the message names it."""


@dataclass(frozen=True)
class Saved:
    """A saved answer and the request it answers. `click` is the billing tab that was open."""

    source: str
    url: str
    method: str
    click: str | None
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: datetime

    @property
    def key(self) -> tuple[str, str, str, str | None]:
        return (self.source, self.method, self.url, self.click)


Shelf = dict[tuple[str, str, str, str | None], Saved]


def load(path: Path) -> list[Shelf]:
    """The saved pages below a folder, one shelf a night, oldest night first; raises BadReplay where there are none."""
    nights: dict[str, Shelf] = defaultdict(dict)
    for info in sorted(path.rglob("page.json")):
        for saved in _saved(info):
            nights[saved.fetched_at.date().isoformat()][saved.key] = saved
    if not nights:
        raise BadReplay(f"{path}: no saved pages (folders with page.json and body.*)")
    return [nights[night] for night in sorted(nights)]


def _saved(info: Path) -> Iterable[Saved]:
    bodies = sorted(info.parent.glob("body.*"))
    if len(bodies) != 1:
        raise BadReplay(f"{info.parent}: {len(bodies)} files named body.*, expected one")
    try:
        about: dict[str, Any] = json.loads(info.read_text(encoding="utf-8"))
        times = about["fetched_at"] if isinstance(about["fetched_at"], list) else [about["fetched_at"]]
        for time in times:
            yield Saved(
                about["source"], about["url"], about.get("method", "GET"), about.get("click"), about.get("status", 200),
                about.get("headers", {}), bodies[0].read_bytes(), datetime.fromisoformat(time),
            )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise BadReplay(f"{info}: not a saved page: {error}") from None


class ReplayMiddleware:
    """Answers every request from the shelf in the setting REPLAY_SHELF; a page that was not saved is a failed read."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["REPLAY_SHELF"])

    def process_request(self, request: Request) -> Response:
        saved = self.shelf.get(
            (request.meta["source"], request.method, request.url, request.meta.get("click"))
        )
        if saved is None:
            raise IgnoreRequest(f"{request.url} is not among the saved pages of that night")
        request.meta["fetched_at"] = saved.fetched_at
        headers = {name: value.encode() for name, value in saved.headers.items()}
        kind = responsetypes.from_args(headers={**headers}, url=saved.url, body=saved.body)  # type: ignore[arg-type]
        return kind(url=saved.url, status=saved.status, headers=headers, body=saved.body, request=request)
