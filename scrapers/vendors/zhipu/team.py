"""Team seats: the public prices of z.ai, and what rows of team seats have in common."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scrapers.offer import ONCE, Offer
from scrapers.page import Page
from scrapers.refusals import PageChanged
from scrapers.source import INTRO, PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vendors.zhipu.plans import plan
from scrapers.vendors.zhipu.rows import Row, amount, charges, flag, price_said, quoted, rows, text, word
from scrapers.vocabulary.plan_names import slug

TERMS = {"MONTHLY": "P1M", "QUARTERLY": "P3M", "YEARLY": "P1Y"}
_MODES = {"CONTINUOUS": "continuous", "ONE_TIME": "once"}
_SEATS = {"PRO": "Standard Seat", "MAX": "Premium Seat"}


def seat_plan(name: str) -> str:
    """The slug of a seat's tier, known or new."""
    made = plan(name)
    return made if made.startswith("team-") else f"team-{slug(name)}"


def renewing(found: Sequence[Row]) -> list[Row]:
    """The rows that renew, and those that are bought once where that costs something else or none renews.

    Where it costs something else it is a plan of its own, see `suffix`, that has no renewal.
    """
    renew = {_term(row): row for row in found if row.get("subscribeMode") == "CONTINUOUS"}
    sold = [row for row in sorted(found, key=_once) if not _once(row) or _term(row) not in renew]
    apart = [row for row in found if _once(row) and (twin := renew.get(_term(row))) and _differs(row, twin)]
    return [*sold, *({**row, "renewAmount": row.get("payAmount"), "once": True} for row in apart)]


def _differs(row: Row, twin: Row) -> bool:
    """Whether a row costs something else than the renewing one, or cannot be read; beside one that cannot, it is nothing."""
    renewed, single = _paid(twin), _paid(row)
    return renewed is not None and renewed != single


def _paid(row: Row) -> Decimal | None:
    try:
        return amount(row, "payAmount")
    except PageChanged:
        return None


def suffix(row: Row) -> str:
    """What the slug of a row ends with: nothing, or that it is sold without renewal at another price."""
    return ONCE if row.get("once") else ""


def _once(row: Row) -> bool:
    return row.get("subscribeMode") == "ONE_TIME"


def _term(row: Row) -> tuple[object, object]:
    return row.get("tier"), row.get("subscribePeriod")


def seat_period(row: Row) -> str:
    """What one charge of a seat covers; raises PageChanged for a way to buy that we do not know."""
    word(row, "subscribeMode", _MODES)
    return word(row, "subscribePeriod", TERMS)


class TeamPricing(Source):
    """The public prices of z.ai team seats: no currency in the payload, whole terms, tiers PRO and MAX.

    Rows with purchasable false are not on sale and are left out.
    """

    name = "zhipu-team-intl"
    vendor = "zhipu"
    product = "coding-plan"
    region = "INTL"
    currency = "USD"
    url = "https://api.z.ai/api/biz/overseas/team/subscribe/product/public_pricing"
    addresses = r"api\.z\.ai/api/biz/overseas/team/subscribe/product/public_pricing"
    minimum = 4
    gives = PRICE | INTRO

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        found = rows(page.json(), "data", "productList")
        sold = renewing([row for row in found if row.get("purchasable", True) not in (False, None)])
        return each(sold, lambda row: [self._offer(page, row)], lambda row: quoted(row, "tier"))

    def _offer(self, page: Page, row: Row) -> Offer:
        flag(row, "purchasable")
        name = _SEATS.get(text(row, "tier"), text(row, "tier").title())
        return Offer(
            vendor=self.vendor,
            product=self.product,
            plan=seat_plan(name) + suffix(row),
            plan_name=name,
            region=self.region,
            per="seat",
            period=seat_period(row),
            currency=self.currency,
            **charges(row),
            evidence=price_said(page, row),
        )
