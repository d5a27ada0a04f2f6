"""Every plan that is sold has a page for people: no address of a service, no script, no bare file of data."""

import json
import re
from urllib.parse import urlsplit

from places import SAMPLES

from db.curated.history_file import read_history
from db.curated.import_history import BUNDLED
from scrapers.about.vendor_facts import Pages, facts_of

NOT_FOR_PEOPLE = re.compile(
    r"^https://api\d?[.-]|/api/|/v\d+/|\.(?:m?js|json|md|txt|xml|warc)(?:[?#]|$)", re.I
)
UNKNOWN = {("wenming7", "CN", "coding-plan")}  # a small reseller, whose address nobody recorded


def _curated() -> set[tuple[str, str, str]]:
    held = (row.offer for row in read_history(BUNDLED) if row.valid_to is None)
    return {(offer.vendor, offer.region, offer.product) for offer in held}


def _sampled() -> set[tuple[str, str, str]]:
    files = SAMPLES.glob("*/*/offers.json")
    offers = (offer for file in files for offer in json.loads(file.read_text(encoding="utf-8")))
    return {(offer["vendor"], offer["region"], offer["product"]) for offer in offers}


def _pages() -> dict[tuple[str, str, str], tuple[Pages, ...]]:
    return {
        (who, where, what): facts_of(who).of(where, what).pages
        for who, where, what in _curated() | _sampled()
    }


def test_every_product_that_is_sold_has_a_page_with_its_prices() -> None:
    assert {sold for sold, pages in _pages().items() if not pages} == UNKNOWN


def test_pages_are_for_people() -> None:
    said = {
        url for pages in _pages().values() for one in pages for url in (one.price, one.buy, one.docs) if url
    }
    assert not sorted(url for url in said if NOT_FOR_PEOPLE.search(url))
    assert all(urlsplit(url).scheme == "https" for url in said)


def test_what_is_not_for_people_is_told_from_what_is() -> None:
    services = (
        "https://api.acme.example/plans",
        "https://acme.example/api/plans",
        "https://acme.example/a-1f.js",
    )
    assert all(
        map(
            NOT_FOR_PEOPLE.search,
            (*services, "https://acme.example/plans.md?lang=en"),
        )
    )
    assert not NOT_FOR_PEOPLE.search("https://acme.example/pricing")
