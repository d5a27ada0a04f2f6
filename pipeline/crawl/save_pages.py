"""Saving pages for samples: a vendor's sources fetched as in a crawl, each page in a dated folder of its own."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.crawl.run_spiders import live
from scrapers.archive.saved_page import Known, Saved
from scrapers.refusals import Refused, UnknownSource
from scrapers.registry import of_vendor
from scrapers.spider import PlanSpider
from scrapers.study import Reading
from scrapers.unread import Unread
from scrapers.vocabulary.plan_names import slug

REVIEW = "offers.review.json"  # renamed to offers.json by the person who checked it
_SECRET = ("set-cookie", "cookie", "authorization", "www-authenticate")
_KINDS = {"html": "html", "json": "json", "markdown": "md", "javascript": "js", "xml": "xml"}


@dataclass(frozen=True)
class Kept:
    """One page and what came of it; `folder` is None where no page came."""

    folder: Path | None
    source: str
    url: str
    offers: int
    refused: Refused | None
    unread: tuple[Unread, ...] = ()


class _Pages:
    """In place of the archive: keeps the pages in memory, each under a number of its own."""

    directory = None
    lost = None

    def __init__(self) -> None:
        self.saved: list[Saved] = []

    def keep(self, saved: Saved, unmodified: Known | None = None) -> tuple[str, int]:
        self.saved.append(saved)
        return "", len(self.saved) - 1

    def close(self) -> None:
        pass


def save(vendor: str, source: str | None, into: Path) -> list[Kept]:
    """Fetch a vendor's sources, or one of them, and write a folder for each page that came.

    Raises UnknownSource where there is no such vendor, or no such source that a crawl fetches.
    """
    nightly = [one for one in of_vendor(vendor) if one.nightly]
    chosen = [one for one in nightly if source in (None, one.name)]
    if not chosen:
        names = ", ".join(one.name for one in nightly)
        raise UnknownSource(f"no crawl of {vendor} fetches {source}; it fetches {names}")
    process, pages = live(), _Pages()
    spider = type(
        "Saving", (process.spider_loader.load(vendor),), {"sources": tuple(chosen), "_indexes": lambda _: []}
    )
    crawler = process.create_crawler(spider)
    process.crawl(crawler, archive=pages)
    process.start()
    assert isinstance(crawler.spider, PlanSpider)
    fetched = {one.name for one in chosen}
    return [_kept(one, pages.saved, into) for one in crawler.spider.readings if one.source.name in fetched]


def _kept(reading: Reading, saved: Sequence[Saved], into: Path) -> Kept:
    page, refused = reading.page, reading.refused
    if page is None or page.position is None:
        return Kept(None, reading.source.name, reading.source.url, 0, refused)
    original = saved[page.position]
    folder = _folder(into, original, reading.source.vendor)
    (folder / f"body.{_ending(original)}").write_bytes(original.body)
    _write(folder / "page.json", about(original))
    offers: Any = [offer.to_json() for offer in reading.offers]
    if refused:
        offers = {"refused": refused.error, "message": str(refused)}
    _write(folder / REVIEW, offers)
    return Kept(folder, reading.source.name, original.url, len(reading.offers), refused, reading.unread)


def about(saved: Saved) -> dict[str, Any]:
    """What page.json says: the request, the answer's headers without cookies, and when it was fetched."""
    headers = {name.lower(): value for name, value in saved.headers if name.lower() not in _SECRET}
    said = {
        "url": saved.url,
        "method": saved.method,
        "click": saved.click,
        "source": saved.source,
        "status": saved.status,
        "headers": headers,
        "fetched_at": [saved.fetched_at.replace(microsecond=0).isoformat()],
        "rawness": "rendered" if saved.rendered else "verbatim",
        "note": "",
    }
    moved = saved.final_url not in ("", saved.url)
    return said | ({"final_url": saved.final_url} if moved else {})


def _folder(into: Path, saved: Saved, vendor: str) -> Path:
    short = saved.source.removeprefix(f"{vendor}-")
    name = f"{saved.fetched_at:%Y-%m-%d}-{short}" + (f"-{slug(saved.click)}" if saved.click else "")
    for number in range(1, 1000):
        folder = into / vendor / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise FileExistsError(f"{into / vendor / name}: too many folders of that day")


def _ending(saved: Saved) -> str:
    kind = {name.lower(): value for name, value in saved.headers}.get("content-type", "")
    path = re.search(r"\.(mdx?|json|js|html|xml)$", saved.url.split("?")[0])
    return next((end for word, end in _KINDS.items() if word in kind), path[1] if path else "txt")


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
