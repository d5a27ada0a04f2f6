"""The configuration of the vendor's own desktop client."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import Source
from scrapers.unread import Unread, apart, each
from scrapers.vendors.zhipu.plans import plan, quotas
from scrapers.vendors.zhipu.rows import Row, charges, member, price_said, quoted, rows, text, word
from scrapers.vendors.zhipu.team import renewing, seat_period, seat_plan, suffix
from scrapers.vocabulary.plan_names import clean

_ACCOUNTS, _SEATS = "codingPlanStaticProducts", "codingPlanStaticTeamProducts"
_UNITS = {"month": "P1M", "quarter": "P3M", "year": "P1Y"}
_CURRENCIES = {"CNY": "CNY", "USD": "USD"}
_REGIONS = {"CNY": "CN", "USD": "INTL"}


class ClientConfigs(Source):
    """The snapshot of plans shipped to the vendor's desktop client: shape and cross-check, not the checkout.

    It holds both regions, and team seats, which can be bought once or renewing.
    """

    name = "zhipu-client-configs"
    vendor = "zhipu"
    product = "coding-plan"
    region = "CN"  # of the first list; each list states its own
    url = "https://zcode.z.ai/api/v1/client/configs"
    addresses = r"zcode\.z\.ai/api/v1/client/configs"
    gives = frozenset()
    nightly = False
    lists = {"builtin:bigmodel-coding-plan": "CN", "builtin:zai-coding-plan": "INTL"}

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        data = page.json()
        for key, one in ((_ACCOUNTS, self._account), (_SEATS, self._seat)):
            for region, found in self._lists(data, key):
                sold = renewing(found) if key == _SEATS else found
                yield from each(sold, partial(one, page, region), lambda row: quoted(row, "productName"))

    def _account(self, page: Page, region: str, row: Row) -> Iterator[Offer | Unread]:
        tier = plan(text(row, "productName"))
        yield from self._offer(page, row, region, "account", tier, word(row, "priceUnit", _UNITS))

    def _seat(self, page: Page, region: str, row: Row) -> Iterator[Offer | Unread]:
        tier = seat_plan(text(row, "productName")) + suffix(row)
        yield from self._offer(page, row, region, "seat", tier, seat_period(row))

    def _lists(self, data: object, key: str) -> Iterator[tuple[str, list[Row]]]:
        """The lists of products with their region, which only a bare row leaves to its currency."""
        if isinstance(data, list) or (isinstance(data, Mapping) and "payAmount" in data):
            yield "", [row for row in rows(data) if ("subscribePeriod" in row) == (key == _SEATS)]
            return
        configs = member(member(data, "data"), "configs")
        if not isinstance(configs, Mapping) or _ACCOUNTS not in configs:
            raise NotAPricePage("a configuration without plans")
        listed = member(configs, key)
        for name in listed if isinstance(listed, Mapping) else ():
            yield word({key: name}, key, self.lists), rows(member(listed, name))

    def _offer(
        self, page: Page, row: Row, region: str, per: str, tier: str, period: str
    ) -> Iterator[Offer | Unread]:
        equity = [text(equity, "text") for equity in _equity(row)]
        used, unread = apart(lambda: quotas(equity), quoted(row, "productName"))
        yield Offer(
            vendor=self.vendor,
            product=self.product,
            plan=tier,
            plan_name=clean(text(row, "productName")),
            region=region or word(row, "priceCurrency", _REGIONS),
            per=per,
            period=period,
            currency=word(row, "priceCurrency", _CURRENCIES),
            quotas=used,
            **charges(row),
            evidence=price_said(page, row),
        )
        yield from unread


def _equity(row: Row) -> list[Any]:
    stated = row.get("equity") or []
    if not isinstance(stated, list):
        raise PageChanged(f"equity is {stated!r}")
    return stated
