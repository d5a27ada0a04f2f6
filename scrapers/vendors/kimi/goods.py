"""Goods as Kimi's order service answers them: fen or cents, whole term, any field may be left out."""

import re
from collections.abc import Iterable
from dataclasses import replace

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject, known
from scrapers.source import INTRO, PRICE
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one


class _Goods(PlanRecords):
    """Each record says region and currency; one without a region takes that of its currency if all records agree."""

    vendor = "kimi"
    product = "membership"
    products = ("kimi-code",)
    region = "CN"
    regions = ("CN", "INTL")
    records = ("amounts", "title billingCycle", "title membershipLevel", "title useRegion")
    fields = {
        "title": "title", "price": "priceInCents", "currency": "currency", "region": "useRegion", "product": "domain",
        "period": "billingCycle.duration billingCycle.timeUnit", "type": "type", "stock": "transitionSummary.reason",
    }  # fmt: skip
    words = {
        "region": {"REGION_CN|REGION_MAINLAND|CNY|CN": "CN", "REGION_OVERSEA|USD|INTL": "INTL"},
        "product": {"DOMAIN_NEXUS|DOMAIN_KIMI": "membership", "DOMAIN_CODE": "kimi-code"},
        "type": {"GOODS_TYPE_SUBSCRIPTION": "subscription"},
        "period": {
            "1 TIME_UNIT_MONTH": "P1M",
            "3 TIME_UNIT_MONTH": "P3M",
            "12 TIME_UNIT_MONTH|1 TIME_UNIT_YEAR": "P1Y",
        },
        "stock": {"REASON_UNSPECIFIED": None, r"REASON_(?:\w+_)?(?:NEED_APPLY|APPLYING)": "SoldOut"},
    }
    within = "amounts"
    minor = True
    evidence = ("title", "price")
    free = "adagio|free"

    def found(self, page: Page) -> list[JsonObject]:
        goods = super().found(page)
        regions = {self.word(item, "region") or self._implied(item) for item in goods} - {None}
        if all(self.word(item, "region") for item in goods):
            return goods
        region = one(sorted(map(str, regions)), "region of goods that do not name theirs")
        return [replace(item, values={**item.values, "useRegion": region}) for item in goods]

    def _implied(self, item: JsonObject) -> str | None:
        words = {words for way in item.many("amounts") if (words := way.maybe("currency"))}
        return known(self.words["region"], one(sorted(words), "currency"), "currency") if words else None

    def plan(self, name: str) -> str:
        return slug(re.sub(r"^kimi(?: code)? ", "", clean(name), flags=re.I))

    def is_free(self, record: JsonObject, plan: str) -> bool:
        return record.maybe("membershipLevel") == "LEVEL_FREE" or super().is_free(record, plan)


class KimiListGoods(_Goods):
    """Every tier by month and year, in the currency and for the region of whoever asks.

    The address of the caller decides which of two catalogues comes, so region and currency are read from
    each record and never inferred; `durationDays` is 30 even on yearly goods.
    """

    name = "kimi-listgoods"
    url = "https://www.kimi.com/apiv2/kimi.gateway.order.v1.GoodsService/ListGoods"
    addresses = r"(?:www\.)?kimi\.(?:com|ai)/apiv2/kimi\.gateway\.order\.v1\.GoodsService/ListGoods"
    minimum = 8  # four tiers by month and year; some payment channels are shown the free one only
    gives = PRICE | INTRO | {"availability"}

    def fetches(self) -> Iterable[Fetch]:
        headers = {"Content-Type": "application/json", "Connect-Protocol-Version": "1"}
        return [Fetch(self.url, method="POST", headers=headers, body="{}")]

    def stock(self, record: JsonObject) -> str | None:
        """A tier of the catalogue without a note on its waiting list can be bought."""
        return super().stock(record) or ("InStock" if record.above == ("goods",) else None)


class KimiSubscription(_Goods):
    """A member's own subscription, which holds the goods it was bought as."""

    name = "kimi-subscription"
    url = "https://www.kimi.com/apiv2/kimi.gateway.membership.v2.MembershipService/GetSubscription"
    addresses = (
        r"(?:www\.)?kimi\.(?:com|ai)/apiv2/kimi\.gateway\.membership\.v2\.MembershipService/GetSubscription"
    )
    nightly = False
    gives = frozenset()
