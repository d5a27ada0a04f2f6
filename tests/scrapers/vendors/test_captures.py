"""Every captured page reads to exactly what a person read on it, or is refused for the right reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from captured import captured, provenance
from places import EXPECTED

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.refusals import Refused
from scrapers.registry import owner, vendors

NOBODYS = {  # an article's prose: no source reads it
    "tencent/2026-08-04_developer-article-2638167-coding-plan-launch.md",
}
NAMELESS = {  # a rendering that lost the names of its plans: a price of nobody's plan is refused
    "tabnine/2026-06-21_www-tabnine-com-pricing-cut.txt",
}

pytestmark = pytest.mark.shared


def _name(path: Path) -> str:
    return path.relative_to(EXPECTED).as_posix().removesuffix(".json")


def _sorted(offers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(offers, key=lambda offer: json.dumps(offer, sort_keys=True, ensure_ascii=False))


@pytest.mark.parametrize("path", sorted(EXPECTED.glob("*/*.json")), ids=_name)
def test_capture_reads_as_expected(path: Path, shared: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    page = Page(url=expected["url"], body=captured(shared, _name(path)).read_bytes())
    if "refused" in expected:
        with pytest.raises(Refused) as refusal:
            read(owner(page.url), page)
        assert refusal.value.error == expected["refused"], refusal.value
    else:
        offers = [offer.to_json() for offer in read(owner(page.url), page).offers]
        assert _sorted(offers) == _sorted(expected["offers"])


def test_every_capture_of_our_vendors_is_expected(shared: Path) -> None:
    rows = [row for row in provenance(shared) if row["vendor"] in vendors()]
    problems = []
    for row in rows:
        path = EXPECTED / f"{row['file']}.json"
        if not path.is_file() and row["file"] in NOBODYS:
            continue
        if not path.is_file():
            problems.append(f"{row['file']}: no {path.relative_to(EXPECTED.parent)}")
            continue
        expected = json.loads(path.read_text(encoding="utf-8"))
        priced = any(offer["price"] is not None for offer in expected.get("offers", []))
        if expected["url"] != row["url"].partition(" (")[0]:
            problems.append(f"{row['file']}: its url is {row['url']}, not {expected['url']}")
        if (
            priced != (row["holds_prices"] == "yes")
            and expected.get("refused") != "Truncated"
            and row["file"] not in NAMELESS
        ):
            problems.append(f"{row['file']}: holds_prices is {row['holds_prices']}, priced offers: {priced}")
    assert not problems, "\n".join(problems)
