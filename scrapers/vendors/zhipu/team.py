"""The public prices of team seats at z.ai."""

from scrapers.reading.records.json_objects import JsonObject
from scrapers.source import INTRO, PRICE
from scrapers.vendors.zhipu.charges import MODES, TERMS, ChargeRecords, seat_plan

_SEATS = {"PRO": "Standard Seat", "MAX": "Premium Seat"}


class TeamPricing(ChargeRecords):
    """No currency in the payload, whole terms, tiers PRO and MAX; what is not purchasable is not on sale."""

    name = "zhipu-team-intl"
    region = "INTL"
    currency = "USD"
    url = "https://api.z.ai/api/biz/overseas/team/subscribe/product/public_pricing"
    addresses = r"api\.z\.ai/api/biz/overseas/team/subscribe/product/public_pricing"
    minimum = 4
    gives = PRICE | INTRO
    records = ("payAmount", "renewAmount", "tier subscribePeriod")
    fields = ChargeRecords.fields | {
        "title": "tier", "period": "subscribePeriod", "mode": "subscribeMode", "visible": "purchasable",
    }  # fmt: skip
    words = {"period": TERMS, "mode": MODES}

    def title(self, record: JsonObject) -> str:
        tier = super().title(record)
        return _SEATS.get(tier, tier.title())

    def plan(self, name: str) -> str:
        return seat_plan(name)
