"""A crawl of a street whose shops answer after 300 ms, beside the least time that politeness allows.

No crawler may take less: of each host one page at a time, the next at least `DOWNLOAD_DELAY` after the one before.
"""

import json
import os
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from measure import Measure, codingplans
from street import Street, last_night

from scrapers.registry import named
from scrapers.settings import DOWNLOAD_DELAY

LATENCY = 0.3  # seconds before a shop answers


def crawl(db: Path) -> Iterator[Measure]:
    """One measure: the seconds of the crawl of every vendor whose pages need no browser; `db` holds earlier nights."""
    pages = [page for page in last_night() if not named(page.source).browser]
    with Street(pages) as street:
        street.latency = LATENCY
        bank = next(iter(street.bases.values()))  # has no rates, and says so at once
        bases = street.bases | {"www.ecb.europa.eu": bank}
        settings = {"CODINGPLANS_BASE_URLS": json.dumps(bases), "CODINGPLANS_CHROMIUM": ""}
        begun = time.monotonic()
        subprocess.run(
            codingplans("crawl", "--db", str(db)),
            env=os.environ | settings,
            check=False,
            capture_output=True,
        )
        spent = time.monotonic() - begun
        visits = Counter(visit.host for visit in street.visits)
    host, most = visits.most_common(1)[0]
    least = (most - 1) * DOWNLOAD_DELAY + LATENCY
    yield Measure(
        "a crawl of every vendor", spent / least, 1.2, beside=f"{most} requests of {host}, {least:.0f} s"
    )
