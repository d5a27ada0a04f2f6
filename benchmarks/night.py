"""What a night costs: extracting, and a whole offline night, each as a multiple of a floor in the same run.

The floor reads the same sample bodies and parses them once with lxml, or json; nothing can be cheaper than that.
Run: python benchmarks/night.py
"""

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter

from parsel import Selector

from db.open import open_db
from pipeline.crawl.main_job import run_offline
from scrapers.archive.replay import SAMPLES
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.refusals import Refused
from scrapers.registry import named

ROUNDS = 5


def pages() -> list[Page]:
    """Every sample page the project ships."""
    found = []
    for info in sorted(SAMPLES.rglob("page.json")):
        about = json.loads(info.read_text(encoding="utf-8"))
        body = next(info.parent.glob("body.*")).read_bytes()
        night = datetime.fromisoformat(about["fetched_at"][0])
        found.append(Page(about["url"], body, night, headers=about["headers"], source=about["source"]))
    return found


def floor(all_pages: list[Page]) -> None:
    """Parse every body once."""
    for page in all_pages:
        text = page.body.decode("utf-8")
        if text.lstrip()[:1] in "{[":
            json.loads(text)
        else:
            Selector(text=text).css("*").get()


def extract(all_pages: list[Page]) -> None:
    """Read every page as its source does."""
    for page in all_pages:
        try:
            read(named(page.source), Page(page.url, page.body, page.fetched_at, headers=page.headers))
        except Refused:
            continue


def offline_nights() -> None:
    """The whole main job on all sample nights: spider, archive, judge, store."""
    with tempfile.TemporaryDirectory() as folder:
        run_offline(open_db(Path(folder) / "sample.db"), archive=Path(folder) / "archive")


def best(work: Callable[[], None], rounds: int = ROUNDS) -> float:
    """The shortest of several rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def main() -> None:
    all_pages = pages()
    least = best(lambda: floor(all_pages))
    print(f"{len(all_pages)} pages; the floor parses them in {1000 * least:.0f} ms")
    print(f"  extract every page   {best(lambda: extract(all_pages)) / least:6.1f} × floor")
    print(f"  four offline nights  {best(offline_nights, 2) / least:6.1f} × floor")


if __name__ == "__main__":
    main()
