"""Volcengine's activity pages: a shell that names a bundle, and the bundle with the price cards."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch
from scrapers.page import Page
from scrapers.reading.plan_records import PlanRecords
from scrapers.reading.records.json_answers import objects
from scrapers.reading.records.json_objects import JsonObject
from scrapers.reading.records.script_objects import script_objects
from scrapers.refusals import NotAPricePage, Truncated
from scrapers.source import PRICE
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.select import one, some

_DATA = re.compile(r"window\.gfdatav1\s*=\s*(?=\{)")
_CODE = re.compile("(?:Coding|Agent)_Plan_[A-Za-z]+_[a-z]+")


class Activity(PlanRecords):
    """The activity page's bundle. Yuan strings: `originalAmount` is the renewal price, `discountAmount` the first one.

    The first price stayed in the bundle while the promotion was closed, so it is no proof of an open offer and
    this source gives prices only. A slogan (0 成本试错) in its place is no price. Codes of plans also stand in lists
    without prices; a monthly plan without a price card is in doubt.
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
    form = "script"
    records = ("configurationCode priceConfig",)
    fields = {
        "title": "configurationCode", "renewal": "priceConfig.originalAmount", "intro": "priceConfig.discountAmount",
        "product": "configurationCode", "period": "configurationCode",
    }  # fmt: skip
    words = {
        "product": {"Coding_Plan_.+": "coding-plan", "Agent_Plan_.+": "agent-plan"},
        "period": {".+_monthly": "P1M", ".+_quarterly": "P3M", ".+_yearly": "P1Y"},
    }
    slogans = r"(?=.*[^\d.,])[^¥元/]*"
    required = ("renewal",)
    evidence = ("priceConfig",)

    def follow(self, page: Page) -> Iterable[Fetch]:
        if "volcengine.com/activity/" not in page.url:
            return []
        wanted = urlsplit(page.url).path.strip("/").removesuffix("/garrmodlistv3")
        modules = [row for row in objects(_data(page)) if isinstance(row.get("source_url"), str)]
        named = [module for module in modules if module.get("name") in (wanted, None)] or modules
        paths = {str(module["source_url"]) for module in named}
        bundle = one(sorted(paths), f"bundle of {wanted}").replace("/bundles/js/main.js", "/index.js")
        return [Fetch(urljoin(page.url, bundle))]

    def found(self, page: Page) -> list[JsonObject]:
        if "volcengine.com/activity/" in page.url:
            raise NotAPricePage("an activity page whose prices are in the bundle that it names", "shell")
        said = [
            str(one.values["configurationCode"]) for one in script_objects(page.text, "configurationCode")
        ]
        codes = some([code for code in said if _CODE.match(code)], "configurationCode of a plan")
        cards = script_objects(page.text, "configurationCode", self.is_record)
        carded = {card.values["configurationCode"] for card in cards}
        missing = sorted({code for code in codes if code.endswith("_monthly")} - carded)
        return [*cards, *(JsonObject({"configurationCode": code}, code) for code in missing)]

    def is_record(self, values: Mapping[str, Any]) -> bool:
        return super().is_record(values) and _CODE.match(str(values["configurationCode"])) is not None

    def title(self, record: JsonObject) -> str:
        return re.sub("_[a-z]+$", "", super().title(record)).replace("_", " ")

    def plan(self, name: str) -> str:
        return slug(re.sub(r"^\w+ Plan ", "", name))


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
