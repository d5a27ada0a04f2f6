"""The checkout's preview of what each product costs, in stock or not."""

from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import PageChanged
from scrapers.vendors.zhipu.charges import ChargeRecords
from scrapers.vocabulary.prices.billing import MONTHS

_TIERS = ("Lite", "Pro", "Max")
_IDS = {  # of the three tiers, in both generations
    "P1M": "02434c 1df3e1 2fc421 a490e5 92f659 5b41f6",
    "P3M": "b8ea38 fef82f 5d3a03 e90ff2 f176ba 6a48ac",
    "P1Y": "70a804 5643e6 d46f8b 86305b 6b9bb7 c51c35",
}
_PERIODS = {f"product-{product}": period for period, ids in _IDS.items() for product in ids.split()}
_TITLES = {
    f"product-{product}": f"GLM Coding {_TIERS[at % 3]}"
    for ids in _IDS.values()
    for at, product in enumerate(ids.split())
}


class BatchPreview(ChargeRecords):
    """The checkout's preview, which needs a login: rows know products by id only. A queue answers code 555."""

    name = "zhipu-batch-preview-cn"
    region = "CN"
    currency = "CNY"
    url = "https://bigmodel.cn/api/biz/pay/batch-preview"
    addresses = r"(?:www\.|open\.)?bigmodel\.cn/api/biz/pay/batch-preview"
    gives = frozenset()
    nightly = False
    records = ("payAmount", "renewAmount", "productId")
    fields = ChargeRecords.fields | {"title": "productId", "period": "productId"}
    words = {"period": _PERIODS}
    flags = {"soldOut": "SoldOut", "forbidden": None, "canPurchase": "InStock"}

    def title(self, record: JsonObject) -> str:
        return _TITLES.get(super().title(record), "")

    def period_of(self, record: JsonObject, title: str) -> str | None:
        period = super().period_of(record, title)
        whole, month = record.number("originalAmount"), record.number("monthlyOriginalAmount")
        if period and month is not None and whole != month * MONTHS[period]:
            raise PageChanged(f"{title} is not billed every {MONTHS[period]} months")
        return period
