"""The checkout's preview of what each product costs, in stock or not."""

from collections.abc import Iterator

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refusals import PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, each
from scrapers.vendors.zhipu.rows import Row, amount, charges, flag, price_said, quoted, rows, text
from scrapers.vocabulary.billing import MONTHS


def _products(*terms: str) -> dict[str, tuple[str, str]]:
    return {
        f"product-{product}": (tier, period)
        for period, ids in zip(MONTHS, terms, strict=True)
        for tier, product in zip(("lite", "pro", "max"), ids.split(), strict=True)
    }


class BatchPreview(Source):
    """The checkout's preview, which needs a login: rows know products by id only.

    payAmount is the first charge and renewAmount what each later term costs. A queue answers code 555.
    """

    name = "zhipu-batch-preview-cn"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"
    currency = "CNY"
    url = "https://bigmodel.cn/api/biz/pay/batch-preview"
    addresses = r"(?:www\.|open\.)?bigmodel\.cn/api/biz/pay/batch-preview"
    gives = frozenset()
    nightly = False
    goods = {
        **_products("02434c 1df3e1 2fc421", "b8ea38 fef82f 5d3a03", "70a804 5643e6 d46f8b"),
        **_products("a490e5 92f659 5b41f6", "e90ff2 f176ba 6a48ac", "86305b 6b9bb7 c51c35"),
    }

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = rows(page.json(), "data", "productList")
        return each(found, lambda row: [self._offer(page, row)], lambda row: quoted(row, "productId"))

    def _offer(self, page: Page, row: Row) -> Offer:
        tier, period = self._product(row)
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=tier,
            plan_name=f"GLM Coding {tier.title()}",
            region=self.region,
            period=period,
            currency=self.currency,
            availability=_stock(row),
            **charges(row),
            evidence=price_said(page, row),
        )

    def _product(self, row: Row) -> tuple[str, str]:
        known = self.goods.get(text(row, "productId"))
        if known is None:
            raise PageChanged(f"unknown product {row['productId']!r}")
        if row.get("monthlyOriginalAmount") is not None:
            months = MONTHS[known[1]]
            if amount(row, "originalAmount") != amount(row, "monthlyOriginalAmount") * months:
                raise PageChanged(f"{row['productId']} is not billed every {months} months")
        return known


def _stock(row: Row) -> str | None:
    if flag(row, "soldOut"):
        return "SoldOut"
    return "InStock" if flag(row, "canPurchase") and not flag(row, "forbidden") else None
