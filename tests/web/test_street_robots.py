"""robots.txt: no request slips through while it is fetched, and its Crawl-delay is kept."""

from itertools import pairwise
from pathlib import Path
from time import monotonic

import leak
import pytest
from crawler import FORKS, codingplans, outcomes
from street import Street

HOST = "claude.com"


@pytest.mark.parametrize(
    ("stock", "leaked"), [(True, 3), (False, 0)], ids=["stock Scrapy leaks", "ours does not"]
)
def test_five_requests_wait_for_one_robots_txt(stock: bool, leaked: int, street: Street) -> None:
    street.shops[HOST].robots = (200, "User-agent: *\nDisallow: /private/\n")
    street.shops[HOST].robots_pause = 0.5
    process = FORKS.Process(target=leak.crawl, args=(street.bases, HOST, stock))
    process.start()
    process.join(30)
    assert process.exitcode == 0
    assert [seen.path for seen in street.visits].count("/robots.txt") == 1
    assert len([seen for seen in street.visits if seen.path.startswith("/private/")]) == leaked


@pytest.mark.parametrize(
    "delay", ["3600", "9" * 400, "5"], ids=["an hour", "no number holds it", "too long for all pages"]
)
def test_crawl_delay_beyond_the_time_left_is_refused_at_once_by_name(
    delay: str, street: Street, db: Path, tmp_path: Path
) -> None:
    street.shops["www.minimaxi.com"].robots = (200, f"User-agent: *\nCrawl-delay: {delay}\nAllow: /\n")
    began = monotonic()
    ran = codingplans(
        "crawl", "minimax", "--db", db, bases=street.bases, out=tmp_path / "out", CLOSESPIDER_TIMEOUT=8
    )
    assert monotonic() - began < 12
    assert ran.status == 1
    assert "robots" in {word for source, word in outcomes(db).items() if source.startswith("minimax-")}
    assert "robots.txt of www.minimaxi.com asks for" in ran.said
    assert "(Crawl-delay)" in ran.said


def test_two_requests_of_a_host_are_never_closer_than_the_delay(
    street: Street, db: Path, tmp_path: Path
) -> None:
    """No random part makes a pause shorter than what is said, nor a crawl longer than it need be."""
    codingplans("crawl", "cursor", "--db", db, bases=street.bases, out=tmp_path / "out", DOWNLOAD_DELAY=0.8)
    times = [seen.at for seen in street.visits if seen.host == "cursor.com"]
    pauses = [after - before for before, after in pairwise(times)]
    assert len(pauses) >= 3
    assert min(pauses) > 0.7


def test_crawl_delay_is_kept(street: Street, db: Path, tmp_path: Path) -> None:
    street.shops["www.minimaxi.com"].robots = (200, "User-agent: *\nCrawl-delay: 1\nAllow: /\n")
    ran = codingplans("crawl", "minimax", "--db", db, bases=street.bases, out=tmp_path / "out")
    assert ran.status == 0, ran.said
    times = [seen.at for seen in street.visits if seen.host == "www.minimaxi.com"]
    pauses = [after - before for before, after in pairwise(times[1:])]
    assert len(times) == 3
    assert min(pauses) > 0.6
