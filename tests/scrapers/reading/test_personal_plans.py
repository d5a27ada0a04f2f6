"""A plan of one person is an account's, also where its price is said per person; an edition for many is sold by the seat."""

import pytest

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.plan_table import PlanTable

TABLE = "## 版本\n\n| 版本 | 价格 |\n|---|---|\n| {name} | {price} |\n"


class Plain(PlanTable):
    """A vendor whose names tell nothing of seats."""

    name, vendor, product, region, currency = "codebuddy-plain", "codebuddy", "codebuddy", "CN", "CNY"


class Seated(Plain):
    """A vendor that says which of its plans are sold by the seat."""

    seats = "enterprise.*"


@pytest.mark.parametrize("source", [Plain(), Seated()])
@pytest.mark.parametrize(
    ("name", "price", "per"),
    [
        ("个人专业版", "58 元/人/月", "account"),
        ("Personal Pro", "¥58 / user / month", "account"),
        ("企业版", "58 元/人/月", "seat"),
    ],
)
def test_per_person(source: PlanTable, name: str, price: str, per: str) -> None:
    page = Page(url="https://www.codebuddy.cn/x", body=TABLE.format(name=name, price=price).encode())
    (offer,) = source.offers(page)
    assert isinstance(offer, Offer)
    assert (offer.per, str(offer.price)) == (per, "58")
