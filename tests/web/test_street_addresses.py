"""Vendors that move their pages: to another host of theirs, and under the name of another product."""

from dataclasses import replace
from pathlib import Path

from crawler import codingplans, outcomes, rows
from faults import leads
from street import Street, last_night

from scrapers.archive.saved_page import Saved

M_PLAN = "https://platform.minimax.cn/docs/m-plan/intro.md"


def _minimax() -> list[Saved]:
    return [page for page in last_night() if page.source.startswith("minimax-")]


def test_a_page_that_became_another_product_is_read_as_that_one(tmp_path: Path) -> None:
    """A redirect to the vendor's new documentation host is followed; M Plan is never read as Token Plan."""
    with Street(_minimax()) as street:
        street.faults["minimax-docs-cn"] = leads(M_PLAN)
        ran = codingplans(
            "crawl", "minimax", "--db", tmp_path / "x.db", bases=street.bases, out=tmp_path / "o"
        )
    assert outcomes(tmp_path / "x.db")["minimax-docs-cn"] == "ok", ran.said
    offers = [
        row[0] for row in rows(tmp_path / "x.db", "SELECT offer FROM current_prices WHERE region = 'CN'")
    ]
    assert {"go", "explore", "build"} == {offer.split("/")[2] for offer in offers if "/m-plan/" in offer}
    assert not {"go", "explore", "build"} & {
        offer.split("/")[2] for offer in offers if "/token-plan/" in offer
    }


def test_a_page_is_asked_for_at_its_other_address(tmp_path: Path) -> None:
    """Where the first address has the page no more, the second is asked, and its answer is the source's."""
    moved = {
        "minimax-docs-cn": "https://platform.minimax.cn/docs/token-plan/intro.md",
        "minimax-m-plan-docs-cn": "https://platform.minimaxi.com/docs/m-plan/intro.md",
    }
    pages = [replace(page, url=moved.get(page.source, page.url)) for page in _minimax()]
    with Street(pages) as street:
        ran = codingplans(
            "crawl", "minimax", "--db", tmp_path / "x.db", bases=street.bases, out=tmp_path / "o"
        )
        asked = [(seen.host, seen.path) for seen in street.visits if "intro.md" in seen.path]
    assert set(outcomes(tmp_path / "x.db").values()) == {"ok"}, ran.said
    assert ran.status == 0, ran.said
    assert ("platform.minimaxi.com", "/docs/token-plan/intro.md") in asked
    assert ("platform.minimax.cn", "/docs/token-plan/intro.md") in asked


def test_a_page_that_is_at_no_address_fails_as_at_its_first(tmp_path: Path) -> None:
    pages = [page for page in _minimax() if page.source != "minimax-docs-cn"]
    hosts = [
        replace(pages[0], url=f"https://{host}/other")
        for host in ("platform.minimaxi.com", "platform.minimax.cn")
    ]
    with Street([*pages, *hosts]) as street:
        ran = codingplans(
            "crawl", "minimax", "--db", tmp_path / "x.db", bases=street.bases, out=tmp_path / "o"
        )
    found = outcomes(tmp_path / "x.db")
    assert found.pop("minimax-docs-cn") == "missing", ran.said
    assert set(found.values()) == {"ok"}, ran.said
