"""The configuration of the vendor's own desktop client."""

from scrapers.offer import Quota
from scrapers.reading.records.json_objects import JsonObject, known
from scrapers.vendors.zhipu.charges import MODES, TERMS, ChargeRecords, seat_plan
from scrapers.vendors.zhipu.plans import plan, quotas

_LISTS = {"builtin:bigmodel-coding-plan": "CN", "builtin:zai-coding-plan": "INTL"}


class ClientConfigs(ChargeRecords):
    """The snapshot of plans shipped to the vendor's desktop client: shape and cross-check, not the checkout.

    It holds both regions, a list each, and team seats, which can be bought once or renewing.
    """

    name = "zhipu-client-configs"
    region = "CN"  # each record's list, or its currency, says its own
    regions = ("CN", "INTL")
    url = "https://zcode.z.ai/api/v1/client/configs"
    addresses = r"zcode\.z\.ai/api/v1/client/configs"
    gives = frozenset()
    nightly = False
    records = ("payAmount", "renewAmount", "productName")
    fields = ChargeRecords.fields | {
        "title": "productName", "region": "priceCurrency", "currency": "priceCurrency", "quotas": "equity.text",
        "period": "priceUnit subscribePeriod", "mode": "subscribeMode",
    }  # fmt: skip
    words = {
        "currency": {"CNY": "CNY", "USD": "USD"},
        "region": {"CNY": "CN", "USD": "INTL"},
        "period": {"month": "P1M", "quarter": "P3M", "year": "P1Y", **TERMS},
        "mode": MODES,
    }

    def plan_of(self, record: JsonObject, title: str) -> str:
        return seat_plan(title) if "subscribePeriod" in record.values else plan(title)

    def region_of(self, record: JsonObject) -> str | None:
        return known(_LISTS, record.above[-1], "list") if record.above else super().region_of(record)

    def quotas(self, record: JsonObject) -> tuple[Quota, ...]:
        return quotas(record.texts(self.fields["quotas"]))
