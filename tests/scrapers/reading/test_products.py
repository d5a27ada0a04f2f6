"""MiniMax's pages: a table is of the product its own heading names, whatever the address; renewals are no sale."""

import pytest

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.registry import owner
from scrapers.vendors.minimax.products import tier
from scrapers.vocabulary.brands import product_named

M_PLAN = "https://platform.minimax.cn/docs/m-plan/intro.md"
TOKEN_PLAN = "https://platform.minimaxi.com/docs/token-plan/intro.md"
PAGE = """# {title}

## 旧套餐 Token Plan（仅续费）

|  | **Plus** | **Max** |
| --- | --- | --- |
| 价格 | ¥49 /月 | ¥119 /月 |

## M Plan

|  | **Go** | **M Plan Explore** |
| --- | --- | --- |
| 价格 | ¥49 /月 | ¥119 /月 |
"""


def _offers(url: str, text: str) -> dict[str, Offer]:
    found = read(owner(url), Page(url=url, body=text.encode())).offers
    return {f"{offer.product}/{offer.plan}": offer for offer in found}


@pytest.mark.parametrize("url", [M_PLAN, TOKEN_PLAN])
@pytest.mark.parametrize("title", ["M Plan 概要", "Token Plan 概要", "订阅套餐"])
def test_the_heading_of_a_table_names_its_product(url: str, title: str) -> None:
    found = _offers(url, PAGE.format(title=title))
    assert set(found) == {"token-plan/plus", "token-plan/max", "m-plan/go", "m-plan/explore"}
    assert {name for name, offer in found.items() if offer.availability == "Discontinued"} == {
        "token-plan/plus",
        "token-plan/max",
    }


def test_a_heading_of_two_products_names_neither() -> None:
    assert product_named("从 Token Plan 升级到 M Plan", "minimax") is None
    assert product_named("M Plan 概要", "minimax") == "m-plan"
    assert product_named("Team Plan", "minimax") is None
    assert (tier("M Plan Go"), tier("Go"), tier("Token Plan")) == ("Go", "Go", "Token Plan")
