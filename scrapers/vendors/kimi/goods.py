"""Goods as Kimi's order service answers them: fen or cents, whole term, any field may be left out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from scrapers.fetched import Fetch
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject, entries, known
from scrapers.refusals import PageChanged
from scrapers.source import INTRO, PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one

_REGIONS = {"REGION_CN": "CN", "REGION_MAINLAND": "CN", "REGION_OVERSEA": "INTL"}
_SELLS_IN = {"CNY": "CN", "USD": "INTL"}
_PERIODS = {
    "1 TIME_UNIT_MONTH": "P1M",
    "3 TIME_UNIT_MONTH": "P3M",
    "12 TIME_UNIT_MONTH": "P1Y",
    "1 TIME_UNIT_YEAR": "P1Y",
}
_PRODUCTS = {"DOMAIN_NEXUS": "membership", "DOMAIN_KIMI": "membership", "DOMAIN_CODE": "kimi-code"}
_TYPES = {"GOODS_TYPE_SUBSCRIPTION": "subscription"}
_WAITING = re.compile(r"REASON_(?:\w+_)?(?:NEED_APPLY|APPLYING)")
_FREE = ("adagio", "free")


class _Goods(Source):
    """Goods as the order service answers them: fen or cents, whole term; any field may be left out."""

    vendor = "kimi"
    product = "membership"
    products = ("kimi-code",)
    region = "CN"  # each record says its own
    regions = ("CN", "INTL")
    catalogue = True  # here a tier without a note on its waiting list can be bought

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        goods = entries(page, _is_goods)
        answer = page.json()
        listed = self.catalogue and isinstance(answer, dict) and "goods" in answer
        otherwise = "InStock" if listed else None
        return each(
            zip(goods, _regions(goods), strict=True),
            lambda sold: _sold(*sold, _stock(sold[0], otherwise)),
            lambda sold: sold[0].quoted("title"),
        )


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


class KimiSubscription(_Goods):
    """A member's own subscription, which holds the goods it was bought as."""

    name = "kimi-subscription"
    url = "https://www.kimi.com/apiv2/kimi.gateway.membership.v2.MembershipService/GetSubscription"
    addresses = (
        r"(?:www\.)?kimi\.(?:com|ai)/apiv2/kimi\.gateway\.membership\.v2\.MembershipService/GetSubscription"
    )
    nightly = False
    gives = frozenset()
    catalogue = False


def _is_goods(record: Mapping[str, Any]) -> bool:
    return "amounts" in record or (
        "title" in record and bool({"billingCycle", "membershipLevel", "useRegion"} & record.keys())
    )


def _regions(goods: list[JsonObject]) -> list[str]:
    """The region of each record; one that does not say takes that of its currency if all records agree."""
    words = [item.maybe("useRegion") for item in goods]
    said = [known(_REGIONS, word) if word else None for word in words]
    silent = [item for item, region in zip(goods, said, strict=True) if region is None]
    money = [amount.maybe("currency") for item in silent for amount in item.many("amounts")]
    implied = {known(_SELLS_IN, currency) for currency in money if currency}
    if silent:
        implied |= {region for region in said if region}
        return [one(sorted(implied), "region of goods that do not name theirs")] * len(goods)
    return [region for region in said if region]


def _sold(item: JsonObject, region: str, stock: str | None) -> Iterator[Offer]:
    title = clean(item.one("title"))
    plan = slug(re.sub(r"^kimi(?: code)? ", "", title, flags=re.I))
    known(_TYPES, item.maybe("type") or "GOODS_TYPE_SUBSCRIPTION")
    period = _period(item.inner("billingCycle"))
    for amount in item.many("amounts") or [JsonObject({})]:
        cents = amount.maybe("priceInCents")
        yield Offer(
            vendor="kimi",
            product=known(_PRODUCTS, item.maybe("domain") or "DOMAIN_KIMI"),
            plan=plan,
            plan_name=title,
            region=region,
            period=period,
            currency=amount.maybe("currency"),
            price=_price(cents, item, plan, period),
            availability=stock,
            evidence=item.evidence("title", *([("priceInCents", cents)] if cents else [])),
        )


def _period(cycle: JsonObject) -> str | None:
    if not cycle.values:
        return None
    return known(_PERIODS, f"{cycle.one('duration')} {cycle.one('timeUnit')}")


def _price(cents: str | None, item: JsonObject, plan: str, period: str | None) -> Decimal | None:
    """The whole term in yuan or dollars; nothing is free unless the level or the name says so."""
    if cents is None:
        return None
    if not re.fullmatch(r"[0-9]+", cents):
        raise PageChanged(f"not a number of cents: {cents!r}")
    if not int(cents) and item.maybe("membershipLevel") != "LEVEL_FREE" and plan not in _FREE:
        raise PageChanged(f"{plan} costs nothing, but is not the free tier")
    if int(cents) and period is None:
        raise PageChanged(f"{plan} has a price for no stated period")
    return Decimal(cents) / 100 if period else None


def _stock(item: JsonObject, otherwise: str | None) -> str | None:
    reason = item.inner("transitionSummary").maybe("reason")
    if reason is None or reason == "REASON_UNSPECIFIED":
        return otherwise
    if not _WAITING.fullmatch(reason):
        raise PageChanged(f"unknown reason of a transition: {reason!r}")
    return "SoldOut"
