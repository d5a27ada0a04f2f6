"""The packages of MiniMax's subscription page in CN, as its own API answers them."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_objects import JsonObject, known
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import INTRO, PRICE
from scrapers.vendors.minimax.products import M_TIERS
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.prices.money import amounts

_WORDS = {"月": "P1M", "季": "P3M", "年": "P1Y"}
_PRODUCTS = {"": "token-plan", "token": "token-plan", "cod(?:ing|e)": "coding-plan", "m": "m-plan"}
_TITLE = re.compile(  # TokenPlanPlus-月度会员, Max 极速版
    r"(?:(?P<product>[A-Z]+?) ?Plan[ -]*)?(?P<tier>[A-Z]+?)(?P<fast>[ -]?(?:HS|high[ -]?speed|极速版))?"
    r"[ -]*(?:(?P<cycle>[月季年])度?)?(?:会员|套餐)?",
    re.I,
)
_TIERS = rf"starter|plus|max|ultra|{M_TIERS}"
_OTHER = re.compile(
    r"语音|音频|音色|音乐|视频|图像|积分|资源包|audio|speech|voice|music|video|image|credit", re.I
)
_TEAM = re.compile(r"团队|席|team|seat", re.I)


class MinimaxComboCn(PlanRecords):
    """Packages by month and, in a second answer, by year; yuan as strings, every price field optional.

    Other products are sold through the same service: packages that name one (语音, audio) are left out, an
    answer none of whose titles we know is refused.
    """

    name = "minimax-combo-cn"
    vendor = "minimax"
    product = "token-plan"
    products = ("coding-plan",)
    region = "CN"
    currency = "CNY"
    url = "https://www.minimaxi.com/public/api/openplatform/charge/combo/products"
    addresses = r"(?:www\.)?minimax(?:i\.com|\.cn)/public/api/openplatform/charge/combo/products"
    minimum = 3
    gives = PRICE | INTRO | {"availability"}
    status = ("base_resp.status_code", "base_resp.status_msg")
    fine = ("0",)
    refusals = {".+": "nothing"}
    records = ("combo_id", "cycle_type", "price_data")
    fields = {
        "title": "title", "price": "price_data.price_tag", "renewal": "price_data.renew_price_tag",
        "list": "price_data.original_price_tag", "period": "cycle_type", "visible": "visible", "stock": "button_text",
    }  # fmt: skip
    words = {"period": {"1": "P1M", "3": "P1Y"}}
    intro_periods = 1
    evidence = ("title", "price", "renewal")

    def fetches(self) -> Iterable[Fetch]:
        query = "biz_line=2&resource_package_type=7"
        return [Fetch(f"{self.url}?cycle_type={cycle}&{query}") for cycle in (1, 3)]

    def found(self, page: Page) -> list[JsonObject]:
        kind = parse_qs(urlsplit(page.url).query).get("resource_package_type", ["7"])
        if kind != ["7"]:
            raise NotAPricePage(f"packages of another product: resource_package_type {kind}")
        packages = super().found(page)
        titles = [
            clean(str(one.values.get("title"))) for one in packages if one.values.get("visible") is not False
        ]
        plans = [title for title in titles if not _OTHER.search(title)]
        if plans and not any(map(_of_family, plans)):
            raise PageChanged(f"packages of an unknown product: {plans[0]!r}")
        return packages

    def fields_of(self, record: JsonObject) -> Mapping[str, str]:
        """The price stands in a text where its own field is absent."""
        said = None if record.maybe(self.fields["price"]) else record.maybe("instruction")
        return {**self.fields, "price": "instruction"} if said and amounts(said) else self.fields

    def left_out(self, record: JsonObject) -> bool:
        return super().left_out(record) or _OTHER.search(clean(self.title(record))) is not None

    def plan_of(self, record: JsonObject, title: str) -> str:
        named = _parts(title)
        return slug(f"{named['tier']}-highspeed" if named["fast"] else named["tier"])

    def product_of(self, record: JsonObject, title: str) -> str:
        named = _parts(title)
        only_m_plan = not named["product"] and re.fullmatch(M_TIERS, named["tier"], re.I)
        return known(_PRODUCTS, "m" if only_m_plan else (named["product"] or "").lower(), "product")

    def period_of(self, record: JsonObject, title: str) -> str | None:
        """What one charge covers, by the cycle's number, the title and the description; they must agree."""
        words = re.findall("[月季年]", f"{_parts(title)['cycle'] or ''}{record.maybe('price_desc') or ''}")
        said = {_WORDS[word] for word in words} | {self.word(record, "period")} - {None}
        if len(said) > 1:
            raise PageChanged(f"{title!r} is sold for {' and '.join(sorted(filter(None, said)))}")
        return next(iter(said), None)


def _parts(title: str) -> Mapping[str, Any]:
    """The product, tier, speed and cycle that a package's title names; raises PageChanged for a title of another form."""
    found = _TITLE.fullmatch(clean(title))
    if not found or _TEAM.search(title):
        raise PageChanged(f"a package of an unknown product: {title!r}")
    return found.groupdict()


def _of_family(title: str) -> bool:
    """Whether a title names the product or a tier we know."""
    found = _TITLE.fullmatch(title)
    return bool(found and (found["product"] or re.fullmatch(_TIERS, found["tier"], re.I)))
