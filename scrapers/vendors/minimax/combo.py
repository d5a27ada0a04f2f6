"""The packages of MiniMax's subscription page in CN, as its own API answers them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Charge, Offer
from scrapers.page import Page
from scrapers.reading.records.json_objects import JsonObject, entries, known
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.source import INTRO, PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vendors.minimax.products import M_TIERS
from scrapers.vocabulary.money import amounts, money, number
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.stock import availability

_CYCLES = {"1": "P1M", "3": "P1Y"}
_WORDS = {"月": "P1M", "季": "P3M", "年": "P1Y"}
_PRODUCTS = {
    "": "token-plan",
    "token": "token-plan",
    "coding": "coding-plan",
    "code": "coding-plan",
    "m": "m-plan",
}
_TIERS = rf"starter|plus|max|ultra|{M_TIERS}"
_TITLE = re.compile(
    r"(?:(?P<product>[A-Z]+?) ?Plan[ -]*)?(?P<tier>[A-Z]+?)(?P<fast>[ -]?(?:HS|high[ -]?speed|极速版))?"
    r"[ -]*(?:(?P<cycle>[月季年])度?)?(?:会员|套餐)?",
    re.I,
)
_OTHER = re.compile(
    r"语音|音频|音色|音乐|视频|图像|积分|资源包|audio|speech|voice|music|video|image|credit", re.I
)
_TEAM = re.compile(r"团队|席|team|seat", re.I)


class MinimaxComboCn(Source):
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

    def fetches(self) -> Iterable[Fetch]:
        query = "biz_line=2&resource_package_type=7"
        return [Fetch(f"{self.url}?cycle_type={cycle}&{query}") for cycle in (1, 3)]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        kind = parse_qs(urlsplit(page.url).query).get("resource_package_type", ["7"])
        if kind != ["7"]:
            raise NotAPricePage(f"packages of another product: resource_package_type {kind}")
        _succeeded(page)
        packages = entries(page, _is_package)
        family = any(_of_family(package) for package in packages)
        return each(
            packages, lambda package: self._package(package, family), lambda package: package.quoted("title")
        )

    def _package(self, package: JsonObject, family: bool) -> Iterator[Offer]:
        title = _title(package) if _shown(package) else None
        if title and not family:
            raise PageChanged(f"a package of an unknown product: {title[0]!r}")
        if title:
            yield self._offer(package, title)

    def _offer(self, package: JsonObject, title: re.Match[str]) -> Offer:
        prices = _prices(package)
        tier = f"{title['tier']}-highspeed" if title["fast"] else title["tier"]
        return Offer(
            vendor=self.vendor,
            product=_product(title),
            plan=slug(tier),
            plan_name=clean(package.one("title")),
            region=self.region,
            period=_period(package, title),
            currency=self.currency,
            price=prices.get("price"),
            list_price=prices.get("list"),
            charges=(Charge(prices["intro"], 1),) if "intro" in prices else (),
            availability=availability(package.maybe("button_text") or ""),
            evidence=package.evidence("title", *_stated(package)),
        )


def _is_package(record: Mapping[str, Any]) -> bool:
    return bool({"combo_id", "cycle_type", "price_data"} & record.keys())


def _succeeded(page: Page) -> None:
    answer = page.json()
    response = JsonObject(answer).inner("base_resp") if isinstance(answer, Mapping) else JsonObject({})
    if (response.maybe("status_code") or "0") != "0":
        raise NotAPricePage(f"the service answers {response.maybe('status_msg') or 'an error'!r}")


def _shown(package: JsonObject) -> bool:
    visible = package.values.get("visible")
    if visible is not None and not isinstance(visible, bool):
        raise PageChanged(f"visible is {visible!r}")
    return visible is not False


def _title(package: JsonObject) -> re.Match[str] | None:
    """The parts of a package's title, None where it names another product."""
    title = clean(package.one("title"))
    if _OTHER.search(title):
        return None
    found = _TITLE.fullmatch(title)
    if not found or _TEAM.search(title):
        raise PageChanged(f"a package of an unknown product: {title!r}")
    return found


def _product(title: re.Match[str]) -> str:
    only_m_plan = not title["product"] and re.fullmatch(M_TIERS, title["tier"], re.I)
    return known(_PRODUCTS, "m" if only_m_plan else (title["product"] or "").lower())


def _of_family(package: JsonObject) -> bool:
    """Whether a package that is shown names the product or a tier we know."""
    said = package.values.get("title")
    title = (
        _TITLE.fullmatch(clean(said))
        if isinstance(said, str) and package.values.get("visible") is not False
        else None
    )
    return bool(title and (title["product"] or re.fullmatch(_TIERS, title["tier"], re.I)))


def _period(package: JsonObject, title: re.Match[str]) -> str | None:
    """What one charge covers, by the cycle's number, the title and the description; they must agree."""
    cycle = package.maybe("cycle_type")
    words = re.findall("[月季年]", f"{title['cycle'] or ''}{package.maybe('price_desc') or ''}")
    said = {_WORDS[word] for word in words} | ({known(_CYCLES, cycle)} if cycle else set())
    if len(said) > 1:
        raise PageChanged(f"{title[0]!r} is sold for {' and '.join(sorted(said))}")
    return said.pop() if said else None


def _prices(package: JsonObject) -> dict[str, Decimal]:
    """What each later period costs (price), and a first charge (intro) or crossed-out price (list) that differs."""
    tags = package.inner("price_data")
    first, renewal, original = (
        _yuan(tags.maybe(key)) for key in ("price_tag", "renew_price_tag", "original_price_tag")
    )
    first = _fallback(package) if first is None else first
    price = first if renewal is None else renewal
    if price is None:
        return {}
    if not price or first == 0:
        raise PageChanged(f"{package.one('title')} costs nothing")
    prices = {"price": price}
    if first not in (None, price):
        prices["intro"] = first
    if original not in (None, first or price):
        prices["list"] = original
    return prices


def _yuan(tag: str | None) -> Decimal | None:
    if tag is None:
        return None
    return money(tag, "CNY") if amounts(tag) else number(tag)


def _fallback(package: JsonObject) -> Decimal | None:
    text = package.maybe("instruction") or ""
    return money(text, "CNY") if amounts(text) else None


def _stated(package: JsonObject) -> Iterator[str]:
    """The keys whose values are the package's prices."""
    tags = [key for key in ("price_tag", "renew_price_tag") if package.inner("price_data").maybe(key)]
    yield from tags or (["instruction"] if _fallback(package) else [])
