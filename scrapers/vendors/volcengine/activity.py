"""Volcengine's activity pages: a shell that names a bundle, and the bundle with the price cards."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch
from scrapers.offer import Offer, first_charge
from scrapers.page import Page
from scrapers.refusals import NotAPricePage, PageChanged, Truncated
from scrapers.source import PRICE, Source
from scrapers.unread import Unread, each
from scrapers.vocabulary.money import NUMBER
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.vocabulary.select import one, some
from scrapers.vocabulary.words import comparable, squash

_DATA = re.compile(r"window\.gfdatav1\s*=\s*(?=\{)")
_MOST = 500  # codes of plans in a bundle
_LONGEST = 20_000  # characters of a price card
_CODE = re.compile(r"""\bconfigurationCode["']?\s*:\s*["'](\w+)["']""")
_CONFIG = re.compile(r"""\bpriceConfig["']?\s*:\s*\{[^{}]*\}""")
_PIECES = re.compile(r""""(?:[^"\\\n]|\\.){0,200}"|'(?:[^'\\\n]|\\.){0,200}'|[{}]""")
_NAMED = re.compile(r"(?P<product>Coding|Agent)_Plan_(?P<tier>[A-Za-z]+)_(?P<period>[a-z]+)")
_PERIODS = {"monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y"}
_UNITS = {"月": "P1M", "季": "P3M", "年": "P1Y"}
_AMOUNT = re.compile(rf"¥? ?({NUMBER}) ?元? ?(?:/ ?(月|季|年)度?)?(?: ?\(续费价格?\))?")


class Activity(Source):
    """The activity page's bundle. Yuan strings: `originalAmount` is the renewal price, `discountAmount` the first one.

    The first price stayed in the bundle while the promotion was closed, so it is no proof of an open offer and
    this source gives prices only. A slogan (0 成本试错) in its place is no price.
    """

    name = "volcengine-activity-cn"
    vendor = "volcengine"
    product = "coding-plan"
    products = ("agent-plan",)
    region = "CN"
    currency = "CNY"
    url = "https://www.volcengine.com/activity/codingplan"
    addresses = (
        r"www\.volcengine\.com/activity/(?:codingplan|agentplan)(?:/garrmodlistv3)?"
        r"|[a-z0-9-]+\.bytegoofy\.com/gftar/toutiao/fe_arch/fes2_app_\d+/[\d.]+/(?:index|bundles/js/main)\.js"
    )
    gives = PRICE
    minimum = 2

    def follow(self, page: Page) -> Iterable[Fetch]:
        if "volcengine.com/activity/" not in page.url:
            return []
        wanted = urlsplit(page.url).path.strip("/").removesuffix("/garrmodlistv3")
        modules = list(_modules(_data(page)))
        named = [module for module in modules if module.get("name") in (wanted, None)] or modules
        paths = {str(module["source_url"]) for module in named}
        bundle = one(sorted(paths), f"bundle of {wanted}").replace("/bundles/js/main.js", "/index.js")
        return [Fetch(urljoin(page.url, bundle))]

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        if "volcengine.com/activity/" in page.url:
            raise NotAPricePage(
                "an activity page without prices: they are in the bundle that it names", "shell"
            )
        return each(_cards(page.text), lambda card: [self._offer(*card)], lambda card: card)

    def _offer(self, code: str, card: str) -> Offer:
        """The offer of a price card; raises PageChanged for a code or an amount of a form we do not know."""
        if not card:
            raise PageChanged(f"no price card of {code}")
        named = _NAMED.fullmatch(code)
        if not named or named["period"] not in _PERIODS:
            raise PageChanged(f"unknown configurationCode {code!r}")
        config = one(sorted({squash(config) for config in _CONFIG.findall(card)}), f"priceConfig of {code}")
        period = _PERIODS[named["period"]]
        regular = _amount(_string(config, "originalAmount"), period)
        if regular is None:
            raise PageChanged(f"no renewal price in {config!r}")
        first = _amount(_string(config, "discountAmount"), period)
        return Offer(
            vendor=self.vendor,
            product=f"{named['product'].lower()}-plan",
            plan=slug(named["tier"]),
            plan_name=clean(f"{named['product']} Plan {named['tier']}"),
            region=self.region,
            period=period,
            currency=self.currency,
            price=regular,
            charges=first_charge(first if first != regular else None),
            evidence=config,
        )


def _data(page: Page) -> Any:
    if page.text.lstrip()[:1] == "{":
        return page.json()
    found = _DATA.search(page.text)
    if not found:
        raise NotAPricePage("an activity page that names no bundle", "shell")
    try:
        return json.JSONDecoder().raw_decode(page.text, found.end())[0]
    except (ValueError, RecursionError) as error:
        raise Truncated(f"gfdatav1 is not JSON: {error}") from None


def _modules(data: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(data, Mapping):
        if isinstance(data.get("source_url"), str):
            yield data
        data = list(data.values())
    for value in data if isinstance(data, list) else ():
        yield from _modules(value)


def _cards(script: str) -> Iterator[tuple[str, str]]:
    """Each configurationCode with the smallest object around it that has both amounts and no other code.

    A monthly plan without such a card has empty words; the other codes also stand in lists without prices.
    """
    objects = sorted(
        (span for span in _objects(script) if span[1] - span[0] <= _LONGEST),
        key=lambda span: span[1] - span[0],
    )
    codes = [match for match in _CODE.finditer(script) if _NAMED.match(match[1])]
    carded = set()
    if len(codes) > _MOST:
        raise PageChanged(f"{len(codes)} codes of plans in one bundle")
    for code in some(codes, "configurationCode of a plan"):
        around = (script[start:end] for start, end in objects if start < code.start() < end)
        card = next((text for text in around if _both(text)), "")
        if card and {match[1] for match in _CODE.finditer(card)} == {code[1]}:
            carded.add(code[1])
            yield code[1], card
    missing = {code[1] for code in codes if code[1].endswith("_monthly")} - carded
    yield from ((code, "") for code in sorted(missing))


def _both(text: str) -> bool:
    return any("originalAmount" in config and "discountAmount" in config for config in _CONFIG.findall(text))


def _objects(script: str) -> Iterator[tuple[int, int]]:
    opened: list[int] = []
    for piece in _PIECES.finditer(script):
        if piece[0] == "{":
            opened.append(piece.start())
        elif piece[0] == "}" and opened:
            yield opened.pop(), piece.end()


def _string(config: str, key: str) -> str:
    found = re.search(rf"""\b{key}["']?\s*:\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""", config)
    if not found:
        raise PageChanged(f"no {key} in {config!r}")
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), found[1] or found[2] or "")


def _amount(text: str, period: str) -> Decimal | None:
    """Yuan for one period; None where the words are a slogan."""
    said = _AMOUNT.fullmatch(comparable(text))
    if not said:
        if re.search(r"[¥元/]|^[\d.,]+$", comparable(text)):
            raise PageChanged(f"an amount of unknown form: {text!r}")
        return None
    if said[2] and _UNITS[said[2]] != period:
        raise PageChanged(f"{text!r} is not for {period}")
    amount = Decimal(said[1].replace(",", ""))
    if not amount:
        raise PageChanged(f"an amount of zero: {text!r}")
    return amount
